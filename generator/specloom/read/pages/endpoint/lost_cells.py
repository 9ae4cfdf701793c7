"""Tables of fields whose names or types were lost when the page was made.

In: the sections of a page. Raises SpecError where more than half of the rows that should
describe a field have no name, or a column of types is mostly empty: an export that lost
its code spans looks like that, and what is left of such a page would be wrong.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from specloom.diagnostics import SpecError, diagnostic
from specloom.document.tables import Row, Table
from specloom.read.pages.endpoint.outline import Section
from specloom.read.pages.saying import stretch
from specloom.read.pages.words.columns import Columns, columns
from specloom.read.pages.words.text import plain
from specloom.source import SourceFile

LOST: Final = "SL363"
_FEW: Final = 3  # rows by which a column of types is judged


def refuse_lost_cells(source: SourceFile, root: Section) -> None:
    """Raises SpecError if names or types are lost; see the module."""
    nameless: list[Row] = []
    rows = 0
    for table, found in _field_tables(root):
        at, typed = found.index("name"), found.index("type")
        assert at is not None
        rows += len(table.rows)
        for row in table.rows:
            if not _cell(row, at) and any(plain(it.text) for it in row.cells):
                nameless.append(row)
        if typed is not None and len(table.rows) >= _FEW:
            empty = [row for row in table.rows if not _cell(row, typed)]
            if len(empty) == len(table.rows):
                raise _lost(source, "types", empty, len(table.rows))
    if len(nameless) * 2 > rows:
        raise _lost(source, "names", nameless, rows)


def _field_tables(root: Section) -> Iterator[tuple[Table, Columns]]:
    for section in root.walk():
        for part in section.parts:
            if isinstance(part, Table):
                found = columns([it.text for it in part.header.cells])
                if found.index("name") is not None and found.index("type") is not None:
                    yield part, found


def _cell(row: Row, at: int) -> str:
    return plain(row.cells[at].text).strip("-—– ") if at < len(row.cells) else ""


def _lost(source: SourceFile, what: str, rows: list[Row], of: int) -> SpecError:
    first = rows[0]
    line = source.text[first.start : first.end].strip()
    message = (
        f"the {what} of {len(rows)} of {of} fields are lost, first in `{line[:80]}`"
    )
    hint = "export the page again, with the text of its code spans"
    place = stretch(source, first.start, first.end)
    return SpecError(diagnostic(LOST, message, place, hint=hint))
