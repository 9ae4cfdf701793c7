"""The type of a field: what its tag, the fields in it and its words say together.

In: a :class:`~specloom.read.pages.mdx.fields.Claim`. Out: a `Field` of the IR with the
evidence for each attribute. What the tag says is stated, and so is what plain wording in
its description says ("one of", "default", "or null"); whether a field is required that
nobody marked is unknown, so it is optional. What is in an array are its items.

A type that is not understood, and what nests too deeply, is listed and becomes any value.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from specloom.diagnostics import Diagnostics
from specloom.ir import types as t
from specloom.ir.evidence import Claim as Lost
from specloom.ir.evidence import Evidence
from specloom.ir.join.types import join_fields
from specloom.read.pages.mdx.attributes import Said, attributes, typed
from specloom.read.pages.mdx.fields import Claim, holders
from specloom.read.pages.mdx.narrow import NOT_UNDERSTOOD, kind_of, narrowed
from specloom.read.pages.mdx.prose import prose
from specloom.read.pages.mdx.values import listed_values, value_table, without_tables
from specloom.read.pages.saying import UNMARKED, guessed, stated
from specloom.read.pages.words.prose import facts
from specloom.read.pages.words.types import Resolve, wording
from specloom.read.pages.words.values import Kind
from specloom.records import replace
from specloom.source import Span

TWICE: Final = "SL346"
NO_NAME: Final = "SL347"

DEEPEST: Final = 30
"""Fields in fields; what is deeper is any value."""
_ITEMS: Final = frozenset({"", "[]", "[*]", "*"})
"""Names of what has none of its own: the items of an array, a body as a whole."""
_STEPS: Final = 10
"""Steps of a dotted name; a longer one is a name with dots in it."""
_PATH: Final = re.compile(r"[\w$-]+(?:\[\])*(?:\.[\w$-]+(?:\[\])*)+|[\w$-]+(?:\[\])+")

_ENUMS: Final = frozenset({"enum", "enums", "enumeration"})
_NAME: Final = re.compile(r"[A-Z]\w*(?:\.\w+)*")
_HINT: Final = "an override can say what it is"

COMPONENT: Final = "field component"


def field_of(claim: Claim, say: Diagnostics, depth: int = 0) -> t.Field:
    """The field, with all that is in it."""
    words = prose(claim.element.children, holders(claim.element.children))
    words = words or claim.element.text("description", "desc") or None
    said = attributes(claim)
    type_, required = _type(claim, said, say, depth)
    kind = kind_of(type_)
    if said.type is not None and said.type[0].strip().lower() in _ENUMS:
        # The word for it says nothing of what kind the values are.
        kind = "any"
    known = facts(without_tables(words or ""), kind)
    if not known.values:
        values, labels = listed_values(words or "", kind)
        known = replace(known, values=values, labels=labels)
    listed = value_table(claim.element.children, kind)
    if listed is not None:
        known = replace(known, values=listed.values, labels=listed.labels)
    evidence: dict[str, Evidence] = {**type_.notes.evidence}
    lost: list[Lost] = [*type_.notes.conflicts]
    prose_why = stated(claim.span, "wording of the description")
    type_ = narrowed(type_, said, known, prose_why, evidence)
    if listed is not None and evidence.get("enum") is prose_why:
        evidence["enum"] = stated(listed.span, "table of values")
    needed = said.required or required
    if needed is None and known.required is not None:
        needed = known.required, prose_why
    if needed is None and claim.needed is not None:
        needed = claim.needed[0], stated(claim.needed[1], "heading")
    if needed is None:
        needed = False, guessed(claim.span, UNMARKED)
    evidence["required"] = needed[1]
    default: t.Json | t.Unset = t.UNSET
    if said.default is not None:
        value, why = said.default
        default = typed(value, kind_of(type_))
        if isinstance(default, t.Unset):
            lost.append(Lost("default", str(value), why))
        else:
            evidence["default"] = why
    elif not isinstance(known.default, t.Unset):
        default, evidence["default"] = known.default, prose_why
    if said.deprecated is not None:
        evidence["deprecated"] = said.deprecated
    elif known.deprecated:
        evidence["deprecated"] = prose_why
    notes = t.Notes(
        description=words,
        deprecated="deprecated" in evidence,
        examples=_examples(said, kind_of(type_)),
        evidence=evidence,
        conflicts=tuple(lost),
    )
    type_ = replace(type_, notes=notes, span=claim.span)
    direction = said.direction or "both"
    return t.Field(claim.name, type_, needed[0], default, direction, claim.span)


def object_of(
    claims: Iterable[Claim], span: Span, say: Diagnostics, depth: int = 0
) -> t.Object:
    """An object with these fields. A field that is there twice is joined, and listed."""
    fields: dict[str, t.Field] = {}
    for claim in claims:
        if claim.name in _ITEMS:
            message = "a field without a name is left out"
            say.add(NO_NAME, message, claim.span, hint="name what the answer calls it")
            continue
        made, plain = field_of(claim, say, depth), True
        if claim.name.count(".") < _STEPS and _PATH.fullmatch(claim.name):
            made, plain = _nested(made), False
        before = fields.get(made.name)
        if before is None:
            fields[made.name] = made
            continue
        fields[made.name] = join_fields(before, made)
        if plain and before.span is not None:
            message = f"`{made.name}` is described twice; what the first says holds"
            related = (("the first", before.span),)
            say.add(TWICE, message, claim.span, related=related)
    why = stated(span, COMPONENT)
    return t.Object(
        tuple(fields.values()), notes=t.Notes(evidence={"type": why}), span=span
    )


def _nested(field: t.Field) -> t.Field:
    """The field `a.b[].c` as the field `a` in which the others are."""
    *around, last = field.name.split(".")
    name = last.rstrip("[]")
    span = field.span
    assert span is not None
    if name != last and not isinstance(field.type, t.Array):
        notes = field.type.notes
        items = replace(field.type, notes=replace(notes, description=None))
        array = t.Array(items, notes=replace(notes, examples=()), span=span)
        field = replace(field, type=array)
    field = replace(field, name=name)
    why = stated(span, "dotted name")
    for part in reversed(around):
        notes = t.Notes(evidence={"type": why})
        inner: t.Type = t.Object((field,), notes=notes, span=span)
        for _ in range(part.count("[]")):
            inner = t.Array(inner, notes=notes, span=span)
        evidence = {"type": why, "required": guessed(span, UNMARKED)}
        inner = replace(inner, notes=t.Notes(evidence=evidence))
        field = t.Field(part.rstrip("[]"), inner, span=span)
    return field


# The type


def _type(
    claim: Claim, said: Said, say: Diagnostics, depth: int
) -> tuple[t.Type, tuple[bool, Evidence] | None]:
    """The type with what is in it, and whether the type's words say it is required."""
    required = None
    base: t.Type | None = None
    if said.type is not None:
        text, span = said.type
        why = stated(span, COMPONENT)
        names: list[str] = []
        found = wording(_closed(text), why, _named(claim, why, names))
        if found is not None and names and not claim.inner:
            message = f"the type `{names[0]}` of `{claim.name}` is not described here"
            say.add(NOT_UNDERSTOOD, message, span, hint=_HINT)
        if found is not None:
            base = found.type
            if found.required is not None:
                required = found.required, why
        elif text.strip() and not claim.inner:
            message = f"the type `{text}` of `{claim.name}` is not understood"
            say.add(NOT_UNDERSTOOD, message, span, hint=_HINT)
            notes = t.Notes(evidence={"type": guessed(span, "unknown word")})
            return t.Any_(NOT_UNDERSTOOD, notes=notes), required
    if claim.inner:
        return _around(claim, base, say, depth), required
    if base is None:
        why = guessed(claim.span, "no type")
        base = t.Any_(notes=t.Notes(evidence={"type": why}))
    return base, required


