"""Tables and lists with a row, or an item, for each status of an answer.

In: a table or a list. Out: the statuses, each with what is said of it; nothing for one of
something else. Used by `collected`.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from specloom.document.tables import Table
from specloom.read.pages.endpoint.outline import Items, Prose
from specloom.read.pages.words.columns import role
from specloom.read.pages.words.statuses import is_status, status_item
from specloom.read.pages.words.text import plain
from specloom.read.pages.words.titles import status
from specloom.records import record

_DESCRIPTIONS: Final = ("description", "meaning", "reason")
_BESIDE: Final = frozenset({None, "description", "status", "name", "value"})
"""The roles of columns that say more of an answer, if they are not those of a schema."""


@record(frozen=True, slots=True)
class StatusRow:
    """A status, what is said of it, and where."""

    status: str
    description: str | None
    start: int
    end: int


def status_rows(table: Table) -> list[StatusRow]:
    """The rows of a table with a column of statuses: `404 | No such thing`."""
    at = _status_column(table)
    if at is None:
        return []
    found: list[StatusRow] = []
    heads = [plain(it.text) for it in table.header.cells]
    names = [it.lower() for it in heads]
    told = next((n for n, it in enumerate(names) if it in _DESCRIPTIONS), at + 1)
    for row in table.rows:
        code = status(plain(row.cells[at].text))
        if code is None:
            return []
        texts = [plain(it.text) for it in row.cells]
        words = texts[told] if told < len(texts) else ""
        if not words and at + 1 < len(texts):
            words = texts[at + 1]
        for column, (head, text) in enumerate(zip(heads, texts, strict=False)):
            if column in (at, told) or role(head) not in _BESIDE or is_status(text):
                continue
            if text.strip(" -—–.") and text not in words:
                words = f"{words} ({head}: {text})" if words else text
        found.append(StatusRow(code, words or None, row.start, row.end))
    return found


def status_items(items: Items) -> list[StatusRow]:
    """The items of a list, all of which are statuses: ``- `404 Not Found`: text``."""
    found: list[StatusRow] = []
    for item in items.items:
        match = status_item().match(item.text)
        if match is None:
            return []
        words = plain(item.text[match.end() :]).strip(" :—–-`*")
        found.append(StatusRow(match["code"], words or None, item.start, item.end))
    return found


def status_lines(prose: Prose) -> list[StatusRow]:
    """The lines of a paragraph, all of which begin with a status: `404 – No such thing`."""
    found: list[StatusRow] = []
    at = prose.start
    for line in prose.text.split("\n"):
        match = _status_line().fullmatch(line)
        if match is None:
            return []
        words = plain(match["words"]) or None
        found.append(StatusRow(match["code"], words, at, at + len(line)))
        at += len(line) + 1
    return found


@cache
def _status_line() -> re.Pattern[str]:
    return re.compile(
        r"[ \t]*[*_`]*(?P<code>[1-5]\d\d)\b[*_`]*[ \t]*(?:[:–—-]|->|=)[*_]*[ \t]*(?P<words>\S.*)"
    )


def _status_column(table: Table) -> int | None:
    """The first column that has nothing but statuses."""
    for at in range(min(len(table.header.cells), 4)):
        cells = [row.cells[at].text for row in table.rows if at < len(row.cells)]
        if cells and len(cells) == len(table.rows) and all(map(is_status, cells)):
            return at
    return None
