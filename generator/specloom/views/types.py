"""Types of the IR as Python annotations that validate.

In: a type, after all passes. Out: its annotation on one line, with its constraints, and
what it uses: names of typing, pydantic and the runtime, and declarations. What stands
around a constrained type decides where the constraints go, so a type can also be had in
`Parts`. Layout and imports are the affair of the caller. Used by the views of models
(`models=""`) and of plans (`models="models."`). A value of any type is an `object`, but
in a class that has a field of that name.

The rules are those that the tests of the runtime measured: an alias has an effect only
in the outermost `Annotated`; `Field` must stand before the validators of ours; `Literal`
of an integer accepts a boolean, so `OneOf` stands beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final, Literal, TypeAlias

from specloom.ir import types as t
from specloom.names import NameTable
from specloom.source import Span
from specloom.views.bounds import formatted, lengths, limits
from specloom.views.imports import Imports
from specloom.views.literals import LARGEST, string_literal, value_literal
from specloom.views.patterns import can_check
from specloom.views.tagging import Tagging
from specloom.views.uses import HOMES, Uses

_FORMATS: Final[Mapping[str, str]] = {
    "uuid": "Uuid",
    "date-time": "DateTime",
    "date": "Date",
    "time": "Time",
    "byte": "Base64",
}
_KINDS: Final = {"integer": "int", "number": "float", "boolean": "bool"}
_BASES: Final = {"string": "str", **_KINDS}
_MANY: Final = 100  # members of a union, beyond which `|` nests too deeply


_ANYTHING: Final = (t.Any_, t.Intersection)

Parts: TypeAlias = tuple[str, Sequence[str], Sequence[str]]
"""A type without its constraints, the arguments of `Field`, the validators of ours."""

_NONE: Final[tuple[str, ...]] = ()


class Types:
    """Spells the types of one API."""

    def __init__(
        self,
        names: NameTable,
        tagging: Mapping[int, Tagging] | None = None,
        *,
        models: str = "",
        anything: Literal["object", "Any"] = "object",
    ) -> None:
        self._names = names.declarations
        self._models = models
        self._anything = anything
        self._tagging = tagging or {}
        taken = set() if models else set(names.declarations.values())
        self._own = {name: name + "_" if name in taken else name for name in HOMES}
        self._parts: dict[type[t.Type], Callable[[Any, Uses], Parts]] = {
            t.Primitive: self._primitive,
            t.Enum: self._enum,
            t.Const: self._const,
            t.Array: self._array,
            t.Tuple: self._tuple,
            t.Map: self._map,
            t.Object: self._object,
            t.Union: self._union,
            t.Intersection: self._any,
            t.Nullable: self._nullable,
            t.Ref: self._ref,
            t.Binary: self._binary,
            t.Any_: self._any,
            t.Never: self._never,
        }

    def own(self, name: str, uses: Uses) -> str:
        """A name of typing, pydantic or the runtime, as it is called here."""
        uses.names.add(name)
        return self._own[name]

    def own_name(self, name: str) -> str:
        """The same, without using it."""
        return self._own[name]

    def spell(self, type_: t.Type, uses: Uses) -> str:
        """The whole annotation of a type."""
        return self.whole(self.parts(type_, uses), uses)

    def parts(self, type_: t.Type, uses: Uses) -> Parts:
        """A type and, apart from it, constraints that apply to all of it but null."""
        notes = type_.notes
        if notes.residual:
            for keyword, _ in notes.residual:
                uses.unchecked.append(("SL601", keyword, type_.span))
        return self._parts[type(type_)](type_, uses)

    def whole(self, parts: Parts, uses: Uses) -> str:
        """One annotation of the parts."""
        text, arguments, validators = parts
        if not arguments and not validators:
            return text
        return self.annotated(text, arguments, validators, uses)

    def annotated(
        self,
        text: str,
        arguments: Sequence[str],
        validators: Sequence[str],
        uses: Uses,
    ) -> str:
        """`Annotated[text, Field(arguments), *validators]`."""
        members = [text]
        if arguments:
            members.append(f"{self.own('Field', uses)}({', '.join(arguments)})")
        members.extend(validators)
        return f"{self.own('Annotated', uses)}[{', '.join(members)}]"

    # One method for each type

    def _primitive(self, type_: t.Primitive, uses: Uses) -> Parts:
        bounds = type_.constraints
        kind = type_.kind
        if kind == "string":
            name = _FORMATS.get(type_.format or "")
            if name is not None:
                return self.own(name, uses), _NONE, self._text(type_, uses)
            if bounds is t.NO_CONSTRAINTS:
                return "str", _NONE, _NONE
            arguments = lengths(bounds.min_length, bounds.max_length)
            return "str", arguments, self._pattern(bounds.pattern, type_.span, uses)
        if bounds is t.NO_CONSTRAINTS or kind == "boolean":
            return _KINDS[kind], _NONE, _NONE
        return _KINDS[kind], limits(bounds, whole=kind == "integer"), _NONE

    def _text(self, type_: t.Primitive, uses: Uses) -> Sequence[str]:
        """Bounds on the text of a format, where the format does not imply them."""
        if type_.constraints is t.NO_CONSTRAINTS:
            return _NONE
        arguments = formatted(type_.format or "", type_.constraints)
        pattern = type_.constraints.pattern
        if pattern is not None and self._checked(pattern, type_.span, uses):
            arguments.append(f"pattern={string_literal(pattern)}")
        if not arguments:
            return _NONE
        return (f"{self.own('Text', uses)}({', '.join(arguments)})",)

    def _pattern(
        self, pattern: str | None, span: Span | None, uses: Uses
    ) -> Sequence[str]:
        if pattern is None or not self._checked(pattern, span, uses):
            return _NONE
        return (f"{self.own('Pattern', uses)}({string_literal(pattern)})",)

    def _checked(self, pattern: str, span: Span | None, uses: Uses) -> bool:
        """Whether a pattern can be checked; else it is listed."""
        if can_check(pattern):
            return True
        uses.unchecked.append(("SL602", pattern, span))
        return False

    def _enum(self, type_: t.Enum, uses: Uses) -> Parts:
        if type_.open:
            base = _BASES.get(type_.base or "") or self.any(uses)
            if type_.base == "string" and type_.values:
                # Every text is one, and editors complete those that are known.
                known, _, _ = self._choice(type_.values, uses)
                base = f"{known} | {base}"
            return base, _NONE, _NONE
        return self._choice(type_.values, uses)

    def _const(self, type_: t.Const, uses: Uses) -> Parts:
        return self._choice((type_.value,), uses)

    def _choice(self, values: Sequence[t.Json], uses: Uses) -> Parts:
        """One of the values: `Literal` where it can say it, with `OneOf` otherwise."""
        literals = list(dict.fromkeys(map(value_literal, values)))
        if literals == ["None"]:
            return "None", _NONE, _NONE
        if not literals:
            return self.own("Nothing", uses), _NONE, _NONE
        if all(isinstance(value, str) for value in values):
            text = f"{self.own('Literal', uses)}[{', '.join(literals)}]"
            return text, _NONE, _NONE
        if sorted(literals) == ["False", "True"]:
            return "bool", _NONE, _NONE
        kinds = {type(value).__mro__[-2] for value in values}
        if any(isinstance(it, int) and abs(it) > LARGEST for it in values):
            text = "int" if kinds == {int} else self.any(uses)
        elif kinds <= {str, int, bool}:
            text = f"{self.own('Literal', uses)}[{', '.join(literals)}]"
        else:
            text = "float" if kinds <= {int, float} else self.any(uses)
        only = f"{self.own('OneOf', uses)}({', '.join(literals)})"
        return self.annotated(text, _NONE, [only], uses), _NONE, _NONE

    def _array(self, type_: t.Array, uses: Uses) -> Parts:
        text = f"list[{self.spell(type_.items, uses)}]"
        if type_.constraints is t.NO_CONSTRAINTS:
            return text, _NONE, _NONE
        return text, *self._items(type_.constraints, uses)

    def _items(
        self, bounds: t.Constraints, uses: Uses
    ) -> tuple[Sequence[str], Sequence[str]]:
        unique: Sequence[str] = _NONE
        if bounds.unique_items:
            unique = (f"{self.own('UniqueItems', uses)}()",)
        return lengths(bounds.min_items, bounds.max_items), unique

    def _tuple(self, type_: t.Tuple, uses: Uses) -> Parts:
        bounds, size = type_.constraints, len(type_.items)
        ends = isinstance(type_.rest, t.Never) or bounds.max_items == size
        if ends and bounds.min_items == size and size:
            items = ", ".join([self.spell(item, uses) for item in type_.items])
            unique = self._items(bounds, uses)[1]
            return f"tuple[{items}]", _NONE, unique
        if size:
            uses.unchecked.append(("SL601", "prefixItems", type_.span))
        kinds = type_.items if ends else (*type_.items, type_.rest)
        if ends and bounds.max_items is None:
            bounds = t.Constraints(
                min_items=bounds.min_items,
                max_items=size,
                unique_items=bounds.unique_items,
            )
        text = f"list[{self.any_of(kinds, uses)}]"
        return text, *self._items(bounds, uses)

    def _map(self, type_: t.Map, uses: Uses) -> Parts:
        keys = "str" if type_.keys is None else self._key(type_.keys, uses)
        text = f"dict[{keys}, {self.spell(type_.values, uses)}]"
        bounds = type_.constraints
        if bounds is t.NO_CONSTRAINTS:
            return text, _NONE, _NONE
        return text, lengths(bounds.min_properties, bounds.max_properties), _NONE

    def _key(self, keys: t.Type, uses: Uses) -> str:
        """The type of the keys of a map. Keys are text, whatever their schema says."""
        match keys:
            case t.Primitive(kind="string") | t.Ref():
                return self.spell(keys, uses)
            case t.Enum(values=values, open=False) if all(
                isinstance(value, str) for value in values
            ):
                return self.spell(keys, uses)
            case t.Any_():
                return "str"
            case _:
                uses.unchecked.append(("SL601", "propertyNames", keys.span))
                return "str"

    def _object(self, type_: t.Object, uses: Uses) -> Parts:
        """An object that is not declared: one without fields, as all others are."""
        values = type_.additional
        if values is None or isinstance(values, t.Never) or type_.fields:
            values = t.Any_()
        bounds = type_.constraints
        arguments = lengths(bounds.min_properties, bounds.max_properties)
        return f"dict[str, {self.spell(values, uses)}]", arguments, _NONE

    def _union(self, type_: t.Union, uses: Uses) -> Parts:
        tagging = self._tagging.get(id(type_))
        if type_.mode == "one" and (tagging is None or tagging.mapping):
            uses.one_of.append(type_)
        if tagging is None:
            return self.any_of(type_.variants, uses), _NONE, _NONE
        spelled = [self.spell(variant, uses) for variant in type_.variants]
        variants = self.joined(spelled, uses)
        if not tagging.mapping:
            by = f"discriminator={string_literal(tagging.field)}"
            return self.annotated(variants, (by,), _NONE, uses), _NONE, _NONE
        mapping = ", ".join(
            f"{string_literal(value)}: {self._named(id_, uses)}"
            for value, id_ in tagging.mapping
        )
        arguments = [string_literal(tagging.field), f"{{{mapping}}}"]
        if tagging.other is not None:
            arguments.append(self._named(tagging.other, uses))
        chosen = f"{self.own('By', uses)}({', '.join(arguments)})"
        return self.annotated(variants, _NONE, (chosen,), uses), _NONE, _NONE

    def any_of(self, variants: Sequence[t.Type], uses: Uses) -> str:
        """A union, in which no member is or includes another, as linters want it."""
        variants = list(self._flat(variants, uses))
        if any(isinstance(it, _ANYTHING) for it in variants) or not variants:
            return self.any(uses)
        texts: list[t.Json] = []
        for it in variants:
            texts.extend(_texts(it))
        members: list[str] = []
        for it in variants:
            if not _texts(it):
                members.append(self.spell(it, uses))
            elif texts:
                members.append("")
        if "str" in members:
            members = [it for it in members if it]
        elif texts:
            choice = self.spell(t.Enum(tuple(texts), "string"), uses)
            members = [it or choice for it in members]
        return self.joined(members, uses)

    def _flat(self, variants: Sequence[t.Type], uses: Uses) -> Iterator[t.Type]:
        """The members of a union, and those of unions among them that tell nothing."""
        for it in variants:
            match it:
                case t.Nullable(notes=t.Notes(residual=())):
                    yield from self._flat((it.inner,), uses)
                    yield t.Const(None, span=it.span)
                case t.Union(notes=t.Notes(residual=())) if id(it) not in self._tagging:
                    if it.mode == "one":
                        uses.one_of.append(it)
                    yield from self._flat(it.variants, uses)
                case _:
                    yield it

    def joined(self, members: Sequence[str], uses: Uses) -> str:
        """A union of annotations, null last."""
        found = list(dict.fromkeys(members))
        if "float" in found and "int" in found:
            found.remove("int")
        if "None" in found:
            found.remove("None")
            found.append("None")
        if len(found) > _MANY:
            return f"{self.own('Union', uses)}[{', '.join(found)}]"
        return " | ".join(found)

    def _nullable(self, type_: t.Nullable, uses: Uses) -> Parts:
        text, arguments, validators = self.parts(type_.inner, uses)
        if text == self._anything:
            return text, _NONE, _NONE
        return f"{text} | None", arguments, validators

    def _ref(self, type_: t.Ref, uses: Uses) -> Parts:
        return self._named(type_.id, uses), _NONE, _NONE

    def _named(self, id_: str, uses: Uses) -> str:
        """The name of a declaration."""
        uses.declarations.add(id_)
        return self._models + self._names[id_]

    def _binary(self, type_: t.Binary, uses: Uses) -> Parts:
        bounds = type_.constraints
        text = self.own("Binary", uses)
        return text, lengths(bounds.min_length, bounds.max_length), _NONE

    def _any(self, type_: t.Type, uses: Uses) -> Parts:
        return self.any(uses), _NONE, _NONE

    def any(self, uses: Uses) -> str:
        """The annotation that takes everything."""
        return "object" if self._anything == "object" else self.own("Any", uses)

    def _never(self, type_: t.Never, uses: Uses) -> Parts:
        return self.own("Nothing", uses), _NONE, _NONE

    def import_names(self, uses: Uses, imports: Imports, package: str) -> None:
        """Import the names that code uses; `package` leads to the package (`..`)."""
        for name in uses.names:
            home, own = HOMES[name], self._own[name]
            if home[0] == "_":
                home = package + home
            imports.add(home, name if own == name else f"{name} as {own}")


def _texts(type_: t.Type) -> Sequence[t.Json]:
    """The values of a closed enumeration of texts, else nothing."""
    match type_:
        case t.Const(value=str(value)):
            return (value,)
        case t.Enum(values=values, base="string", open=False):
            return values
        case _:
            return ()
