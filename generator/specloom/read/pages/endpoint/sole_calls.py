"""Sections that describe an operation in words, and name it only by the call in them.

In: the sections of a page that names other operations, and their signatures. Out: further
signatures, `shown` by calls. "## Haul in all nets", a sentence, and one request: that is
more than an example that mentions an operation. To be taken for a description, a section
stands where those of operations stand (or below the only one), has a heading of some words
that is no label such as "Usage example", a sentence, and a single call that is all of its
snippet; no other section of the page calls that operation, and none names it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache

from specloom.document.markdown import Fence
from specloom.document.tree import Window
from specloom.read.pages.endpoint.about import CALLS
from specloom.read.pages.endpoint.sections import Prose, Section
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
