"""The refusal of a page that no reader takes: what it lacks, and where.

In: a page. Out: the diagnostic. A page that describes fields only lacks the method and
path that they belong to; any other may be no page of an API at all.
"""

from __future__ import annotations

from specloom.diagnostics import Diagnostic, diagnostic
from specloom.document.markdown import Paragraph, blocks
from specloom.document.tables import Table, tables
from specloom.read.pages.saying import stretch
from specloom.read.pages.words.columns import columns
from specloom.source import SourceFile


def no_operation(source: SourceFile) -> Diagnostic:
    """Why no reader takes a page; see the module."""
    table = table_of_fields(source)
    if table is None:
        message = "no reader knows this kind of page"
        hint = "a page needs a line such as `POST /v1/things`, or an OpenAPI document in it"
        return diagnostic("SL301", message, stretch(source, 0, 0), hint=hint)
    message = "the page describes fields, and no method and path that they belong to"
    hint = "a line such as `POST /v1/things` says what is called"
    place = stretch(source, table.header.start, table.header.end)
    return diagnostic("SL301", message, place, hint=hint)


def table_of_fields(source: SourceFile) -> Table | None:
    """The first table of a page that describes fields with their types."""
    for block in blocks(source):
        if isinstance(block, Paragraph) and "|" in block.text:
            for table in tables(block):
                found = columns([it.text for it in table.header.cells])
                if found.index("name") is not None and found.index("type") is not None:
                    return table
    return None
