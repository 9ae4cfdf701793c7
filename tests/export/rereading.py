"""What an API is when its canonical document is read: the same, under other names.

Ids and names that components may not have are spelt differently there; a use of a
component that differs from it stands in place; and all declarations are components.
"""

from collections.abc import Mapping
from dataclasses import replace
from itertools import count

from specloom.diagnostics import Diagnostics
from specloom.export.spelling import component_names, schema_names
from specloom.ir import types as t
from specloom.ir.api import (
    Api,
    Counts,
    Declaration,
    Operation,
    SecurityRequirement,
)
from specloom.ir.components import Key, all_operations, nameless, parts_of, rename_parts
from specloom.ir.rename import with_ids
from specloom.ir.walk import map_children, map_types
from specloom.read.loader import NoFiles
from specloom.read.registry import read_source
from specloom.source import SourceFile


def reread(content: str | bytes, name: str = "openapi.json") -> Api:
    """The API that a canonical document describes."""
    data = content if isinstance(content, bytes) else content.encode()
    source = SourceFile(name, data)
    return read_source(source, NoFiles(), Diagnostics()).api


def comparable(api: Api) -> Api:
    """The API as its canonical document can say it; itself where names are plain."""
    ids = {
        id_: f"schemas/{name}" for id_, name in schema_names(api.declarations).items()
    }
    schemes = component_names(it.name for it in api.security_schemes)
    api = map_types(api, lambda _, type_: _renamed(type_, ids))
    parts = _part_names(api)
    declarations = tuple(
        Declaration(ids[it.id], ids[it.id].removeprefix("schemas/"), it.type)
        for it in api.declarations
    )

    def operation(it: Operation) -> Operation:
        it = rename_parts(it, parts)
        security = None if it.security is None else _requirements(it.security, schemes)
        return replace(it, security=security)

    return replace(
        api,
        declarations=declarations,
        operations=tuple(map(operation, _by_path(api.operations))),
        webhooks=tuple(map(operation, api.webhooks)),
        security=_requirements(api.security, schemes),
        security_schemes=tuple(
            replace(it, name=schemes[it.name]) for it in api.security_schemes
        ),
        counts=Counts(),
        shown=(),
    )


def _by_path(operations: tuple[Operation, ...]) -> list[Operation]:
    """The operations of each path together, where the first of them is."""
    paths = {it.path: None for it in operations}
    return [it for path in paths for it in operations if it.path == path]


def _requirements(
    security: tuple[SecurityRequirement, ...], names: Mapping[str, str]
) -> tuple[SecurityRequirement, ...]:
    return tuple(
        tuple((names.get(name, name), scopes) for name, scopes in requirement)
        for requirement in security
    )


def _part_names(api: Api) -> dict[Key, str]:
    found: dict[Key, str] = {}
    keys = [key for it in all_operations(api) for key, _ in parts_of(it)]
    for kind in {kind for kind, _ in keys}:
        names = component_names(name for other, name in keys if other == kind)
        found.update({(kind, old): new for old, new in names.items()})
    return found


def _renamed(type_: t.Type, ids: Mapping[str, str]) -> t.Type:
    return _with_numbers(with_ids(type_, ids))


def _with_numbers(type_: t.Type) -> t.Type:
    type_ = map_children(type_, _with_numbers)
    if type_.notes.examples:
        examples = _numbered(type_.notes.examples)
        type_ = replace(type_, notes=replace(type_.notes, examples=examples))
    return type_


def _numbered(examples: tuple[t.Example, ...]) -> tuple[t.Example, ...]:
    """Examples of a schema, which have no names but that of the only one of 3.0."""
    numbers = map(str, count())
    return tuple(
        it if it.name == "example" else replace(it, name=next(numbers))
        for it in examples
    )


def without_differing_uses(api: Api) -> Api:
    """The API in which what differs from a component of its name has no such name."""
    first: dict[Key, object] = {}
    differing = set()
    for operation in all_operations(api):
        for key, part in parts_of(operation):
            if first.setdefault(key, nameless(part)) != nameless(part):
                differing.add(key)
    assert {kind for kind, _ in differing} <= {"responses", "requestBodies"}

    def change(it: Operation) -> Operation:
        responses = tuple(
            (
                replace(response, component=None)
                if response.component is not None
                and first["responses", response.component] != nameless(response)
                else response
            )
            for response in it.responses
        )
        body = it.body
        named = body.component if body is not None else None
        if body is not None and named and first["requestBodies", named] != body:
            body = replace(body, component=None)
        return replace(it, body=body, responses=responses)

    return replace(api, operations=tuple(map(change, api.operations)))
