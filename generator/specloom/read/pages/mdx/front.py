"""The front matter of a page, line by line.

In: a page. Out: its keys with their values as text, each with its place. It is YAML in
name; a title with a colon in it is no reason not to read a page, so it is not parsed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from specloom.document.markdown import FrontMatter
from specloom.read.pages.saying import stretch
from specloom.records import record
from specloom.source import SourceFile, Span


@record(frozen=True, slots=True)
class Entry:
    """A value as text, without quotes, and the place of its line."""

    text: str
    span: Span


@cache
def _line() -> re.Pattern[str]:
    return re.compile(r"(['\"]?)([A-Za-z_][\w-]*)\1[ \t]*:(?:[ \t]+(.*?))?[ \t]*")


def front(source: SourceFile, block: FrontMatter | None) -> Mapping[str, Entry]:
    """The entries by key; of a key that is there twice, the first."""
    if block is None:
        return {}
    entries: dict[str, Entry] = {}
    at = block.content_start
    text = source.text[at : block.content_end]
    folded: str | None = None
    for line in text.split("\n"):
        found = _line().fullmatch(line)
        if found is not None:
            value, span = found[3] or "", stretch(source, at, at + len(line))
            folded = found[2] if value in ("", ">", "|", ">-", "|-") else None
            entries.setdefault(
                found[2], Entry("" if folded else _unquoted(value), span)
            )
        elif folded and line[:1] in (" ", "\t") and line.strip():
            before = entries[folded]
            joined = f"{before.text} {_unquoted(line.strip())}".strip()
            entries[folded] = Entry(joined, before.span)
        at += len(line) + 1
    return entries


def _unquoted(value: str) -> str:
    value = value.strip()
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        quote, value = value[0], value[1:-1]
        if quote == "'":
            return value.replace("''", "'")
        return value.replace('\\"', '"').replace("\\\\", "\\")
    return value.split(" #")[0].rstrip() if " #" in value else value
