"""The headings and fences of a page, and what of it nobody is meant to read.

In: the blocks and the tags of a page. Out: headings, fences and front matter in order,
with the headings that only MDX or authors take for such; and hidden stretches: comments,
expressions, rules, and what those who publish pages put around them. For `tree`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import Final, TypeAlias

from specloom.document.markdown import (
    Block,
    Fence,
    FrontMatter,
    Heading,
    Paragraph,
    Quote,
    Rule,
)
from specloom.document.tags import Tags
from specloom.read.pages.words.titles import title

Leaf: TypeAlias = Fence | Heading | FrontMatter

_HEADING: Final = re.compile(r"^[ \t]+(#{1,6})[ \t]+(\S.*)$", re.MULTILINE)
_BOLD: Final = re.compile(r"^[ \t]*\*\*([^*\n]{2,40}?):?\*\*:?[ \t]*$", re.MULTILINE)
_SOURCE: Final = re.compile(r"Source: https?://\S+[ \t]*(?:\n|\Z)")
_BUILT: Final = re.compile(r"(?:Built|Powered|Made) (?:with|by) \[[^\]]*\]\([^)]*\)\.?")


def hidden_in(page: list[Block], found: Tags) -> list[tuple[int, int]]:
    """The stretches that are hidden, in order."""
    return sorted([*found.hidden, *_of_exporters(page)])


def leaves_of(page: list[Block], hidden: list[tuple[int, int]]) -> list[Leaf]:
    """The headings and fences that are not hidden."""
    leaves: list[Leaf] = [
        it for it in page if isinstance(it, Fence | Heading | FrontMatter)
    ]
    leaves += _indented(page)
    leaves += _bold(page)
    leaves.sort(key=lambda it: it.start)
    # A heading that is underlined may be the end of a tag, and a rule below it.
    return [
        it
        for it in leaves
        if not _within(it.start, hidden)
        and not (isinstance(it, Heading) and it.text.startswith("<"))
    ]


def _indented(page: list[Block]) -> Iterator[Heading]:
    """Headings that are indented as what holds them: MDX has no code by indentation."""
    for block in page:
        if not isinstance(block, Paragraph) or "#" not in block.text:
            continue
        for it in _HEADING.finditer(block.text):
            start, end = block.start + it.start(), block.start + it.end()
            text = it[2].rstrip("# \t")
            yield Heading(start, end, len(it[1]), text, block.start + it.start(2))


def _bold(page: list[Block]) -> Iterator[Heading]:
    """Lines that stand in for headings of parts: `**Body**`."""
    for block in page:
        if not isinstance(block, Paragraph) or "**" not in block.text:
            continue
        for it in _BOLD.finditer(block.text):
            if title(it[1]).role is not None:
                start, end = block.start + it.start(), block.start + it.end()
                yield Heading(start, end, 7, it[1], block.start + it.start(1))


def _of_exporters(page: list[Block]) -> Iterator[tuple[int, int]]:
    """What those who publish pages put around them: rules, and where the index is."""
    for block in page:
        match block:
            case Rule():
                yield block.start, block.end
            case Quote(text=text) if "llms.txt" in text:
                yield block.start, block.end
            case Paragraph(text=text) if (line := _SOURCE.match(text)) is not None:
                yield block.start, block.start + line.end()
            case Paragraph(text=text) if _BUILT.fullmatch(text.strip()):
                yield block.start, block.end
            case _:
                pass


def _within(at: int, hidden: list[tuple[int, int]]) -> bool:
    index = bisect_left(hidden, (at + 1,)) - 1
    return index >= 0 and hidden[index][0] <= at < hidden[index][1]
