"""Tables and lists of values in the description of a field.

In: the nodes in a field, or its words. Out: the values, each with what is said of it, if
there is a table whose first column holds values (`Value | Description`), or a list that
a line such as "Possible values:" begins, or a sentence that allows a single one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
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

_LONGEST: Final = 200
"""Characters of a line that a list may follow."""
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


def listed_values(
    text: str, kind: Kind
) -> tuple[tuple[Json, ...], tuple[str | None, ...]]:
    """The values of the first list that is said to be of all values, or of the only one."""
    if kind in ("boolean", "object") or not any(it in text for it in "`\"'*"):
        return (), ()
    values: dict[Json, str | None] = {}
    is_list = False
    for line in text.split("\n"):
        item = _item().fullmatch(line) if is_list else None
        if item is not None:
            one = value(
                item["code"] or item["bold"], "string" if kind == "array" else kind
            )
            if isinstance(one, Unset | list | dict):
                return (), ()
            values[one] = (
                plain(item["rest"] or (item["gloss"] or "").strip("()")) or None
            )
        elif line.strip() and len(values) > 1:
            break
        elif line.strip():
            head = line.strip()
            is_list = len(head) <= _LONGEST and _closed().match(head) is not None
            values = {}
    if len(values) > 1:
        return tuple(values), tuple(values.values())
    only = _only().search(text) if kind == "string" else None
    return ((only["code"] or only["quoted"],), ()) if only else ((), ())


@cache
def _closed() -> re.Pattern[str]:
    words = "one of|either|can be|must be|possible|valid|allowed|supported|available"
    things = "values?|options?|statuses|states|types|modes|choices"
    return re.compile(
        rf"^(?!.*\b(?:e\.g|examples?|such as|includ\w+)\b).*\b(?:{words}|{things})\b"
        r"[^.`\"]{0,60}[:：]\**[ \t]*$",
        re.IGNORECASE,
    )


@cache
def _item() -> re.Pattern[str]:
    return re.compile(
        r"[ \t]*[-*+][ \t]+(?:\*\*)?(?:[`\"]{1,2}(?P<code>[^`\"\s]+)[`\"]{1,2}(?:\*\*)?|"
        r"(?P<bold>[^*\s]+)\*\*)[ \t]*(?:[:=\u2013\u2014-]+[ \t]*(?P<rest>.*)|"
        r"(?P<gloss>\(.*\))?(?=$))"
    )


@cache
def _only() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:always|must be(?: set to)?|fixed (?:at|to)):?[ \t]+"
        r"(?:`\"?(?P<code>[^`\"\s]+)\"?`|\"(?P<quoted>[^\"\s]+)\")[ \t]*(?:[.)]|$)",
        re.IGNORECASE | re.MULTILINE,
    )


def without_tables(text: str) -> str:
    """A description without the lines of its tables, whose words are not about it."""
    if "|" not in text:
        return text
    lines = text.split("\n")
    return "\n".join([it for it in lines if not it.lstrip().startswith("|")])
