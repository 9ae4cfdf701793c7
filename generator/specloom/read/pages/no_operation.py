"""The refusal of a page that no reader takes: what it lacks, and where.

In: a page. Out: the diagnostic. A page may only list operations, in rows of a table or in
a sentence, and describe none of them; one that describes fields lacks the method and path
that they belong to; any other may be no page of an API at all.
"""

from __future__ import annotations

import re
from functools import cache

from specloom.diagnostics import Diagnostic, diagnostic
from specloom.document.markdown import Paragraph, blocks
from specloom.document.tables import Table, tables
from specloom.read.pages.saying import stretch
from specloom.read.pages.words.columns import columns
from specloom.source import SourceFile


def no_operation(source: SourceFile) -> Diagnostic:
    """Why no reader takes a page; see the module."""
    listed = _listed(source)
    if len(listed) > 1:
        first = f"{listed[0][1]} {listed[0][2]}"
        message = (
            f"the page lists {len(listed)} operations, `{first}` first, and nothing says"
            " what belongs to which of them"
        )
        hint = f"give each operation a heading of its own, such as `## {first}`"
        at = source.text.rfind("\n", 0, listed[0][0]) + 1
        end = source.text.find("\n", at)
        place = stretch(source, at, end if end > at else len(source.text))
        return diagnostic("SL301", message, place, hint=hint)
    table = table_of_fields(source)
    if table is None:
        message = "no reader knows this kind of page"
        hint = "a page needs a line such as `POST /v1/things`, or an OpenAPI document in it"
        return diagnostic("SL301", message, stretch(source, 0, 0), hint=hint)
    message = "the page describes fields, and no method and path that they belong to"
    hint = "a line such as `POST /v1/things` says what is called"
    place = stretch(source, table.header.start, table.header.end)
    return diagnostic("SL301", message, place, hint=hint)


@cache
def _called() -> re.Pattern[str]:
    """A method and a path, in a sentence or in cells of a table beside each other."""
    return re.compile(
        r"\b(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\b[`* |\t]{1,12}"
        r"((?:https?://[\w.-]+)?/(?:[\w.:~-]|[{<][\w.-]+[}>]|/)*)"
    )


def _listed(source: SourceFile) -> list[tuple[int, str, str]]:
    """The operations that a page names outside its code: offset, method and path."""
    found: dict[tuple[str, str], int] = {}
    for block in blocks(source):
        if isinstance(block, Paragraph):
            for it in _called().finditer(source.text, block.start, block.end):
                found.setdefault((it[1], it[2].rstrip(".:")), it.start())
    return [(at, method, path) for (method, path), at in found.items()]


def table_of_fields(source: SourceFile) -> Table | None:
    """The first table of a page that describes fields with their types."""
    for block in blocks(source):
        if isinstance(block, Paragraph) and "|" in block.text:
            for table in tables(block):
                found = columns([it.text for it in table.header.cells])
                if found.index("name") is not None and found.index("type") is not None:
                    return table
    return None
