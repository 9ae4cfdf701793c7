"""How the variants of unions are told apart by a field.

In: an API ready for code, its names. Out: for each union with a discriminator a `Tagging`
(by identity of the type), and for fields of variants the values that the union expects
there, to be written as a `Literal` in place of plain text. pydantic tells variants apart
by a field only if it is a required `Literal` in each and no two share a value; where it
is not, and must not be made one, a function does it. Used by the views that
spell types.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from specloom.ir import types as t
from specloom.ir.api import Api
from specloom.names import NameTable
from specloom.records import record

_NONE: Final[Mapping[str, Sequence[str]]] = {}


@record(frozen=True, slots=True)
class Tagging:
    """How the variants of a union are told apart.

    By the attribute `field`, a `Literal` in each; or, where `tags` are given, by a
    function that takes the wire name `field` and maps its values to tags, one for each
    variant in order.
    """

    field: str
    mapping: tuple[tuple[str, str], ...] = ()
    tags: tuple[str, ...] = ()


@record(frozen=True, slots=True)
class Tagged:
    """`values` are those of a field of a declaration, by id and wire name."""

    unions: Mapping[int, Tagging]
    values: Mapping[str, Mapping[str, Sequence[str]]]

    def of(self, id_: str) -> Mapping[str, Sequence[str]]:
        """The values of the discriminating fields of a declaration."""
        return self.values.get(id_, _NONE)


def tagged(api: Api, names: NameTable) -> Tagged:
    """Look at all unions of an API; those with a discriminator are declarations."""
    unions = list(_discriminated(api))
    if not unions:
        return Tagged({}, {})
    types = {it.id: it.type for it in api.declarations}
    expected = _expected(unions)
    literal: dict[tuple[str, str], Sequence[str]] = {}
    for (id_, wire), sets in expected.items():
        values = _literal(types, id_, wire, sets)
        if values:
            literal[id_, wire] = values
    found: dict[int, Tagging] = {}
    for union, by in unions:
        tagging = _tagging(union, by, names, literal)
        if tagging is not None:
            found[id(union)] = tagging
    chosen: dict[str, dict[str, Sequence[str]]] = {}
    used = {
        (variant.id, by.field)
        for union, by in unions
        for variant in union.variants
        if isinstance(variant, t.Ref)
        if (tagging := found.get(id(union))) and not tagging.tags
    }
    for id_, wire in sorted(used):
        if _constants(types, types[id_], wire) != set(literal[id_, wire]):
            chosen.setdefault(id_, {})[wire] = literal[id_, wire]
    return Tagged(found, chosen)


def _discriminated(api: Api) -> Iterator[tuple[t.Union, t.Discriminator]]:
    for it in api.declarations:
        type_ = it.type
        if isinstance(type_, t.Nullable):
            type_ = type_.inner
        if isinstance(type_, t.Union) and type_.discriminator is not None:
            yield type_, type_.discriminator


def _expected(
    unions: Sequence[tuple[t.Union, t.Discriminator]],
) -> dict[tuple[str, str], set[tuple[str, ...]]]:
    """For each variant and field, the values that the unions it is in map to it."""
    expected: dict[tuple[str, str], set[tuple[str, ...]]] = {}
    for union, by in unions:
        for variant in union.variants:
            if isinstance(variant, t.Ref):
                values = tuple(value for value, id_ in by.mapping if id_ == variant.id)
                expected.setdefault((variant.id, by.field), set()).add(values)
    return expected


def _literal(
    types: Mapping[str, t.Type], id_: str, wire: str, sets: set[tuple[str, ...]]
) -> Sequence[str]:
    """The values that the field is, or can be made, a `Literal` of; none if neither."""
    type_ = types.get(id_)
    if not isinstance(type_, t.Object):
        return ()
    field = next((field for field in type_.fields if field.name == wire), None)
    if field is None or not field.required or field.direction != "both":
        return ()
    constants = _constants(types, type_, wire)
    if constants is not None and all(set(values) == constants for values in sets):
        return next(iter(sets))
    if len(sets) != 1:
        return ()
    (values,) = sets
    if constants is not None:
        return values if set(values) <= constants else ()
    plain = isinstance(field.type, t.Primitive) and field.type.kind == "string"
    return values if plain else ()


def _constants(
    types: Mapping[str, t.Type], object_: t.Type, wire: str
) -> set[str] | None:
    """The only values of a field of an object; None if they are not all text."""
    assert isinstance(object_, t.Object)
    type_ = next(field.type for field in object_.fields if field.name == wire)
    if isinstance(type_, t.Ref):
        type_ = types.get(type_.id, type_)
    match type_:
        case t.Const(value=str(value)):
            return {value}
        case t.Enum(values=values, open=False):
            texts = {value for value in values if isinstance(value, str)}
            return texts if len(texts) == len(values) else None
        case _:
            return None


def _tagging(
    union: t.Union,
    by: t.Discriminator,
    names: NameTable,
    literal: Mapping[tuple[str, str], Sequence[str]],
) -> Tagging | None:
    """How to tell the variants of one union apart; None if it cannot be done."""
    values: dict[str, list[str]] = {}
    for value, id_ in by.mapping:
        values.setdefault(id_, []).append(value)
    ids = [it.id if isinstance(it, t.Ref) else "" for it in union.variants]
    if len(ids) < 2 or len(set(ids)) < len(ids):
        return None
    if not all(id_ in values for id_ in ids):
        return None
    attributes = {
        names.field(id_, by.field) if (id_, by.field) in literal else "" for id_ in ids
    }
    mapped = [value for id_ in ids for value in literal.get((id_, by.field), ())]
    if (
        len(attributes) == 1
        and "" not in attributes
        and len(set(mapped)) == len(mapped)
        and set(mapped) == {value for value, _ in by.mapping}
    ):
        return Tagging(attributes.pop())
    tags = {id_: values[id_][0] for id_ in ids}
    mapping = tuple((value, tags[id_]) for value, id_ in by.mapping if id_ in tags)
    return Tagging(by.field, mapping, tuple(tags.values()))
