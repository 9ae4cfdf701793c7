"""What stands where in a page: fields, examples, calls and words, by side and status.

In: the nodes of one operation. Out: :class:`Sections`. A tag says whose field it is, and
the heading above it says too; where an author put a field of one side under a heading of
the other, the heading is right, and that is listed. The status of an answer is that of
its heading, its tab, or the line of its fence; without one it is that of the success.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import field
from typing import Final

from specloom.diagnostics import Diagnostics
from specloom.ir.evidence import Evidence
from specloom.read.pages.endpoint.entries import Entry
from specloom.read.pages.mdx.fields import (
    Claim,
    Place,
    Side,
    adopted,
    claim,
    claims,
    is_field,
)
from specloom.read.pages.mdx.heads import Head
from specloom.read.pages.mdx.tabled import rows_in, statuses_in
from specloom.read.pages.mdx.tree import Code, Element, Node, Title, Words, label_of
from specloom.read.pages.saying import guessed, stated
from specloom.read.pages.words.statuses import mentioned_statuses
from specloom.read.pages.words.titles import Role, status, title
from specloom.records import record, replace
from specloom.source import Span

OTHER_SIDE: Final = "SL342"
NO_NAME: Final = "SL347"

UNNAMED: Final = ""
"""The status of an answer whose status nobody says: that of the success."""
ERRORS: Final = "default"
"""The status of errors of which nobody says which they are."""

_PLACES: Final[dict[Role, Place]] = {
    "path": "path",
    "query": "query",
    "header": "header",
    "cookie": "cookie",
    "body": "body",
    "response-headers": "header",
}
_REQUEST: Final = frozenset(
    {"request", "parameters", "path", "query", "header", "cookie", "body", "security"}
)
_PLACEHOLDER: Final = re.compile(r"[{<:]\s*(\w[\w.-]*)")
_BODILESS: Final = frozenset({"GET", "HEAD"})
_UNLIKELY: Final = frozenset({"GET", "HEAD", "DELETE", "OPTIONS", "TRACE"})
"""Methods whose requests have no body, or hardly ever."""


@record(frozen=True, slots=True)
class Where:
    """What headings and components around a node say. `group` tells variants apart."""

    side: Side | None = None
    place: Place | None = None
    status: str | None = None
    why: Evidence | None = None
    example: bool = False
    group: int = 0
    needed: tuple[bool, Span] | None = None
    security: bool = False


@record(slots=True, eq=False)
class Answer:
    """All that is said of the answers with a status; `why` is the evidence for that."""

    status: str
    why: Evidence | None
    fields: list[tuple[Claim, int]] = field(default_factory=list)
    rows: list[Entry] = field(default_factory=list)
    headers: list[Claim] = field(default_factory=list)
    samples: list[Code] = field(default_factory=list)
    words: list[Words] = field(default_factory=list)
    said: str | None = None


@record(slots=True, eq=False)
class Sections:
    """The parts of one operation, each in the order of the page."""

    parameters: list[tuple[Claim, Place, Evidence | None]] = field(default_factory=list)
    body: list[Claim] = field(default_factory=list)
    answers: dict[str, Answer] = field(default_factory=dict)
    rows: list[tuple[Entry, Place, Evidence | None]] = field(default_factory=list)
    calls: list[Code] = field(default_factory=list)
    bodies: list[Code] = field(default_factory=list)
    security: list[Words] = field(default_factory=list)
    lead: list[Node] = field(default_factory=list)
    title: Title | None = None


def sections(
    nodes: Iterable[Node], head: Head, say: Diagnostics, heading: Title | None = None
) -> Sections:
    """The parts of an operation; the first of the nodes may be its own heading."""
    walk = _Walk(head, say)
    given = list(nodes)
    described = {it.name for it in claims(given) if it.place == "path"}
    walk.unnamed = len(walk.placeholders - described)
    if given and given[0] is heading:
        given = given[1:]
    walk.nodes(given, Where())
    return walk.found


def _needed(text: str, node: Title | Element) -> tuple[bool, Span] | None:
    """What a heading such as "Required attributes" says of the fields below it."""
    words = text.lower().split()
    if len(words) in (2, 3) and words[0] in ("required", "optional"):
        return words[0] == "required", node.span
    return None


class _Walk:
    """One pass over the nodes of an operation."""

    def __init__(self, head: Head, say: Diagnostics) -> None:
        self.head = head
        self.say = say
        self.found = Sections()
        self.placeholders = frozenset(_PLACEHOLDER.findall(head.path))
        self.unnamed = 0
        self.groups = 0
        self.last: Place | None = None
        self.leading = True

    def nodes(self, nodes: Iterable[Node], where: Where) -> None:
        """Everything in a list of nodes; headings hold for what follows them."""
        around, open_ = where, list[tuple[int, Where]]()
        for node in adopted(nodes):
            if isinstance(node, Title):
                if self._is_name(node):
                    continue
                level = node.heading.level
                while open_ and open_[-1][0] >= level:
                    open_.pop()
                outer = open_[-1][1] if open_ else around
                where = self._titled(node.heading.text, node, outer)
                open_.append((level, where))
                if level > 1:
                    self.leading = False
            elif isinstance(node, Element):
                self._element(node, where)
            elif isinstance(node, Code):
                self._code(node, where)
            else:
                self._words(node, where)

    def _titled(self, text: str, node: Title | Element, where: Where) -> Where:
        """What holds below a heading, or in a component with a title."""
        found = title(text)
        role = found.role
        why = None
        if found.status is not None:
            why = stated(node.span, "heading" if isinstance(node, Title) else "title")
        self.groups += 1
        needed = _needed(text, node)
        if role in _REQUEST and where.side != "response":
            self.last = None
            place = _PLACES.get(role, where.place)
            is_security = role == "security"
            return Where("request", place, needed=needed, security=is_security)
        if role in ("header", "response-headers"):
            return replace(where, side="response", place="header", group=self.groups)
        if role == "response":
            same = found.status or where.status
            place = None if where.side != "response" else where.place
            return Where("response", place, same, why or where.why, False, self.groups)
        if role == "errors":
            why = why or guessed(node.span, "unnamed errors")
            code = found.status or ERRORS
            return Where("response", None, code, why, False, self.groups)
        if role in ("example", "example-request", "example-response"):
            side: Side | None = where.side
            if role != "example":
                side = "request" if role == "example-request" else "response"
            return Where(
                side, None, found.status or where.status, why, True, self.groups
            )
        return replace(where, group=self.groups, needed=needed)

    def _element(self, node: Element, where: Where) -> None:
        if is_field(node):
            found = claim(node)
            if found is None:
                hint = "a field names what it is, as in `name` or `query`"
                message = f"`{node.tag.name}` names no field, and is left out"
                self.say.add(NO_NAME, message, node.span, hint=hint)
                self.nodes(node.children, where)
            else:
                self.leading = False
                self._field(found, where)
            return
        name = node.tag.name
        for side in ("request", "response"):
            if name.lower().startswith(side):
                example = name.endswith(("Example", "Examples", "Snippet", "Sample"))
                same = where if where.side == side else Where()
                where = replace(same, side=side, example=example)
        titled = node.text("title", "label", "status", "code", "statusCode", "name")
        if titled is not None:
            where = self._titled(titled, node, where)
        self.nodes(node.children, where)

    def _is_name(self, node: Title) -> bool:
        """Whether a heading is the page's title, or says where the page is from."""
        if node.heading.level > 1:
            return False
        if node.heading.text.startswith("Source: "):
            return True
        if self.found.title is None and title(node.heading.text).role is None:
            self.found.title = node
            self.found.lead.clear()
            return True
        return False

    # Fields

    def _field(self, found: Claim, where: Where) -> None:
        if where.needed is not None:
            found = replace(found, needed=where.needed)
        side = found.side or where.side or "request"
        if found.side is not None and where.side not in (None, found.side):
            if not (found.side == "request" and found.place in ("path", "query")):
                side = "request" if found.side == "response" else "response"
            name = found.element.tag.name
            message = f"`{name}` of `{found.name}` stands in the part of the "
            message += f"{where.side}, and is taken to be a field of the {side}"
            hint = "the heading above a field says what it is a field of"
            self.say.add(OTHER_SIDE, message, found.span, hint=hint)
        if side == "response":
            self._of_answer(found, where)
        else:
            self._of_request(found, where)

    def _of_answer(self, found: Claim, where: Where) -> None:
        answer = self._answer(where)
        if found.place == "header" or where.place == "header":
            answer.headers.append(found)
        else:
            answer.fields.append((found, where.group))

    def _answer(self, where: Where) -> Answer:
        code = where.status or UNNAMED
        answer = self.found.answers.get(code)
        if answer is None:
            why = where.why or guessed(self.head.span, "unnamed success")
            answer = self.found.answers[code] = Answer(code, why)
        return answer

    def _placed(
        self, name: str, place: Place | None, span: Span, where: Where
    ) -> tuple[Place, Evidence | None]:
        """Where a field of the request stands, and why, if it does not say so itself."""
        if place is not None:
            return place, None
        if name in self.placeholders:
            return "path", None
        if where.place is not None and where.place != "path":
            return where.place, stated(span, "heading")
        if self.last is not None:
            return self.last, guessed(span, "fields around it")
        likely: Place = "query" if self.head.method in _UNLIKELY else "body"
        return likely, guessed(span, "method")

    def _of_request(self, found: Claim, where: Where) -> None:
        place, why = self._placed(found.name, found.place, found.span, where)
        if found.place == "path" and self._is_no_placeholder(found):
            message = f"`{found.name}` is said to be in the path, which has no such"
            message += " placeholder; it is taken to be in the query"
            self.say.add(OTHER_SIDE, message, found.span)
            place, why = "query", guessed(found.span, "no placeholder")
        elif found.place == "body" and self.head.method in _BODILESS:
            message = f"`{found.name}` is said to be in the body of {self.head.method},"
            message += " which has none; it is taken to be in the query"
            self.say.add(OTHER_SIDE, message, found.span)
            place, why = "query", guessed(found.span, "no body")
        if place == "body":
            self.found.body.append(found)
        else:
            self.found.parameters.append((found, place, why))
        if place not in ("path", "header"):
            self.last = place

    def _row(self, entry: Entry, place: Place | None, where: Where) -> None:
        """A field of a table, under a heading that says whose it is, or with a place."""
        if where.side == "response" and where.place == "header":
            return
        if where.side == "response" and place is None:
            self._answer(where).rows.append(entry)
        elif where.side == "request" or place is not None:
            assert entry.span is not None
            place, why = self._placed(entry.name, place, entry.span, where)
            self.found.rows.append((entry, place, why))

    def _is_no_placeholder(self, found: Claim) -> bool:
        """Whether a field of the path can be none of its placeholders.

        It may have another name than its placeholder has, if that one is not described.
        """
        if found.name in self.placeholders:
            return False
        self.unnamed -= 1
        return self.unnamed < 0

    # Examples and words

    def _code(self, node: Code, where: Where) -> None:
        language, label = node.fence.language, label_of(node)
        found = title(label)
        if language.lower() in _COMMANDS:
            self.found.calls.append(node)
            return
        if where.side == "response" or found.role in ("response", "errors"):
            code = status(label) or found.status
            if code is not None:
                why = stated(node.span, "line of the fence")
                where = replace(where, status=code, why=why)
            elif found.role == "errors":
                why = guessed(node.span, "unnamed errors")
                where = replace(where, status=ERRORS, why=why)
            self._answer(where).samples.append(node)
        elif where.side == "request" and language.lower() in _DATA:
            self.found.bodies.append(node)

    def _words(self, node: Words, where: Where) -> None:
        for entry, place in rows_in(node):
            self._row(entry, place, where)
        for code, said, span in statuses_in(node):
            answers = self.found.answers
            if code not in answers:
                answers[code] = Answer(code, stated(span, "table of statuses"))
            answers[code].said = said
        if where.security:
            self.found.security.append(node)
        if where.side == "response":
            self._answer(where).words.append(node)
            return
        if where.side is None and not where.example:
            self._mentioned(node)
            if self.leading:
                self.found.lead.append(node)

    def _mentioned(self, node: Words) -> None:
        """The statuses that sentences about the operation name."""
        for code, sentence in mentioned_statuses(node.text):
            why = guessed(node.span, "sentence")
            self.found.answers.setdefault(code, Answer(code, why, said=sentence))


_LANGUAGES: Final = """
    bash sh shell curl zsh console http javascript js typescript ts jsx tsx node python
    py go ruby php java rust csharp c# swift kotlin powershell cmd
"""
_COMMANDS: Final = frozenset(_LANGUAGES.split())
_DATA: Final = frozenset({"json", "jsonc", "json5", ""})
