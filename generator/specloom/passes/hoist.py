"""Gives a declaration to every inline type that code needs a name for.

In: a composed `Api`. Out: one in which an `Object` stands only at the top of a
declaration. Enumerations and unions that are too long to write where they stand are
declared too; everything else stays where it is. New declarations have `origin`
`inline`, the id of their place (`ir/api.py`), and come right after the one that they were
part of, or last. A type that two places share (an inherited field, a shared answer) is
declared once, where it comes first. What is merely equal stays separate: a vendor who
changes one of them changes one class.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from specloom.diagnostics import Diagnostics
from specloom.ir import types as t
from specloom.ir.api import Api, Declaration
from specloom.ir.free_names import FreeNames
from specloom.ir.walk import map_types
from specloom.records import replace

_VALUES: Final = 3
"""How many values an enumeration may have where it stands,"""
_VALUES_WIDTH: Final = 40
"""and how many characters they may take together."""
_VARIANTS: Final = 4
"""How many variants a union may have where it stands,"""
_WIDTH: Final = 60
"""and about how many characters."""


def hoist(api: Api, diagnostics: Diagnostics) -> Api:
    """The API with names for all types that need one; see the module."""
    hoister = _Hoister({it.id for it in api.declarations})
    declarations: list[Declaration] = []
    changed = False
    for it in api.declarations:
        # The own part of a base is, to what is in it, the base itself.
        type_ = hoister.top(it.id.removesuffix("|base"), it.type)
        if type_ is not it.type:
            it = replace(it, type=type_)
            changed = True
        declarations.append(it)
        declarations.extend(hoister.taken())
    rest = map_types(replace(api, declarations=()), hoister.place)
    declarations.extend(hoister.taken())
    if not changed and len(declarations) == len(api.declarations):
        if rest.operations is api.operations and rest.webhooks is api.webhooks:
            return api
        return replace(rest, declarations=api.declarations)
    return replace(rest, declarations=tuple(declarations))


class _Hoister:
    """Walks types, and collects the declarations that it makes."""

    def __init__(self, ids: set[str]) -> None:
        self._ids = ids
        self._names = FreeNames("~%d")
        self._made: list[Declaration] = []
        # By identity of the type that is hoisted, which is held along with the answer.
        self._known: dict[int, tuple[t.Type, t.Ref]] = {}
        self._inner: dict[type[t.Type], Callable[[Any, str], t.Type]] = {
            t.Object: self._object,
            t.Array: self._array,
            t.Map: self._map,
            t.Tuple: self._tuple,
            t.Union: self._union,
            t.Intersection: self._intersection,
            t.Nullable: self._nullable,
        }

    def taken(self) -> list[Declaration]:
        """What was made since this was asked last, outer before inner."""
        made, self._made = self._made, []
        return made

    def top(self, place: str, type_: t.Type) -> t.Type:
        """The type of a declaration: its members hoisted, and not the type itself."""
        if isinstance(type_, t.Nullable):
            return self._nullable(type_, f"{place}|value")
        inner = self._inner.get(type(type_))
        return type_ if inner is None else inner(type_, place)

    def place(self, place: str, type_: t.Type) -> t.Type:
        """A type anywhere else."""
        if self._needs_name(type_):
            return self._declared(type_, place, type_.notes)
        inner = self._inner.get(type(type_))
        return type_ if inner is None else inner(type_, place)

    def _needs_name(self, type_: t.Type) -> bool:
        match type_:
            case t.Object():
                return True
            case t.Enum(values=values):
                return len(values) > _VALUES or sum(map(_width, values)) > _VALUES_WIDTH
            case t.Union():
                return (
                    len(type_.variants) > _VARIANTS
                    or type_.discriminator is not None
                    or _length(type_) > _WIDTH
                )
            case _:
                return False

    def _declared(self, type_: t.Type, place: str, notes: t.Notes) -> t.Type:
        """A reference to the type, which is declared if it was not."""
        known = self._known.get(id(type_))
        if known is not None:
            return known[1]
        id_ = self._names.free(place, self._ids)
        self._ids.add(id_)
        ref = t.Ref(id_, _of_the_use(type_.notes), type_.span)
        self._known[id(type_)] = (type_, ref)
        at = len(self._made)
        made = self.top(id_, type_)
        if notes is not made.notes:
            made = replace(made, notes=notes)
        name = id_.removeprefix("schemas/")
        self._made.insert(at, Declaration(id_, name, made, "inline", type_.span))
        return ref

    # Members

    def _object(self, type_: t.Object, place: str) -> t.Type:
        fields: list[t.Field] | None = None
        inner = self._inner
        for index, field in enumerate(type_.fields):
            old = field.type
            cls = type(old)
            if cls is not t.Enum and cls not in inner:
                continue
            new = self.place(f"{place}.{field.name}", old)
            if new is not old:
                if fields is None:
                    fields = list(type_.fields)
                fields[index] = t.Field(
                    field.name,
                    new,
                    field.required,
                    field.default,
                    field.direction,
                    field.span,
                )
        patterns, additional, keys = type_.patterns, type_.additional, type_.keys
        if patterns:
            patterns = tuple(
                (it, self.place(f"{place}{{{it}}}", old)) for it, old in patterns
            )
            if patterns == type_.patterns:
                patterns = type_.patterns
        if additional is not None:
            additional = self.place(f"{place}{{}}", additional)
        if keys is not None:
            keys = self.place(f"{place}{{keys}}", keys)
        if (
            fields is None
            and patterns is type_.patterns
            and additional is type_.additional
            and keys is type_.keys
        ):
            return type_
        return replace(
            type_,
            fields=type_.fields if fields is None else tuple(fields),
            patterns=patterns,
            additional=additional,
            keys=keys,
        )

    def _array(self, type_: t.Array, place: str) -> t.Type:
        items = self.place(f"{place}[]", type_.items)
        return type_ if items is type_.items else replace(type_, items=items)

    def _map(self, type_: t.Map, place: str) -> t.Type:
        values = self.place(f"{place}{{}}", type_.values)
        keys = type_.keys and self.place(f"{place}{{keys}}", type_.keys)
        if values is type_.values and keys is type_.keys:
            return type_
        return replace(type_, values=values, keys=keys)

    def _tuple(self, type_: t.Tuple, place: str) -> t.Type:
        items = tuple(
            self.place(f"{place}[{at}]", it) for at, it in enumerate(type_.items)
        )
        rest = self.place(f"{place}[]", type_.rest)
        if rest is type_.rest and _same(items, type_.items):
            return type_
        return replace(type_, items=items, rest=rest)

    def _union(self, type_: t.Union, place: str) -> t.Type:
        variants = tuple(
            self.place(f"{place}|{_tag(it, at)}", it)
            for at, it in enumerate(type_.variants)
        )
        if _same(variants, type_.variants):
            return type_
        return replace(type_, variants=variants)

    def _intersection(self, type_: t.Intersection, place: str) -> t.Type:
        parts = tuple(
            self.place(f"{place}&{_tag(it, at)}", it)
            for at, it in enumerate(type_.parts)
        )
        return type_ if _same(parts, type_.parts) else replace(type_, parts=parts)

    def _nullable(self, type_: t.Nullable, place: str) -> t.Type:
        inner = type_.inner
        if not self._needs_name(inner):
            new = self.place(place, inner)
            return type_ if new is inner else replace(type_, inner=new)
        # The prose stands outside; the declaration of what is inside wants it too.
        said = t.Notes(title=type_.notes.title, description=type_.notes.description)
        notes = inner.notes if said == t.NO_NOTES else said
        return replace(type_, inner=self._declared(inner, place, notes))


def _of_the_use(notes: t.Notes) -> t.Notes:
    """What notes say of the place, and not only of the type that stood there.

    The description belongs to both; what the value has to fulfil, to the type.
    """
    if notes is t.NO_NOTES or not (notes.title or notes.residual or notes.xml):
        return notes
    return replace(notes, title=None, residual=(), xml=None)


def _same(new: tuple[t.Type, ...], old: tuple[t.Type, ...]) -> bool:
    return all(a is b for a, b in zip(new, old, strict=True))


def _tag(variant: t.Type, index: int) -> str:
    """What tells a variant from the others: a constant, its title, its number."""
    if isinstance(variant, t.Object):
        for field in variant.fields:
            match field:
                case t.Field(type=t.Const(value=str(value)), required=True) if value:
                    return value
    title = variant.notes.title
    if title is not None and title.strip():
        return " ".join(title.split())
    return str(index + 1)


def _width(value: t.Json) -> int:
    return len(value) + 2 if isinstance(value, str) else len(str(value))


def _length(type_: t.Type) -> int:
    """About how many characters a type takes on a line."""
    match type_:
        case t.Ref():
            return len(type_.id.rpartition("/")[2])
        case t.Enum():
            return 9 + sum(map(_width, type_.values)) + 2 * len(type_.values)
        case t.Const():
            return 9 + _width(type_.value)
        case t.Array():
            return 6 + _length(type_.items)
        case t.Map():
            return 11 + _length(type_.values)
        case t.Tuple():
            return 7 + sum(map(_length, type_.items)) + 2 * len(type_.items)
        case t.Union():
            return sum(map(_length, type_.variants)) + 3 * len(type_.variants)
        case t.Nullable():
            return 7 + _length(type_.inner)
        case _:
            return 6
