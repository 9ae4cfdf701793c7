"""A page as a tree of sections, with the tables, lists, fences and prose of each.

In: the outline of a page. Out: its root :class:`Section`. A section begins with a
heading, or with a line that stands in for one: a line in bold, or words that say what
follows ("Example request", "Response:"). Such a line is below every real heading. In a
section, what stands in it comes in the page's order, and its sub-sections after that.

Used by the readers of hand-written pages. Knows words for sections, not operations.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from specloom.document.html_tables import html_table
from specloom.document.markdown import Block, Fence, Heading, Paragraph, Quote
from specloom.document.tables import tables
from specloom.read.pages.endpoint.frames import (
    Frame,
    answer_label,
    body_label,
    frame,
    has_frames,
)
from specloom.read.pages.endpoint.html_parts import (
    definition_items,
    indented,
    preformatted,
)
from specloom.read.pages.endpoint.list_items import joined_columns
from specloom.read.pages.endpoint.outline import BOLD, Item, Items, Prose, Section
from specloom.read.pages.words.statuses import leads_to_answer
from specloom.read.pages.words.titles import NO_TITLE, title
from specloom.source import SourceFile


def sections(source: SourceFile, page: list[Block]) -> Section:
    """The root of the sections of a page."""
    return _Builder(source.text).build(page)


@cache
def _bold() -> re.Pattern[str]:
    return re.compile(
        r"[ \t]*(\*\*|__)(?P<text>(?:(?!\1).)+)\1[ \t]*(?P<colon>[:：]?)[ \t]*"
    )


@cache
def _item() -> re.Pattern[str]:
    return re.compile(r"(?P<indent>[ \t]*)(?:[-*+•]|\d{1,3}[.)])[ \t]+(?P<text>\S.*)")


@cache
def _definition() -> re.Pattern[str]:
    return re.compile(r"(?P<indent>[ \t]*):[ \t]+(?P<text>\S.*)")


@cache
def _anchor() -> re.Pattern[str]:
    """What makes a heading a target of links, and is not shown."""
    return re.compile(r"\s*(?:\{#[^{}]*\}|<a\s[^<>]*>\s*</a>|<a\s[^<>]*/>)$")


@cache
def _html_heading() -> re.Pattern[str]:
    return re.compile(
        r"\s*<h(?P<level>[1-6])[^>]*>(?P<text>.*?)</h[1-6]>\s*", re.I | re.S
    )


_TABS: Final = frozenset(
    {"response", "errors", "example-response", "example-request", "request"}
)
"""What tabs have to be about to be sections."""


@cache
def _html_table() -> re.Pattern[str]:
    return re.compile(r"<table\b", re.I)


class _Builder:
    """Adds the blocks of a page to the section that they stand in."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.root = Section(0, "", NO_TITLE, 0, 0, len(text), None)
        self.here = self.root
        self.done = 0
        self.quoted: Section | None = None
        self.tab: tuple[Section, int] | None = None

    def build(self, page: list[Block]) -> Section:
        """Goes through the page once."""
        for block in page:
            if block.start < self.done:
                continue  # In a table of HTML, which may have blank lines.
            if isinstance(block, Paragraph | Heading):
                self._end_quoted()
            if not isinstance(block, Paragraph) and not self._in_tab(block.start):
                self._end_tab(block.start)
            match block:
                case Heading():
                    self._open(block.level, block.text, block.start, block.text_start)
                case Fence():
                    self.here.parts.append(block)
                case Paragraph():
                    self._paragraph(block)
                case Quote():
                    self._quote(block)
                case _:
                    pass
        return self.root

    def _open(self, level: int, text: str, start: int, text_start: int) -> None:
        if text.endswith(("}", ">")):
            text = _anchor().sub("", text)
        at = self.here
        while at.level >= level:
            at.end = start
            assert at.parent is not None
            at = at.parent
        end = at.end
        self.here = Section(level, text, title(text), start, text_start, end, at)
        at.children.append(self.here)

    def _paragraph(self, block: Paragraph) -> None:
        if has_frames(block.text):
            self._framed(block)
        else:
            self._untagged(block)

    def _untagged(self, block: Paragraph) -> None:
        if self._code(block) or self._definitions(block):
            return
        heading = _html_heading().match(block.text)
        if heading is not None:
            at = block.start + heading.start("text")
            self._open(int(heading["level"]), heading["text"], block.start, at)
            rest = block.text[heading.end() :]
            if rest.strip():
                self._body(Paragraph(block.start + heading.end(), block.end, rest))
            return
        table = _html_table().search(block.text) if "<" in block.text else None
        if table is not None:
            if table.start():
                before = block.text[: table.start()]
                self._body(Paragraph(block.start, block.start + table.start(), before))
            found, self.done = html_table(self.text, block.start + table.start())
            if found is not None:
                self.here.parts.append(found)
            return
        lines = block.text.split("\n")
        first = lines[0]
        if self._label(first, len(lines) > 1, block.start):
            start = block.start + len(first) + 1
            rest = "\n".join(lines[1:])
            if rest.strip():
                self._body(Paragraph(start, block.end, rest))
            return
        self._body(block)

    def _code(self, block: Paragraph) -> bool:
        """Whether a paragraph is code that is not fenced."""
        code = None
        if "<pre" in block.text.lower():
            at = block.text.lower().index("<pre")
            code = preformatted(self.text, block.start + at)
            if code is not None and block.text[:at].strip():
                before = block.text[:at]
                self._untagged(Paragraph(block.start, block.start + at, before))
        elif block.text.startswith(("    ", "\t")) and self.tab is None:
            last = self.here.parts[-1] if self.here.parts else None
            code = None if isinstance(last, Items) else indented(block)
        if code is None:
            return False
        self.here.parts.append(code)
        self.done = code.end
        return True

    def _definitions(self, block: Paragraph) -> bool:
        """Whether a paragraph begins a list of definitions in HTML."""
        at = block.text.lower().find("<dl")
        if at < 0:
            return False
        items, self.done = definition_items(self.text, block.start + at)
        if items:
            self._items(items)
        return bool(items)

    def _framed(self, block: Paragraph) -> None:
        """Lines around those that only hold the page together; a tab has a title."""
        at = start = block.start
        for line in (*block.text.split("\n"), None):
            found = None if line is None else frame(line)
            inside = line is None or not line.strip() or self._in_tab(at)
            if line is None or found is not None or not inside:
                rest = self.text[start : min(at - 1, block.end)]
                if rest.strip():
                    self._untagged(Paragraph(start, start + len(rest), rest))
                start = at
            if line is None:
                return
            if not inside:
                self._end_tab(at)
            if found is not None:
                self._frame(found, at, line)
                start = at + len(line) + 1
            at += len(line) + 1

    def _frame(self, found: Frame, at: int, line: str) -> None:
        """A tab is a section if its title says which; what is behind it is not in it."""
        if found.kind in ("tab", "end"):
            self._end_tab(at)
        start = at + line.find(found.title)
        if found.kind == "tab" and title(found.title).role in _TABS:
            self._open(max(self.here.level + 1, BOLD), found.title, at, start)
            indent = len(line) - len(line.lstrip()) if found.indented else -1
            self.tab = self.here, indent
        elif found.kind == "note" and title(found.title).role in (None, "security"):
            self._prose([found.title], start)

    def _in_tab(self, start: int) -> bool:
        """Whether what starts here is not outside of the tab that is open, if one is."""
        if self.tab is None or self.tab[1] < 0:
            return True
        begin = self.text.rfind("\n", 0, start) + 1
        line = self.text[begin : begin + 80]
        return len(line) - len(line.lstrip()) > self.tab[1]

    def _end_tab(self, start: int) -> None:
        if self.tab is not None:
            section, _ = self.tab
            while section in self.here.above() and section.parent is not None:
                self.here.end = start
                assert self.here.parent is not None
                self.here = self.here.parent
            self.tab = None

    def _quote(self, block: Quote) -> None:
        """A quote of one line may be a label, as generators write them."""
        text = block.text.strip()
        if (
            "\n" not in text
            and len(text) < 80
            and (self._label(text, False, block.start) or leads_to_answer(text))
        ):
            # What is quoted is about the samples below it, and no more.
            if leads_to_answer(text):
                self._end_quoted()
                self._open(self._level(), "Response", block.start, block.start)
            self.quoted = self.here
            return
        self.here.parts.append(Prose(block.text, block.start, block.end))

    def _label(self, line: str, more: bool, start: int) -> bool:
        """Whether a line stands in for a heading; if so, its section is opened."""
        bold = _bold().fullmatch(line)
        if bold is not None and len(bold["text"]) < 80:
            at = start + bold.start("text")
            self._open(self._level(), bold["text"], start, at)
            return True
        if self._answer_label(line, start):
            return True
        sent = body_label(line)
        if sent is not None:
            self._open(self._level(), sent, start, start)
            self._prose([line], start)
            return True
        bare = line.strip()
        if len(bare) > 70 or not bare or bare[0] in "|<`*-+>[({" or " | " in bare:
            return False
        known = title(bare)
        if known.role is None or known.role in (
            "object",
            "values",
            "security",
            "fields",
        ):
            return False
        words = bare.rstrip(":：").split()
        if not bare.endswith((":", "：")) and (len(words) > 4 or bare.endswith(".")):
            return False
        self._open(self._level(), bare, start, start + len(line) - len(line.lstrip()))
        return True

    def _end_quoted(self) -> None:
        if self.here is self.quoted and self.here.parent is not None:
            self.here = self.here.parent
        self.quoted = None

    def _answer_label(self, line: str, start: int) -> bool:
        """A label with its status behind it, or with words: "**Response** `200 OK`"."""
        found = answer_label(line)
        if found is None:
            return False
        name = "text" if found["text"] else "plain"
        words = f"{found[name]} {found['status'] or ''}".strip()
        self._open(self._level(), words, start, start + found.start(name))
        if found["rest"].strip():
            self._prose([found["rest"].strip()], start + found.start("rest"))
        return True

    def _level(self) -> int:
        """The level of a label: below all headings, and in a tab below it."""
        return BOLD if self.tab is None else self.tab[0].level + 1

    def _body(self, block: Paragraph) -> None:
        """The tables, the lists and the other lines of a paragraph."""
        found = tables(block) if "|" in block.text else []
        at = block.start
        for table in found:
            self._lines(block, at, table.start)
            joined = joined_columns(table)
            if joined is None:
                self.here.parts.append(table)
            else:
                self._items([Item(*it, 0) for it in joined])
            at = table.end
        self._lines(block, at, block.end)

    def _lines(self, block: Paragraph, start: int, end: int) -> None:
        text = block.text[start - block.start : end - block.start]
        if not text.strip():
            return
        items: list[Item] = []
        prose: list[str] = []
        at = prose_start = start
        for line in text.split("\n"):
            match, stop = _item().fullmatch(line), at + len(line)
            defined = _definition().fullmatch(line) if prose else None
            if match is not None and (
                _labels(match["text"]) or answer_label(match["text"])
            ):
                # An item that is nothing but a label: "* **URL**".
                self._prose(prose, prose_start)
                if items:
                    self._items(items)
                items, prose = [], []
                self._label(match["text"], True, at + match.start("text"))
            elif match is not None:
                self._prose(prose, prose_start)
                prose = []
                depth = len(match["indent"].expandtabs(4))
                items.append(Item(match["text"], at + match.start("text"), stop, depth))
            elif defined is not None:
                # A definition: its term is the line before.
                term = prose.pop()
                begin = at - len(term) - 1
                self._prose(prose, prose_start)
                prose = []
                code = term.strip().strip("`*")
                words = f"`{code}` — {defined['text']}"
                items.append(Item(words, begin, stop, len(term) - len(term.lstrip())))
            elif items and line.strip() and not prose and not self._is_term(stop):
                last = items[-1]
                items[-1] = Item(
                    f"{last.text}\n{line.strip()}", last.start, stop, last.depth
                )
            else:
                if not prose:
                    prose_start = at
                prose.append(line)
            at = stop + 1
        if items:
            self._items(items)
        self._prose(prose, prose_start)

    def _is_term(self, stop: int) -> bool:
        """Whether the next line defines the one that ends here."""
        end = self.text.find("\n", stop + 1)
        line = self.text[stop + 1 : len(self.text) if end < 0 else end]
        return _definition().fullmatch(line) is not None

    def _items(self, items: list[Item]) -> None:
        last = self.here.parts[-1] if self.here.parts else None
        if isinstance(last, Items):
            # A blank line between items does not end a list.
            items = [*last.items, *items]
            self.here.parts.pop()
        self.here.parts.append(Items(tuple(items), items[0].start, items[-1].end))

    def _prose(self, lines: list[str], start: int) -> None:
        text = "\n".join(lines)
        if text.strip():
            self.here.parts.append(Prose(text, start, start + len(text)))


def _labels(text: str) -> bool:
    """Whether an item is nothing but a label in bold that stands for a heading."""
    bold = _bold().fullmatch(text)
    return bold is not None and "`" not in text and title(bold["text"]).role is not None
