"""Sections that describe an operation in words, and name it only by the call in them.

`sole_calls`: in: the sections of a page that names other operations, and their signatures.
Out: further signatures, `shown` by calls. "## Haul in all nets", a sentence, and one request: that is
more than an example that mentions an operation. To be taken for a description, a section
stands where those of operations stand (or below the only one), has a heading of some words
that is no label such as "Usage example", a sentence, and a single call that is all of its
snippet; no other section of the page calls that operation, and none names it.

`called_sections`: in: the sections of a page that names no operation. Out: signatures,
`shown` by calls, if each section with calls is about one operation, and some describe
fields of it in tables or lists below headings that say so.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from functools import cache
from typing import Final

from specloom.document.markdown import Fence
from specloom.document.tables import Table
from specloom.document.tree import Window
from specloom.read.pages.endpoint.about import CALLS
from specloom.read.pages.endpoint.outline import BOLD, Items, Prose, Section
from specloom.read.pages.endpoint.signatures import Signature
from specloom.read.pages.saying import normal_path, operation_id
from specloom.read.pages.snippets.call import Call
from specloom.read.pages.snippets.calls import calls
from specloom.read.pages.snippets.shown import path_of
from specloom.read.pages.words.text import plain, without_tags
from specloom.source import SourceFile


@cache
def _sentence() -> re.Pattern[str]:
    return re.compile(r"[A-Z][^\n]*\s\S+\s[^\n]*[.:]\s*$", re.MULTILINE)


def sole_calls(
    source: SourceFile, root: Section, stated: Sequence[Signature]
) -> Iterator[Signature]:
    """The operations that only a call in a section of their own names."""
    known = {operation_id(it.method, normal_path(it.path)) for it in stated}
    found: list[tuple[Section, Call]] = []
    counts: Counter[str] = Counter()
    level = _level(stated)
    for section in root.walk():
        here = [*_calls(source, section)]
        counts.update({operation_id(call.method, path_of(call)) for call, _ in here})
        named = any(section.start <= it.start < section.end for it in stated)
        if (
            len(here) == 1
            and here[0][1]
            and not (named and section.level)
            and _describes(section, level)
        ):
            found.append((section, here[0][0]))
    for section, call in found:
        path = path_of(call)
        id_ = operation_id(call.method, path)
        if id_ not in known and counts[id_] == 1:
            start, end = call.url_span.origin.locate("")
            yield Signature(
                call.method, path, call.base or "", start, end, section, shown=True
            )


_FIELDS: Final = frozenset(
    {"path", "query", "header", "body", "parameters", "fields", "request", "response"}
)


def called_sections(source: SourceFile, root: Section) -> list[Signature]:
    """The operations of a page whose sections describe what their calls send and get."""
    found: dict[int, tuple[Section, dict[str, Call]]] = {}
    for section in root.walk():
        for call, _ in _calls(source, section):
            owner = _owner(section)
            _, known = found.setdefault(id(owner), (owner, {}))
            known.setdefault(operation_id(call.method, path_of(call)), call)
    if any(len(known) > 1 for _, known in found.values()):
        return []
    if not any(_has_fields(section, found) for section, _ in found.values()):
        return []
    signatures: list[Signature] = []
    for section, known in found.values():
        for call in known.values():
            start, end = call.url_span.origin.locate("")
            base, path = call.base or "", path_of(call)
            made = Signature(call.method, path, base, start, end, section, shown=True)
            signatures.append(made)
    return signatures


def _owner(section: Section) -> Section:
    """The section that is about an operation, of which another is about a part."""
    while section.parent is not None and (section.title.role or section.level >= BOLD):
        section = section.parent
    return section


def _has_fields(section: Section, owners: Container[int]) -> bool:
    """Whether a part of a section is about fields, and describes some."""
    return any(
        it.title.role in _FIELDS and any(isinstance(p, Table | Items) for p in it.parts)
        for it in section.walk()
        if it is section or id(it) not in owners
    )


def _level(stated: Sequence[Signature]) -> int:
    """The level of headings at which a page describes its operations.

    What follows the only operation of a page is one below its heading.
    """
    levels = {it.section.level for it in stated}
    return max(levels) + 1 if levels <= {0, 1} else max(levels)


def _describes(section: Section, level: int) -> bool:
    return (
        section.level == level
        and section.title.role is None
        and len(plain(without_tags(section.text)).split()) > 1
        and all(it.title.role is not None for it in section.children)
        and any(
            isinstance(it, Prose) and _sentence().search(it.text)
            for it in section.parts
        )
    )


def _calls(source: SourceFile, section: Section) -> Iterator[tuple[Call, bool]]:
    """The calls of a section, and whether each is all of its fence."""
    for part in section.parts:
        if isinstance(part, Fence) and part.language in CALLS:
            window = Window(source, part.content_start, part.content_end, part.indent)
            found = calls(window).http
            for call in found:
                start, end = call.span.origin.locate("")
                rest = source.text[part.content_start : start]
                rest += source.text[end : part.content_end]
                yield call, len(found) == 1 and not rest.strip(" \t\n;$")
