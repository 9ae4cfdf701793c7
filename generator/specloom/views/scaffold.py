"""`--scaffold`: the server to fill in: an app, and a class of handlers per resource.

In: an API ready for code, with its names. Out: :class:`App`, and :class:`Handlers` for
each resource. They are written once and belong to their owner then, so they say nothing
that the next version of the API would make untrue. Every handler raises
NotImplementedError, which is answered 501 in the documented shape; nobody gets in.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from specloom.ir.api import Operation
from specloom.layout import Code, Docstring, Identifier, signature
from specloom.names import NameTable, Resource
from specloom.records import record
from specloom.views.client_resources import about_resource
from specloom.views.imports import Imports
from specloom.views.literals import docstring, identifier
from specloom.views.prose import one_line
from specloom.views.reachable import Reachable
from specloom.views.server_resources import NO_ANSWERS, answer_of, sentence
from specloom.views.subject import Subject


@record(frozen=True, slots=True)
class Handler:
    """A method to fill in."""

    header: Code
    docstring: Docstring | None


@record(frozen=True, slots=True)
class Handlers:
    """The module of a resource."""

    docstring: Docstring | None
    imports: Code
    name: Identifier
    about: Docstring | None
    handlers: Sequence[Handler]


@record(frozen=True, slots=True)
class App:
    """The app. `arguments` are those of `create_app` for the resources."""

    docstring: Docstring | None
    imports: Code
    arguments: Sequence[Code]


@record(frozen=True, slots=True)
class Folder:
    """The package of the handlers."""

    docstring: Docstring | None


def scaffold_folder(subject: Subject) -> Iterator[tuple[str, Folder]]:
    """The package of the handlers of an API."""
    yield "", Folder(
        docstring(f"What the server of {one_line(subject.api.title)} does.")
    )


def scaffold_handlers(subject: Subject) -> Iterator[tuple[str, Handlers]]:
    """The handlers of an API, by the attribute of the resource."""
    operations = {it.id: it for it in subject.api.operations}
    names = subject.names
    for resource in Reachable.of(subject).resources:
        requests = [names.request_class(id_) for id_ in resource.operations]
        imports = Imports()
        imports.add(f"{subject.options.package}.server", *requests)
        handlers = []
        for id_, request in zip(resource.operations, requests, strict=True):
            operation = operations[id_]
            said = sentence(operation)
            head = f"{operation.method} {operation.path}"
            handlers.append(
                Handler(
                    signature(
                        f"async def {names.operation(id_)}",
                        ["self", f"request: {request}", "/"],
                        answer_of(request, _results(operation, names)),
                        4,
                    ),
                    docstring(f"{head}: {said}" if said else head, 8),
                )
            )
        own = about_resource(resource)
        yield (
            resource.attribute,
            Handlers(
                docstring(own),
                imports.code(),
                identifier(_handlers(resource, requests)),
                docstring(own, 4),
                tuple(handlers),
            ),
        )


def scaffold_app(subject: Subject) -> Iterator[tuple[str, App]]:
    """The app of an API."""
    package = subject.options.package
    imports, own = Imports(), Imports()
    imports.add(f"{package}.server", "Access", "create_app")
    arguments = []
    for resource in Reachable.of(subject).resources:
        requests = map(subject.names.request_class, resource.operations)
        name = _handlers(resource, list(requests))
        own.add(f"handlers.{resource.attribute}", name)
        arguments.append(Code(f"    {resource.attribute}={name}(),"))
    blocks = [imports.code(), own.code()] if own else [imports.code()]
    about = f"""
The server of {one_line(subject.api.title)}: `uvicorn app:app`, in this folder.

specloom wrote this once and leaves it to you. The folder that holds the package
`{package}` has to be on PYTHONPATH.
"""
    yield "", App(docstring(about), Code("\n\n".join(blocks)), tuple(arguments))


def _results(operation: Operation, names: NameTable) -> list[str]:
    """The classes of the answers of an operation."""
    answers = operation.responses or (NO_ANSWERS,)
    return [names.answer_class(it.status) for it in answers]


def _handlers(resource: Resource, requests: Sequence[str]) -> str:
    """The class of a resource's handlers; no class of requests is called so."""
    name = f"{resource.class_name}Handlers"
    while name in requests:
        name += "_"
    return name
