"""What a type cell says, in the spellings of the field.

In: the text of a cell (`array[uuid]`, `array of X`, `String / null`, `?string`,
`dict<string, string>`, `Object[]`, `String (UUID)`, `Enum (String)`, `LONG`,
`"a" | "b"`), and the evidence that it is. Out: :class:`Wording`, or None if not all of
its words are understood. `type_of` is the short form, for who wants the type alone.

`object` is an open object without fields, which an example or a further table may
refine; `map`, `dict<...>` and `record<...>` are maps. Every node of the type carries the
evidence as that of its `type`. Words that name another object of the page (`Thread`,
`array of Thread`) are asked of `resolve`; without an answer the text is no type.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

from specloom.ir import types as t
from specloom.ir.evidence import Evidence, Grade
from specloom.read.pages.words import phrases
from specloom.read.pages.words.lexicon import (
    ARRAYS,
    ENUMS,
    FORMATS,
    MAPS,
    NULLS,
    OTHER_FORMATS,
    PLAIN_MAPS,
    UNIONS,
    WORDS,
)
from specloom.read.pages.words.marks import without_marks
from specloom.read.pages.words.spelling import (
    CLOSING,
    any_quoted,
    balanced,
    enumeration,
    quoted,
    spelt,
    split,
    split_at,
)
from specloom.read.pages.words.text import links, plain
from specloom.records import record, replace

Resolve: TypeAlias = Callable[[str, str | None], t.Type | None]
"""The type of a name; the second argument is the target of its link, if it is one."""


@record(frozen=True, slots=True)
class Wording:
    """A type, and what the same words say beside it; `required` is None if nothing."""

    type: t.Type
    required: bool | None = None


def wording(text: str, why: Evidence, resolve: Resolve | None = None) -> Wording | None:
    """What a type cell says; None if some of its words are not understood."""
    cell = plain(text)
    if not cell or len(cell) > 400:
        return None
    reader = _Reader(why, resolve, dict(links(text)))
    cell, required = without_marks(cell)
    found = reader.type(cell)
    if found is None:
        return None
    return Wording(found, required)


def type_of(text: str, why: Evidence, resolve: Resolve | None = None) -> t.Type | None:
    """The type that a cell says, or None if it says none."""
    found = wording(text, why, resolve)
    return None if found is None else found.type


_TAILS: Final = frozenset(
    ["object", "objects", "model", "enum", "value", "number", "string"]
)
"""What may stand behind the name of a type, and adds nothing to it."""


class _Reader:
    """Reads the words of one cell."""

    def __init__(
        self, why: Evidence, resolve: Resolve | None, targets: Mapping[str, str]
    ) -> None:
        self.resolve = resolve
        self.targets = {plain(words): target for words, target in targets.items()}
        self.open = why.grade <= Grade.INFERRED
        self.notes = t.Notes(evidence={"type": why})

    def type(self, text: str) -> t.Type | None:
        """The type of a text; None if it is not understood."""
        text = text.strip(" .:;,")
        if not text:
            return None
        known = self._word(text)
        if known is not None:
            return known
        if text[0] == "?" or text[-1] == "?":
            inner = self.type(text.strip("?"))
            return inner and (self._nullable(inner) if text[0] == "?" else inner)
        for read in (
            self._alternatives,
            self._brackets,
            self._phrase,
            self._refined,
            self._const,
            self._named,
        ):
            found = read(text)
            if found is not None:
                return found
        return None

    def _word(self, text: str) -> t.Type | None:
        low = text.lower()
        if low in NULLS:
            return t.Const(None, notes=self.notes)
        found = WORDS.get(low)
        return found and self._because(found)

    def _because(self, type_: t.Type) -> t.Type:
        """A type of the table, with the evidence at all of its nodes."""
        match type_:
            case t.Array():
                return replace(
                    type_, items=self._because(type_.items), notes=self.notes
                )
            case t.Map():
                return replace(
                    type_, values=self._because(type_.values), notes=self.notes
                )
            case _:
                return replace(type_, notes=self.notes)

    def _nullable(self, inner: t.Type) -> t.Type:
        if isinstance(inner, (t.Nullable, t.Any_)):
            return inner
        if isinstance(inner, t.Const) and inner.value is None:
            return inner
        return t.Nullable(inner, notes=self.notes)

    def _alternatives(self, text: str) -> t.Type | None:
        """`a | b`, `a / b`, `a or b`, `a, b`: types, or the values of an enumeration."""
        parts = split(text)
        if len(parts) < 2:
            return None
        null, aside = False, ""
        types: list[t.Type] = []
        values: list[t.Json] = []
        for part in parts:
            bare = part.strip(" .;")
            if bare.lower() in ("nullable", *NULLS):
                null = True
                continue
            if bare.lower().startswith("null(") and bare.endswith(")"):
                # `string,null(uuid)`: the format is behind all of the types.
                null, aside = True, bare[5:-1]
                continue
            literal = spelt(bare, strict=False)
            found = None if literal is not t.UNSET and quoted(bare) else self.type(bare)
            if found is not None:
                types.append(found)
            elif not isinstance(literal, t.Unset):
                values.append(literal)
            else:
                return None
        alone = null and len(values) == 1 and isinstance(values[0], str)
        if values and (types or alone) and not any_quoted(parts):
            return None  # A word among types is a name that nobody knows.
        if aside and types:
            types[0] = self._with_aside(types[0], aside) or types[0]
        return self._joined(types, values, null)

    def _joined(
        self, types: list[t.Type], values: list[t.Json], null: bool
    ) -> t.Type | None:
        if values:
            types = [*types, self._enum(values)]
        unique = list(dict.fromkeys(map(repr, types)))
        if not types:
            return t.Const(None, notes=self.notes) if null else None
        if len(unique) == 1:
            joined = types[0]
        else:
            kinds = {it.kind for it in types if isinstance(it, t.Primitive)}
            if kinds == {"integer", "number"} and len(types) == 2:
                joined = t.Primitive("number", notes=self.notes)
            else:
                joined = t.Union(tuple(types), notes=self.notes)
        return self._nullable(joined) if null else joined

    def _enum(self, values: list[t.Json]) -> t.Type:
        unique = tuple(dict.fromkeys(values))
        if unique in ((True, False), (False, True)):
            return t.Primitive("boolean", notes=self.notes)
        return enumeration(unique, self.notes, open_=self.open)

    def _brackets(self, text: str) -> t.Type | None:
        """`X[]`, `[X]`, `array[X]`, `dict<string, X>`, `Optional[X]`, `enum(a, b)`."""
        if text.endswith("[]"):
            return self._array(self.type(text[:-2]))
        if text.startswith("[]"):
            return self._array(self.type(text[2:]))
        close = text[-1]
        at = min((at for it in "<[({" if (at := text.find(it)) >= 0), default=-1)
        if at < 0 or CLOSING[text[at]] != close or not balanced(text[at:]):
            if text.lower().startswith("map[") and close != "]":
                keys, _, values = text[4:].partition("]")
                return self._map(self.type(keys), self.type(values))
            return None
        head, inside = text[:at].strip().lower(), text[at + 1 : -1].strip()
        head = head.rsplit(".", 1)[-1]
        if head == "":
            return self._bare(text[at], inside)
        return self._generic(head, inside, text[at])

    def _bare(self, bracket: str, inside: str) -> t.Type | None:
        """`[X]` is an array, `(X)` is X, `{...}` an object."""
        if bracket == "[":
            return self._array(self.type(inside))
        if bracket == "(":
            return self.type(inside)
        if bracket == "{":
            keys, colon, values = inside.partition("]:")
            if colon and keys.startswith("["):
                return self._map(None, self.type(values))
            return t.Object(self._members(inside), notes=self.notes)
        return None

    def _members(self, inside: str) -> tuple[t.Field, ...]:
        """`lat: number, lon?: number`: the members of an object in line, if all are."""
        fields: list[t.Field] = []
        for part in split_at(inside.replace(";", ","), ","):
            name, colon, words = part.partition(":")
            type_ = self.type(words) if colon else None
            if type_ is None:
                return ()
            bare = name.strip().strip("\"'")
            fields.append(t.Field(bare.rstrip("?"), type_, not bare.endswith("?")))
        return tuple(fields)

    def _generic(self, head: str, inside: str, bracket: str) -> t.Type | None:
        if head in ("optional", "nullable", "maybe"):
            inner = self.type(inside)
            return inner and self._nullable(inner)
        if head in UNIONS:
            return self._alternatives(" | ".join(split(inside)))
        if head in ENUMS:
            if self._word(inside) is not None:
                return self._word(inside)
            values = [spelt(it, strict=False) for it in split(inside)]
            known = [it for it in values if not isinstance(it, t.Unset)]
            if known and len(known) == len(values):
                return self._enum(known)
            return None
        if head in ARRAYS:
            return self._array(self.type(inside))
        if head in MAPS and bracket in "<[":
            parts = split(inside)
            if len(parts) == 2:
                return self._map(self.type(parts[0]), self.type(parts[1]))
            return self._map(None, self.type(inside)) if head in PLAIN_MAPS else None
        return None

    def _array(self, items: t.Type | None) -> t.Type | None:
        return items and t.Array(items, notes=self.notes)

    def _map(self, keys: t.Type | None, values: t.Type | None) -> t.Type | None:
        if values is None:
            return None
        plain_keys = keys is None or keys == t.Primitive("string", notes=self.notes)
        return t.Map(values, None if plain_keys else keys, notes=self.notes)

    def _phrase(self, text: str) -> t.Type | None:
        """`array of X`, `X array`, `map of X to Y`, `X object`, `nullable X`."""
        found = phrases.of().fullmatch(text)
        if found is not None:
            items = self.type(found["of"] or found["before"])
            if items is not None:
                return self._array(items)
        found = phrases.map_of().fullmatch(text)
        if found is not None and text[:3].lower() != "one":
            values = self.type(found["of"])
            if values is not None:
                keys = found["keys"] and self.type(found["keys"])
                return self._map(keys or None, values)
        low = text.lower()
        for word in ("nullable ", "null or ", "null "):
            if low.startswith(word):
                inner = self.type(text[len(word) :])
                return inner and self._nullable(inner)
        for word in ("a ", "an ", "the ", "json ", "valid ", "one of ", "list "):
            if low.startswith(word):
                return self.type(text[len(word) :])
        head, _, last = low.rpartition(" ")
        return self._tail(text[: len(head)], last) if last in _TAILS else None

    def _tail(self, text: str, word: str) -> t.Type | None:
        """`Thread object`, `ISO 8601 string`, `string enum`."""
        found = self.type(text)
        if found is not None:
            return found
        if text.lower().endswith((" or", " and", " of", "/")):
            return None  # Of an alternative that nobody knows, the other is not all.
        return self._word(word) if word in ("object", "string", "objects") else None

    def _refined(self, text: str) -> t.Type | None:
        """`String (UUID)`, `integer<int64>`, `string(50)`, `string (a, b)`."""
        length = phrases.length().fullmatch(text)
        if length is not None:
            base = self.type(length[1])
            if isinstance(base, t.Primitive) and base.kind == "string":
                bound = t.Constraints(max_length=int(length[2]))
                return replace(base, constraints=bound)
            return base
        found = phrases.listed().fullmatch(text)
        if found is not None:
            base = self._word(found["base"])
            values = [spelt(it, strict=False) for it in split(found["values"])]
            known = [it for it in values if not isinstance(it, t.Unset)]
            if isinstance(base, t.Primitive) and len(known) == len(values) > 1:
                return self._enum(known)
        found = phrases.aside().fullmatch(text)
        if found is None:
            return None
        base = self.type(found[1] or found[3])
        return base and self._with_aside(base, (found[2] or found[4] or "").strip())

    def _with_aside(self, base: t.Type, aside: str) -> t.Type | None:
        low = aside.lower()
        if low in ("nullable", "or null", "can be null"):
            return self._nullable(base)
        if isinstance(base, t.Nullable):
            inner = self._with_aside(base.inner, aside)
            return inner and self._nullable(inner)
        if isinstance(base, t.Array) and isinstance(base.items, t.Any_):
            items = self.type(aside)
            return self._array(items) if items is not None else base
        hint = WORDS.get(low)
        if isinstance(base, t.Primitive) and isinstance(hint, t.Primitive):
            if hint.kind == base.kind or (base.format is None and low not in FORMATS):
                return replace(hint, notes=self.notes)
            if hint.format is not None:
                return replace(base, format=hint.format)
            return base
        if isinstance(base, t.Primitive) and low in OTHER_FORMATS:
            return replace(base, format=low)
        values = [spelt(it, strict=True) for it in split(aside)]
        known = [it for it in values if not isinstance(it, t.Unset)]
        if len(known) == len(values) > 1 and isinstance(base, t.Primitive):
            return self._enum(known)
        return base

    def _const(self, text: str) -> t.Type | None:
        """`"team"`: exactly this value; `object=list`, `const team`."""
        low = text.lower()
        for word in ("const ", "constant ", "literal ", "always "):
            if low.startswith(word):
                value = spelt(text[len(word) :], strict=False)
                return None if isinstance(value, t.Unset) else self._enum([value])
        if quoted(text):
            value = spelt(text, strict=True)
            return None if isinstance(value, t.Unset) else self._enum([value])
        return None

    def _named(self, text: str) -> t.Type | None:
        if self.resolve is None or len(text) > 120:
            return None
        return self.resolve(text, self.targets.get(text))
