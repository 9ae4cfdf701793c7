"""Text copied from a rendered page, as a tree of sections.

In: a page without marks of any kind: headings are lines among others, cells run into one
another, the method runs into the path. Out: :class:`Outline`: the sections as
`sections.py` has them, with their tables, snippets and prose, and the signatures of the
operations. What could not be cut is listed.

An operation begins with its title, the line above its method and path (or above the
sentence before that), and ends where the next one begins. In it, a line that names a
part of a call is a heading; so is a status code with what runs on behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Final

from specloom.document.markdown import Fence, Paragraph
from specloom.document.tables import Row, Table, tables
from specloom.read.pages.endpoint.sections import Prose, Section
from specloom.read.pages.endpoint.signatures import METHODS, Signature
from specloom.read.pages.flattened.field_lines import field_lines
from specloom.read.pages.flattened.paths import parted
from specloom.read.pages.flattened.run_on import Line, Refused, RunOn, header, run_on
from specloom.read.pages.flattened.snippets import raw_request, snippet
from specloom.read.pages.words.titles import NO_TITLE, Title, title
from specloom.records import record, replace
from specloom.source import SourceFile

_OPERATION, _PART, _STATUS = 1, 2, 3


@record(frozen=True, slots=True)
class Outline:
    """The sections of a page. `split` are the offsets of rows whose cells ran together;
    `guessed`, of those that usage alone told apart; `rows` counts all, also `refused`.
    """

    root: Section
    signatures: tuple[Signature, ...]
    refused: tuple[Refused, ...]
    split: frozenset[int]
    guessed: frozenset[int]
    rows: int


_WITH_FIELDS: Final = frozenset(
    [
        "path",
        "query",
        "header",
        "cookie",
        "body",
        "parameters",
        "fields",
        "response",
        "errors",
    ]
)


@cache
def _call() -> re.Pattern[str]:
    return re.compile(rf"(?P<method>{METHODS})(?:\s*(?P<path>/[^\s/].*|/))?")


@cache
def _status() -> re.Pattern[str]:
    return re.compile(
        r"(?P<code>[1-5]\d\d|[1-5]XX|default)(?![\w.-]*\d)\s*[:—–-]?\s*"
        r"(?P<words>[A-Z][^|{}]*?)??\s*(?P<media>(?:application|text|image|audio|video"
        r"|multipart)/[\w.+*-]+)?"
    )


@cache
def _delimiter() -> re.Pattern[str]:
    return re.compile(r"\s*\|?\s*:?-{3,}:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*")


def lines_of(source: SourceFile) -> list[Line]:
    """The lines of a page."""
    found: list[Line] = []
    at = 0
    for text in source.text.split("\n"):
        found.append(Line(text, at))
        at += len(text) + 1
    return found


def outline(source: SourceFile, known: Iterable[str]) -> Outline:
    """The sections of a flattened page. `known` are names that it shows elsewhere."""
    names = set(known)
    first = _Builder(source, names).build()
    more = _names(first) - names
    # Names of rows that are sure tell others apart; one more round finds all of them.
    return _Builder(source, names | more).build() if more else first


def _names(found: Outline) -> set[str]:
    return {
        row.cells[0].text.strip("> »").rpartition(".")[2].replace("[]", "")
        for section in found.root.walk()
        for part in section.parts
        if isinstance(part, Table)
        for row in part.rows
        if row.start not in found.guessed and row.cells
    }


class _Builder:
    """Goes through the lines once."""

    def __init__(self, source: SourceFile, known: set[str]) -> None:
        self.source = source
        self.known = known
        self.lines = lines_of(source)
        end = len(source.text)
        self.root = self.here = Section(0, "", NO_TITLE, 0, 0, end, None)
        self.signatures: list[Signature] = []
        self.refused: list[Refused] = []
        self.split: set[int] = set()
        self.guessed: set[int] = set()
        self.rows = 0
        self.titles = {self._title_of(it) for it in self._calls()}

    def build(self) -> Outline:
        """All of the page."""
        at = 0
        while at < len(self.lines):
            at = self._step(at)
        return Outline(
            self.root,
            tuple(self.signatures),
            tuple(self.refused),
            frozenset(self.split),
            frozenset(self.guessed),
            self.rows,
        )

    def _step(self, at: int) -> int:
        """Takes the lines that belong together from one on; the first one after them."""
        line = self.lines[at]
        text = line.text.strip()
        if text in ("", "Loading...", "Content type"):
            return at + 1
        if at in self.titles:
            self._open(_OPERATION, line, NO_TITLE)
            return at + 1
        takers = (
            self._snippet,
            self._signature,
            self._run_on,
            self._piped,
            self._field_lines,
        )
        for take in takers:
            taken = take(at)
            if taken:
                return at + taken
        if not self._heading(at):
            self.here.parts.append(Prose(line.text, line.start, line.end))
        return at + 1

    # Sections

    def _open(
        self, level: int, line: Line, what: Title, text: str | None = None
    ) -> None:
        at = self.here
        while at.level >= level:
            at.end = line.start
            assert at.parent is not None
            at = at.parent
        text = line.text.strip() if text is None else text
        self.here = Section(level, text, what, line.start, line.start, at.end, at)
        at.children.append(self.here)

    def _heading(self, at: int) -> bool:
        line = self.lines[at]
        text = line.text.strip()
        status = _status().fullmatch(text)
        if status is not None and len(text) < 120:
            code = status["code"]
            words = (status["words"] or "").strip()
            self._open(
                _STATUS, line, Title("response", code), f"{code} {words}".strip()
            )
            if status["media"]:
                start = line.start + line.text.index(status["media"])
                self.here.parts.append(Prose(status["media"], start, line.end))
            return True
        if len(text) > 70 or text[-1] in ".,;!?" or text[0] in "-*•{[|":
            return False
        what = _title(text)
        if what.role is not None and len(text.split()) <= 6:
            level = _STATUS if what.status is not None else _PART
            self._open(level, line, what)
            return True
        words = len(text.split())
        if text[0].isupper() and words <= 8 and ":" not in text and self._alone(at):
            self._open(_PART, line, NO_TITLE)
            return True
        return False

    def _alone(self, at: int) -> bool:
        """Whether there are blank lines around a line."""
        before = at == 0 or not self.lines[at - 1].text.strip()
        after = at + 1 == len(self.lines) or not self.lines[at + 1].text.strip()
        return before and after

    # Operations

    def _calls(self) -> list[int]:
        """The lines that begin with a method and a path."""
        return [
            at
            for at, line in enumerate(self.lines)
            if self._call_at(at) is not None and not raw_request().match(line.text)
        ]

    def _call_at(self, at: int) -> re.Match[str] | None:
        found = _call().fullmatch(self.lines[at].text.strip())
        if found is not None and found["path"]:
            # Calls line by line are an index of operations that are described elsewhere.
            return None if self._is_call(at - 1) or self._is_call(at + 1) else found
        if found is None:
            return None
        following = self.lines[at + 1].text if at + 1 < len(self.lines) else ""
        return found if following.startswith("/") else None

    def _is_call(self, at: int) -> bool:
        if not 0 <= at < len(self.lines):
            return False
        found = _call().fullmatch(self.lines[at].text.strip())
        return found is not None and found["path"] is not None

    def _title_of(self, call: int) -> int:
        """The line with the title of an operation, above its call."""
        seen = 0
        for at in range(call - 1, max(call - 8, -1), -1):
            text = self.lines[at].text.strip()
            if not text:
                continue
            if self._call_at(at) or header(text) or title(text).role is not None:
                break
            if text[0].isupper() and text[-1] not in ".:,;{}[]" and len(text) < 90:
                return at
            seen += 1
            if seen == 3:
                break
        return -1

    def _signature(self, at: int) -> int:
        call = self._call_at(at)
        if call is None:
            return 0
        line, taken, path = self.lines[at], 1, call["path"]
        start = line.start
        if self._title_of(at) == -1:
            self._open(_OPERATION, line, NO_TITLE)
        if path is None:
            line, taken = self.lines[at + 1], 2
            path = line.text.strip()
        path, rest = parted(path, self.source.text)
        place = line.start + line.text.index(path)
        signature = Signature(
            call["method"], path, "", start, place + len(path), self.here
        )
        self.signatures.append(signature)
        if rest.strip():
            found = place + len(path) + len(rest) - len(rest.lstrip())
            text = rest.strip()
            what = title(text)
            if what.role is not None or (len(text.split()) < 6 and text[-1].isalpha()):
                self._open(_PART, Line(text, found), what)
            else:
                self.here.parts.append(Prose(text, found, found + len(text)))
        return taken

    # Tables

    def _run_on(self, at: int) -> int:
        if header(self.lines[at].text) is None:
            return 0
        found = run_on(self.lines[at:], self.known)
        if found is None:
            return 0
        self._take(found)
        return found.lines

    def _take(self, found: RunOn) -> None:
        listed = {row.start for row in found.listed}
        at = found.columns.index("type")
        rows = tuple(
            _with_values(row, at) if at is not None and row.start in listed else row
            for row in found.table.rows
        )
        self.here.parts.append(replace(found.table, rows=rows))
        self.split.update(row.start for row in rows)
        self.guessed.update(row.start for row in found.guessed)
        if found.columns.index("name") is not None:
            self.refused.extend(found.refused)
            self.rows += len(found.table.rows) + len(found.refused)

    def _piped(self, at: int) -> int:
        """A table whose cells are parted by pipes."""
        if "|" not in self.lines[at].text or at + 1 == len(self.lines):
            return 0
        if not _delimiter().fullmatch(self.lines[at + 1].text):
            return 0
        stop = at + 2
        while stop < len(self.lines) and "|" in self.lines[stop].text:
            stop += 1
        start, end = self.lines[at].start, self.lines[stop - 1].end
        text = self.source.text[start:end]
        found = tables(Paragraph(start, end, text))
        self.here.parts.extend(found)
        self.rows += sum(len(it.rows) for it in found)
        return stop - at

    def _field_lines(self, at: int) -> int:
        """Fields without a table, under a heading about a part of a call."""
        if self.here.title.role not in _WITH_FIELDS:
            return 0
        found = field_lines(self.lines, at, self.known, self._ends_fields)
        if found is None:
            return 0
        table, taken = found
        self.here.parts.append(table)
        self.split.update(row.start for row in table.rows)
        self.rows += len(table.rows)
        return taken

    def _ends_fields(self, at: int) -> bool:
        text = self.lines[at].text.strip()
        if not text:
            return False
        known = _title(text).role is not None and len(text.split()) <= 6
        return (
            at in self.titles
            or self._call_at(at) is not None
            or header(text) is not None
            or snippet(self.lines, at) is not None
            or _status().fullmatch(text) is not None
            or (known and len(text) <= 70 and text[-1] not in ".,;!?")
        )

    # Snippets

    def _snippet(self, at: int) -> int:
        found = snippet(self.lines, at)
        return 0 if found is None else self._add(at, *found)

    def _add(self, at: int, stop: int, language: str) -> int:
        last = self.lines[stop - 1]
        start, end = self.lines[at].start, last.end
        # A heading may run on behind a snippet: `}Attributes`.
        behind = _heading_behind().search(last.text)
        what = NO_TITLE if behind is None else title(behind["text"])
        if behind is not None and what.role is not None:
            end = last.start + behind.start("text")
        fence = Fence(start, end, "", 0, language, start, start, end, closed=True)
        self.here.parts.append(fence)
        if behind is not None and what.role is not None:
            self._open(_PART, Line(behind["text"], end), what)
        return stop - at


def _with_values(row: Row, at: int) -> Row:
    """A row whose type cell lists values, written as values."""
    cell = row.cells[at]
    values = [it.strip("\"'` ") for it in cell.text.split(" | ")]
    text = " | ".join(f'"{it}"' for it in values)
    return replace(
        row, cells=(*row.cells[:at], replace(cell, text=text), *row.cells[at + 1 :])
    )


def _title(text: str) -> Title:
    """What a line says as a heading; `Enum: "a" "b"` says something of a field."""
    what = title(text)
    if what.role in ("values", "example") and text.partition(":")[2].strip():
        return NO_TITLE
    return what


@cache
def _heading_behind() -> re.Pattern[str]:
    return re.compile(r"[\"'}\])](?P<text>[A-Z][A-Za-z ]{2,40})$")
