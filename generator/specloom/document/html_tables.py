"""A table in HTML inside a page of markdown, with the place of every cell.

In: a text, and where `<table` begins in it. Out: the same :class:`Table` as for pipes,
and where the element ends. The first row is the header; a cell that spans rows stands in
each of them. The text of a cell is as written. Nothing raises: what is not closed ends
with the text.
"""

from __future__ import annotations

import re
from functools import cache

from specloom.document.tables import Cell, Row, Table


@cache
def _row() -> re.Pattern[str]:
    return re.compile(r"<tr\b[^>]*>(.*?)(?=</tr\s*>|<tr\b|</table\s*>|\Z)", re.I | re.S)


@cache
def _cell() -> re.Pattern[str]:
    return re.compile(
        r"<t[dh]\b(?P<attributes>[^>]*)>(?P<text>.*?)(?=</t[dh]\s*>|<t[dh]\b|\Z)",
        re.I | re.S,
    )


@cache
def _span() -> re.Pattern[str]:
    return re.compile(r"""(row|col)span\s*=\s*["']?(\d{1,3})""", re.I)


@cache
def _end() -> re.Pattern[str]:
    return re.compile(r"</table\s*>", re.I)


def html_table(text: str, start: int) -> tuple[Table | None, int]:
    """The table that begins here, if it has a header, and where it ends."""
    end = _end().search(text, start)
    stop = len(text) if end is None else end.start()
    after = len(text) if end is None else end.end()
    rows: list[Row] = []
    held: dict[int, tuple[int, Cell]] = {}
    for found in _row().finditer(text, start, stop):
        cells: list[Cell] = []
        for it in _cell().finditer(text, *found.span(1)):
            _fill(cells, held)
            cell = _trimmed(it["text"], it.start("text"))
            spans = {
                name.lower(): int(n) for name, n in _span().findall(it["attributes"])
            }
            if spans.get("row", 1) > 1:
                held[len(cells)] = spans["row"] - 1, cell
            cells.append(cell)
            for _ in range(min(spans.get("col", 1), 20) - 1):
                cells.append(Cell("", cell.end, cell.end))
        _fill(cells, held)
        if cells:
            rows.append(Row(tuple(cells), found.start(), found.end()))
    if not rows:
        return None, after
    return Table(rows[0], tuple(rows[1:]), start, after), after


def _fill(cells: list[Cell], held: dict[int, tuple[int, Cell]]) -> None:
    """Puts the cells of rows above that reach into this one where they belong."""
    while (at := len(cells)) in held:
        left, cell = held.pop(at)
        if left > 1:
            held[at] = left - 1, cell
        cells.append(cell)


def _trimmed(text: str, start: int) -> Cell:
    bare = text.strip()
    start += len(text) - len(text.lstrip())
    return Cell(bare, start, start + len(bare))
