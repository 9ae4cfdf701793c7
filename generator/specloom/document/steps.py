"""A tutorial as its steps: snippets in tabs, and the outputs that follow them.

In: a page of markdown. Out: its steps in order, each snippet and output as a
:class:`~specloom.document.tree.Window`, which leads back to the file behind indentation.
Tabs are those of MkDocs Material (`=== "Title"`, its body indented), of MDX
(`<Tabs><Tab title="...">`, `<CodeGroup>`) and of VitePress (`::: code-group`). An output
is what a line such as `Output:` announces: a fence, or indented lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TypeAlias

from specloom.document.markdown import Fence, Heading, Paragraph, blocks
from specloom.document.tree import Window
from specloom.records import record
from specloom.source import SourceFile


@record(frozen=True, slots=True)
class Snippet:
    """A fence; `label` is the title of its tab, or what stands behind its language."""

    label: str | None
    language: str
    window: Window


@record(frozen=True, slots=True)
class Group:
    """Snippets that say one thing in several languages, or a snippet by itself."""

    snippets: tuple[Snippet, ...]
    tabbed: bool


@record(frozen=True, slots=True)
class Output:
    """What the snippets before it print; `label` announces it."""

    label: str
    window: Window


Step: TypeAlias = Group | Output


@cache
def _tab() -> re.Pattern[str]:
    return re.compile(
        r"""[ \t]*(?:={3}[!+]{0,2}[ \t]+["'](?P<mkdocs>[^"'\n]*)["']"""
        r"""|<Tab(?:Item|Pane)?\b[^>]*?(?:title|label|value|name)=["'](?P<mdx>[^"'\n]*)["'][^>]*>"""
        r""")[ \t]*"""
    )


@cache
def _frame() -> re.Pattern[str]:
    """A line that holds tabs together, and says nothing itself."""
    return re.compile(
        r"[ \t]*(?:<(?:Tabs|CodeGroup|CodeTabs|TabList)\b[^>]*>|</Tab(?:Item|Pane)?>"
        r"|:{3,}[ \t]*(?:code-group|tabs?)\b.*)[ \t]*"
    )


@cache
def _frame_end() -> re.Pattern[str]:
    return re.compile(r"[ \t]*(?:</(?:Tabs|CodeGroup|CodeTabs|TabList)>|:{3,})[ \t]*")


@cache
def _announced() -> re.Pattern[str]:
    return re.compile(
        r"[ \t]*[*_`]*((?:Example |Sample |Expected )?"
        r"(?:outputs?|response|result|returns|prints)(?: \([^()\n]*\))?)[*_`]*:?[*_`]*[ \t]*",
        re.IGNORECASE,
    )


@cache
def _announcing() -> re.Pattern[str]:
    """A sentence that leads to an answer: "The server replies with:"."""
    return re.compile(
        r"\b(?:response|responds?|repl(?:y|ies)|answers?|returns?|returned|outputs?|prints?|printed|results?"
        r"|(?:you|we)(?:'ll| will| should| may| might| can)? (?:get|see|receive)|looks? like)\b[^\n]*[:：]\s*$",
        re.IGNORECASE,
    )


@cache
def _answer() -> re.Pattern[str]:
    """What stands behind the language of a fence with an answer: its status, or a word."""
    return re.compile(
        r"^\s+(?:title=)?[\"'\[({]*(?:[1-5]\d\d\b|(?:example |sample )?(?:response|output|result))",
        re.IGNORECASE,
    )


@cache
def _title() -> re.Pattern[str]:
    return re.compile(
        r"""title=["']([^"']*)["']|\[([^\]]*)\]|^\S+[ \t]+([A-Za-z][\w .#+/-]*)"""
    )


def has_tabs(source: SourceFile) -> bool:
    """Whether a page has tabs that this module knows; costs little."""
    text = source.text
    return any(it in text for it in ("===", "<Tab", "::: code-group", "<CodeGroup"))


def steps(source: SourceFile) -> list[Step]:
    """The steps of a page, in order."""
    return list(_Steps(source).all())


class _Steps:
    def __init__(self, source: SourceFile) -> None:
        self._source = source
        self._snippets: list[Snippet] = []
        self._tabbed = False
        self._framed = False
        self._label: str | None = None
        self._labels: set[str] = set()
        self._awaited: str | None = None
        self._sure = True
        self._until = 0

    def all(self) -> Iterator[Step]:
        for block in blocks(self._source):
            if block.start < self._until:
                continue
            if isinstance(block, Fence):
                yield from self._fence(block)
            elif isinstance(block, Paragraph):
                yield from self._paragraph(block)
            else:
                yield from self._closed()
                said = isinstance(block, Heading) and _announced().fullmatch(block.text)
                self._awaited, self._sure = (said[1] if said else None), True
        yield from self._closed()

    def _closed(self) -> Iterator[Group]:
        """The group so far, which nothing more belongs to."""
        if self._snippets:
            yield Group(tuple(self._snippets), self._tabbed)
        self._snippets = []
        self._tabbed = self._framed = False
        self._label = None
        self._labels.clear()

    def _fence(self, fence: Fence) -> Iterator[Step]:
        window = Window(
            self._source, fence.content_start, fence.content_end, fence.indent
        )
        if not self._sure and window.text.lstrip()[:1] not in ("{", "[", "H"):
            self._awaited = None  # It was the next snippet that was announced.
        if self._awaited is not None:
            yield Output(self._awaited, window)
            self._awaited = None
            return
        behind = fence.info[len(fence.language) :]
        if _answer().search(behind) is not None:
            yield from self._closed()
            yield Output(behind.strip(), window)
            return
        if not (self._framed or self._label is not None):
            yield from self._closed()
        label = self._label
        if label is None and (named := _title().search(fence.info)) is not None:
            label = next(it for it in named.groups() if it is not None)
        self._snippets.append(Snippet(label, fence.language, window))
        if not self._tabbed:
            self._label = None

    def _paragraph(self, block: Paragraph) -> Iterator[Step]:
        at = block.start
        for line in block.text.split("\n"):
            end = at + len(line)
            yield from self._line(line, end)
            if self._until > end:
                return
            at = end + 1

    def _line(self, line: str, end: int) -> Iterator[Step]:
        if (tab := _tab().fullmatch(line)) is not None:
            label = tab["mkdocs"] if tab["mkdocs"] is not None else tab["mdx"]
            if not self._tabbed or label in self._labels:
                # A title that was there already is of the next step.
                yield from self._closed()
            self._tabbed = True
            self._framed = self._framed or tab["mdx"] is not None
            self._label = label
            self._labels.add(label)
        elif _frame().fullmatch(line) is not None:
            if not line.lstrip().startswith("</"):
                yield from self._closed()
                self._framed = self._tabbed = True
        elif _frame_end().fullmatch(line) is not None:
            yield from self._closed()
        elif (announced := _announced().fullmatch(line)) is not None:
            yield from self._closed()
            self._awaited, self._sure = announced[1], True
            window = self._indented(end)
            if window is not None:
                yield Output(self._awaited, window)
                self._awaited = None
        elif line.strip():
            yield from self._closed()
            said = _announcing().search(line) is not None
            self._awaited, self._sure = (line.strip() if said else None), False

    def _indented(self, at: int) -> Window | None:
        """The indented lines behind an offset, with blank ones among them."""
        text = self._source.text
        at = min(at + 1, len(text))
        start: int | None = None
        stop = at
        while at < len(text):
            end = text.find("\n", at)
            end = len(text) if end < 0 else end
            line = text[at:end]
            if line.startswith(("    ", "\t")) and line.strip():
                start = at if start is None else start
                stop = end
            elif line.strip():
                break
            at = end + 1
        if start is None:
            return None
        if text[start:stop].lstrip().startswith(("```", "~~~")):
            return None
        self._until = stop
        return Window(self._source, start, stop, 4)
