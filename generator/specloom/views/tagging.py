"""How the variants of unions are told apart by a field.

In: an API ready for code, its names. Out: for each union with a discriminator a `Tagging`,
by identity of the type. A discriminator does not change what is valid (OpenAPI 3.1,
section 4.8.25), so nothing here narrows a field: where the field is a required `Literal` in
each variant, and no two share a value, pydantic tells them apart by it; elsewhere the
mapping chooses where it can, and what it does not know is of any variant. Used by the
views that spell types.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from specloom.ir import types as t
from specloom.ir.api import Api
from specloom.names import NameTable
from specloom.records import record

_CHAIN: Final = 8  # names of names


@record(frozen=True, slots=True)
class Tagging:
    """How the variants of a union are told apart.

    By the attribute `field`, a `Literal` in each; or, where there is a `mapping`, by the
    wire name `field`, whose values it maps to ids of declarations. `other` is the id of
    what has none of these values, if that is one variant.
    """

    field: str
    mapping: tuple[tuple[str, str], ...] = ()
    other: str | None = None


def tagged(api: Api, names: NameTable) -> Mapping[int, Tagging]:
    """Look at all unions of an API; those with a discriminator are declarations."""
    unions = list(_discriminated(api))
    if not unions:
        return {}
    types = {it.id: it.type for it in api.declarations}
    found = ((union, _tagging(union, by, names, types)) for union, by in unions)
    return {id(union): tagging for union, tagging in found if tagging is not None}


def _discriminated(api: Api) -> Iterator[tuple[t.Union, t.Discriminator]]:
    for it in api.declarations:
        type_ = it.type
        if isinstance(type_, t.Nullable):
            type_ = type_.inner
        if isinstance(type_, t.Union) and type_.discriminator is not None:
            yield type_, type_.discriminator


def _tagging(
    union: t.Union,
    by: t.Discriminator,
    names: NameTable,
    types: Mapping[str, t.Type],
) -> Tagging | None:
    ids = [it.id for it in union.variants if isinstance(it, t.Ref)]
    attributes: set[str] = set()
    taken: set[str] = set()
    for id_ in ids:
        id_ = _named(types, id_)
        values = _constants(types, id_, by.field)
        if not values or not taken.isdisjoint(values):
            break
        taken |= values
        attributes.add(names.field(id_, by.field))
    else:
        if len(ids) == len(union.variants) and len(attributes) == 1:
            return Tagging(attributes.pop())
    mapping = tuple(it for it in by.mapping if it[1] in ids)
    if not mapping:
        return None
    return Tagging(by.field, mapping, by.default if by.default in ids else None)


def _named(types: Mapping[str, t.Type], id_: str) -> str:
    """What a declaration is that is only another name."""
    for _ in range(_CHAIN):
        type_ = types.get(id_)
        if not isinstance(type_, t.Ref):
            break
        id_ = type_.id
    return id_


def _constants(types: Mapping[str, t.Type], id_: str, wire: str) -> set[str]:
    """The values of a field that a class spells as a required `Literal` of texts."""
    type_ = types.get(id_)
    if not isinstance(type_, t.Object):
        return set()
    field = next((field for field in type_.fields if field.name == wire), None)
    if field is None or not field.required or field.direction != "both":
        return set()
    inner = field.type
    if isinstance(inner, t.Ref):
        inner = types.get(inner.id, inner)
    match inner:
        case t.Const(value=str(value)):
            return {value}
        case t.Enum(values=values, open=False):
            texts = {value for value in values if isinstance(value, str)}
            return texts if len(texts) == len(values) else set()
        case _:
            return set()
