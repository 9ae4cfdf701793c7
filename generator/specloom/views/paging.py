"""Which operations return a list in pages, and how the pages follow each other.

In: a :class:`~specloom.views.calls.Call` and the types that it leads to. Out:
:class:`Paging`, or nothing where the specification does not say enough. Lists are told by
what vendors call things: an argument that says where to go on, an answer that says where
that is, and the one array that holds the items. What is found is offered beside the
method, never in place of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final, Literal, TypeAlias

from specloom.ir import types as t
from specloom.ir.api import Operation
from specloom.records import record
from specloom.views.bodies import successes
from specloom.views.calls import Call, Calls
from specloom.views.hints import union
from specloom.views.literals import string_literal
from specloom.views.media import carriage
from specloom.views.subject import Subject

Style: TypeAlias = Literal["cursor", "last", "offset", "page", "url", "link"]


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_CURSOR: Final = _names("""
    cursor pagecursor nextcursor after aftercursor pagetoken nexttoken nextpagetoken
    continuationtoken continuation continuetoken paginationtoken paginationkey marker
    startcursor scrollid bookmark
""")
_LAST: Final = _names("startingafter after afterid lastid")
_OFFSET: Final = _names("offset skip startindex startat pageoffset")
_PAGE: Final = _names("page pagenumber pageno pagenum pageindex currentpage pageid")
_SIZE: Final = _names("""
    limit count size pagesize perpage maxresults maxitems maxpagesize top take first max
    resultsperpage itemsperpage numresults pagelimit rows
""")
_NEXT: Final = _names("""
    nextcursor nextpagetoken nexttoken nextpagecursor cursor endcursor after aftercursor
    continuationtoken continuation nextmarker paginationtoken pagetoken nextpage next
    nextpaginationtoken nextcontinuationtoken lastcursor nextkey scrollid bookmark
    lastevaluatedkey nextafter
""")
_URL: Final = _names(
    "next nexturl nextlink nextpageurl nextpage nexturi odatanextlink href"
)
_MORE: Final = _names("hasmore hasnext hasnextpage more moreavailable hasmoreitems")
_AROUND: Final = _names("""
    pagination paging meta metadata page pageinfo links cursors cursor responsemetadata
    info nextpage result response
