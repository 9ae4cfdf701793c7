"""The tables in a paragraph of a markdown page, with the place of every cell.

In: a paragraph of the outline (see `markdown`). Out: its tables as GFM has them
(0.29, section 4.10), in order. Offsets are those of the page. The
text of a cell is as written, without the white space around it and with `\\|` as `|`.

More generous than GFM where pages are: outer pipes may be missing on any row, the
delimiter row may have another number of cells than the header, and a pipe in a code
span is none where the row has too many cells otherwise. A row with more cells than
columns, or fewer, is kept as found. A table ends at the first line without a pipe.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from specloom.document.markdown import Paragraph
from specloom.records import record


@record(frozen=True, slots=True)
class Cell:
    """A cell; `start` and `end` are around its text, without white space."""

    text: str
    start: int
    end: int


@record(frozen=True, slots=True)
class Row:
    """A line of a table."""

    cells: tuple[Cell, ...]
    start: int
    end: int


@record(frozen=True, slots=True)
class Table:
    """A table: its header, and the rows below the line of dashes; there may be none."""

    header: Row
    rows: tuple[Row, ...]
    start: int
    end: int


@cache
def _delimiter() -> re.Pattern[str]:
    cell = r"[ \t]*:?-+:?[ \t]*"
    return re.compile(
        rf"[ \t]*(?:\|{cell}(?:\|{cell})*\|?|{cell}(?:\|{cell})+\|?)[ \t]*"
    )


@cache
def _code() -> re.Pattern[str]:
    return re.compile(r"(?<!`)(`+)(?!`)(.*?[^`])\1(?!`)")


def tables(block: Paragraph) -> list[Table]:
    """The tables of a paragraph; what is around them is left out."""
    text = block.text
    if "|" not in text or "-" not in text:
        return []
    found: list[Table] = []
    lines: list[tuple[int, str]] = []
    at = block.start
    for line in text.split("\n"):
        lines.append((at, line))
        at += len(line) + 1
    number = 1
    while number < len(lines):
        if not _begins(lines[number - 1][1], lines[number][1]):
            number += 1
            continue
        header = _row(*lines[number - 1], 0)
        rows = []
        for start, line in lines[number + 1 :]:
            if "|" not in line:
                break
            rows.append(_row(start, line, len(header.cells)))
        number += len(rows) + 1
        end = rows[-1].end if rows else lines[number - 1][0] + len(lines[number - 1][1])
        found.append(Table(header, tuple(rows), header.start, end))
        number += 1
    return found


def _begins(header: str, delimiter: str) -> bool:
    """Whether a table begins with these two lines."""
    if "-" not in delimiter or "|" not in delimiter or "|" not in header:
        return False
    return _delimiter().fullmatch(delimiter) is not None


def _row(start: int, line: str, columns: int) -> Row:
    """The cells of a line; `columns` is how many there should be, 0 if unknown."""
    cells = _cells(start, line, _pipes(line))
    if columns and len(cells) > columns and "`" in line:
        code = [it.span() for it in _code().finditer(line)]
        outside = [at for at in _pipes(line) if not any(a < at < b for a, b in code)]
        fewer = _cells(start, line, outside)
        if len(fewer) == columns:
            cells = fewer
    return Row(tuple(cells), start, start + len(line))


def _pipes(line: str) -> list[int]:
    """Where the pipes of a line are that are not escaped."""
    found = []
    at = line.find("|")
    while at >= 0:
        slashes = 0
        while at > slashes and line[at - slashes - 1] == "\\":
            slashes += 1
        if slashes % 2 == 0:
            found.append(at)
        at = line.find("|", at + 1)
    return found


def _cells(start: int, line: str, pipes: list[int]) -> list[Cell]:
    """The cells between pipes; an outer pipe has none beyond it."""
    edges = [-1, *pipes, len(line)]
    if pipes and not line[: pipes[0]].strip():
        edges = edges[1:]
    if len(edges) > 2 and not line[edges[-2] + 1 :].strip():
        edges = edges[:-1]
    cells = []
    for left, right in pairwise(edges):
        raw = line[left + 1 : right]
        text = raw.strip()
        at = start + left + 1 + len(raw) - len(raw.lstrip())
        cells.append(Cell(text.replace("\\|", "|"), at, at + len(text)))
    return cells
