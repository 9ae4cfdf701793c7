"""Tables of fields in a page: pipe tables and HTML tables, by their name column.

In: the lines of a page, at the start of a table. Out: a :class:`Row` for each row that
names a field. A table whose header has no column for names is none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

NAME = re.compile(
    r"^((query |path |body |search |request |response |header )?"
    r"(parameters?|param|fields?|propert(y|ies)|attributes?|arguments?|names?|keys?)"
    r"|variable|header)( name)?$|^(名称|参数名?|字段名?|属性)$",
    re.IGNORECASE,
)
REQUIRED = re.compile(
    r"^(is )?(required|mandatory|必[填须需]|是否必[填须需])\??$", re.I
)
TYPE = re.compile(r"^(data )?type$|^类型$", re.IGNORECASE)
DEFAULT = re.compile(r"^default", re.IGNORECASE)
YES = re.compile(r"^\W*(y|yes|true|required|mandatory|是|:heavy_check_mark:)\b", re.I)
NO = re.compile(r"^\W*(n|no|false|optional|否|conditional)\b", re.IGNORECASE)
WORD = re.compile(r"[A-Za-z_$@][\w$@.\-\[\]]*")
SAYS_OPTIONAL = re.compile(r"^\W*optional\b|\(optional\)", re.IGNORECASE)
SAYS_REQUIRED = re.compile(r"^\W*required\b|\*\*required\*\*|\(required\)", re.I)


class HasText(Protocol):
    @property
    def text(self) -> str: ...


L = TypeVar("L", bound=HasText)


@dataclass(frozen=True, slots=True)
class Row(Generic[L]):
    """A row that names fields. `type` is the text of its cell; `last` is the index of the
    table's last line."""

    line: L
    names: tuple[str, ...]
    depth: int
    required: bool | None
    side: str
    type: str
    last: int


def at(lines: Sequence[L], start: int) -> list[Row[L]]:
    """The rows of the table that starts at a line; none if none does."""
    text = lines[start].text.lstrip()
    if text.startswith("<table"):
        return _html(lines, start)
    if "|" not in text or start + 1 >= len(lines):
        return []
    if not re.match(r"^\s*\|?\s*:?-{2,}[\s|:-]*$", lines[start + 1].text):
        return []
    end = start + 2
    while end < len(lines) and "|" in lines[end].text:
        end += 1
    header = _cells(lines[start].text)
    rows = [(lines[n], _cells(lines[n].text)) for n in range(start + 2, end)]
    return _rows(header, rows, end - 1)


def _cells(text: str) -> list[str]:
    text = text.strip().removeprefix("|")
    if text.endswith("|") and not text.endswith("\\|"):
        text = text[:-1]
    return [cell.strip() for cell in re.split(r"(?<!\\)\|", text)]


def _html(lines: Sequence[L], start: int) -> list[Row[L]]:
    end = start
    while end < len(lines) - 1 and "</table" not in lines[end].text:
        end += 1
    rows: list[tuple[L, list[str]]] = []
    for n in range(start, end + 1):
        text = lines[n].text
        if "<tr" in text:
            rows.append((lines[n], []))
        if not rows:
            continue
        for cell in re.findall(r"<t[dh][^>]*>(.*?)(?:</t[dh]>|$)", text):
            if not rows[-1][1]:
                rows[-1] = (lines[n], [])
            rows[-1][1].append(cell.strip())
    rows = [row for row in rows if row[1]]
    if not rows:
        return []
    return _rows(rows[0][1], rows[1:], end)


def _rows(
    header: list[str], rows: list[tuple[L, list[str]]], last: int
) -> list[Row[L]]:
    titles = [plain(cell) for cell in header]
    column = next((n for n, title in enumerate(titles) if NAME.match(title)), None)
    if column is None:
        return []
    required = _find(titles, REQUIRED)
    default = _find(titles, DEFAULT)
    typed = _find(titles, TYPE)
    where = _find(titles, re.compile(r"^(in|location|position)$", re.IGNORECASE))
    starred = any(re.search(r"\*\s*$", plain_stars(_get(c, column))) for _, c in rows)
    found: list[Row[L]] = []
    for line, cells in rows:
        cell = _get(cells, column)
        depth, names = names_in(cell)
        if not names:
            continue
        mark: bool | None = None
        if required is not None:
            said = plain(_get(cells, required))
            mark = True if YES.match(said) else False if NO.match(said) else None
        if mark is None and starred:
            mark = bool(re.search(r"\*\s*$", plain_stars(cell)))
        if mark is None and default is not None:
            said = plain(_get(cells, default))
            mark = False if said and said.lower() not in ("n/a", "-", "—") else None
        if mark is None and required is None:
            prose = plain(cells[-1])
            mark = False if SAYS_OPTIONAL.search(prose) else None
            mark = True if SAYS_REQUIRED.search(cells[-1]) else mark
        place = plain(_get(cells, where)).lower() if where is not None else ""
        side = "parameter" if place in ("path", "query", "header", "cookie") else ""
        side = "body" if place == "body" else side
        kind = plain(_get(cells, typed)) if typed is not None else ""
        found.append(Row(line, names, depth, mark, side, kind, last))
    return found


def _find(titles: list[str], pattern: re.Pattern[str]) -> int | None:
    return next((n for n, title in enumerate(titles) if pattern.match(title)), None)


def _get(cells: list[str], column: int) -> str:
    return cells[column] if column < len(cells) else ""


def names_in(cell: str) -> tuple[int, tuple[str, ...]]:
    """How deep a name cell is nested, and its names: `>> [a](b)`, `` `x` or `y` ``."""
    text = cell.replace("&gt;", ">")
    marks = re.match(r"^[\s>»↳]*", text)
    depth = len(re.findall(r"[>»↳]", marks[0])) if marks else 0
    text = plain(text[marks.end() :] if marks else text)
    text = re.sub(r"^\w+\[\d+\]: *", "", text)
    names: list[str] = []
    for part in re.split(r"\s*(?:,|/|\bor\b|\n)\s*", text):
        word = WORD.match(part)
        if word and (word.end() == len(part) or part[word.end()] in " (?*:"):
            names.append(word[0].rstrip(".").replace("[]", "").replace("[", ""))
    return depth, tuple(name for name in names if name)


def plain(cell: str) -> str:
    """A cell without markup."""
    text = re.sub(r"<br\s*/?>", "\n", cell)
    text = re.sub(r"<[^<>]*>", "", text)
    text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", text)
    return re.sub(r"[`*]|\\(?=_)", "", text).strip()


def plain_stars(cell: str) -> str:
    """A cell without bold marks, so that a star that is left says required."""
    return re.sub(r"\*\*", "", re.sub(r"<[^<>]*>", "", cell)).rstrip()
