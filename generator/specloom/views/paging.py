"""Which operations return a list in pages, and how the pages follow each other.

In: a :class:`~specloom.views.calls.Call` and the types that it leads to. Out:
:class:`Paging`, or nothing where the specification does not say enough. Lists are told by
what vendors call things: an argument that says where to go on, an answer that says where
that is, and the one array that holds the items. What is found is offered beside the
method, never in place of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, Literal, TypeAlias

from specloom.diagnostics import Diagnostic, SpecError, diagnostic
from specloom.ir import types as t
from specloom.ir.api import Operation
from specloom.page_rules import PageRule
from specloom.records import record
from specloom.views.bodies import successes
from specloom.views.calls import Call, Calls
from specloom.views.hints import union
from specloom.views.list_parts import (
    HOLDERS,
    Found,
    Given,
    ListParts,
    plain_name,
)
from specloom.views.literals import string_literal
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
_ITEMS: Final = (
    *("data", "items", "results", "records", "entries", "values", "objects", "list"),
    *("content", "rows", "hits", "elements", "resources", "nodes", "edges"),
)


@record(frozen=True, slots=True)
class Paging:
    """How the pages of an operation follow each other, and what their items are."""

    arguments: tuple[str, ...]
    item: str


class Pagings:
    """The lists of one API, by id of operation.

    Raises SpecError, after all others were said, for a rule that does not fit the API.
    """

    def __init__(self, subject: Subject) -> None:
        self._calls = Calls.of(subject)
        self._parts = ListParts(subject)
        self._wrongs: list[Diagnostic] = []
        said = self._said(subject.options.pagination)
        self.by_id: Mapping[str, Paging] = {
            id_: found
            for id_, call in self._calls.by_id.items()
            if (
                found := self._ruled(call, said[id_]) if id_ in said else self._of(call)
            )
            is not None
        }

        for wrong in self._wrongs[:-1]:
            subject.diagnostics.append(wrong)
        if self._wrongs:
            raise SpecError(self._wrongs[-1])

    @staticmethod
    def of(subject: Subject) -> Pagings:
        """Those of a subject, made on first use."""
        return subject.once(Pagings)

    # What the configuration says

    def _said(self, rules: Iterable[PageRule]) -> dict[str, PageRule]:
        """The rules by id of operation. Those that name none are reported."""
        if not rules:
            return {}
        known: dict[str, str] = {}
        for id_, call in self._calls.by_id.items():
            it = call.operation
            for name in (it.operation_id, f"{it.method} {it.path}"):
                if name is not None:
                    known.setdefault(name, id_)
        found: dict[str, PageRule] = {}
        for rule in rules:
            if rule.operation in known:
                found[known[rule.operation]] = rule
            else:
                from difflib import get_close_matches

                near = get_close_matches(rule.operation, known, n=1)
                self._wrong(
                    rule,
                    f"the API has no operation {rule.operation!r}",
                    f"did you mean {near[0]!r}?" if near else "METHOD /path, or an id",
                )
        return found

    def _wrong(self, rule: PageRule, message: str, hint: str) -> None:
        self._wrongs.append(diagnostic("SL716", message, rule.span, hint=hint))

    def _ruled(self, call: Call, rule: PageRule) -> Paging | None:
        """What a rule says of an operation; None where it does not fit, which is said."""
        if rule.style is None:
            return None
        answer = self._parts.answer(call.operation)
        whole = self._parts.below(answer, rule.items)
        array = None if whole is None else self._calls.bodies.behind(whole[1])
        if whole is None or not isinstance(array, t.Array):
            where = ".".join(rule.items) or "the answer"
            hint = "items = the names that lead to the list in the answer"
            self._wrong(rule, f"{where} is no list", hint)
            return None
        arguments = [f'"{rule.style}"']
        argument = None
        if rule.style not in ("url", "link"):
            given = tuple(self._parts.given(call))
            plain = plain_name(rule.argument or "")
            argument = next((it for it in given if it.plain == plain), None)
            if argument is None:
                known = ", ".join(it.plain for it in given) or "none"
                message = f"{rule.operation!r} takes no {rule.argument!r}"
                self._wrong(rule, message, f"what it takes: {known}")
                return None
            arguments.append(f'"{argument.python}"')
        if whole[0]:
            arguments.append(f"items={_path(whole[0])}")
        for key, path, start in (
            ("next", rule.next, array.items if rule.style == "last" else answer),
            ("more", rule.more, answer),
        ):
            if path:
                below = self._parts.below(start, path)
                if below is None:
                    where = "an item" if start is array.items else "the answer"
                    hint = f"{key} = names with dots between them"
                    self._wrong(rule, f"{where} has no {'.'.join(path)!r}", hint)
                    return None
                arguments.append(f"{key}={_path(below[0])}")
        start_at = rule.start
        if start_at is None:
            start_at = _start(argument, rule.style)
        if start_at:
            arguments.append(f"start={start_at}")
        if argument is not None and argument.in_body:
            arguments.append("in_body=True")
        item = union(self._calls.hints.members(array.items))
        return Paging(tuple(arguments), item)

    # What the specification says

    def _of(self, call: Call) -> Paging | None:
        operation = call.operation
        if call.streams or operation.method not in ("GET", "POST", "QUERY"):
            return None
        answer = self._parts.answer(operation)
        if answer is None:
            return None
        fields = tuple(self._parts.fields(answer))
        listed = self._items(answer, fields)
        if listed is None:
            return None
        items, item = listed
        given = tuple(self._parts.given(call))
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

    def _items(
        self, answer: t.Type, fields: tuple[Found, ...]
    ) -> tuple[tuple[str, ...], t.Type] | None:
        """Where the items are, and their type: the only list, or one called so."""
        target = self._calls.bodies.behind(answer)
        if isinstance(target, t.Array):
            return (), target.items
        lists: list[tuple[Found, t.Type]] = []
        for it in fields:
            array = self._calls.bodies.behind(it.type)
            if isinstance(array, t.Array):
                lists.append((it, array.items))
        for depth in (1, 2):
            here = [pair for pair in lists if len(pair[0].path) == depth]
            if depth == 2:
                here = [pair for pair in here if pair[0].around in HOLDERS]
            named = [pair for pair in here if pair[0].plain in _ITEMS]
            named.sort(key=lambda pair: _ITEMS.index(pair[0].plain))
            chosen = named[0] if named else here[0] if len(here) == 1 else None
            if chosen is not None:
                return chosen[0].path, chosen[1]
        return None

    def _more(self, fields: tuple[Found, ...]) -> tuple[str, ...]:
        for it in fields:
            if it.plain in _MORE and self._parts.kind(it.type) == "boolean":
                return it.path
        return ()

    # The request

    def _style(
        self,
        operation: Operation,
        given: tuple[Given, ...],
        fields: tuple[Found, ...],
        item: t.Type,
    ) -> tuple[Style, Given | None, tuple[str, ...]] | None:
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
        self, given: tuple[Given, ...], names: frozenset[str], kinds: tuple[str, ...]
    ) -> Given | None:
        fitting = (it for it in given if it.plain in names)
        return next((it for it in fitting if self._parts.kind(it.type) in kinds), None)

    def _next(self, fields: tuple[Found, ...], cursor: Given) -> tuple[str, ...]:
        """Where an answer says what the cursor of the next page is."""
        kind = self._parts.kind(cursor.type)
        for it in fields:
            if it.plain not in _NEXT or self._parts.kind(it.type) != kind:
                continue
            whole = it.plain.startswith("next") or it.around != ""
            if whole or it.plain == cursor.plain or "cursor" in it.plain:
                return it.path
        return ()

    def _id(self, item: t.Type) -> tuple[str, ...]:
        fields = self._parts.fields(item)
        return next(
            (it.path for it in fields if it.path[1:] == () and it.plain == "id"), ()
        )

    def _is_url(self, it: Found) -> bool:
        """Whether a field has the URL of the next page, by its name or its format."""
        target = self._calls.bodies.behind(it.type)
        if not (isinstance(target, t.Primitive) and target.kind == "string"):
            return False
        named = it.plain.endswith(("url", "link", "uri", "href"))
        return named or target.format in ("uri", "url", "uri-reference")


def _path(names: tuple[str, ...]) -> str:
    comma = "," if len(names) == 1 else ""
    return f"({', '.join(map(string_literal, names))}{comma})"


def _start(argument: Given | None, style: str) -> int:
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
