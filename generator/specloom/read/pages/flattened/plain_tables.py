"""Tables whose cells are parted by tabs or spaces, as copied text has them, and lists.

In: lines. Out: the table that they begin with, the rows in doubt, and how many lines both
take. Cells between tabs are as they are. Between spaces only a header of known words is
one (`Name Type Required Description`); its rows are cut as those are that run together,
and what is hard-wrapped goes on in the line below. A line that may be a row or may go on
with a sentence is in doubt.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cache

from specloom.document.markdown import Paragraph
from specloom.document.tables import Cell, Row, Table, tables
from specloom.read.pages.endpoint.outline import Item, Items
from specloom.read.pages.flattened import patterns
from specloom.read.pages.flattened.run_on import Line, Refused
from specloom.read.pages.words.columns import HEADERS, Columns, columns
from specloom.records import record, replace


@record(frozen=True, slots=True)
class Parted:
    """A table, the rows in doubt, and the lines that both take."""

    table: Table
    refused: tuple[Refused, ...]
    lines: int


# Tabs


def tabbed(lines: Sequence[Line], at: int) -> Parted | None:
    """The table of cells between tabs that a line is the header of."""
    first = lines[at]
    if "\t" not in first.text.strip():
        return None
    head = _cells(first)
    known = sum(it.text.strip().lower() in HEADERS for it in head)
    if known < 2 or known < len([it for it in head if it.text]) - 1:
        return None
    rows: list[Row] = []
    stop = at + 1
    while stop < len(lines):
        line = lines[stop]
        if "\t" in line.text:
            rows.append(Row(_cells(line), line.start, line.end))
        elif not (line.text.strip() and rows and _goes_on(lines, stop)):
            break
        else:
            rows[-1] = _continued(rows[-1], line)
        stop += 1
    if sum(len(row.cells) > 1 for row in rows) * 2 <= len(rows):
        rows, stop = [], at + 1  # The rows do not stand in lines.
    return Parted(_table(first, head, rows), (), stop - at)


def _goes_on(lines: Sequence[Line], at: int) -> bool:
    """Whether a line without tabs goes on with the row above: another row follows it."""
    return at + 1 < len(lines) and lines[at + 1].text.count("\t") > 0


def _cells(line: Line) -> tuple[Cell, ...]:
    found: list[Cell] = []
    at = line.start
    for text in line.text.split("\t"):
        found.append(_cell(text, at))
        at += len(text) + 1
    while len(found) > 1 and not found[-1].text:
        found.pop()
    return tuple(found)


# Spaces


def spaced_header(text: str) -> list[tuple[int, int]] | None:
    """Where the headers of a line of known words begin and end; None if it is none."""
    if not text[:1].isalpha() or len(text) > 120 or text[-1] in ".:;,!":
        return None
    words = [(it.start(), it.end()) for it in re.finditer(r"\S+", text)]
    for found in _headers(text, words):
        if len(found) > 2 and columns([text[a:b] for a, b in found]).roles[0] == "name":
            return found
    return None


def _headers(
    text: str, words: Sequence[tuple[int, int]]
) -> Iterator[list[tuple[int, int]]]:
    """All ways to take words for headers: `Field Type` may be one of them, or two."""
    if not words:
        yield []
    for stop in range(1, min(len(words), 3) + 1):
        start, end = words[0][0], words[stop - 1][1]
        if text[start:end].lower() in HEADERS:
            for rest in _headers(text, words[stop:]):
                yield [(start, end), *rest]


def spaced(
    lines: Sequence[Line],
    at: int,
    known: Collection[str],
    ends: Callable[[int], bool],
) -> Parted | None:
    """The table of cells between spaces that a line is the header of."""
    first = lines[at]
    places = spaced_header(first.text.strip())
    if places is None:
        return None
    shift = len(first.text) - len(first.text.lstrip())
    text = first.text
    head = tuple(
        _cell(text[a + shift : b + shift], first.start + a + shift) for a, b in places
    )
    roles = columns([it.text for it in head])
    if roles.roles[:1] != ("name",) or roles.index("type") is None:
        return None
    headers = [it.text for it in head]
    rows: list[Row] = []
    refused: list[Refused] = []
    stop = at + 1
    while stop < len(lines) and not (lines[stop].text.strip() and ends(stop)):
        line = lines[stop]
        if not line.text.strip():
            if not _begins_below(lines, stop, roles, headers, known):
                break
        elif (cells := _row(line, roles, headers)) is not None:
            doubt = _doubt(cells, roles, known)
            if not doubt:
                rows.append(Row(cells, line.start, line.end))
            elif rows:
                rows[-1] = _continued(rows[-1], line)
                if doubt == "row":
                    reason = "it may go on with the row above"
                    refused.append(Refused(line, reason))
        elif rows:
            rows[-1] = _continued(rows[-1], line)
        stop += 1
    if not rows:
        return None
    return Parted(_table(first, head, rows), tuple(refused), stop - at)


def _begins_below(
    lines: Sequence[Line],
    at: int,
    roles: Columns,
    headers: Sequence[str],
    known: Collection[str],
) -> bool:
    """Whether the next line that is not blank is a row without doubt."""
    for line in lines[at + 1 : at + 3]:
        if line.text.strip():
            cells = _row(line, roles, headers)
            return cells is not None and not _doubt(cells, roles, known)
    return False


@cache
def _letter() -> re.Pattern[str]:
    """Mandatory, optional, conditional; yes or no."""
    return re.compile(r"[MOCYNR](?= |$)")


def _row(line: Line, roles: Columns, headers: Sequence[str]) -> tuple[Cell, ...] | None:
    """The cells of a line that has something in each closed column."""
    text = line.text.rstrip()
    at = len(text) - len(text.lstrip())
    cells: list[Cell] = []
    for role in roles.roles:
        if at > len(text):
            at = len(text)
        last = len(cells) == len(roles.roles) - 1
        if role == "name":
            found = patterns.name().match(text, at)
            end = found.end() if found else None
        elif role == "type":
            ends = patterns.ends(patterns.types(), text, at)
            end = next((it for it in ends if text[it : it + 1] in ("", " ")), None)
        elif role in ("required", "optional", "location", "nullable"):
            found = patterns.closed(role, headers[len(cells)]).match(text, at)
            letter = role != "location" and _letter().match(text, at)
            end = found.end() if found else at + 1 if letter else None
        elif last:
            end = len(text)
        elif role == "default":
            found = re.compile(r"\S+").match(text, at)
            end = found.end() if found else at
        else:
            return None
        if end is None or text[end : end + 1] not in ("", " "):
            return None
        cells.append(_cell(text[at:end], line.start + at))
        at = end + 1
    return tuple(cells) if at >= len(text) else None


def _doubt(cells: Sequence[Cell], roles: Columns, known: Collection[str]) -> str:
    """Why a line may be no row: "prose" if it hardly is one, "row" if it may well be."""
    if any(roles.index(it) is not None for it in ("required", "optional", "location")):
        return ""
    name, rest = cells[0].text, cells[-1].text
    if patterns.leaf(name) in known or _telling().search(name):
        return ""
    begins = not rest or not rest[:1].islower()
    if begins and name.lower() not in ("a", "an", "the", "this", "each"):
        return ""
    return "prose" if name.lower() in _WORDS else "row"


_PROSE = """
    a an the this that each of in is as and or to if with for one any your its no by on
    from must be new valid some only which where when may can will not
