"""Pages in markdown whose text was cut: what is missing behind the end is unknown.

In: a page. Raises SpecError where it ends in the middle of a row of a table, or of a
sample in a fence that nobody closes: half of an operation looks like a whole one. Line
ends behind the last word say nothing: whoever keeps a page may have added them. See `cut_off` for text without marks.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from specloom.diagnostics import SpecError, diagnostic
from specloom.document.loose import Unreadable, read_loose
from specloom.document.markdown import Block, Fence, Paragraph
from specloom.document.tables import Table, tables
from specloom.document.tree import Window
from specloom.read.pages.saying import stretch
from specloom.source import SourceFile, Span

CUT: Final = "SL351"


def refuse_cut(source: SourceFile, page: Sequence[Block]) -> None:
    """Raises SpecError if the page ends in the middle of something."""
    if not page:
        return
    last = page[-1]
    where: Span | None = None
    if isinstance(last, Fence):
        where, what = _in_sample(source, last), "a sample"
    elif isinstance(last, Paragraph):
        where, what = _in_row(source, last), "a row"
    if where is not None:
        message = f"the page ends in the middle of {what}"
        hint = "copy the whole page"
        raise SpecError(diagnostic(CUT, message, where, hint=hint))


def _in_sample(source: SourceFile, fence: Fence) -> Span | None:
    if fence.closed:
        return None
    window = Window(source, fence.content_start, fence.content_end, fence.indent)
    text = window.text.strip()
    if text[:1] not in ("{", "["):
        return None
    try:
        read_loose(window)
    except Unreadable:
        start = source.text.rfind("\n", 0, fence.content_end) + 1
        return stretch(source, start, fence.content_end)
    return None


def _in_row(source: SourceFile, block: Paragraph) -> Span | None:
    """The last row, if all others have more cells, and a pipe at their ends."""
    found = tables(block)
    if not found or found[-1].end < len(source.text.rstrip()):
        return None
    table: Table = found[-1]
    if not table.rows:
        return None
    *others, row = table.rows
    lines = [source.text[it.start : it.end].rstrip() for it in (table.header, *others)]
    line = source.text[row.start : row.end].rstrip()
    if line.endswith("|") or not all(it.endswith("|") for it in lines):
        return None
    if len(row.cells) >= len(table.header.cells) and line.count("`") % 2 == 0:
        return None
    return stretch(source, row.start, row.end)
