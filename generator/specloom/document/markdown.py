"""The outline of a markdown page: its blocks, each with its place in the text.

In: a source file. Out: front matter, headings, fences, quotes, rules and paragraphs, in
the page's order and without overlap; between them is only white space. Offsets are those
of `source.text`. Knows nothing of APIs, and leaves the inside of blocks as written.

It follows CommonMark 0.31 where pages do, and is more generous where they are not:
a fence may be indented at will (in lists, tabs and components of MDX), and a fence
without an end reaches to the end of the page. Tables and lists are paragraphs here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TypeAlias

from specloom.records import record
from specloom.source import SourceFile, Span, Stretch

_ATX = re.compile(r" {0,3}(#{1,6})(?![^ \t])")
_SETEXT = re.compile(r" {0,3}(=+|-+)[ \t]*")
_FENCE = re.compile(r"([ \t]*)(`{3,}|~{3,})[ \t]*")
_RULE = re.compile(r" {0,3}([-*_])(?:[ \t]*\1){2,}[ \t]*")
_QUOTE = re.compile(r"[ \t]*>[ \t]?")


@record(frozen=True, slots=True)
class FrontMatter:
    """The YAML between `---` lines at the head of a page."""

    start: int
    end: int
    content_start: int
    content_end: int


@record(frozen=True, slots=True)
class Heading:
    """A heading. `text` is as written, without its marks; it starts at `text_start`."""

    start: int
    end: int
    level: int
    text: str
    text_start: int


@record(frozen=True, slots=True)
class Fence:
    """A fenced block of code. `end` is behind the closing line, if there is one.

    The content is whole lines, each indented by up to `indent` characters that belong
    to the page: what `read(source, start=..., end=..., indent=...)` wants to know.
    """

    start: int
    end: int
    marks: str
    indent: int
    info: str
    info_start: int
    content_start: int
    content_end: int
    closed: bool

    @property
    def language(self) -> str:
        """The first word of the info string, in small letters; empty if there is none."""
        return self.info.split(maxsplit=1)[0].lower() if self.info else ""


@record(frozen=True, slots=True)
class Quote:
    """Lines that start with `>`. `text` is without the marks, one level of them."""

    start: int
    end: int
    text: str


@record(frozen=True, slots=True)
class Rule:
    """A line of dashes, stars or underscores that separates what is around it."""

    start: int
    end: int


@record(frozen=True, slots=True)
class Paragraph:
    """Any other lines up to a blank one: prose, a list, a table, a tag."""

    start: int
    end: int
    text: str


Block: TypeAlias = FrontMatter | Heading | Fence | Quote | Rule | Paragraph


def blocks(source: SourceFile) -> list[Block]:
    """All blocks of a page, in order."""
    return list(_blocks(source))


@lru_cache(maxsize=4)
def _blocks(source: SourceFile) -> tuple[Block, ...]:
    # Several readers look at a page before one takes it.
    return tuple(_Outline(source.text).blocks())


def fences(source: SourceFile) -> list[Fence]:
    """The fenced blocks of a page, in order."""
    return [block for block in blocks(source) if isinstance(block, Fence)]


def headings(source: SourceFile) -> list[Heading]:
    """The headings of a page, in order."""
    return [block for block in blocks(source) if isinstance(block, Heading)]


def front_matter(source: SourceFile) -> FrontMatter | None:
    """The front matter of a page, if it has one."""
    return _Outline(source.text).front_matter()


def place(source: SourceFile, block: Block) -> Span:
    """The place of a block."""
    return Span(Stretch(source, block.start, block.end))


class _Outline:
    """Goes through the lines of a page once."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    def blocks(self) -> Iterator[Block]:
        """The blocks from here to the end of the page."""
        head = self.front_matter()
        if head is not None:
            yield head
        while self.at < len(self.text):
            line = self._line()
            if not line.strip():
                self._advance(line)
                continue
            yield (
                self._fence(line)
                or self._heading(line)
                or self._quote(line)
                or self._rule(line)
                or self._paragraph(line)
            )

    def front_matter(self) -> FrontMatter | None:
        """What stands between `---` lines at the head; without an end it is none."""
        first = self._line()
        if self.at != 0 or first.rstrip() != "---":
            return None
        start = at = len(first) + 1
        while at < len(self.text):
            line = self._line(at)
            if line.rstrip() in ("---", "..."):
                self.at = min(at + len(line) + 1, len(self.text))
                return FrontMatter(0, self.at, start, at)
            at += len(line) + 1
        return None

    def _fence(self, line: str) -> Fence | None:
        match = _opens(line)
        if match is None:
            return None
        start = self.at
        marks, info = match.group(2), line[match.end() :].rstrip()
        indent = len(match.group(1))
        self._advance(line)
        content_start = content_end = self.at
        closed = False
        while self.at < len(self.text) and not closed:
            line = self._line()
            content_end = self.at
            self._advance(line)
            closed = _closes(line, marks, indent)
        if not closed:
            content_end = self.at
        return Fence(
            start=start,
            end=self.at,
            marks=marks,
            indent=indent,
            info=info,
            info_start=start + match.end(),
            content_start=content_start,
            content_end=content_end,
            closed=closed,
        )

    def _heading(self, line: str) -> Heading | None:
        match = _ATX.match(line)
        if match is None:
            return None
        start = self.at
        self._advance(line)
        rest = line[match.end() :]
        text = rest.strip(" \t")
        bare = text.rstrip("#")
        if not bare or bare[-1] in " \t":
            # The heading is closed by marks, which are no part of it.
            text = bare.rstrip(" \t")
        text_start = start + match.end() + len(rest) - len(rest.lstrip(" \t"))
        return Heading(start, self.at, len(match.group(1)), text, text_start)

    def _quote(self, line: str) -> Quote | None:
        start = self.at
        kept: list[str] = []
        while self.at < len(self.text):
            line = self._line()
            match = _QUOTE.match(line)
            if match is None:
                break
            kept.append(line[match.end() :])
            self._advance(line)
        return Quote(start, self.at, "\n".join(kept)) if kept else None

    def _rule(self, line: str) -> Rule | None:
        if _RULE.fullmatch(line) is None:
            return None
        start = self.at
        self._advance(line)
        return Rule(start, self.at)

    def _paragraph(self, line: str) -> Paragraph | Heading:
        start = self.at
        self._advance(line)
        kept = [line]
        while self.at < len(self.text):
            line = self._line()
            underline = _SETEXT.fullmatch(line)
            if not underline and (not line.strip() or self._interrupts(line)):
                break
            if underline is not None:
                self._advance(line)
                text = "\n".join(kept).strip()
                text_start = start + len(kept[0]) - len(kept[0].lstrip())
                level = 1 if "=" in underline.group(1) else 2
                return Heading(start, self.at, level, text, text_start)
            kept.append(line)
            self._advance(line)
        return Paragraph(start, self.at, "\n".join(kept))

    def _interrupts(self, line: str) -> bool:
        starts = (_opens, _ATX.match, _QUOTE.match, _RULE.fullmatch)
        return any(start(line) for start in starts)

    def _line(self, at: int | None = None) -> str:
        """The line that starts here, or at an offset, without its end."""
        start = self.at if at is None else at
        end = self.text.find("\n", start)
        return self.text[start:] if end < 0 else self.text[start:end]

    def _advance(self, line: str) -> None:
        self.at = min(self.at + len(line) + 1, len(self.text))


def _opens(line: str) -> re.Match[str] | None:
    """The parts of a line that opens a fence. Backticks are not info (they are code)."""
    match = _FENCE.match(line)
    if match is not None and match.group(2)[0] == "`" and "`" in line[match.end() :]:
        return None
    return match


def _closes(line: str, marks: str, indent: int) -> bool:
    """Whether a line closes the fence that `marks` opened."""
    bare = line.strip(" \t")
    return (
        len(bare) >= len(marks)
        and not bare.strip(marks[0])
        and len(line) - len(line.lstrip(" \t")) < indent + 4
    )