"""
_WORDS = frozenset(_PROSE.split())


@cache
def _telling() -> re.Pattern[str]:
    return re.compile(r"_|[a-z][A-Z]|\[\]|\.\w")


# Pipes, and lists


@cache
def _delimiter() -> re.Pattern[str]:
    return re.compile(r"\s*\|?\s*:?-{3,}:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*")


def piped(lines: Sequence[Line], at: int, page: str) -> tuple[list[Table], int]:
    """The tables whose cells are parted by pipes, and the lines that they take."""
    if "|" not in lines[at].text or at + 1 == len(lines):
        return [], 0
    if not _delimiter().fullmatch(lines[at + 1].text):
        return [], 0
    stop = at + 2
    while stop < len(lines) and "|" in lines[stop].text:
        stop += 1
    start, end = lines[at].start, lines[stop - 1].end
    return tables(Paragraph(start, end, page[start:end])), stop - at


@cache
def _bullet() -> re.Pattern[str]:
    return re.compile(r"\s*(?P<mark>[-*•–])\s+(?P<text>\S.*)")


def bullets(lines: Sequence[Line], at: int) -> Items | None:
    """The list that begins with a line, an item on each."""
    items: list[Item] = []
    while at < len(lines):
        found = _bullet().fullmatch(lines[at].text)
        if found is None:
            break
        start = lines[at].start + found.start("text")
        items.append(Item(found["text"], start, lines[at].end, found.start("mark")))
        at += 1
    return Items(tuple(items), items[0].start, items[-1].end) if items else None


# Both


def _continued(row: Row, line: Line) -> Row:
    """A row whose last cell goes on in a line."""
    *others, last = row.cells
    more = replace(last, text=f"{last.text} {line.text.strip()}".strip(), end=line.end)
    return Row((*others, more), row.start, line.end)


def _table(first: Line, head: tuple[Cell, ...], rows: Sequence[Row]) -> Table:
    end = rows[-1].end if rows else first.end
    return Table(Row(head, first.start, first.end), tuple(rows), first.start, end)


def _cell(text: str, start: int) -> Cell:
    start += len(text) - len(text.lstrip())
    text = text.strip()
    return Cell(text, start, start + len(text))
