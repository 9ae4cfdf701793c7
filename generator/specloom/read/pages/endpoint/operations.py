"""The operations of a page, made of its sections.

In: the sections of a page, and the signatures of its operations. Out: its `Api`, with one
operation for each signature. An operation goes from the heading around its signature to
the next heading of that level; the only one of a page has all of the page. What a page
says is joined: described fields with samples of them, and both with calls.

Raises SpecError for several operations without a boundary between them. An operation that
only an example calls is no part of the API, and handed on as `shown`. Used by the readers
of pages in words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import Final

from specloom.diagnostics import SpecError, diagnostic
from specloom.document.tables import Table
from specloom.ir import types as t
from specloom.ir.api import Api, Operation, Server
from specloom.ir.evidence import Evidence
from specloom.ir.join import join_operations
from specloom.read.input import Input
from specloom.read.pages.endpoint.build import Build
from specloom.read.pages.endpoint.collected import Collector
from specloom.read.pages.endpoint.entries import Entry
from specloom.read.pages.endpoint.extents import extents, following
from specloom.read.pages.endpoint.found import Collected
from specloom.read.pages.endpoint.free_form import free_names, with_maps
from specloom.read.pages.endpoint.left_out import list_homeless
from specloom.read.pages.endpoint.lost_cells import refuse_lost_cells
from specloom.read.pages.endpoint.objects import PageObjects
from specloom.read.pages.endpoint.outline import Section, heading
from specloom.read.pages.endpoint.outside import (
    base_url,
    calls_outside,
    form_of_addresses,
    query_methods,
)
from specloom.read.pages.endpoint.security import UNREAD, PageSecurity, Part
from specloom.read.pages.endpoint.signatures import Signature
from specloom.read.pages.endpoint.value_tables import with_values
from specloom.read.pages.endpoint.words import (
    is_deprecated,
    is_no_sentence,
    title,
    top,
    without_lead,
)
from specloom.read.pages.saying import (
    complete,
    normal_path,
    operation_id,
    page_api,
    stated,
    stretch,
)
from specloom.read.pages.snippets.call import Call, is_server
from specloom.read.pages.snippets.contradicted import called_otherwise
from specloom.read.pages.snippets.shown import others_shown
from specloom.read.pages.words.prose import deprecated
from specloom.read.pages.words.text import plain
from specloom.records import replace

OTHER_PATH: Final = "SL349"
ONE_OTHER_PATH: Final = "SL332"
NO_BOUNDARY: Final = "SL326"
UNPLACED: Final = "SL327"
UNREAD_TYPE: Final = "SL328"
UNNAMED: Final = "SL362"
NOTHING_READ: Final = "SL364"


class PageOperations:
    """One page, while operations are made of it."""

    def __init__(
        self, given: Input, root: Section, signatures: Sequence[Signature]
    ) -> None:
        self.given = given
        self.source = given.source
        self.root = root
        self.signatures = _with_form(given.source.text, signatures)
        self.extents = extents(self.root, self.signatures)
        self._refuse_without_boundary()
        refuse_lost_cells(self.source, root)
        taken = {id(it) for it, _ in self.extents}
        around = {id(up) for it, _ in self.extents for up in it.above()}
        self.objects = PageObjects(self.source, self.root, taken | around)
        self.taken = taken
        self.beside: set[int] = set()
        self.outside: list[Call] = []
        self.query_methods: frozenset[str] = frozenset()
        self.credentials: list[Entry] = []
        self.homeless: list[Entry] = []

    def api(self) -> Api:
        """All operations of the page."""
        operations: dict[str, Operation] = {}
        found = [(it, self._collected(*it)) for it in self.extents]
        self.outside = calls_outside(self.source, self.root, self.taken)
        calls = [call for _, parts in found for call, _ in parts.calls] + self.outside
        self.query_methods = query_methods(self.source.text, calls)
        keys: dict[str, int] = {}
        for (section, signed), parts in found:
            for signature in signed:
                made = self._operation(section, signature, parts)
                keys.setdefault(made.id, id(section))
                known = operations.get(made.id)
                operations[made.id] = (
                    made if known is None else join_operations(known, made)
                )
        count = len(operations)
        self._believed(operations, found)
        free = self._free(operations.values())
        security = self._security(found, calls)
        finished = [
            complete(
                security.applied(with_maps(with_values(it, self), free), keys[it.id])
            )
            for it in operations.values()
        ]
        self._unplaced(self._tables_outside())
        self._list_types(self.objects.entries)
        for name, span in self.objects.rows.unnamed.values():
            said = f"`{name}` is no name of a field" if name else "no field is named"
            message = f"{said}; the row is left out"
            self.given.diagnostics.add(UNNAMED, message, span)
        list_homeless(self.homeless, self.signatures, self.given.diagnostics)
        servers = self._servers(calls)
        api = page_api(
            self.source,
            finished,
            servers=servers,
            schemes=security.schemes.values(),
            security=security.security,
        )
        counts = replace(api.counts, operations=count)
        others = [
            call
            for call in calls
            if not any(_is_call_of(call, it) for it in self.signatures)
        ]
        shown = tuple(others_shown(others, operations, servers))
        return replace(api, counts=counts, shown=shown)

    def _security(
        self,
        found: Sequence[tuple[tuple[Section, list[Signature]], Collected]],
        calls: Sequence[Call],
    ) -> PageSecurity:
        """How the operations are authenticated; lists what is not understood of it."""
        parts = [
            Part(
                id(section),
                [*section.walk(self.taken - {id(section)})],
                [call for call, _ in it.calls],
            )
            for (section, _), it in found
        ]
        general = [*self.root.walk(self.taken)]
        if len(parts) == 1 and parts[0].key == id(self.root):
            general, parts = list(parts[0].sections), []
        security = PageSecurity(self.source, general, parts, calls, self.credentials)
        for text, span in security.unread:
            message = f"how one authenticates is not understood: `{text[:80]}`"
            self.given.diagnostics.add(UNREAD, message, span)
        return security

    def _believed(
        self,
        operations: dict[str, Operation],
        found: Sequence[tuple[tuple[Section, list[Signature]], Collected]],
    ) -> None:
        """Takes out operations whose path their own examples contradict.

        Raises SpecError if that is the only one.
        """
        only = len(operations) == 1
        for (_, signed), parts in found:
            calls = [call for call, _ in parts.calls]
            rest = self.outside
            for signature in signed:
                id_ = operation_id(signature.method, normal_path(signature.path))
                if id_ not in operations:
                    continue
                it = operations[id_]
                call = called_otherwise(it, calls, rest, operations.keys() - {id_})
                if call is None:
                    continue
                where = stretch(self.source, signature.start, signature.end)
                said = diagnostic(
                    OTHER_PATH if only else ONE_OTHER_PATH,
                    f"`{it.method} {it.path}` is called as `{call.path}` in its example",
                    call.url_span,
                    hint="correct the path in the page, or in its example",
                    related=(("the path", where),),
                )
                if only:
                    raise SpecError(said)
                self.given.diagnostics.append(said)
                del operations[id_]

    def _free(self, operations: Iterable[Operation]) -> dict[str, Evidence]:
        """The fields that the page states to have keys of the user's choice."""
        free: dict[str, Evidence] = {}
        for operation in operations:
            contents = [*(operation.body.contents if operation.body else ())]
            for answer in operation.responses:
                contents.extend(answer.contents)
            for it in contents:
                type_ = it.type.items if isinstance(it.type, t.Array) else it.type
                if isinstance(type_, t.Object):
                    free |= free_names(type_.fields)
        return free

    def _refuse_without_boundary(self) -> None:
        for section, signed in self.extents:
            different = {operation_id(it.method, normal_path(it.path)) for it in signed}
            if len(different) > 1 and (section.level == 0 or section is top(self.root)):
                second = signed[1]
                message = (
                    f"the page names {len(different)} operations, and nothing says"
                    " where what belongs to one of them ends"
                )
                hint = "give each operation a heading of its own"
                where = stretch(self.source, second.start, second.end)
                raise SpecError(diagnostic(NO_BOUNDARY, message, where, hint=hint))

    def _collected(self, section: Section, signed: Sequence[Signature]) -> Collected:
        collector = Collector(self.source, self.objects.rows, self.objects, signed[0])
        own = {id(up) for it in signed for up in it.section.above()}
        found = collector.collect(section, self.taken - {id(section)}, own)
        for sibling in following(section, self.taken):
            found = collector.beside(sibling, self.taken)
            self.beside.add(id(sibling))
        described = [
            *found.placed.values(),
            *(it.entries for it in found.answers.values()),
        ]
        self._list_types(it for entries in described for it in entries)
        self._unplaced(found.unplaced)
        self._list_unread(found.unread)
        return found

    def _list_types(self, entries: Iterable[Entry]) -> None:
        """Lists the words of types that nobody knows."""
        for entry in entries:
            if entry.unread is not None:
                message = (
                    f"`{entry.unread}` is no type that is known; any value is taken"
                )
                self.given.diagnostics.add(UNREAD_TYPE, message, entry.span)

    def _unplaced(self, found: Iterable[Table]) -> None:
        """Lists tables of fields that nobody takes."""
        for table in found:
            message = "the fields of this table belong to no part of an operation"
            where = stretch(self.source, table.start, table.end)
            self.given.diagnostics.add(UNPLACED, message, where)

    def _list_unread(self, found: Sequence[Section]) -> None:
        """Lists sections about fields of which nothing came."""
        for section in found:
            message = f"nothing under `{heading(section)}` could be read as a field"
            end = section.start + len(section.text)
            where = stretch(self.source, section.start, end)
            self.given.diagnostics.add(NOTHING_READ, message, where)

    def _tables_outside(self) -> Iterator[Table]:
        """The tables of fields in sections that are no operation's, and no object's."""
        for section in self.root.walk():
            if any(
                id(it) in self.taken or id(it) in self.beside or self.objects.holds(it)
                for it in section.above()
            ):
                continue
            for part in section.parts:
                if isinstance(part, Table):
                    columns, entries = self.objects.rows.table(part)
                    if entries and columns.index("type") is not None:
                        yield part

    def _operation(
        self, section: Section, signature: Signature, found: Collected
    ) -> Operation:
        span = stretch(self.source, signature.start, signature.end)
        mine = [
            call
            for call in (*(it for it, _ in found.calls), *self.outside)
            if call.method == signature.method and _is_call_of(call, signature)
        ]
        build = Build(signature, span, found, self.objects)
        made = build.made(mine, in_query=self._in_query(signature, mine))
        self.credentials.extend(build.credentials)
        self.homeless.extend(build.homeless)
        return self._named(made, section, found)

    def _named(self, made: Operation, section: Section, found: Collected) -> Operation:
        """The operation with the words of its heading, and the first sentences."""
        evidence = dict(made.evidence)
        words = title(self.root, section)
        lead = [it for it in found.lead if not is_no_sentence(it.text)]
        description = "\n\n".join(
            plain(without_lead(it.text))
            for it in lead
            if plain(it.text) and it.text.lstrip()[:1] != "<"
        )
        if words is not None:
            evidence["summary"] = stated(
                stretch(self.source, section.start, section.start), "heading"
            )
        if description:
            where = stretch(self.source, lead[0].start, lead[0].end)
            evidence["description"] = stated(where, "lead")
        return replace(
            made,
            summary=words,
            description=description or None,
            deprecated=deprecated(section.text) or is_deprecated(section.text),
            evidence=evidence,
        )

    def _in_query(self, signature: Signature, calls: Sequence[Call]) -> bool:
        """Whether fields without a place are sent in the query: calls show it, or the
        page says so of the method."""
        queried = any(it.query for it in calls)
        if queried != any(it.body is not None or it.form for it in calls):
            return queried
        return signature.method in self.query_methods

    # Calls

    def _servers(self, calls: Sequence[Call]) -> list[Server]:
        bases: dict[str, None] = {}
        for signature in self.signatures:
            if is_server(signature.base):
                bases.setdefault(signature.base)
        named = base_url(self.source.text, [it.path for it in self.signatures])
        if not bases and named is not None:
            bases.setdefault(named)
        if not bases:
            for call in calls:
                for signature in self.signatures:
                    prefix = _prefix(call, signature)
                    if prefix is not None and is_server(call.base):
                        bases.setdefault(f"{call.base}{prefix}")
        return [Server(it) for it in bases]


