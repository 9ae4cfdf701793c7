"""`_responses/*.py`: the methods of a resource, returning their answers as they came.

In: an API ready for code, with its names. Out: :class:`ResponsesModule` for each resource
that has a method which returns a whole. The classes take a resource and wrap its methods
one by one, so that type checkers know their arguments and results.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
from specloom.views.paging import Pagings
from specloom.views.prose import one_line
from specloom.views.subject import Subject


@record(frozen=True, slots=True)
class Kind:
    """How answers are returned: which classes say so, and the properties of resources.

    Where a method can have its answer item by item as well, `ITEMS` says how; where it
    returns a list in pages, `PAGED`.
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
PAGED: Final = Kind(
    "Paged", "pages", "paginated", "The same, over all pages of a list."
)


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
    answers = Answers.of(subject)
    for resource in subject.names.resources:
        if answers.whole(resource):
            about = resource.attribute.replace("_", " ")
            title = one_line(subject.api.title)
            module = ResponsesModule(
                docstring(f"The answers of {title} on {about}, as they came."),
                answers.imports(resource),
                tuple(answers.classes(resource)),
            )
            yield resource.attribute, module


class Answers:
    """What can be done with the answers of one API."""

    def __init__(self, subject: Subject) -> None:
        self._calls = Calls.of(subject)
        self._pagings = Pagings.of(subject).by_id

    @staticmethod
    def of(subject: Subject) -> Answers:
        """That of a subject, made on first use."""
        return subject.once(Answers)

    def whole(self, resource: Resource) -> list[Call]:
        """The methods of a resource that return a whole."""
        found = (self._calls.by_id[id_] for id_ in resource.operations)
        return [it for it in found if not it.streams]

    def kinds(self, resource: Resource) -> list[Kind]:
        """How the answers of a resource can be returned."""
        whole = self.whole(resource)
        found = list(KINDS) if whole else []
        if any(it.items for it in whole):
            found.append(ITEMS)
        if any(it.operation.id in self._pagings for it in whole):
            found.append(PAGED)
        return found

    def properties(
        self, resource: Resource, asynchronous: bool
    ) -> tuple[Property, ...]:
        """The properties by which a resource is wrapped."""
        made = []
        for kind in self.kinds(resource):
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

    def imports(self, resource: Resource) -> Code:
        """What the module of a resource imports."""
        imports = Imports()
        for it in KINDS:
            imports.add(".._runtime.responses", it.function, f"async_{it.function}")
        for kind in self.kinds(resource):
            items = [self._item(kind, it) for it in self.whole(resource)]
            if any(items):
                module, name = _GENERIC[kind.function]
                imports.add(f".._runtime.{module}", name)
                import_names(items, imports)
        name = resource.class_name
        imports.add(f"..client._{resource.attribute}", name, f"Async{name}")
        return imports.code()

    def _item(self, kind: Kind, it: Call) -> str:
        """What an item of the answer is, if the kind is about items; else empty."""
        if kind is ITEMS:
            return union(it.items) if it.items else ""
        paging = self._pagings.get(it.operation.id)
        return paging.item if kind is PAGED and paging is not None else ""

    def classes(self, resource: Resource) -> Iterator[Wrapped]:
        """The classes that wrap a resource."""
        for asynchronous in (False, True):
            wraps = f"{'Async' if asynchronous else ''}{resource.class_name}"
            for kind in self.kinds(resource):
                function = f"{'async_' if asynchronous else ''}{kind.function}"
                rows = []
                for it in self.whole(resource):
                    start = f"self.{it.name} = {function}("
                    if kind not in KINDS:
                        item = self._item(kind, it)
                        if not item:
                            continue
                        of, generic = f"of_{it.name}", _GENERIC[kind.function][1]
                        rows.append(field(of, f"{generic}[{item}]", 8, f"{generic}()"))
                        start = f"self.{it.name} = {of}.{function}("
                    rows.append(call(start, [f"calls.{it.name}"], 8))
                yield Wrapped(
                    identifier(class_name(kind, resource, asynchronous)),
                    docstring(f"`{wraps}`{kind.about.removeprefix('The same')}", 4),
                    signature("def __init__", ["self", f"calls: {wraps}"], "None", 4),
                    rows,
                )


_GENERIC: Final = {"streams": ("responses", "Of"), "pages": ("paging", "Paged")}
"""The class of the runtime that wraps methods, by its function, and its module."""


def class_name(kind: Kind, resource: Resource, asynchronous: bool) -> str:
    """The class that wraps a resource."""
    return f"{'Async' if asynchronous else ''}{kind.prefix}{resource.class_name}"
