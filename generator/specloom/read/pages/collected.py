"""What the sections of one operation hold, sorted by what they are about.

In: the section of an operation, and those below it that belong to others. Out:
:class:`Collected`: described fields of the request and of each answer, samples of both,
calls, and sentences. Nothing is made of it yet; `operation_build` does that.
"""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import field
from functools import cache
from http import HTTPStatus
from typing import Final

from specloom.document.loose import Loose, Unreadable, read_loose
from specloom.document.markdown import Fence
from specloom.document.tables import Table
from specloom.document.tree import Window
from specloom.ir import types as t
from specloom.read.pages.call import Call
from specloom.read.pages.calls import calls
from specloom.read.pages.entries import Entry, Rows
from specloom.read.pages.page_objects import PageObjects
from specloom.read.pages.saying import stretch
from specloom.read.pages.sections import Items, Prose, Section, heading
from specloom.read.pages.words.prose import all_required
from specloom.read.pages.words.text import plain
from specloom.read.pages.words.titles import RESPONSE, Role, status
from specloom.records import record
from specloom.source import SourceFile, Span

_REQUEST: Final = frozenset(
    {"request", "path", "query", "header", "cookie", "body", "parameters"}
)
_PLACES: Final = frozenset({"path", "query", "header", "cookie", "body"})
_ANSWERS: Final = frozenset({"response", "errors", "example-response"})
_CODES: Final = """
    bash sh shell zsh console curl http text plaintext python py python3 javascript js
    typescript ts node
"""
_CODE: Final = frozenset(_CODES.split())
_DATA: Final = frozenset({"", "json", "jsonc", "json5", "javascript", "js", "text"})
ERRORS: Final = "errors"
_OF_STATUS: Final = frozenset(
    {"status", "code", "http", "success", "successful", "error", "example", "body", "-"}
)


@record(slots=True)
class Answer:
    """What is said of the answers of one status; without one, `status` is empty."""

    status: str
    span: Span
    entries: list[Entry] = field(default_factory=list)
    samples: list[Loose] = field(default_factory=list)
    headers: list[Entry] = field(default_factory=list)
    description: str | None = None
    type: t.Type | None = None
    media_type: tuple[str, Span] | None = None


@record(slots=True)
class Collected:
    """What the sections of an operation hold. The key of `placed` is a location, empty
    where nothing says one; `unplaced` are tables of fields that nobody knows a place for.
    """

    placed: dict[str, list[Entry]] = field(default_factory=dict)
    answers: dict[str, Answer] = field(default_factory=dict)
    requests: list[Loose] = field(default_factory=list)
    calls: list[tuple[Call, bool]] = field(default_factory=list)
    lead: list[Prose] = field(default_factory=list)
    sentences: list[Prose] = field(default_factory=list)
    all_required: bool | None = None
    media_type: tuple[str, Span] | None = None
    body_required: tuple[bool, Span] | None = None
    unplaced: list[Table] = field(default_factory=list)


@record(frozen=True, slots=True)
class _Here:
    """What the section that is read is about. `own`: it is that of the operation."""

    role: Role | None
    status: str
    own: bool


