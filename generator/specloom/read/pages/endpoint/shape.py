"""Rows that nest, as the members of objects.

In: entries in the page's order. Out: the fields of an object, each with its members. An
entry is inside another one by the marks before its name (`>`, `»`, indentation), or by a
name that is a path (`a.b`, `a[].b`). What has members is an object, or an array of them,
also if its row did not say so.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence
from functools import cache
from typing import Final

from specloom.ir import types as t
from specloom.ir.evidence import Evidence
from specloom.ir.join.types import join_fields
from specloom.read.pages.endpoint.entries import Entry
from specloom.read.pages.endpoint.entry_types import KEYED
from specloom.read.pages.saying import UNMARKED, guessed, stated
from specloom.read.pages.words.text import code_words
from specloom.records import record, replace

PATH: Final = "path of a member"
ROWS: Final = "rows below"
IMPLIED: Final = frozenset({PATH, ROWS})
"""Rules by which a field has members whose own row does not say so, or is not there."""


@record(slots=True, eq=False)
class _Node:
    """A field while its members are collected; `arrays`: lists around the members."""

    field: t.Field
    marked: bool = False
    arrays: int = 0
    items: bool = False
    members: dict[str, _Node] = dataclasses.field(default_factory=dict)


_ROOTS: Final = frozenset({"[]", "[*]", "$", "$[]"})


@cache
def _position() -> re.Pattern[str]:
    """`list[0]` under `list`, or `[0]`: an item of the array around it, by position."""
    return re.compile(r"(?P<name>[\w.-]*)\[\d+\]")


def fields_of(entries: Sequence[Entry], *, dotted: bool = True) -> tuple[t.Field, ...]:
    """The fields that the entries describe. `dotted`: a name may be a path."""
    root: dict[str, _Node] = {}
    around: list[tuple[int, _Node]] = []
    for entry in entries:
        if entry.name in _ROOTS:
            continue  # It says that what the others are about is in an array.
        while around and around[-1][0] >= entry.depth:
            around.pop()
        members = around[-1][1].members if around else root
        node = _placed(entry, members, around[-1][1] if around else None, dotted)
        if node is not None:
            around.append((entry.depth, node))
    return tuple(_made(it) for it in root.values())


def in_root_array(type_: t.Type, entries: Sequence[Entry]) -> t.Type:
    """The type of a whole body, which is an array where the rows are all about its items:
    `[].id`, perhaps below `[]`."""
    rows = [it for it in entries if not it.depth]
    if not isinstance(type_, t.Object) or not rows:
        return type_
    if not all(it.name.startswith(("[]", "[*]", "$[]")) for it in rows):
        return type_
    root = next((it for it in rows if it.name in _ROOTS), None)
    span = rows[0].span
    assert span is not None
    notes = t.Notes(evidence={"type": stated(span, PATH)})
    if root is not None:
        notes = replace(notes, description=root.field.type.notes.description)
    return t.Array(type_, notes=notes, span=type_.span)


def _placed(
    entry: Entry, members: dict[str, _Node], above: _Node | None, dotted: bool
) -> _Node | None:
    position = _position().fullmatch(entry.name)
    if position is not None and (
        above is not None or position["name"] in members or not position["name"]
    ):
        _by_position(entry, members.get(position["name"]) or above)
        return None
    steps = _steps(entry.name) if dotted else [(entry.name, 0)]
    if above is not None and len(steps) > 1 and steps[0][0] == above.field.name:
        steps = steps[1:]  # `> a.b` under `a`.
    for name, arrays in steps[:-1]:
        node = members.get(name)
        if node is None:
            node = members[name] = _implied(name, entry)
        node.arrays = max(node.arrays, arrays)
        members = node.members
    name, arrays = steps[-1]
    made = replace(entry.field, name=name)
    known = members.get(name)
    if known is None:
        node = members[name] = _Node(made, True, arrays)
    else:
        # Said before: by a path to its members, or in another table.
        known.field = join_fields(known.field, made) if known.marked else made
        known.marked, node = True, known
        node.arrays = max(node.arrays, arrays)
    return node


def _by_position(entry: Entry, array: _Node | None) -> None:
    """The items of an array are arrays: each row is about one place in them."""
    if array is None:
        return
    array.items = True
    known = array.members.get("")
    made = replace(entry.field, name="")
    if known is None:
        array.members[""] = _Node(made, True)
    elif known.field.type != made.type:
        type_ = t.Any_(span=made.span)
        known.field = replace(known.field, type=type_)


def _steps(name: str) -> list[tuple[str, int]]:
    """The steps of a path: each name, and how many lists are around what is below."""
    if "." not in name and "[" not in name:
        return [(name, 0)]
    steps: list[tuple[str, int]] = []
    for part in name.replace("[*]", "[]").split("."):
        bare, arrays = part, 0
        while bare.endswith("]") and "[" in bare and _is_index(bare):
            bare, arrays = bare[: bare.rindex("[")], arrays + 1
        if bare:
            steps.append((bare, arrays))
        elif steps:
            steps[-1] = steps[-1][0], steps[-1][1] + max(arrays, 0)
    return steps or [(name, 0)]


def _is_index(part: str) -> bool:
    inside = part[part.rindex("[") + 1 : -1]
    return inside in ("", "n", "i", "x", "N", "index") or inside.isdigit()


def _implied(name: str, entry: Entry) -> _Node:
    """An object that only the path to one of its members names."""
    span = entry.span or entry.field.span
    assert span is not None
    why = stated(span, PATH)
    evidence = {"type": why, "required": guessed(span, UNMARKED)}
    type_ = t.Object((), notes=t.Notes(evidence=evidence), span=span)
    return _Node(t.Field(name, type_, span=span))


def _made(node: _Node) -> t.Field:
    made = node.field
    if not node.members and not node.arrays:
        return made
    why = made.type.notes.evidence.get("type")
    if why is None or why.rule in ("default value", "unsaid type", "unread type"):
        assert made.span is not None
        why = stated(made.span, ROWS)
    if node.items:
        inner = node.members[""].field.type
        items: t.Type = t.Array(
            _bare(inner, why), notes=t.Notes(evidence={"type": why})
        )
        return replace(made, type=_with_items(made.type, items, why))
    type_ = made.type
    for _ in range(node.arrays - _depth(type_)):
        type_ = _in_array(type_, why)
    if node.members:
        fields = tuple(_made(it) for it in node.members.values())
        type_ = with_members(type_, fields, why)
    return replace(made, type=type_)


def _depth(type_: t.Type) -> int:
    inner = type_.inner if isinstance(type_, t.Nullable) else type_
    return 1 + _depth(inner.items) if isinstance(inner, t.Array) else 0


def _bare(type_: t.Type, why: Evidence) -> t.Type:
    return replace(type_, notes=t.Notes(evidence={"type": why}))


def _in_array(type_: t.Type, why: Evidence) -> t.Type:
    """`a[]` is an array of what its row says."""
    evidence = {**type_.notes.evidence, "type": why}
    notes = replace(type_.notes, evidence=evidence)
    return t.Array(_bare(type_, why), notes=notes, span=type_.span)


def _with_items(type_: t.Type, items: t.Type, why: Evidence) -> t.Type:
    match type_:
        case t.Nullable(inner=inner):
            return replace(type_, inner=_with_items(inner, items, why))
        case t.Array():
            return replace(type_, items=items)
        case _:
            return t.Array(items, notes=type_.notes, span=type_.span)


def with_members(type_: t.Type, fields: tuple[t.Field, ...], why: Evidence) -> t.Type:
    """A type whose object has these members, wherever in it the object is."""
    match type_:
        case t.Nullable(inner=inner):
            return replace(type_, inner=with_members(inner, fields, why))
        case t.Array(items=items):
            return replace(type_, items=with_members(items, fields, why))
        case t.Object():
            return replace(type_, fields=_merged(type_.fields, fields))
        case t.Map(values=(t.Object() | t.Any_()) as values) if _alike(type_):
            return replace(type_, values=with_members(values, fields, why))
        case t.Union(variants=variants):
            at = next(
                (
                    n
                    for n, it in enumerate(variants)
                    if isinstance(it, (t.Object, t.Map))
                    or (
                        isinstance(it, t.Array)
                        and not isinstance(it.items, t.Primitive)
                    )
                ),
                None,
            )
            if at is None:
                return type_
            new = with_members(variants[at], fields, why)
            return replace(type_, variants=(*variants[:at], new, *variants[at + 1 :]))
        case _:
            evidence = {**type_.notes.evidence, "type": why}
            notes = replace(type_.notes, evidence=evidence)
            return t.Object(fields, notes=notes, span=type_.span)


def _alike(type_: t.Map) -> bool:
    why = type_.notes.evidence.get("type")
    return why is not None and why.rule == KEYED


def _merged(
    first: tuple[t.Field, ...], second: tuple[t.Field, ...]
) -> tuple[t.Field, ...]:
    known = {it.name: it for it in first}
    for it in second:
        known[it.name] = join_fields(known[it.name], it) if it.name in known else it
    return tuple(known.values())


@cache
def _follows() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:following|these) (?:\w+ )?(?:fields|keys|parameters|properties|attributes|members)"
        r"|\bobject with (?:the )?(?:keys|fields|properties)\b",
        re.IGNORECASE,
    )


def members_of(
    entries: list[Entry], before: str, known: Sequence[Entry]
) -> list[Entry]:
    """The entries as members of the field that the sentence before them is about.

    "`origin` is an object with the following fields:" is about one that is known, and
    "each of the `hits` has a field `score` with these fields:" about one in it.
    """
    sentence = before.strip().rsplit("\n\n", 1)[-1]
    if not entries or not sentence.endswith(":") or not _follows().search(sentence):
        return entries
    names = [text for text, _, _ in code_words(sentence)]
    if not names or len(names) > 2 or names[0] not in {it.name for it in known}:
        return entries
    path = ".".join(names)
    return [replace(it, name=f"{path}.{it.name}") for it in entries if not it.depth]
