"""Tables of fields between components: some authors write one half of a page in each.

In: words of a page. Out: the fields that the tables in them describe, as `entries` reads
them, with what the columns say of where they stand; and the statuses of tables that have
a row for each. Tables of anything else describe neither.
"""

from __future__ import annotations

from collections.abc import Iterator

from specloom.document.markdown import Paragraph
from specloom.document.tables import tables
from specloom.read.pages.endpoint.entries import Entry, Rows
from specloom.read.pages.mdx.fields import PLACES, Place
from specloom.read.pages.mdx.tree import Words
from specloom.read.pages.saying import stretch
from specloom.read.pages.words.columns import role
from specloom.read.pages.words.statuses import is_status
from specloom.read.pages.words.text import plain
from specloom.source import Span


def rows_in(words: Words) -> Iterator[tuple[Entry, Place | None]]:
    """The fields, each with its place if its row or its column says one."""
    if "|" not in words.text:
        return
    rows = Rows(words.file.source)
    for table in tables(Paragraph(words.start, words.end, words.text)):
        found, entries = rows.table(table)
        for entry in entries:
            place = PLACES.get(entry.location or "") or found.place
            yield entry, place


def statuses_in(words: Words) -> Iterator[tuple[str, str | None, Span]]:
    """The statuses, each with what its row says of it."""
    if "|" not in words.text:
        return
    for table in tables(Paragraph(words.start, words.end, words.text)):
        rows = [it for it in table.rows if it.cells]
        if not rows or not all(is_status(it.cells[0].text) for it in rows):
            continue
        if not table.header.cells or role(table.header.cells[0].text) != "status":
            continue
        for row in rows:
            code = plain(row.cells[0].text).split()[0].strip(":").upper()
            said = plain(row.cells[-1].text) if len(row.cells) > 1 else ""
            place = stretch(words.file.source, row.start, row.end)
            yield code, said or None, place