def _named(claim: Claim, why: Evidence, names: list[str]) -> Resolve:
    """What a name in a type stands for: an object, if its fields are here."""

    def resolve(name: str, target: str | None) -> t.Type | None:
        if not _NAME.fullmatch(name):
            return None
        names.append(name)
        if claim.inner:
            return t.Object((), notes=t.Notes(evidence={"type": why}))
        unknown = guessed(why.span, "unknown word")
        return t.Any_(NOT_UNDERSTOOD, notes=t.Notes(evidence={"type": unknown}))

    return resolve


def _closed(text: str) -> str:
    """The words of a type with the bracket at the end that an author forgot."""
    for opening, closing in ("<>", "[]", "()"):
        missing = text.count(opening) - text.count(closing)
        if 0 < missing < 4:
            text += closing * missing
    return text


def _around(claim: Claim, base: t.Type | None, say: Diagnostics, depth: int) -> t.Type:
    """The type of a field that has fields in it."""
    if depth >= DEEPEST:
        message = f"the fields in `{claim.name}` are left out: they nest too deeply"
        say.add(NOT_UNDERSTOOD, message, claim.span)
        notes = t.Notes(evidence={"type": guessed(claim.span, "too deep")})
        return t.Any_(NOT_UNDERSTOOD, notes=notes)
    inner = claim.inner
    if len(inner) == 1 and inner[0].name in _ITEMS:
        # What has no name of its own is the item, or the thing itself.
        made = field_of(inner[0], say, depth + 1).type
    elif _are_values(base, inner):
        return _values(claim, base, inner)
    else:
        members = [_bare(it, claim.name) for it in inner]
        made = object_of(members, claim.span, say, depth + 1)
    if base is None:
        return made
    found = _filled(base, made)
    if found is not None:
        return found
    why = base.notes.evidence["type"]
    lost = Lost("type", said_type(claim), why)
    return replace(made, notes=replace(made.notes, conflicts=(lost,)))


