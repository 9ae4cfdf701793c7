"""Discriminators, completed: which value of the field means which variant.

In: composed types. Out: the same, in which every union of objects that can be told apart
by a field says so, with a mapping from each value to the declaration of its variant;
inline variants of such unions get declarations. Declared discriminators come first:
what the mapping says, then the constants of the field, then the names of schemas. Where
a union declares none, and every variant requires a field with constants of its own, one
is inferred. What a declared one does not tell apart is reported, and has no entry in the
mapping: it is told apart by its shape.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from specloom.diagnostics import Diagnostics
from specloom.ir import types as t
from specloom.ir.walk import LEAVES, map_children
from specloom.passes.compose.families import Base
from specloom.passes.compose.meet import tag
from specloom.records import replace


class Discriminators:
    """Completes the discriminators of composed types."""

    def __init__(
        self,
        declared: Mapping[str, t.Type],
        declare: Callable[[str, t.Type], t.Ref],
        diagnostics: Diagnostics,
    ) -> None:
        self._declared = declared
        self._declare = declare
        self._diagnostics = diagnostics
        self._done: dict[int, tuple[t.Type, t.Type]] = {}

    def complete(self, place: str, type_: t.Type) -> t.Type:
        """A type with the discriminators of all unions in it."""
        if type(type_) in LEAVES:
            return type_
        # Inherited fields are one object in parent and child: asked once, answered once.
        known = self._done.get(id(type_))
        if known is not None:
            return known[1]
        if isinstance(type_, t.Union):
            new = self._union(place, type_)
        else:
            new = self._members(place, type_)
        self._done[id(type_)] = (type_, new)
        return new

    def _members(self, place: str, type_: t.Type) -> t.Type:
        if isinstance(type_, t.Object):
            names = iter([f".{field.name}" for field in type_.fields])
            return map_children(
                type_, lambda it: self.complete(place + next(names, "{}"), it)
            )
        step = {t.Array: "[]", t.Tuple: "[]", t.Map: "{}"}.get(type(type_), "")
        return map_children(type_, lambda it: self.complete(place + step, it))

    def _union(self, place: str, union: t.Union) -> t.Type:
        variants = tuple(
            self.complete(f"{place}|{tag(it, at)}", it)
            for at, it in enumerate(union.variants)
        )
        if any(
            new is not old for new, old in zip(variants, union.variants, strict=True)
        ):
            union = replace(union, variants=variants)
        by = union.discriminator
        if by is None:
            found = self._inferred(union)
            return union if found is None else self._tagged(place, union, found)
        values, problems = self._values(union, by)
        at = by.span or union.span
        if problems:
            self._diagnostics.add(
                "SL423",
                f"the discriminator `{by.field}` does not tell all variants apart: "
                + "; ".join(problems),
                at,
                hint="what it does not tell apart is told apart by its shape",
            )
        without = [
            _name(variant, index)
            for index, variant in enumerate(union.variants)
            if values[index] and self._lacks(variant, by.field)
        ]
        if without:
            self._diagnostics.add(
                "SL424",
                f"the discriminator is `{by.field}`, which is no property of "
                + ", ".join(without),
                at,
            )
        if not any(values):
            return replace(union, discriminator=None)
        return self._tagged(place, union, (by.field, values))

    def _tagged(
        self, place: str, union: t.Union, found: tuple[str, list[list[str]]]
    ) -> t.Union:
        """The union with a discriminator; variants that have a value are references."""
        field, values = found
        variants: list[t.Type] = []
        mapping: list[tuple[str, str]] = []
        for variant, own in zip(union.variants, values, strict=True):
            if own and not isinstance(variant, t.Ref):
                variant = self._declare(f"{place}|{own[0]}", variant)
            if isinstance(variant, t.Ref):
                mapping.extend((value, variant.id) for value in own)
            variants.append(variant)
        by = union.discriminator
        if by is None:
            by = t.Discriminator(field, tuple(mapping), inferred=True)
        else:
            by = replace(by, mapping=tuple(mapping))
        if by == union.discriminator and len(variants) == len(union.variants):
            return union
        return replace(union, variants=tuple(variants), discriminator=by)

    # Values

    def _values(
        self, union: t.Union, by: t.Discriminator
    ) -> tuple[list[list[str]], list[str]]:
        """The values of each variant under a declared discriminator, and what is wrong.

        A variant without any is told from the others by its shape.
        """
        stated: dict[str, list[str]] = {}
        for value, id_ in by.mapping:
            stated.setdefault(id_, []).append(value)
        found: list[list[str]] = []
        owners: dict[str, list[int]] = {}
        problems: list[str] = []
        for index, variant in enumerate(union.variants):
            own: list[str] = []
            if not self._is_object(variant):
                problems.append(f"{_name(variant, index)} is no object")
            else:
                id_ = variant.id if isinstance(variant, t.Ref) else ""
                constants = self.constants(variant, by.field)
                own = _chosen(variant, stated.get(id_, []), constants)
                if not own:
                    problems.append(f"nothing says what means {_name(variant, index)}")
            found.append(own)
            for value in own:
                owners.setdefault(value, []).append(index)
        shared = {value: it for value, it in owners.items() if len(it) > 1}
        for value, indexes in shared.items():
            names = [_name(union.variants[index], index) for index in indexes]
            problems.append(f"`{value}` means {' and '.join(names)}")
        return [[it for it in own if it not in shared] for own in found], problems

    def _inferred(self, union: t.Union) -> tuple[str, list[list[str]]] | None:
        """A field in which every variant requires constants of its own."""
        objects = [self._object(variant) for variant in union.variants]
        first = objects[0]
        if first is None or None in objects or len(objects) < 2:
            return None
        for field in first.fields:
            if not field.required or _constants(field.type) is None:
                continue
            values: list[list[str]] = []
            seen: set[str] = set()
            for object_ in objects:
                assert object_ is not None
                own = _required_constants(object_, field.name)
                if own is None or not seen.isdisjoint(own):
                    break
                seen.update(own)
                values.append(own)
            else:
                return field.name, values
        return None

    def constants(self, type_: t.Type, field: str) -> list[str] | None:
        """The values that a variant has in a field, if they are constants."""
        return self._constants_of(type_, field, 0)

    def _constants_of(self, type_: t.Type, field: str, depth: int) -> list[str] | None:
        type_ = self._resolved(type_)
        if isinstance(type_, t.Object):
            for member in type_.fields:
                if member.name == field:
                    return _constants(member.type)
        elif isinstance(type_, t.Union) and depth < 8:
            values: list[str] = []
            for variant in type_.variants:
                own = self._constants_of(variant, field, depth + 1)
                if own is None:
                    break
                values.extend(value for value in own if value not in values)
            else:
                return values
            by = type_.discriminator
            if by is not None and by.field == field and by.mapping:
                return [value for value, _ in by.mapping]
        return None

    def _resolved(self, type_: t.Type) -> t.Type:
        seen = 0
        while isinstance(type_, t.Ref) and seen < 1000:
            seen += 1
            type_ = self._declared.get(type_.id, type_)
        return type_

    def _object(self, type_: t.Type) -> t.Object | None:
        type_ = self._resolved(type_)
        return type_ if isinstance(type_, t.Object) else None

    def _is_object(self, type_: t.Type, depth: int = 0) -> bool:
        type_ = self._resolved(type_)
        if isinstance(type_, t.Union) and depth < 8:
            return all(self._is_object(it, depth + 1) for it in type_.variants)
        return isinstance(type_, t.Object | t.Map)

    def _lacks(self, type_: t.Type, field: str) -> bool:
        """Whether a variant is an object that does not declare the field."""
        object_ = self._object(type_)
        return object_ is not None and all(it.name != field for it in object_.fields)

    # Bases

    def base(
        self, id_: str, base: Base, own: t.Type, family: list[str], bases: set[str]
    ) -> t.Type:
        """A base with children as a union of them, and of its own part as the fallback.

        `family` are the descendants, `bases` those ids that become unions themselves.
        """
        assert base.by is not None
        by = base.by
        listed: dict[str, list[str]] = {}
        for value, target in by.mapping:
            listed.setdefault(target, []).append(value)
        members = [it for it in dict.fromkeys([*listed, *family]) if it != id_]
        members = [it for it in members if self._object(t.Ref(it)) or it in bases]
        if not members or not isinstance(own, t.Object | t.Map):
            return own
        ids = {it: base_id(it) if it in bases else it for it in [*members, id_]}
        self._declare(ids[id_], replace(own, notes=t.NO_NOTES))
        mapping: dict[str, str] = {}
        for member in [*members, id_]:
            for value in listed.get(member, ()):
                mapping.setdefault(value, ids[member])
        for member in [*members, id_]:
            if member not in listed:
                constants = self.constants(t.Ref(member), by.field) or []
                # A grandchild may have inherited the constant of its parent.
                if len(constants) != 1 or constants[0] in mapping:
                    constants = [member.rpartition("/")[2]]
                mapping.setdefault(constants[0], ids[member])
        told = t.Discriminator(by.field, tuple(mapping.items()), ids[id_])
        variants = tuple(t.Ref(ids[it]) for it in [*members, id_])
        return t.Union(variants, told, "any", own.notes, own.span)


def base_id(id_: str) -> str:
    """The id of the own part of a base."""
    return f"{id_}|base"


def _chosen(
    variant: t.Type, listed: list[str], constants: list[str] | None
) -> list[str]:
    """The values of a variant: those listed, unless its constants say otherwise."""
    if not constants:
        return listed
    if not isinstance(variant, t.Ref):
        return constants
    fitting = [value for value in listed if value in constants]
    if fitting:
        return fitting
    # A name that was entered for want of a mapping is no match for a constant.
    implied = listed == [variant.id.rpartition("/")[2]]
    if not listed or implied or len(constants) == 1:
        return constants
    return listed


def _constants(type_: t.Type) -> list[str] | None:
    """The only values of a type, if they are texts."""
    match type_:
        case t.Const(value=str() as value):
            return [str(value)]
        case t.Enum(open=False, values=values):
            texts = [str(value) for value in values if isinstance(value, str)]
            return texts if len(texts) == len(values) else None
        case _:
            return None


def _required_constants(object_: t.Object, name: str) -> list[str] | None:
    for field in object_.fields:
        if field.name == name:
            return _constants(field.type) if field.required else None
    return None


def _name(variant: t.Type, index: int) -> str:
    if isinstance(variant, t.Ref):
        return f"`{variant.id.removeprefix('schemas/')}`"
    return f"variant {index + 1}"
