"""`_responses/*.py`: the methods of a resource, returning their answers as they came.

In: an API ready for code, with its names. Out: :class:`ResponsesModule` for each resource
that has a method which returns a whole. The classes take a resource and wrap its methods
one by one, so that type checkers know their arguments and results.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from specloom.layout import (
    Code,
    Docstring,
    Identifier,
    call,
    field,
    imported,
    signature,
)
from specloom.names import Resource
from specloom.records import record
from specloom.views.calls import Call, Calls
from specloom.views.hints import import_names, union
from specloom.views.imports import Imports
from specloom.views.literals import docstring, identifier
from specloom.views.prose import one_line
from specloom.views.subject import Subject


@record(frozen=True, slots=True)
class Kind:
    """How answers are returned: which classes say so, and the properties of resources.

    Where a method can have its answer item by item as well, `ITEMS` says how.
    """

    prefix: str
    function: str
    property: str
    about: str


KINDS: Final = (
    Kind("Raw", "raw", "with_raw_response", "The same, with whole answers."),
    Kind(
        "Streamed",
        "streamed",
        "with_streaming_response",
        "The same, with answers whose bodies are still to be read.",
    ),
)
ITEMS: Final = Kind("Items", "streams", "as_stream", "The same, item by item.")


@record(frozen=True, slots=True)
class Wrapped:
    """A class. `rows` are the assignments of its constructor."""

    name: Identifier
    docstring: Docstring | None
    header: Code
    rows: Sequence[Code]


@record(frozen=True, slots=True)
class ResponsesModule:
    """The module of a resource."""

    docstring: Docstring | None
    imports: Code
    classes: Sequence[Wrapped]


@record(frozen=True, slots=True)
class Property:
    """A property of a resource: its header, its only import, what it returns."""

    header: Code
    docstring: Docstring | None
    load: Code
    class_name: Identifier


def client_responses(subject: Subject) -> Iterator[tuple[str, ResponsesModule]]:
    """The modules of an API, by the attribute of the resource."""
    calls = Calls.of(subject)
    for resource in subject.names.resources:
        if whole := wrapped(calls, resource):
            about = resource.attribute.replace("_", " ")
            title = one_line(subject.api.title)
            module = ResponsesModule(
                docstring(f"The answers of {title} on {about}, as they came."),
                _imports(resource, whole),
                tuple(_classes(resource, whole)),
            )
            yield resource.attribute, module


def wrapped(calls: Calls, resource: Resource) -> list[Call]:
    """The methods of a resource that return a whole."""
    found = (calls.by_id[id_] for id_ in resource.operations)
    return [it for it in found if not it.streams]


def kinds(whole: Iterable[Call]) -> tuple[Kind, ...]:
    """How the answers of these methods can be returned."""
    return (*KINDS, ITEMS) if any(it.items for it in whole) else KINDS


def class_name(kind: Kind, resource: Resource, asynchronous: bool) -> str:
    """The class that wraps a resource."""
    return f"{'Async' if asynchronous else ''}{kind.prefix}{resource.class_name}"


def properties(
    resource: Resource, whole: Iterable[Call], asynchronous: bool
) -> tuple[Property, ...]:
    """The properties by which a resource is wrapped."""
    made = []
    for kind in kinds(whole):
        name = class_name(kind, resource, asynchronous)
        made.append(
            Property(
                signature(f"def {kind.property}", ["self"], name, 4),
                docstring(kind.about, 8),
                imported(f".._responses.{resource.attribute}", [name], 8),
                identifier(name),
            )
        )
    return tuple(made)


def _imports(resource: Resource, whole: Sequence[Call]) -> Code:
    imports = Imports()
    for it in KINDS:
        imports.add(".._runtime.responses", it.function, f"async_{it.function}")
    items = [_items(it) for it in whole if it.items]
    if items:
        imports.add(".._runtime.responses", "Of")
        import_names(items, imports)
    name = resource.class_name
    imports.add(f"..client._{resource.attribute}", name, f"Async{name}")
    return imports.code()


def _items(it: Call) -> str:
    return union(it.items)


def _classes(resource: Resource, whole: Sequence[Call]) -> Iterator[Wrapped]:
    for asynchronous in (False, True):
        wraps = f"{'Async' if asynchronous else ''}{resource.class_name}"
        for kind in kinds(whole):
            function = f"{'async_' if asynchronous else ''}{kind.function}"
            rows = []
            for it in whole:
                if kind is not ITEMS:
                    start = f"self.{it.name} = {function}("
                elif it.items:
                    of = f"of_{it.name}"
                    rows.append(field(of, f"Of[{_items(it)}]", 8, "Of()"))
                    start = f"self.{it.name} = {of}.{function}("
                else:
                    continue
                rows.append(call(start, [f"calls.{it.name}"], 8))
            name = class_name(kind, resource, asynchronous)
            yield Wrapped(
                identifier(name),
                docstring(f"`{wraps}`{kind.about.removeprefix('The same')}", 4),
                signature("def __init__", ["self", f"calls: {wraps}"], "None", 4),
                rows,
            )