def _bare(inner: Claim, around: str) -> Claim:
    """A field without the name of the field that it is in: `user.name` in `user`."""
    for prefix in (f"{around}.", f"{around}[]."):
        if around and inner.name.startswith(prefix) and inner.name != prefix:
            return replace(inner, name=inner.name[len(prefix) :])
    return inner


def said_type(claim: Claim) -> str:
    """The type as the tag says it."""
    said = attributes(claim).type
    return "" if said is None else said[0]


def _filled(base: t.Type, made: t.Type) -> t.Type | None:
    """A type with the fields that are in it; None if it is none that has any."""
    match base:
        case t.Object() | t.Any_():
            if isinstance(base, t.Object) and isinstance(made, t.Array):
                return None
            return replace(
                made, notes=replace(made.notes, evidence=base.notes.evidence)
            )
        case t.Array(items=items):
            if isinstance(made, t.Array) and not isinstance(items, t.Array):
                return made
            filled = _filled(items, made)
            return None if filled is None else replace(base, items=filled)
        case t.Nullable(inner=inner):
            filled = _filled(inner, made)
            return None if filled is None else replace(base, inner=filled)
        case t.Map(values=values):
            if isinstance(values, t.Object):
                filled = _filled(values, made)
                return None if filled is None else replace(base, values=filled)
            if isinstance(values, t.Any_) and isinstance(made, t.Object):
                return replace(made, additional=values, notes=base.notes)
            return None
        case t.Union(variants=variants):
            for index, variant in enumerate(variants):
                filled = _filled(variant, made)
                if filled is not None and not isinstance(variant, t.Any_):
                    rest = (*variants[:index], filled, *variants[index + 1 :])
                    return replace(base, variants=rest)
            return None
        case _:
            return None


def _are_values(base: t.Type | None, inner: Sequence[Claim]) -> bool:
    """Whether what is in a text are its values, as fields without a type."""
    return (
        isinstance(base, t.Primitive | t.Enum)
        and len(inner) > 1
        and all(it.attribute("type") is None and not it.inner for it in inner)
    )


def _values(claim: Claim, base: t.Type | None, inner: Sequence[Claim]) -> t.Type:
    assert base is not None
    why = stated(claim.span, "values as fields")
    values = tuple(dict.fromkeys(it.name for it in inner))
    words = {it.name: prose(it.element.children) for it in inner}
    labels = (
        tuple((None, words[name]) for name in values) if any(words.values()) else ()
    )
    notes = t.Notes(evidence={**base.notes.evidence, "enum": why})
    return t.Enum(values, "string", labels=labels, notes=notes)


def _examples(said: Said, kind: Kind) -> tuple[t.Example, ...]:
    if said.example is None:
        return ()
    value = typed(said.example[0], kind)
    if isinstance(value, t.Unset):
        return ()
    return (t.Example("example", value, said.example[1].span),)
