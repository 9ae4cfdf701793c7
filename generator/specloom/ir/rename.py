"""References under new ids: in `Ref`s, in discriminators, and in residual assertions.

In: a type, and new ids by old ones. Out: the type that says the same with them; what has
no new id keeps its own. Residual assertions are JSON schemas, whose references are
`#/components/schemas/NAME`: `NAME` is the id without `schemas/`, escaped as a token of a
pointer (RFC 6901).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from specloom.ir import types as t
from specloom.ir.walk import map_children

CANONICAL: Final = "#/components/schemas/"


def with_ids(type_: t.Type, ids: Mapping[str, str]) -> t.Type:
    """The type with its references under the new ids."""
    type_ = map_children(type_, lambda child: with_ids(child, ids))
    if isinstance(type_, t.Ref):
        if type_.id in ids:
            type_ = replace(type_, id=ids[type_.id])
    elif isinstance(type_, t.Union) and type_.discriminator is not None:
        by = _discriminator(type_.discriminator, ids)
        if by is not type_.discriminator:
            type_ = replace(type_, discriminator=by)
    residual = type_.notes.residual
    if residual:
        new = tuple((keyword, json_with_ids(value, ids)) for keyword, value in residual)
        if new != residual:
            type_ = replace(type_, notes=replace(type_.notes, residual=new))
    return type_


def _discriminator(by: t.Discriminator, ids: Mapping[str, str]) -> t.Discriminator:
    mapping = tuple((value, ids.get(id_, id_)) for value, id_ in by.mapping)
    default = by.default and ids.get(by.default, by.default)
    if mapping == by.mapping and default == by.default:
        return by
    return replace(by, mapping=mapping, default=default)


def json_with_ids(value: t.Json, ids: Mapping[str, str]) -> t.Json:
    """A residual assertion with its references under the new ids."""
    if isinstance(value, list):
        return [json_with_ids(item, ids) for item in value]
    if isinstance(value, dict):
        return {key: json_with_ids(item, ids) for key, item in value.items()}
    if isinstance(value, str) and value.startswith(CANONICAL):
        id_ = referred_id(value)
        return canonical_reference(ids[id_]) if id_ in ids else value
    return value


def canonical_reference(id_: str) -> str:
    """How a residual assertion refers to a declaration."""
    name = id_.removeprefix("schemas/")
    return CANONICAL + name.replace("~", "~0").replace("/", "~1")


def referred_id(reference: str) -> str:
    """The id of the declaration that a canonical reference means."""
    name = reference.removeprefix(CANONICAL)
    return "schemas/" + name.replace("~1", "/").replace("~0", "~")