class Collector:
    """Goes through the sections of one operation."""

    def __init__(
        self, source: SourceFile, rows: Rows, objects: PageObjects, method: str
    ) -> None:
        self.source = source
        self.rows = rows
        self.objects = objects
        self.writes = method in ("POST", "PUT", "PATCH")
        self.found = Collected()

    def collect(self, section: Section, others: Set[int], own: Set[int]) -> Collected:
        """All that is in a section but the sections whose ids are in `others`.

        `own` are those from the section down to the one that the signature stands in.
        """
        self.own = own
        self._section(section, _Here(None, "", True), others)
        return self.found

    def _section(self, section: Section, here: _Here, others: Set[int]) -> None:
        for part in section.parts:
            here = self._part(part, here)
        for child in section.children:
            if id(child) in others or self.objects.holds(child):
                continue
            inside = _inside(here, child)
            if id(child) in self.own and child.title.role is None:
                inside = here
            if child.title.status and inside.status and inside.role in _ANSWERS:
                answer = self._answer(inside, at=child.start)
                said = _said_of_status(heading(child), child.title.status)
                answer.description = answer.description or said
            self._section(child, inside, others)

    def _part(self, part: object, here: _Here) -> _Here:
        """Reads a part; a line in it may say the status of what follows."""
        match part:
            case Table():
                self._table(part, here)
            case Items():
                self._items(part, here)
            case Fence():
                return self._fence(part, here)
            case Prose():
                return self._prose(part, here)
        return here

    # Described fields

    def _table(self, table: Table, here: _Here) -> None:
        found, entries = self.rows.table(table)
        if (here.role in _ANSWERS or here.role is None) and self._statuses(table):
            return
        if not entries:
            return
        place = found.place
        if here.role in _ANSWERS:
            answer = self._answer(here, entries[0])
            answer.entries.extend(entries)
        elif here.role == "response-headers":
            self._answer(here, entries[0]).headers.extend(entries)
        elif here.role in _REQUEST or place is not None:
            self._place(entries, here, place)
        elif here.role in ("example", "example-request"):
            if found.index("type") is not None:
                self._place(entries, here, None)
        elif found.index("type") is not None and here.own:
            # Under the heading of the operation itself.
            self._place(entries, here, None)
        else:
            self.found.unplaced.append(table)

    def _items(self, items: Items, here: _Here) -> None:
        if here.role in _ANSWERS and self._listed_statuses(items, here):
            return
        entries = self.rows.items(items)
        if not entries:
            return
        if here.role in _ANSWERS:
            self._answer(here, entries[0]).entries.extend(entries)
        elif here.role == "response-headers":
            self._answer(here, entries[0]).headers.extend(entries)
        elif here.role in _REQUEST or (
            here.own and sum(it.typed for it in entries) * 2 > len(entries)
        ):
            self._place(entries, here, None)

    def _place(self, entries: list[Entry], here: _Here, place: str | None) -> None:
        known = here.role if here.role in _PLACES else place
        for entry in entries:
            where = entry.location or known or ""
            self.found.placed.setdefault(where, []).append(entry)

    # Statuses

    def _statuses(self, table: Table) -> bool:
        """A table with a row for each status."""
        codes = [
            status(plain(row.cells[0].text)) if row.cells else None
            for row in table.rows
        ]
        if not codes or not all(codes):
            return False
        if not all(_is_status(row.cells[0].text) for row in table.rows):
            return False
        names = [plain(it.text).lower() for it in table.header.cells]
        for row, code in zip(table.rows, codes, strict=True):
            assert code is not None
            span = stretch(self.source, row.start, row.end)
            answer = self.found.answers.setdefault(code, Answer(code, span))
            texts = dict(zip(names, (it.text for it in row.cells), strict=False))
            said = [
                texts[it]
                for it in ("description", "meaning", "reason")
                if texts.get(it)
            ]
            said = said or [it.text for it in row.cells[1:2]]
            answer.description = (
                answer.description or plain(said[0] if said else "") or None
            )
        return True

    def _listed_statuses(self, items: Items, here: _Here) -> bool:
        """A list with an item for each status: ``- `404 Not Found`: no such thing``."""
        found = []
        for item in items.items:
            match = _status_item().match(item.text)
            if match is None:
                return False
            found.append((match["code"], item, item.text[match.end() :]))
        for code, item, text in found:
            span = stretch(self.source, item.start, item.end)
            answer = self.found.answers.setdefault(code, Answer(code, span))
            words = plain(text).strip(" :—–-`*")
            answer.description = answer.description or words or None
        return True

    def _answer(self, here: _Here, entry: Entry | None = None, at: int = 0) -> Answer:
        key = here.status or (ERRORS if here.role == "errors" else "")
        span = entry.span if entry is not None else None
        return self.found.answers.setdefault(
            key, Answer(here.status, span or stretch(self.source, at, at))
        )

    # Samples

    def _fence(self, fence: Fence, here: _Here) -> _Here:
        window = Window(
            self.source, fence.content_start, fence.content_end, fence.indent
        )
        text = window.text.strip()
        if not text:
            return here
        if here.role in _ANSWERS or (here.role is None and _is_raw_answer(text)):
            return self._answer_fence(window, text, fence, here)
        if fence.language in _CODE or (fence.language == "" and text[0] not in "{["):
            found = calls(window).http
            close = here.role in ("request", "example-request") or here.own
            if found:
                self.found.calls.extend((it, close) for it in found)
                return here
        if fence.language not in _DATA or text[0] not in "{[":
            return here
        loose = self._loose(window)
        if loose is None or here.role in ("values", "security", "response-headers"):
            return here
        if here.role in _REQUEST or here.role == "example-request":
            self.found.requests.append(loose)
        elif here.role == "example":
            if self.writes and not self.found.requests and not self.found.answers:
                self.found.requests.append(loose)
            else:
                self._answer(here, at=fence.start).samples.append(loose)
        elif here.own and not self.writes:
            self._answer(here, at=fence.start).samples.append(loose)
        return here

    def _answer_fence(
        self, window: Window, text: str, fence: Fence, here: _Here
    ) -> _Here:
        raw = _status_line().match(text)
        if raw is not None:
            here = _Here(here.role or "response", raw["code"], here.own)
            self._answer(here, at=fence.start)
            at = window.text.find("\n\n")
            if at < 0 or not window.text[at:].strip().startswith(("{", "[")):
                return here
            window = window.part(at, len(window.text))
            text = window.text.strip()
        if text[0] not in "{[" or fence.language not in _DATA | {"http"}:
            return here
        loose = self._loose(window)
        if loose is not None:
            self._answer(here, at=fence.start).samples.append(loose)
        return here

    def _loose(self, window: Window) -> Loose | None:
        try:
            return read_loose(window)
        except Unreadable:
            return None

    # Sentences

    def _prose(self, prose: Prose, here: _Here) -> _Here:
        text = prose.text
        said = all_required(text)
        if said is not None and here.role not in _ANSWERS:
            self.found.all_required = said
        if here.own and not self.found.placed and not self.found.answers:
            self.found.lead.append(prose)
        if self._media(prose, here) or here.role not in _ANSWERS:
            return here
        self.found.sentences.append(prose)
        line = _said_status().search(plain(text))
        if line is not None and not here.status:
            here = _Here(here.role, line["code"] or line["first"], here.own)
            self._answer(here, at=prose.start)
        named = self.objects.answer(text)
        if named is not None:
            answer = self._answer(here, at=prose.start)
            answer.type = answer.type or named
        if here.status or here.role == "response":
            answer = self._answer(here, at=prose.start)
            if answer.description is None and len(text) < 400 and "<" not in text:
                answer.description = plain(text) or None
        return here

    def _media(self, prose: Prose, here: _Here) -> bool:
        """A line that says in which media type a body is, and whether there must be one."""
        line = _media_line().fullmatch(prose.text.strip())
        if line is None:
            return False
        media_type = line["media"].lower()
        span = stretch(self.source, prose.start, prose.end)
        if here.role in _ANSWERS:
            answer = self._answer(here, at=prose.start)
            answer.media_type = answer.media_type or (media_type, span)
        elif here.role in _REQUEST:
            self.found.media_type = self.found.media_type or (media_type, span)
            if line["mark"]:
                self.found.body_required = line["mark"].lower() == "required", span
        return True


