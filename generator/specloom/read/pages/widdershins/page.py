"""Pages that Widdershins makes of an OpenAPI document.

In: a page with lines such as `` `POST /things` `` and tables with the headers
`Name|In|Type|Required|Description` and `Status|Meaning|Description|Schema`, and schemas
below "Schemas". Out: its `Api`: all
operations, schemas as declarations, servers, schemes. What is in the tables is stated;
samples are made up by the generator, and only tell a
type where the tables have none (inferred). Media types are those of the
code samples, which it makes of the document as well (inferred).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from specloom.document.markdown import Fence, blocks
from specloom.document.tables import Table
from specloom.ir import types as t
from specloom.ir.api import (
    Api,
    Body,
    Content,
    Counts,
    Declaration,
    Location,
    Operation,
    Parameter,
    Tag,
)
from specloom.read.input import Input
from specloom.read.pages.endpoint.outline import Part, Prose, Section, heading
from specloom.read.pages.endpoint.sections import sections
from specloom.read.pages.saying import (
    bare_operation,
    complete,
    guessed,
    inferred,
    page_api,
    stated,
    stretch,
)
from specloom.read.pages.widdershins.answers import JSON, Answers, columns_of, span_of
from specloom.read.pages.widdershins.head import (
    Head,
    operation_line,
    required,
    signature,
)
from specloom.read.pages.widdershins.rows import Node, RowReader
from specloom.read.signature import is_page
from specloom.records import replace
from specloom.source import SourceFile

_LOCATIONS: Final[dict[str, Location]] = {
    "path": "path",
    "query": "query",
    "header": "header",
    "cookie": "cookie",
}


@cache
def _anchor() -> re.Pattern[str]:
    return re.compile(r'<a id="opId([^"]*)"></a>')


def detect(given: Input) -> str | None:
    """The first operation, if a table of answers with the generator's header follows."""
    if not is_page(given.source):
        return None
    text = given.source.text
    answers = text.find("|Status|Meaning|Description|Schema|")
    if answers < 0:
        return None
    found = signature().search(text, 0, answers)
    if found is None:
        return None
    return f"it has `{found[1]} {found[2]}` above a table of answers by Widdershins"


def read(given: Input) -> Api:
    """The API of the page."""
    return _Page(given.source).api()


class _Page:
    """One page, while it is read."""

    def __init__(self, source: SourceFile) -> None:
        self.source = source
        self.root = sections(source, blocks(source))
        self.schemas = [
            it
            for section in self.root.children
            if heading(section) == "Schemas"
            for it in section.children
        ]
        names = {f"schema{heading(it)}".lower(): heading(it) for it in self.schemas}
        self.rows = RowReader(source, names)
        self.answers = Answers(source, self.rows)

    def api(self) -> Api:
        """All that the page says."""
        operations: list[Operation] = []
        tags: list[Tag] = []
        for section in self.root.children:
            found = [it for it in section.children if operation_line(it) is not None]
            if found:
                name = heading(section)
                tags.append(Tag(name, _prose(section.parts)))
                operations.extend(self._operation(it, name) for it in found)
        declarations = tuple(self._declaration(it) for it in self.schemas)
        head = Head(self.source, self.root)
        title, version, evidence = head.title()
        api = page_api(
            self.source,
            [complete(it) for it in operations],
            servers=head.servers(),
            schemes=head.schemes(),
            security=(),
            title=title,
            evidence=evidence,
        )
        if version is not None:
            kept = {it: e for it, e in api.evidence.items() if it != "version"}
            api = replace(api, version=version, evidence=kept)
        lead = self.root.children[0].parts if self.root.children else []
        return replace(
            api,
            description=_prose([it for it in lead if not _is_hint(it)]),
            tags=tuple(tags),
            declarations=declarations,
            counts=Counts(len(operations), len(declarations)),
        )

    # Operations

    def _operation(self, section: Section, tag: str) -> Operation:
        line = operation_line(section)
        assert line is not None
        method, path, at = line
        span = stretch(self.source, at, at + len(method) + len(path) + 3)
        made = bare_operation(method, path, stated(span, "signature"))
        parts = [part for it in section.walk() for part in it.parts]
        summary, description = _sentences(parts)
        anchor = next(
            (
                it[1]
                for p in parts
                if isinstance(p, Prose) and (it := _anchor().search(p.text))
            ),
            None,
        )
        sent, accepted = _media(self.source, parts)
        tree = self.rows.tree(
            [it for it in parts if _is_part_of_request(it)],
            span_of(self.source, section),
        )
        security = None
        for inner in section.walk():
            needed = required(inner)
            security = needed if needed is not None else security
        return replace(
            made,
            operation_id=anchor or None,
            summary=summary,
            description=description,
            tags=(tag,),
            parameters=tuple(self._parameters(tree)),
            body=self._body(section, tree, sent),
            responses=tuple(self.answers.responses(section, accepted)),
            security=security,
        )

    def _parameters(self, tree: Node) -> Iterator[Parameter]:
        for node in tree.children:
            location = _LOCATIONS.get(node.place)
            if location is None:
                continue
            made = self.rows.field(node)
            notes = replace(made.type.notes, description=None)
            simple = location in ("path", "header")
            yield Parameter(
                made.name,
                location,
                replace(made.type, notes=notes),
                required=made.required or location == "path",
                style="simple" if simple else "form",
                explode=not simple,
                description=node.description,
                span=made.span,
                evidence={"required": stated(node.span, "table")},
            )

    def _body(
        self, section: Section, tree: Node, media_type: str | None
    ) -> Body | None:
        for node in tree.children:
            if node.place == "body":
                why = (
                    inferred(node.span, "code sample")
                    if media_type
                    else guessed(node.span, "unnamed media type")
                )
                type_ = self.rows.type(node)
                shown = self.answers.sample(section, "Body parameter")
                if isinstance(type_, t.Any_) and shown is not None:
                    type_ = shown
                content = Content(media_type or JSON, type_, span=node.span)
                evidence = {
                    "media_type": why,
                    "required": stated(node.span, "table"),
                }
                return Body(
                    (content,),
                    node.required,
                    node.description,
                    span=node.span,
                    evidence=evidence,
                )
        return None

    def _declaration(self, section: Section) -> Declaration:
        name = heading(section)
        parts = [part for it in section.walk() for part in it.parts]
        tree = self.rows.tree(parts, span_of(self.source, section))
        only = tree.children[0] if len(tree.children) == 1 else None
        if only is not None and only.name == name:
            if tree.variants:
                # Alternatives to nothing but the name are those of the whole.
                only.variants, only.mode = tree.variants, tree.mode
            type_ = self.rows.type(only)
            description = only.description
        else:
            type_ = self.rows.type(tree)
            description = _description(parts, name)
        notes = replace(type_.notes, description=description)
        return Declaration(
            f"schemas/{name}",
            name,
            replace(type_, notes=notes),
            span=span_of(self.source, section),
        )