""")
_ITEMS: Final = (
    *("data", "items", "results", "records", "entries", "values", "objects", "list"),
    *("content", "rows", "hits", "elements", "resources", "nodes", "edges"),
)
_HOLDERS: Final = _names("data result results response payload body page list")


@record(frozen=True, slots=True)
class Paging:
    """How the pages of an operation follow each other, and what their items are."""

    arguments: tuple[str, ...]
    item: str


@record(frozen=True, slots=True)
class _Given:
    """Something that a request is given: its Python and its plain name."""

    python: str
    plain: str
    type: t.Type
    in_body: bool


@record(frozen=True, slots=True)
class _Found:
    """A field of an answer: its Python names from the top, its plain name."""

    path: tuple[str, ...]
    plain: str
    around: str
    type: t.Type


class Pagings:
    """The lists of one API, by id of operation."""

    def __init__(self, subject: Subject) -> None:
        self._calls = Calls.of(subject)
        self._names = subject.names
        self.by_id: Mapping[str, Paging] = {
            id_: found
            for id_, call in self._calls.by_id.items()
            if (found := self._of(call)) is not None
        }

    @staticmethod
    def of(subject: Subject) -> Pagings:
        """Those of a subject, made on first use."""
        return subject.once(Pagings)

    def _of(self, call: Call) -> Paging | None:
        operation = call.operation
        if call.streams or operation.method not in ("GET", "POST", "QUERY"):
            return None
        answer = self._answer(operation)
        if answer is None:
            return None
        fields = tuple(self._fields(answer))
        listed = self._items(answer, fields)
        if listed is None:
            return None
        items, item = listed
        given = tuple(self._given(call))
        if operation.method == "POST" and not any(it.in_body for it in given):
            return None
        how = self._style(operation, given, fields, item)
        if how is None:
            return None
        style, argument, next_ = how
        arguments = [f'"{style}"']
        if argument is not None:
            arguments.append(f'"{argument.python}"')
        if items:
            arguments.append(f"items={_path(items)}")
        if next_:
            arguments.append(f"next={_path(next_)}")
        if more := self._more(fields):
            arguments.append(f"more={_path(more)}")
        if start := _start(argument, style):
            arguments.append(f"start={start}")
        if argument is not None and argument.in_body:
            arguments.append("in_body=True")
        return Paging(tuple(arguments), union(self._calls.hints.members(item)))

    # The answer

    def _answer(self, operation: Operation) -> t.Type | None:
        """What a success returns, if it is JSON of one type."""
        contents = [it for each in successes(operation) for it in each.contents]
        if len(contents) != 1 or carriage(contents[0].media_type) != "json":
            return None
        return contents[0].type

    def _object(self, type_: t.Type | None) -> tuple[str, t.Object] | None:
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

    def _fields(self, type_: t.Type | None) -> Iterator[_Found]:
        """The fields of an answer, and those of objects that say of the list."""
        found = self._object(type_)
        if found is None:
            return
        names = self._names.fields(found[0])
        inner: list[tuple[str, str, t.Type]] = []
        for field in found[1].fields:
            plain, python = _plain(field.name), names[field.name]
            yield _Found((python,), plain, "", field.type)
            if plain in _AROUND or plain in _HOLDERS:
                inner.append((python, plain, field.type))
        for python, around, within in inner:
            nested = self._object(within)
            if nested is not None:
                deeper = self._names.fields(nested[0])
                for field in nested[1].fields:
                    path = (python, deeper[field.name])
                    yield _Found(path, _plain(field.name), around, field.type)

    def _items(
        self, answer: t.Type, fields: tuple[_Found, ...]
    ) -> tuple[tuple[str, ...], t.Type] | None:
        """Where the items are, and their type: the only list, or one called so."""
        target = self._calls.bodies.behind(answer)
        if isinstance(target, t.Array):
            return (), target.items
        lists: list[tuple[_Found, t.Type]] = []
        for it in fields:
            array = self._calls.bodies.behind(it.type)
            if isinstance(array, t.Array):
                lists.append((it, array.items))
        for depth in (1, 2):
            here = [pair for pair in lists if len(pair[0].path) == depth]
            if depth == 2:
                here = [pair for pair in here if pair[0].around in _HOLDERS]
            named = [pair for pair in here if pair[0].plain in _ITEMS]
            named.sort(key=lambda pair: _ITEMS.index(pair[0].plain))
            chosen = named[0] if named else here[0] if len(here) == 1 else None
            if chosen is not None:
                return chosen[0].path, chosen[1]
        return None

    def _more(self, fields: tuple[_Found, ...]) -> tuple[str, ...]:
        for it in fields:
            if it.plain in _MORE and self._kind(it.type) == "boolean":
                return it.path
        return ()

    def _kind(self, type_: t.Type) -> str:
        """The kind of a scalar; empty for all else."""
        target = self._calls.bodies.behind(type_)
        if isinstance(target, t.Primitive):
            return target.kind
        if isinstance(target, t.Union):
            kinds = {self._kind(it) for it in target.variants}
            return kinds.pop() if len(kinds) == 1 else ""
        return ""

    # The request

    def _given(self, call: Call) -> Iterator[_Given]:
        for argument in call.others:
            it = argument.parameter
            if it.location == "query":
                yield _Given(argument.name, _plain(it.name), it.type, False)
        sent = call.sent_object
        found = None if sent is None else self._object(sent)
        if found is not None:
            names = self._names.fields(found[0])
            for field in found[1].fields:
                yield _Given(names[field.name], _plain(field.name), field.type, True)

    def _style(
        self,
        operation: Operation,
        given: tuple[_Given, ...],
        fields: tuple[_Found, ...],
        item: t.Type,
    ) -> tuple[Style, _Given | None, tuple[str, ...]] | None:
        """How pages follow each other, the argument for it, and where its value is."""
        sized = any(it.plain in _SIZE for it in given)
        cursor = self._argument(given, _CURSOR, ("string", "integer"))
        if cursor is not None and (next_ := self._next(fields, cursor)):
            return "cursor", cursor, next_
        last = self._argument(given, _LAST, ("string", "integer"))
        if last is not None and self._more(fields) and (id_ := self._id(item)):
            return "last", last, id_
        for it in fields:
            link = it.plain in _URL and (it.plain != "href" or it.around == "next")
            if link and self._is_url(it):
                return "url", None, it.path
        if operation.method == "GET" and any(
            header.name.lower() == "link"
            for response in successes(operation)
            for header in response.headers
        ):
            return "link", None, ()
        offset = self._argument(given, _OFFSET, ("integer", "number"))
        if offset is not None and sized:
            return "offset", offset, ()
        page = self._argument(given, _PAGE, ("integer", "number"))
        if page is not None and operation.method == "GET":
            return "page", page, ()
        return None

    def _argument(
        self, given: tuple[_Given, ...], names: frozenset[str], kinds: tuple[str, ...]
    ) -> _Given | None:
        fitting = (it for it in given if it.plain in names)
        return next((it for it in fitting if self._kind(it.type) in kinds), None)

    def _next(self, fields: tuple[_Found, ...], cursor: _Given) -> tuple[str, ...]:
        """Where an answer says what the cursor of the next page is."""
        kind = self._kind(cursor.type)
        for it in fields:
            if it.plain not in _NEXT or self._kind(it.type) != kind:
                continue
            whole = it.plain.startswith("next") or it.around != ""
            if whole or it.plain == cursor.plain or "cursor" in it.plain:
                return it.path
        return ()

    def _id(self, item: t.Type) -> tuple[str, ...]:
        found = self._object(item)
        if found is None:
            return ()
        names = self._names.fields(found[0])
        return next(
            ((names[it.name],) for it in found[1].fields if _plain(it.name) == "id"), ()
        )

    def _is_url(self, it: _Found) -> bool:
        """Whether a field has the URL of the next page, by its name or its format."""
        target = self._calls.bodies.behind(it.type)
        if not (isinstance(target, t.Primitive) and target.kind == "string"):
            return False
        named = it.plain.endswith(("url", "link", "uri", "href"))
        return named or target.format in ("uri", "url", "uri-reference")


@cache
def _plain(name: str) -> str:
    return "".join(char for char in name.lower() if char.isalnum())


def _path(names: tuple[str, ...]) -> str:
    comma = "," if len(names) == 1 else ""
    return f"({', '.join(map(string_literal, names))}{comma})"


def _start(argument: _Given | None, style: Style) -> int:
    """The number of the first page, which may be said by a default or a minimum."""
    if argument is None or style not in ("offset", "page"):
        return 0
    default = argument.type.notes.default
    if isinstance(default, int) and not isinstance(default, bool):
        return default
    if isinstance(argument.type, t.Primitive):
        low = argument.type.constraints.minimum
        if low is not None and 0 <= low <= 1 and int(low) == low:
            return int(low)
    return 1 if style == "page" else 0