@cache
def _media_line() -> re.Pattern[str]:
    return re.compile(
        r"[*_`]*(?:(?:content|media|mime)[- ]?type[*_`]*\s*:?\s*)?[*_`]*"
        r"(?P<media>(?:application|text|image|audio|video|multipart)/[\w.+*-]+)"
        r"[*_`;]*(?:\s*[·|,(—–-]\s*(?P<mark>required|optional)\)?)?[.*_]*",
        re.IGNORECASE,
    )


def _said_of_status(words: str, status: str) -> str | None:
    """What a heading says of an answer beside its status, if that is news."""
    said = " ".join(words.replace(status, "", 1).split()).strip(" :—–-()[]`*.")
    phrases = {str(it.value): it.phrase.lower() for it in HTTPStatus}
    bare = said.lower().replace(phrases.get(status, "\n"), "")
    news = set(bare.replace(":", " ").split()) - RESPONSE - _OF_STATUS
    return said if news else None


def _inside(here: _Here, child: Section) -> _Here:
    """What a section below is about: its own heading says, or the one around it."""
    about = child.title
    code = about.status or here.status
    outer = here.role
    role = about.role
    if outer in ("response", "errors"):
        if role in ("header", "response-headers"):
            return _Here("response-headers", code, False)
        if role in ("values", "example-request", "request", "object", "security"):
            return _Here(role, code, False)
        if role == "errors" or (code[:1] in ("4", "5") and about.status):
            return _Here("errors", code, False)
        return _Here("response" if code[:1] in ("2", "") else outer, code, False)
    if role in ("fields", None):
        if role == "fields" and outer in (None, "request"):
            return _Here("body", code, False)
        known = outer if outer in _REQUEST else None
        known = outer if outer in ("example", "example-request") else known
        return _Here(known, "", here.own and child.level == 7)
    if role == "example" and outer in ("request", "body"):
        return _Here("example-request", "", False)
    return _Here(role, about.status or "", False)


@cache
def _status_item() -> re.Pattern[str]:
    return re.compile(r"\W*(?P<code>[1-5]\d\d|[1-5]XX)\b(?:[\w ]*`)?")


@cache
def _status_line() -> re.Pattern[str]:
    return re.compile(
        r"(?:HTTP/[\d.]+|Status(?: code)?:?)\s+(?P<code>[1-5]\d\d)\b", re.I
    )


def _is_raw_answer(text: str) -> bool:
    return (
        text.startswith(("HTTP/", "Status:")) and _status_line().match(text) is not None
    )


@cache
def _said_status() -> re.Pattern[str]:
    return re.compile(
        r"(?:\bstatus(?: code)?(?: is| of)?:?|\breturns?(?: an?)?(?: HTTP)?(?: status)?(?: code)?"
        r"|\bHTTP(?: status)?)\s+(?P<code>[1-5]\d\d)\b|^(?P<first>[1-5]\d\d) [A-Z]",
        re.I,
    )


def _is_status(cell: str) -> bool:
    words = plain(cell).split()
    return bool(words) and bool(
        re.fullmatch(r"[1-5](?:\d\d|[Xx]{2})", words[0].strip(":"))
    )
