"""Tables of values ("Thread status values"), and the fields whose values they list.

In: an operation, and its page. Out: the operation, with the values where they belong: at
the string fields with exactly the name that the heading ends with, if the rest of the
heading is what the path of the operation is about, and the field has no values of its own.
"""

from __future__ import annotations

from typing import Protocol

from specloom.document.tables import Table
from specloom.ir import types as t
from specloom.ir.api import Operation
from specloom.ir.evidence import Evidence
from specloom.read.pages.endpoint.outline import Section
from specloom.read.pages.saying import stated, stretch
from specloom.read.pages.words.text import plain
from specloom.records import record, replace
from specloom.source import SourceFile


class HasSections(Protocol):
    """A page."""

    source: SourceFile
    root: Section


@record(frozen=True, slots=True)
class Values:
    """The values of a field, and what is said of each."""

    field: str
    about: tuple[str, ...]
    values: tuple[t.Json, ...]
    labels: tuple[tuple[str | None, str | None], ...]
    why: Evidence


def with_values(operation: Operation, page: HasSections) -> Operation:
    """The operation with the values that tables of the page list."""
    for values in value_tables(page):
        words = {it.rstrip("s") for it in operation.path.lower().split("/")}
        if all(it.rstrip("s") in words for it in values.about):
            operation = _applied(operation, values)
    return operation


def value_tables(page: HasSections) -> list[Values]:
    """The tables of values whose heading names a field."""
    found: list[Values] = []
    for section in page.root.walk():
        if section.title.role != "values" or not section.title.name:
            continue
        tables = [it for it in section.parts if isinstance(it, Table)]
        if len(tables) != 1:
            continue
        values = _values(tables[0])
        if values is None:
            continue
        words = section.title.name.split()
        where = stretch(page.source, tables[0].start, tables[0].end)
        found.append(
            Values(
                words[-1], tuple(words[:-1]), *values, stated(where, "table of values")
            )
        )
    return found


def _values(
    table: Table,
) -> tuple[tuple[t.Json, ...], tuple[tuple[str | None, str | None], ...]] | None:
    values: list[t.Json] = []
    labels: list[tuple[str | None, str | None]] = []
    for row in table.rows:
        text = plain(row.cells[0].text) if row.cells else ""
        if not text or " " in text or text in values:
            return None
        values.append(text)
        said = plain(row.cells[1].text) if len(row.cells) > 1 else ""
        labels.append((None, said or None))
    return (tuple(values), tuple(labels)) if len(values) > 1 else None


def _applied(operation: Operation, values: Values) -> Operation:
    responses = tuple(
        replace(
            answer,
            contents=tuple(
                replace(it, type=it.type and _with(it.type, values))
                for it in answer.contents
            ),
        )
        for answer in operation.responses
    )
    parameters = tuple(
        (
            replace(it, type=_enumerated(it.type, values))
            if it.name == values.field and it.location == "query"
            else it
        )
        for it in operation.parameters
    )
    body = operation.body
    if body is not None:
        contents = tuple(
            replace(it, type=it.type and _with(it.type, values)) for it in body.contents
        )
        body = replace(body, contents=contents)
    return replace(operation, responses=responses, parameters=parameters, body=body)


def _with(type_: t.Type, values: Values) -> t.Type:
    """The type, with the values at members of its topmost object."""
    match type_:
        case t.Nullable(inner=inner):
            return replace(type_, inner=_with(inner, values))
        case t.Array(items=items):
            return replace(type_, items=_with(items, values))
        case t.Object(fields=fields):
            made = tuple(
                (
                    replace(it, type=_enumerated(it.type, values))
                    if it.name == values.field
                    else it
                )
                for it in fields
            )
            return replace(type_, fields=made)
        case _:
            return type_


def _enumerated(type_: t.Type, values: Values) -> t.Type:
    match type_:
        case t.Nullable(inner=inner):
            return replace(type_, inner=_enumerated(inner, values))
        case t.Primitive(kind="string", format=None, constraints=t.NO_CONSTRAINTS):
            evidence = {**type_.notes.evidence, "enum": values.why, "type": values.why}
            notes = replace(type_.notes, evidence=evidence)
            return t.Enum(
                values.values,
                "string",
                labels=values.labels,
                notes=notes,
                span=type_.span,
            )
        case _:
            return type_
