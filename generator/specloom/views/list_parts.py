"""What requests and answers of lists are made of, by the names that vendors give.

In: a :class:`~specloom.views.calls.Call`. Out: what it is given, the fields of what it
returns, and the Python names that lead there. Used by `paging`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Final

from specloom.ir import types as t
from specloom.ir.api import Operation
from specloom.records import record
from specloom.views.bodies import successes
from specloom.views.calls import Call, Calls
from specloom.views.media import carriage
from specloom.views.subject import Subject

AROUND: Final = frozenset(
    [
        "pagination",
        "paging",
        "meta",
        "metadata",
        "page",
        "pageinfo",
        "links",
        "cursors",
        "cursor",
        "responsemetadata",
        "info",
        "nextpage",
        "result",
        "response",
    ]
)
HOLDERS: Final = frozenset(
    ["data", "result", "results", "response", "payload", "body", "page", "list"]
)


@record(frozen=True, slots=True)
class Given:
    """Something that a request is given: its Python and its plain name."""

    python: str
    plain: str
    type: t.Type
    in_body: bool


@record(frozen=True, slots=True)
class Found:
    """A field of an answer: its Python names from the top, its plain name."""

    path: tuple[str, ...]
    plain: str
    around: str
    type: t.Type


class ListParts:
    """The parts of the requests and answers of one API."""

    def __init__(self, subject: Subject) -> None:
        self._calls = Calls.of(subject)
        self._names = subject.names

    def answer(self, operation: Operation) -> t.Type | None:
        """What a success returns, if it is JSON of one type."""
        contents = [it for each in successes(operation) for it in each.contents]
        if len(contents) != 1 or carriage(contents[0].media_type) != "json":
            return None
        return contents[0].type

    def object(self, type_: t.Type | None) -> tuple[str, t.Object] | None:
        """A declared object with its id."""
        while isinstance(type_, t.Ref | t.Nullable):
            if isinstance(type_, t.Nullable):
                type_ = type_.inner
                continue
            target = self._calls.declarations.get(type_.id)
            if isinstance(target, t.Object):
                return type_.id, target
            type_ = target
        return None

    def fields(self, type_: t.Type | None) -> Iterator[Found]:
        """The fields of an answer, and those of objects that say of the list."""
        found = self.object(type_)
        if found is None:
            return
        names = self._names.fields(found[0])
        inner: list[tuple[str, str, t.Type]] = []
        for field in found[1].fields:
            plain, python = plain_name(field.name), names[field.name]
            yield Found((python,), plain, "", field.type)
            if plain in AROUND or plain in HOLDERS:
                inner.append((python, plain, field.type))
        for python, around, within in inner:
            nested = self.object(within)
            if nested is not None:
                deeper = self._names.fields(nested[0])
                for field in nested[1].fields:
                    path = (python, deeper[field.name])
                    yield Found(path, plain_name(field.name), around, field.type)

    def kind(self, type_: t.Type) -> str:
        """The kind of a scalar; empty for all else."""
        target = self._calls.bodies.behind(type_)
        if isinstance(target, t.Primitive):
            return target.kind
        if isinstance(target, t.Union):
            kinds = {self.kind(it) for it in target.variants}
            return kinds.pop() if len(kinds) == 1 else ""
        return ""

    def given(self, call: Call) -> Iterator[Given]:
        for argument in call.others:
            it = argument.parameter
            if it.location == "query":
                yield Given(argument.name, plain_name(it.name), it.type, False)
        sent = call.sent_object
        found = None if sent is None else self.object(sent)
        if found is not None:
            names = self._names.fields(found[0])
            for field in found[1].fields:
                yield Given(names[field.name], plain_name(field.name), field.type, True)

    def below(
        self, type_: t.Type | None, wire: tuple[str, ...]
    ) -> tuple[tuple[str, ...], t.Type] | None:
        """The Python names that lead from a type to a part of it, and the part."""
        path: list[str] = []
        for name in wire:
            found = self.object(type_)
            if found is None:
                return None
            names = self._names.fields(found[0])
            field = next((it for it in found[1].fields if it.name == name), None)
            if field is None:
                return None
            path.append(names[name])
            type_ = field.type
        return None if type_ is None else (tuple(path), type_)


@cache
def plain_name(name: str) -> str:
    """The letters and digits of a name, in lower case."""
    return "".join(char for char in name.lower() if char.isalnum())
