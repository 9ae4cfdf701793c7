"""Tables of values in the description of a field.

In: the nodes in a field. Out: the values, each with what the table says of it, if there
is a table whose first column holds values (`Value | Description`).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from specloom.document.markdown import Paragraph
from specloom.document.tables import Table, tables
from specloom.ir.types import Json, Unset
from specloom.read.pages.mdx.tree import Node, Words
from specloom.read.pages.saying import stretch
from specloom.read.pages.words.columns import columns
from specloom.read.pages.words.text import code_words, plain
from specloom.read.pages.words.values import Kind, value
from specloom.records import record
from specloom.source import Span

_OF_VALUES: Final = frozenset({"value", "status"})


@record(frozen=True, slots=True)
class Listed:
    """The values of a table, and what it says of each."""

    values: tuple[Json, ...]
    labels: tuple[str | None, ...]
    span: Span


def value_table(nodes: Iterable[Node], kind: Kind) -> Listed | None:
    """The values of the first table of values in some nodes."""
    for node in nodes:
        if isinstance(node, Words) and "|" in node.text:
            for table in tables(Paragraph(node.start, node.end, node.text)):
                place = stretch(node.file.source, table.start, table.end)
                found = _listed(table, kind, place)
                if found is not None:
                    return found
    return None


def _listed(table: Table, kind: Kind, place: Span) -> Listed | None:
    roles = columns([it.text for it in table.header.cells])
    if not roles.roles or roles.roles[0] not in _OF_VALUES:
        return None
    about = roles.index("description")
    values: dict[Json, str | None] = {}
    for row in table.rows:
        if not row.cells:
            return None
        text = row.cells[0].text.strip()
        code = code_words(text)
        if len(code) > 1 or (code and code[0][0] != text.strip("` ")):
            return None
        one = value(code[0][0] if code else plain(text), kind)
        if isinstance(one, Unset | list | dict):
            return None
        said = about is not None and about < len(row.cells) and about > 0
        values[one] = plain(row.cells[about].text) if said and about else None
    if len(values) < 2:
        return None
    return Listed(tuple(values), tuple(it or None for it in values.values()), place)


def without_tables(text: str) -> str:
    """A description without the lines of its tables, whose words are not about it."""
    if "|" not in text:
        return text
    lines = text.split("\n")
    return "\n".join([it for it in lines if not it.lstrip().startswith("|")])
