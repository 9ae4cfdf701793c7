"""The answers of an operation on a page that Widdershins made.

In: the section of an operation. Out: its responses, by the table of statuses, with the
schemas below "Response Schema" and the headers below "Response Headers". A schema that is
in line and has no rows is what its sample shows. Used by `widdershins` alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Final

from specloom.document.loose import Unreadable, read_loose
from specloom.document.markdown import Fence
from specloom.document.tables import Table
from specloom.document.tree import Window
from specloom.ir import types as t
from specloom.ir.api import Content, Header, Response
from specloom.read.pages.endpoint.outline import Part, Section, heading
from specloom.read.pages.saying import guessed, inferred, stated, stretch
from specloom.read.pages.snippets.infer import infer
from specloom.read.pages.widdershins.rows import Node, RowReader
from specloom.read.pages.words.text import plain
from specloom.source import SourceFile, Span

JSON: Final = "application/json"


class Answers:
    """Reads the answers of operations."""

    def __init__(self, source: SourceFile, rows: RowReader) -> None:
        self.source = source
        self.rows = rows

    def responses(self, section: Section, accepted: str | None) -> Iterator[Response]:
        inline = self._inline(section)
        headers = self._headers(section)
        for part in (it for inner in section.walk() for it in inner.parts):
            if not isinstance(part, Table) or columns_of(part)[:2] != [
                "status",
                "meaning",
            ]:
                continue
            for row in part.rows:
                cells = [it.text for it in row.cells]
                if len(cells) < 4:
                    continue
                status = plain(cells[0]).replace("Default", "default")
                span = stretch(self.source, row.start, row.end)
                why = stated(span, "table")
                shown = self.sample(section, f"{status} Response")
                type_ = self._answer(cells[3], inline.get(status), shown, span)
                contents: tuple[Content, ...] = ()
                evidence = {"status": why}
                if type_ is not None:
                    evidence["media_type"] = (
                        inferred(span, "code sample")
                        if accepted
                        else guessed(span, "unnamed media type")
                    )
                    contents = (Content(accepted or JSON, type_, span=span),)
                yield Response(
                    status,
                    _text(cells[2]),
                    headers=tuple(headers.get(status, ())),
                    contents=contents,
                    span=span,
                    evidence=evidence,
                )

    def _answer(
        self, cell: str, inline: Node | None, shown: t.Type | None, span: Span
    ) -> t.Type | None:
        """The type of an answer; None if it has no body."""
        word = plain(cell)
        if word in ("None", "none", ""):
            return None
        if word != "Inline":
            root = Node("", cell, -1, False, "", "", None, span)
            return self.rows.type(root)
        if inline is None or not (inline.children or inline.variants):
            unsaid = t.Any_(notes=t.Notes(evidence={"type": stated(span, "table")}))
            return unsaid if shown is None else shown
        top = inline.children
        if len(top) == 1 and top[0].depth == 0 and not inline.variants:
            return self.rows.type(top[0])
        return self.rows.type(inline)

    def _inline(self, section: Section) -> dict[str, Node]:
        """The schemas below "Response Schema", by status."""
        found: dict[str, Node] = {}
        for it in section.children:
            if heading(it) != "Response Schema":
                continue
            parts: dict[str, list[Part]] = {}
            status = ""
            for inner in it.walk():
                # The line with the status stands in for a heading.
                code = re.search(r"Status Code \*\*(\w+)\*\*", inner.text)
                if code is not None:
                    status = code[1].replace("Default", "default")
                parts.setdefault(status, []).extend(inner.parts)
            for code_, listed in parts.items():
                found[code_] = self.rows.tree(listed, span_of(self.source, it))
        return found

    def _headers(self, section: Section) -> dict[str, list[Header]]:
        found: dict[str, list[Header]] = {}
        for part in (p for inner in section.walk() for p in inner.parts):
            if not isinstance(part, Table) or columns_of(part)[:2] != [
                "status",
                "header",
            ]:
                continue
            for row in part.rows:
                cells = [plain(it.text) for it in row.cells]
                if len(cells) < 3:
                    continue
                span = stretch(self.source, row.start, row.end)
                type_ = self.rows.type(
                    Node("", cells[2], -1, False, "", "", None, span)
                )
                said = cells[4] if len(cells) > 4 else ""
                made = Header(cells[1], type_, description=said or None, span=span)
                found.setdefault(cells[0], []).append(made)
        return found

    def sample(self, section: Section, label: str) -> t.Type | None:
        """The type of the sample below a label, if there is one."""
        for it in section.walk():
            if it.text != label:
                continue
            for part in it.parts:
                if isinstance(part, Fence) and part.language == "json":
                    window = Window(
                        self.source, part.content_start, part.content_end, part.indent
                    )
                    with suppress(Unreadable):
                        loose = read_loose(window)
                        return infer(loose.value, inferred(loose.span, "sample"))
        return None


def _text(cell: str) -> str | None:
    text = plain(cell)
    return None if text in ("", "none", "None") else text


def columns_of(table: Table) -> list[str]:
    return [plain(it.text).lower() for it in table.header.cells]


def span_of(source: SourceFile, section: Section) -> Span:
    """The place of a heading."""
    end = section.text_start + len(section.text)
    return stretch(source, section.start, end)
