"""Rows of tables, and items of lists, as descriptions of fields.

In: a table or a list of a section. Out: :class:`Entry` for each field that it describes,
in order, with the evidence of each of its facts; a table that has no column of names
describes none. What a row says in closed words (a type, a mark, "default 10", "one of")
is stated; a type that only a default value shows is inferred.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Final

from specloom.document.tables import Cell, Row, Table
from specloom.ir import types as t
from specloom.ir.api import Location
from specloom.read.pages.endpoint.entry_types import (
    bounds_of,
    direction_of,
    is_nullable,
    is_required,
    kind_of,
    linked,
    may_be_named,
    or_null,
    plain_description,
    some_array,
    unsaid,
    with_default,
    with_example,
    with_leftovers,
    with_words,
)
from specloom.read.pages.endpoint.list_items import is_remark, item_of
from specloom.read.pages.endpoint.outline import Item, Items
from specloom.read.pages.saying import UNMARKED, guessed, stated, stretch
from specloom.read.pages.words import marks
from specloom.read.pages.words.columns import Columns, columns
from specloom.read.pages.words.lexicon import WORDS
from specloom.read.pages.words.prose import facts
from specloom.read.pages.words.text import plain, without_tags
from specloom.read.pages.words.types import Resolve, Wording, wording
from specloom.records import record, replace
from specloom.source import SourceFile, Span

RULE: Final = "table"


@record(frozen=True, slots=True)
class Entry:
    """A field as a row describes it, and where it says that it stands.

    `name` may be a path (`a.b[].c`); `depth` is that of its nesting by marks. `marked` is
    what is said of whether it is required. `unread` are type words that nobody knows.
    """

    name: str
    field: t.Field
    depth: int = 0
    location: str | None = None
    marked: bool | None = None
    unread: str | None = None
    typed: bool = False
    span: Span | None = dataclasses.field(default=None, compare=False)


@cache
def _nesting() -> re.Pattern[str]:
    return re.compile(
        r"(?:(?:&gt;|&nbsp;|&emsp;|&ensp;|[>»↳└─├│→⤷∟•–\u00a0\u2003-])[ \t]*)+"
    )


@cache
def _step() -> re.Pattern[str]:
    return re.compile(r"&gt;|&nbsp;|&emsp;|[>»↳└├│→⤷∟•–\u00a0\u2003-]")


@cache
def _names() -> re.Pattern[str]:
    """Several names in one cell: all of them in code, or plain words with commas."""
    code = r"`[^`\s]+`"
    return re.compile(rf"{code}(?:\s*(?:,|/|<br\s*/?>|\bor\b|\band\b)\s*{code})+")


@cache
def _fieldlike() -> re.Pattern[str]:
    return re.compile(r"[\w$@{\[<*][\w$@.:\[\]{}<>*+/#~-]*")


@cache
def _footnote() -> re.Pattern[str]:
    return re.compile(r"^\[\^([\w-]+)\]:[ \t]*(.+)$", re.MULTILINE)


@cache
def _referred() -> re.Pattern[str]:
    return re.compile(r"\[\^([\w-]+)\]")


class Rows:
    """Reads the rows of a page.

    `resolve` knows the page's own objects by name, and `mentioned` the one that a
    description links to. `unnamed` are the rows with a type whose name is none.
    """

    def __init__(
        self,
        source: SourceFile,
        resolve: Resolve | None = None,
        mentioned: Callable[[str], t.Type | None] | None = None,
    ) -> None:
        self.source = source
        self.resolve = resolve
        self.mentioned = mentioned
        self.unnamed: dict[int, tuple[str, Span]] = {}
        self.notes: dict[str, str] | None = None

    # Tables

    def table(self, table: Table) -> tuple[Columns, list[Entry]]:
        """The fields that the rows of a table describe."""
        found = columns([it.text for it in table.header.cells])
        at = found.index("name")
        described = any(
            found.index(it) is not None
            for it in (
                "type",
                "description",
                "required",
                "default",
                "optional",
                "example",
            )
        )
        # "Header | Value" says what is sent.
        described = described or (found.place == "header" and "values" in found.roles)
        if at is None or not described:
            return found, []
        entries: list[Entry] = []
        for row in table.rows:
            cells = _fitted(row, found, self)
            entries.extend(self._row(row, cells, found))
        return found, entries

    def _row(self, row: Row, cells: Sequence[Cell], found: Columns) -> Iterable[Entry]:
        at = found.index("name")
        if at is None or at >= len(cells):
            return ()
        if not cells[at].text:
            typed = found.index("type")
            if typed is not None and typed < len(cells) and plain(cells[typed].text):
                place = stretch(self.source, row.start, row.end)
                self.unnamed[row.start] = "", place
            return ()
        named = cells[at].text
        depth, named = _depth(named)
        several = _names().fullmatch(named)
        names = re.findall(r"`([^`]+)`", named) if several else [named]
        entries = []
        for one in names:
            name = marks.name(one)
            texts: dict[str, str] = {
                role: cells[n].text
                for n, role in enumerate(found.roles)
                if role is not None and n < len(cells)
            }
            texts["untold"] = found.untold([it.text for it in cells])
            span = stretch(self.source, row.start, row.end)
            if not _is_field(name.name):
                if plain(texts.get("type", "")):
                    self.unnamed[row.start] = plain(one), span
                continue
            location = _location(texts.get("location"))
            entries.append(self._entry(name, texts, span, depth, location))
        return entries

    # Lists

    def items(self, items: Items) -> list[Entry]:
        """The fields that a list describes; none, if it describes something else."""
        found: list[Entry] = []
        unread: list[Item] = []
        indents: list[int] = []
        for item in items.items:
            entry = self._item(item)
            if entry is None and item.depth == items.items[0].depth:
                unread.append(item)
            while indents and item.depth < indents[-1]:
                indents.pop()
            if not indents or item.depth > indents[-1]:
                indents.append(item.depth)
            if entry is not None:
                found.append(replace(entry, depth=len(indents) - 1))
        # A list of something else may hold an item or two that look like fields.
        if len(found) * 2 <= len(items.items):
            return []
        if any(it.typed for it in found):
            for item in (it for it in unread if not is_remark(it.text)):
                place = stretch(self.source, item.start, item.end)
                self.unnamed[item.start] = plain(item.text)[:60], place
        return found

    def _item(self, item: Item) -> Entry | None:
        span = stretch(self.source, item.start, item.end)
        why = stated(span, "list item")

        def is_type(text: str) -> bool:
            return wording(text, why, self.resolve) is not None

        found = item_of(item.text, is_type)
        if found is None or not _is_field(found[0].name):
            return None
        return self._entry(*found, span, 0, None, rule="list item")

    # Both

    def _with_notes(self, description: str) -> str:
        """A description with the footnotes of the page that it refers to."""
        if "[^" not in description:
            return description
        if self.notes is None:
            self.notes = dict(_footnote().findall(self.source.text))
        for name in _referred().findall(description):
            text = self.notes.get(name)
            note = f" ({text.strip()})" if text else ""
            description = description.replace(f"[^{name}]", note)
        return description

    def lines(self, prose: Sequence[str]) -> dict[str, str]:
        """What lines below the name of a field say, of which the first has its type."""
        first, _, rest = prose[0].strip().partition("\n")
        said = "\n\n".join(it for it in (rest, *prose[1:]) if it.strip())
        why = stated(stretch(self.source, 0, 0), "section")

        def is_type(text: str) -> bool:
            return wording(text, why, self.resolve) is not None

        for text in (f"`x` ({first}) {said}", f"`x` {first} {said}"):
            found = item_of(text, is_type)
            if found is not None and "type" in found[1]:
                return found[1]
        return {"description": "\n\n".join(prose)}

    def described(
        self, name: marks.Name, texts: dict[str, str], span: Span, depth: int
    ) -> Entry:
        """A field that is described by lines below a heading of its own."""
        return self._entry(name, texts, span, depth, None, rule="section")

    def _entry(
        self,
        name: marks.Name,
        texts: dict[str, str],
        span: Span,
        depth: int,
        location: str | None,
        rule: str = RULE,
    ) -> Entry:
        why = stated(span, rule)
        cell = texts.get("type", "") or name.type or ""
        typed = wording(cell, why, self.resolve) if cell else None
        unread = None
        if rule == RULE and cell in ("True", "False"):
            typed = Wording(
                t.Const(cell == "True", notes=t.Notes(evidence={"type": why}))
            )
        if typed is None and some_array().match(plain(cell)):
            typed = Wording(t.Array(t.Any_(), notes=t.Notes(evidence={"type": why})))
            unread = plain(cell)
        elif typed is None and plain(cell).strip(" -—–.") and "type" in texts:
            unread = plain(cell)
        description = self._with_notes(texts.get("description", ""))
        type_ = typed.type if typed else unsaid(span, unread)
        if self.mentioned is not None and "](" in description:
            type_ = linked(type_, self.mentioned(description))
        if (
            self.resolve is not None
            and may_be_named(type_)
            and "_" not in name.name[:1]
        ):
            type_ = linked(type_, self.resolve(name.name, None))
        if isinstance(type_, t.Array) and not isinstance(type_.items, t.Any_):
            unread = None
        said = facts(description, kind_of(type_))
        if said.bounds == t.NO_CONSTRAINTS and "(" in cell:
            said = replace(said, bounds=bounds_of(plain(cell), type_))
        type_ = with_words(type_, texts, description, said, why)
        default, type_ = with_default(type_, texts, said, why)
        type_ = with_example(type_, texts, why)
        marked = is_required(name, texts, typed.required if typed else None, said)
        evidence = dict(type_.notes.evidence)
        if typed is None and description:
            evidence["description"] = why
        evidence["required"] = why if marked is not None else guessed(span, UNMARKED)
        shown = with_leftovers(plain_description(description), texts, type_)
        notes = replace(
            type_.notes,
            description=shown or None,
            deprecated=name.deprecated or said.deprecated,
            evidence=evidence,
        )
        if (name.nullable or "nullable" in texts) and is_nullable(texts, name):
            type_ = or_null(replace(type_, notes=notes), why)
        else:
            type_ = replace(type_, notes=notes)
        made = t.Field(
            name.name,
            replace(type_, span=span),
            bool(marked),
            default,
            direction_of(description),
            span,
        )
        return Entry(
            name.name, made, depth, location, marked, unread, typed is not None, span
        )


def _fitted(row: Row, found: Columns, rows: Rows) -> Sequence[Cell]:
    """The cells of a row by column, where a pipe inside a cell made too many.

    Closed columns are found from the right; what is between the name and them is the
    type. Without one, all that is too much belongs to the last column.
    """
    cells, count = row.cells, len(found.roles)
    extra = len(cells) - count
    if extra <= 0:
        return cells
    at = found.index("type")
    closed = found.index("required")
    joined_at = count - 1
    if at is not None:
        if closed is not None and closed > at:
            if marks.required(cells[closed + extra].text) is not None:
                joined_at = at
        else:
            text = " | ".join(it.text for it in cells[at : at + extra + 1])
            why = stated(stretch(rows.source, row.start, row.end), RULE)
            if wording(text, why, rows.resolve) is not None:
                joined_at = at
    merged = cells[joined_at : joined_at + extra + 1]
    text = " | ".join(it.text for it in merged)
    one = Cell(text, merged[0].start, merged[-1].end)
    return (*cells[:joined_at], one, *cells[joined_at + extra + 1 :])


def has_types(table: Table, found: Columns) -> bool:
    """Whether most rows of a table have a type, and nothing else, in its column."""
    at = found.index("type")
    if at is None:
        return False
    cells = [
        plain(row.cells[at].text).lower() for row in table.rows if at < len(row.cells)
    ]
    return sum(it in WORDS for it in cells) * 2 > len(table.rows)


def _depth(cell: str) -> tuple[int, str]:
    """How deep marks before a name nest it, and the rest of the cell."""
    if "<" in cell:
        cell = without_tags(cell)
    bare = cell.lstrip("*_` ")
    found = _nesting().match(bare)
    if found is None or found.end() == len(bare):
        return 0, cell
    steps = _step().findall(found[0])
    return len(steps), bare[found.end() :]


def _is_field(name: str) -> bool:
    return bool(name) and len(name) < 120 and _fieldlike().fullmatch(name) is not None


@cache
def _place() -> re.Pattern[str]:
    return re.compile(r"(query|path|url|uri|header|cookie|body|form)", re.I)


def _location(text: str | None) -> str | None:
    found = _place().search(text) if text else None
    if found is None:
        return None
    word = found[1].lower()
    return {"url": "path", "uri": "path", "form": "body"}.get(word, word)


LOCATIONS: Final[dict[str, Location]] = {
    "path": "path",
    "query": "query",
    "header": "header",
    "cookie": "cookie",
}
