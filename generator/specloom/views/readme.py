"""The package's `README.md`: how to call it, and all that can be called.

In: the API, its names. Out: :class:`Readme`. Calls are shown in the form that always
works: path parameters by position, the body as `body=`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from specloom.ir.api import Api, Operation, Parameter
from specloom.layout import Code, Identifier, Inert
from specloom.names import NameTable
from specloom.views.literals import identifier
from specloom.views.markdown import code, inline, sentence
from specloom.views.subject import Subject


@dataclass(frozen=True, slots=True)
class Call:
    """A method: how it is called, what request it makes, what it is for."""

    call: Inert
    request: Inert
    summary: Inert


@dataclass(frozen=True, slots=True)
class Resource:
    """The methods of one resource of the client."""

    attribute: Identifier
    calls: tuple[Call, ...]


@dataclass(frozen=True, slots=True)
class Readme:
    """The whole page. `example` is a call in code; empty where nothing can be called."""

    title: Inert
    summary: Inert
    package: Identifier
    credentials: Inert
    example: Code
    resources: tuple[Resource, ...]


def readme(subject: Subject) -> Iterator[tuple[str, Readme]]:
    """The page of an API."""
    api, names = subject.api, subject.names
    package = identifier(subject.options.package)
    operations = {operation.id: operation for operation in api.operations}
    resources = []
    first: Operation | None = None
    for resource in names.resources:
        own = [operations[id_] for id_ in resource.operations if id_ in operations]
        if own:
            first = first or own[0]
            calls = tuple(_call(operation, names) for operation in own)
            resources.append(Resource(identifier(resource.attribute), calls))
    credentials = ", ".join(f'{name}="..."' for name in _credentials(api, names))
    yield (
        "",
        Readme(
            inline(api.title),
            sentence(api.summary or api.description or ""),
            package,
            Inert(credentials),
            Code("") if first is None else _example(first, names),
            tuple(resources),
        ),
    )


def _credentials(api: Api, names: NameTable) -> tuple[Identifier, ...]:
    """The arguments of the first way in that takes any."""
    known = {scheme.name for scheme in api.security_schemes}
    for requirement in api.security:
        schemes = [scheme for scheme, _ in requirement if scheme in known]
        found = [name for scheme in schemes for name in names.security(scheme)]
        if found:
            return tuple(map(identifier, found))
    for scheme in api.security_schemes:
        if found := list(names.security(scheme.name)):
            return tuple(map(identifier, found))
    return ()


def _call(operation: Operation, names: NameTable) -> Call:
    resource, method = names.resource(operation.id), names.operation(operation.id)
    arguments = _arguments(operation, names, optional=True)
    summary = operation.summary or operation.description or ""
    if operation.deprecated:
        summary = f"Deprecated. {summary}"
    return Call(
        code(f"{resource}.{method}({', '.join(arguments)})", cell=True),
        code(f"{operation.method} {operation.path}", cell=True),
        sentence(summary, cell=True),
    )


def _arguments(
    operation: Operation, names: NameTable, *, optional: bool
) -> Iterator[str]:
    def name(parameter: Parameter) -> str:
        location = parameter.location
        return identifier(names.parameter(operation.id, location, parameter.name))

    path = [item for item in operation.parameters if item.location == "path"]
    yield from map(name, path)
    for parameter in operation.parameters:
        if parameter.location != "path" and parameter.required:
            argument = name(parameter)
            yield argument if optional else f"{argument}=..."
    if operation.body is not None:
        if operation.body.required:
            yield "body" if optional else "body=..."
        elif optional:
            yield "body=None"


def _example(operation: Operation, names: NameTable) -> Code:
    resource = identifier(names.resource(operation.id))
    method = identifier(names.operation(operation.id))
    arguments = ", ".join(_arguments(operation, names, optional=False))
    return Code(f"client.{resource}.{method}({arguments})")