def _with_form(text: str, signatures: Sequence[Signature]) -> Sequence[Signature]:
    """The signatures, with what the form of all addresses has before their paths: a part
    with a placeholder is a parameter of each, and no part of a server."""
    form = form_of_addresses(text)
    if form is None or not ("{" in form[1] or "<" in form[1]):
        return signatures
    return [
        (
            it
            if it.base or it.path.startswith(form[1])
            else replace(it, path=form[1] + it.path)
        )
        for it in signatures
    ]


@cache
def _stem() -> re.Pattern[str]:
    return re.compile(r"(?:/(?:api|rest|v\d+(?:\.\d+)?|public|beta|latest))+", re.I)


def _prefix(call: Call, signature: Signature) -> str | None:
    """What stands before the signature's path in a call of it; None if it calls another."""
    theirs, mine = _steps(call.path), _steps(signature.path)
    extra = len(theirs) - len(mine)
    if extra < 0 or not mine:
        return None
    for a, b in zip(theirs[extra:], mine, strict=True):
        if a != b and b[:1] != "{" and "{" not in b:
            return None
    prefix = "".join(f"/{it}" for it in theirs[:extra])
    return prefix if not prefix or _stem().fullmatch(prefix) else None


@lru_cache(maxsize=1024)
def _steps(path: str) -> tuple[str, ...]:
    return tuple(it for it in normal_path(path).split("/") if it)


def _is_call_of(call: Call, signature: Signature) -> bool:
    return call.method == signature.method and _prefix(call, signature) is not None
