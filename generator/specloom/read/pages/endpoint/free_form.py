"""Objects whose keys are the user's: what is stated of one holds for all of that name.

In: an operation, and the names of fields that the page states to be free-form
("arbitrary metadata"). Out: the operation, in which fields with these names that only a
sample describes are maps as well: the keys in a sample are whoever wrote it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from specloom.ir import types as t
from specloom.ir.api import Content, Operation
from specloom.ir.evidence import Evidence, Grade
from specloom.records import replace


def free_names(fields: Iterable[t.Field]) -> dict[str, Evidence]:
    """The fields, at any depth, that are stated to be maps of any values, and why."""
    found: dict[str, Evidence] = {}
    for it in fields:
        bare = it.type.inner if isinstance(it.type, t.Nullable) else it.type
        match bare:
            case t.Map(values=t.Any_()):
                why = it.type.notes.evidence.get("type")
                if why is not None and why.grade >= Grade.STATED:
                    found[it.name] = why
            case t.Object(fields=inner):
                found |= free_names(inner)
            case t.Array(items=t.Object(fields=inner)):
                found |= free_names(inner)
            case _:
                pass
    return found


def with_maps(operation: Operation, names: Mapping[str, Evidence]) -> Operation:
    """The operation with maps where samples show objects under one of these names."""
    if not names:
        return operation
    body = operation.body
    if body is not None:
        body = replace(body, contents=_contents(body.contents, names))
    answers = tuple(
        replace(it, contents=_contents(it.contents, names))
        for it in operation.responses
    )
    return replace(operation, body=body, responses=answers)


def _contents(
    contents: tuple[Content, ...], names: Mapping[str, Evidence]
) -> tuple[Content, ...]:
    return tuple(
        it if it.type is None else replace(it, type=_mapped(it.type, names))
        for it in contents
    )


def _mapped(type_: t.Type, names: Mapping[str, Evidence]) -> t.Type:
    match type_:
        case t.Nullable(inner=inner):
            return replace(type_, inner=_mapped(inner, names))
        case t.Array(items=items):
            return replace(type_, items=_mapped(items, names))
        case t.Object(fields=fields):
            made = tuple(
                replace(it, type=_field(it.type, names.get(it.name), names))
                for it in fields
            )
            return replace(type_, fields=made)
        case _:
            return type_


def _field(
    type_: t.Type, free: Evidence | None, names: Mapping[str, Evidence]
) -> t.Type:
    if free is None:
        return _mapped(type_, names)
    match type_:
        case t.Nullable(inner=inner):
            return replace(type_, inner=_field(inner, free, names))
        case t.Object(notes=notes):
            why = notes.evidence.get("type")
            if why is None or why.grade > Grade.INFERRED:
                return _mapped(type_, names)
            evidence = {**notes.evidence, "type": free}
            return t.Map(
                t.Any_(), notes=replace(notes, evidence=evidence), span=type_.span
            )
        case _:
            return type_
