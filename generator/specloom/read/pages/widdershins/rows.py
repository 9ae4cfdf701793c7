"""The tables of schemas that Widdershins writes, as types.

In: the parts below a heading: tables of rows that nest by `»`, with words between them
that combine what follows (`anyOf`, `oneOf`, `allOf`, `or`, `continued`), and a table of
enumerated values. Out: a type for the whole of it, or for each row at the top. Everything
is stated, with the row as its place. Names of schemas are references, if the page has
a schema of that name.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, Literal, TypeAlias

from specloom.document.tables import Row, Table
from specloom.ir import types as t
from specloom.ir.evidence import Evidence
from specloom.read.pages.endpoint.outline import Part, Prose
from specloom.read.pages.saying import stated, stretch
from specloom.read.pages.words import marks
from specloom.read.pages.words.spelling import enumeration
from specloom.read.pages.words.text import plain
from specloom.read.pages.words.types import type_of
from specloom.read.pages.words.values import Kind, value
from specloom.records import record, replace
from specloom.source import SourceFile, Span

Mode: TypeAlias = Literal["any", "one", "all"]

_MODES: Final[Mapping[str, Mode]] = {"anyOf": "any", "oneOf": "one", "allOf": "all"}
_ANONYMOUS: Final = "anonymous"
_ADDITIONAL: Final = "additionalProperties"


@record(slots=True, eq=False)
class Node:
    """A row, and what nests in it. The root of a table has no row."""

    name: str
    text: str
    depth: int
    required: bool
    place: str
    restrictions: str
    description: str | None
    span: Span
    mode: Mode = "any"
    children: list[Node] = dataclasses.field(default_factory=list)
    variants: list[Node] = dataclasses.field(default_factory=list)
    values: list[str] = dataclasses.field(default_factory=list)

    def walk(self) -> Iterable[Node]:
        """This node, and all in it."""
        yield self
        for it in (*self.children, *self.variants):
            yield from it.walk()


class RowReader:
    """Reads the tables of a page. `schemas` are its schemas, by their anchors."""

    def __init__(self, source: SourceFile, schemas: Mapping[str, str]) -> None:
        self.source = source
        self.schemas = schemas

    def tree(self, parts: Sequence[Part], span: Span) -> Node:
        """The rows of all tables as a tree; the root stands for the whole."""
        root = Node("", "object", -1, False, "", "", None, span)
        stack = [root]
        mode: Mode | None = None
        for part in parts:
            match part:
                case Prose():
                    mode = _combining(part.text, mode)
                case Table() if _named(part)[:1] == ["name"]:
                    for row in part.rows:
                        node = self._node(row, _named(part))
                        while stack[-1].depth >= node.depth:
                            stack.pop()
                        _hang(node, stack[-1], mode)
                        stack.append(node)
                case Table() if _named(part)[1:] == ["value"]:
                    _enumerate(root, part)
                case _:
                    pass
        return root

    def _node(self, row: Row, names: list[str]) -> Node:
        cells = dict(zip(names, (it.text for it in row.cells), strict=False))
        name = cells.get("name", "")
        bare = name.lstrip("» ").strip()
        return Node(
            plain(bare),
            cells.get("type", ""),
            name.count("»"),
            marks.required(cells.get("required", "")) is True,
            cells.get("in", ""),
            cells.get("restrictions", ""),
            _said(cells.get("description", "")),
            stretch(self.source, row.start, row.end),
        )

    # Types

    def field(self, node: Node) -> t.Field:
        """A row as a member."""
        why = stated(node.span, "table")
        type_ = self.type(node)
        evidence = {**type_.notes.evidence, "type": why, "required": why}
        notes = replace(type_.notes, description=node.description, evidence=evidence)
        direction: t.Direction = "both"
        if "read-only" in node.restrictions:
            direction = "read"
        elif "write-only" in node.restrictions:
            direction = "write"
        made = replace(type_, notes=notes, span=node.span)
        return t.Field(
            node.name, made, node.required, direction=direction, span=node.span
        )

    def type(self, node: Node) -> t.Type:
        """What the values of a row are."""
        why = stated(node.span, "table")
        text, arrays = plain(node.text), 0
        if node.variants:
            while text.startswith("[") and text.endswith("]"):
                text, arrays = text[1:-1], arrays + 1
            found = self._combined(node, why)
        else:
            found = self._worded(node, why)
        for _ in range(arrays):
            found = t.Array(found, notes=t.Notes(evidence={"type": why}))
        return found

    def _combined(self, node: Node, why: Evidence) -> t.Type:
        """The variants of a row, and the members that it has beside them."""
        notes = t.Notes(evidence={"type": why})
        variants: list[t.Type] = []
        null = False
        for it in node.variants:
            made = self._documented(it)
            if isinstance(made, t.Const) and made.value is None:
                null = True
            else:
                variants.append(made)
        if node.children:
            own = self._members(t.Object((), notes=notes), node, why)
            telling = [it for it in variants if it != t.Object(())]
            if not telling or node.mode != "all":
                return own
            return t.Intersection((own, *telling), notes=notes)
        found: t.Type
        if not variants:
            return t.Const(None, notes=notes)
        if len(variants) == 1:
            found = variants[0]
        elif node.mode == "all":
            found = t.Intersection(tuple(variants), notes=notes)
        else:
            mode: Literal["one", "any"] = "one" if node.mode == "one" else "any"
            found = t.Union(tuple(variants), mode=mode, notes=notes)
        if not null or isinstance(found, t.Nullable):
            return found
        return t.Nullable(replace(found, notes=notes), notes=notes)

    def _documented(self, node: Node) -> t.Type:
        type_ = self.type(node)
        if node.description is None:
            return type_
        return replace(type_, notes=replace(type_.notes, description=node.description))

    def _worded(self, node: Node, why: Evidence) -> t.Type:
        found = type_of(node.text, why, self._resolve)
        if found is None:
            found = t.Any_(notes=t.Notes(evidence={"type": why}))
        if node.values:
            found = _with_values(found, node.values, why)
        return self._members(found, node, why) if node.children else found

    def _members(self, type_: t.Type, node: Node, why: Evidence) -> t.Type:
        """The type with the members below its row; a reference has them elsewhere."""
        match type_:
            case t.Nullable(inner=inner):
                return replace(type_, inner=self._members(inner, node, why))
            case t.Array(items=items):
                return replace(type_, items=self._members(items, node, why))
            case t.Object(fields=()) | t.Map() | t.Any_():
                pass
            case _:
                return type_
        fields = []
        additional: t.Type | None = None
        for it in node.children:
            if it.name == _ADDITIONAL:
                additional = self._documented(it)
            else:
                fields.append(self.field(it))
        if not fields and additional is not None:
            return t.Map(additional, notes=type_.notes)
        return t.Object(tuple(fields), additional, notes=type_.notes, span=node.span)

    def _resolve(self, name: str, target: str | None) -> t.Type | None:
        known = self.schemas.get((target or "").lstrip("#").lower())
        return None if known is None else t.Ref(f"schemas/{known}")


def _named(table: Table) -> list[str]:
    return [plain(it.text).lower() for it in table.header.cells]


def _said(text: str) -> str | None:
    bare = text.strip()
    return None if bare in ("", "none") else bare


def _combining(text: str, mode: Mode | None) -> Mode | None:
    for line in text.split("\n"):
        word = line.strip(" *")
        if word in _MODES:
            mode = _MODES[word]
        elif word == "continued":
            mode = None
    return mode


def _hang(node: Node, parent: Node, mode: Mode | None) -> None:
    """Puts a row where it belongs: among the alternatives of its parent, or its members."""
    if node.name != _ANONYMOUS:
        parent.children.append(node)
        return
    stated_ = _MODES.get(plain(parent.text).strip("[]"))
    parent.mode = stated_ or mode or "any"
    parent.variants.append(node)


def _enumerate(root: Node, table: Table) -> None:
    """Hands the values of a table to the rows that they belong to, by name."""
    values: dict[str, list[str]] = {}
    for row in table.rows:
        if len(row.cells) == 2:
            name = plain(row.cells[0].text.lstrip("» "))
            values.setdefault(name, []).append(plain(row.cells[1].text))
    for node in list(root.walk()):
        found = values.get(node.name)
        if not found or node.children or node.variants:
            continue
        if (
            node.name == _ANONYMOUS
            and sum(it.name == _ANONYMOUS for it in root.walk()) > 1
        ):
            continue  # Which of them has these values cannot be told.
        node.values = list(dict.fromkeys(found))


def _with_values(type_: t.Type, values: Sequence[str], why: Evidence) -> t.Type:
    match type_:
        case t.Nullable(inner=inner):
            return replace(type_, inner=_with_values(inner, values, why))
        case t.Array(items=items):
            return replace(type_, items=_with_values(items, values, why))
        case t.Primitive(kind=kind) if kind != "boolean":
            kept: Kind = kind
            found = [text if kind == "string" else value(text, kept) for text in values]
            known = [it for it in found if not isinstance(it, t.Unset)]
            if len(known) != len(values):
                return type_
            notes = t.Notes(evidence={"type": why, "enum": why})
            return enumeration(tuple(known), notes)
        case _:
            return type_