def _is_part_of_request(part: Part) -> bool:
    """Tables of parameters, their values, and what stands between them."""
    if not isinstance(part, Table):
        return False
    names = columns_of(part)
    return names[:2] == ["name", "in"] or names == ["parameter", "value"]


def _sentences(parts: list[Part]) -> tuple[str | None, str | None]:
    """The summary (in italics), and the description after it."""
    summary: str | None = None
    said: list[str] = []
    seen = False
    for part in parts:
        if not isinstance(part, Prose):
            if seen:
                break
            continue
        text = part.text.strip()
        if signature().search(text):
            seen = True
            continue
        if not seen:
            continue
        italic = re.fullmatch(r"\*([^*]+)\*", text)
        if italic is not None and summary is None:
            summary = italic[1]
        elif not text.startswith("<"):
            said.append(text)
    return summary, "\n\n".join(said) or None


def _prose(parts: list[Part]) -> str | None:
    found = [
        it.text.strip()
        for it in parts
        if isinstance(it, Prose) and not it.text.lstrip().startswith("<")
    ]
    return "\n\n".join(found) or None


def _is_hint(part: Part) -> bool:
    """What the generator says to readers of the page, and lines about licences."""
    return isinstance(part, Prose) and part.text.startswith(
        ("Scroll down", "Email:", "Web:", "License:", "Base URLs", "<!--")
    )


def _description(parts: list[Part], name: str) -> str | None:
    """The sentences of a schema: not its name, and not what combines its tables."""
    for part in parts:
        if isinstance(part, Table):
            return None
        if isinstance(part, Prose):
            text = part.text.strip()
            if text and text != name and not text.startswith("<") and "\n" not in text:
                return None if len(text.split()) < 3 else text
    return None


@cache
def _sample_header() -> re.Pattern[str]:
    return re.compile(r"-H '(Content-Type|Accept): ([\w.+*/-]+)")


def _media(source: SourceFile, parts: list[Part]) -> tuple[str | None, str | None]:
    """The media types that the first code sample sends and accepts."""
    for part in parts:
        if isinstance(part, Fence) and part.language in ("shell", "http", "bash"):
            text = source.text[part.content_start : part.content_end]
            found = dict(_sample_header().findall(text))
            if found:
                return found.get("Content-Type"), found.get("Accept")
    return None, None
