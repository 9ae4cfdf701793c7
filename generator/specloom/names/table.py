"""The table of all names of one API: looked up, never changed.

Made by `build.name_table`, read by views. Everything is keyed by the ids and the wire
names of the IR; what the table was not made for is a KeyError.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from specloom.names.answers import answer, headers
from specloom.records import record


@record(frozen=True, slots=True)
class Resource:
    """A group of operations. `attribute` is also the name of its modules.

    `tag` is the vendor's name for it, None for one that is made of paths; `operations`
    are ids, sorted.
    """

    attribute: str
    class_name: str
    tag: str | None
    operations: tuple[str, ...]


@record(frozen=True, slots=True, eq=False)
class NameTable:
    """Names by id. `kept` is what a lock has to keep of them."""

    resources: tuple[Resource, ...]
    declarations: Mapping[str, str]
    fields_: Mapping[str, Mapping[str, str]]
    parameters: Mapping[str, Mapping[tuple[str, str], str]]
    methods: Mapping[str, str]
    requests: Mapping[str, str]
    owners: Mapping[str, str]
    credentials: Mapping[str, tuple[str, ...]]
    servers: Mapping[str, tuple[str, ...]]
    kept: Mapping[str, str]

    def declaration(self, id_: str) -> str:
        """The class or type alias of a declaration."""
        return self.declarations[id_]

    def field(self, declaration: str, wire: str) -> str:
        """The attribute of a field of a declared object."""
        return self.fields_[declaration][wire]

    def fields(self, declaration: str) -> Mapping[str, str]:
        """The attributes of a declared object by wire name, in source order."""
        return self.fields_[declaration]

    def operation(self, id_: str) -> str:
        """The method of an operation, webhook or callback."""
        return self.methods[id_]

    def parameter(self, operation: str, location: str, wire: str) -> str:
        """The argument of a parameter of an operation."""
        return self.parameters[operation][location, wire]

    def resource(self, operation: str) -> str:
        """The attribute of the resource that an operation belongs to."""
        return self.owners[operation]

    def request_class(self, operation: str) -> str:
        """The class of an operation's request, unique in the whole API."""
        return self.requests[operation]

    def answer_class(self, status: str) -> str:
        """The class of an answer, nested in a request class."""
        return answer(status)

    def headers(self, wires: Iterable[str]) -> Mapping[str, str]:
        """The attributes of the headers of one answer, by their names on the wire."""
        return headers(frozenset(wires))

    def error_class(self, status: str) -> str:
        """The exception class of a documented error status."""
        return answer(status)

    def security(self, scheme: str) -> tuple[str, ...]:
        """The arguments of the client that a scheme takes (`attributes`)."""
        return self.credentials[scheme]

    def locked(self) -> dict[str, str]:
        """What a lock has to keep, sorted: names by kind and id.

        Fields and parameters stand in it only where they are not called what their
        wire name alone says.
        """
        return dict(sorted(self.kept.items()))

    def all_names(self) -> Iterator[str]:
        """Every name in the table, once per thing that is named."""
        yield from self.declarations.values()
        for fields in self.fields_.values():
            yield from fields.values()
        for parameters in self.parameters.values():
            yield from parameters.values()
        yield from self.methods.values()
        yield from self.requests.values()
        for resource in self.resources:
            yield resource.attribute
        for arguments in (*self.credentials.values(), *self.servers.values()):
            yield from arguments

    def stats(self) -> tuple[int, int]:
        """How many names there are, and how many of them end in a digit."""
        total = numbered = 0
        for name in self.all_names():
            total += 1
            numbered += name[-1].isdigit()
        return total, numbered
