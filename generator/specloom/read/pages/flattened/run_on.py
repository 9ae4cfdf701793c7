"""Tables whose cells run into one another, as text copied from a rendered page has them.

In: lines of such a text with their offsets (`FieldTypeRequiredDescription`,
`projectIdstringNoProject ID.`), and names that the page shows elsewhere. Out:
:class:`RunOn`: the table with its cells, and the rows that are in doubt, with the reason.

A header is cut at its capitals, by the lexicon of columns. A row is cut where the
vocabularies of closed columns (type, required, location) follow one another; what is
left of them is the name, what is right is prose. Types come longest first. Where a row
can be cut in several ways, a name that the page shows elsewhere decides; a list of values
or a constant in place of a type begins where a known name ends, or one that enumerations
usually have. Without a required or location column, only a known name is believed. What
is still in doubt is refused.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import cache

from specloom.document.tables import Cell, Row, Table
from specloom.read.pages.flattened.rows import Splitter
from specloom.read.pages.words.columns import HEADERS, Columns, columns
from specloom.read.pages.words.titles import title
from specloom.records import record, replace
from specloom.source import SourceFile


@record(frozen=True, slots=True)
class Line:
    """A line of a page: its text, and where that begins."""

    text: str
    start: int

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.start + len(self.text)


def lines_of(source: SourceFile) -> list[Line]:
    """The lines of a page."""
    found: list[Line] = []
    at = 0
    for text in source.text.split("\n"):
        found.append(Line(text, at))
        at += len(text) + 1
    return found


@record(frozen=True, slots=True)
class Refused:
    """A row that is in doubt. `counted`: so are its cells, which a text that is to be
    read must not have too many of."""

    line: Line
    reason: str
    counted: bool = True


@record(frozen=True, slots=True)
class RunOn:
    """A table, what the columns are, the rows in doubt, and how many lines it took.

    `listed` are the rows that have values where their type would be; `guessed` are those
    of them whose name was told by what names usually are.
    """

    table: Table
    columns: Columns
    refused: tuple[Refused, ...]
    listed: tuple[Row, ...]
    guessed: tuple[Row, ...]
    lines: int


def header(text: str) -> list[tuple[int, int]] | None:
    """Where the headers of a run-on line begin and end; None if it is no header."""
    if not text or len(text) > 120 or text[-1] in ".:;,!":
        return None
    if text[0] > "\u2e7f":
        return _without_capitals(text)
    words = [*_word().finditer(text)]
    if not text[0].isupper() or len(words) < 2:
        return None
    if sum(len(it[0]) for it in words) != len(text):
        return None
    found: list[tuple[int, int]] = []
    at = 0
    while at < len(words):
        for stop in range(min(len(words), at + 4), at, -1):
            start, end = words[at].start(), words[stop - 1].end()
            name = text[start:end].strip().lower()
            if name in HEADERS or (not found and stop == at + 1):
                found.append((start, end))
                at = stop
                break
        else:
            return None
    known = sum(text[start:end].strip().lower() in HEADERS for start, end in found)
    fused = any(text[end - 1 : end + 1].isalpha() for _, end in found[:-1])
    return found if len(found) > 1 and known >= len(found) - 1 and fused else None


@cache
def _word() -> re.Pattern[str]:
    capital = "A-ZÀ-ÖØ-ÞА-ЯЁ"
    return re.compile(rf"[{capital}][^{capital}]*|[^{capital}]+")


def _without_capitals(text: str) -> list[tuple[int, int]] | None:
    """Where headers begin and end in a script without capitals, the longest first."""
    found: list[tuple[int, int]] = []
    at = 0
    while at < len(text):
        ends = range(min(len(text), at + 12), at, -1)
        end = next((it for it in ends if text[at:it].lower() in HEADERS), None)
        if end is None:
            return None
        found.append((at, end))
        at = end
    return found if len(found) > 2 else None


def run_on(lines: Sequence[Line], known: Collection[str]) -> RunOn | None:
    """The table that a sequence of lines begins with; None if it begins with none.

    It ends at a blank line or another header; what cannot be a row at its end is behind it.
    """
    first = lines[0]
    places = header(first.text)
    if places is None:
        return None
    cells = tuple(_cell(first, start, end) for start, end in places)
    roles = columns([it.text for it in cells])
    if "name" not in roles.roles and "value" not in roles.roles:
        return None
    splitter = Splitter(roles.roles, known, [it.text for it in cells])
    rows: list[Row] = []
    refused: list[Refused] = []
    listed: list[Row] = []
    guessed: list[Row] = []
    taken = 1
    for line in lines[1 : _stop(lines, splitter)]:
        taken += 1
        if not line.text.strip():
            continue
        cut = splitter.split(line.text)
        if isinstance(cut, str):
            refused.append(Refused(line, cut))
            continue
        bounds, how = cut
        made = tuple(_cell(line, start, end) for start, end in bounds)
        row = Row(made, line.start, line.end)
        rows.append(row)
        if how != "closed":
            listed.append(row)
        if how == "usual":
            guessed.append(row)
    if not rows and not refused:
        return None
    end = lines[taken - 1].end
    head = Row(cells, first.start, first.end)
    table = Table(head, tuple(rows), first.start, end)
    return RunOn(table, roles, tuple(refused), tuple(listed), tuple(guessed), taken)


def _stop(lines: Sequence[Line], splitter: Splitter) -> int:
    """Where the rows end: behind the last that can be one.

    One line between rows that can be none is a row in doubt; two end the table, and so
    does what begins something else. A blank line ends it unless a nested row follows.
    """
    stop = 1
    for at, line in enumerate(lines[1:], 1):
        nested = line.text.lstrip().startswith((">", "»"))
        if at > stop + 1 or (at > stop and not lines[stop].text.strip() and not nested):
            break
        if header(line.text) is not None or _call().match(line.text):
            break
        if line.text.strip() and splitter.may_be_row(line.text):
            stop = at + 1
        elif line.text.strip() and _begins_other(line.text):
            break
    return stop


@cache
def _call() -> re.Pattern[str]:
    return re.compile(r"(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\s*/")


def _begins_other(text: str) -> bool:
    """Whether a line is a header, a heading, or the first of a snippet."""
    bare = text.strip()
    if bare[0] in '{[}]"' or header(text) is not None:
        return True
    return len(bare) < 60 and title(bare).role is not None


def _cell(line: Line, start: int, end: int) -> Cell:
    text = line.text[start:end]
    start += len(text) - len(text.lstrip())
    text = text.strip()
    return Cell(text, line.start + start, line.start + start + len(text))


def with_values(row: Row, at: int) -> Row:
    """A row whose type cell lists values, written as values."""
    cell = row.cells[at]
    values = [it.strip("\"'` ") for it in cell.text.split(" | ")]
    text = " | ".join(f'"{it}"' for it in values)
    return replace(
        row, cells=(*row.cells[:at], replace(cell, text=text), *row.cells[at + 1 :])
    )
