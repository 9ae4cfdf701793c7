"""What samples and calls show of a request or an answer, beside what rows describe.

In: samples as read, the fields that rows describe, named values of calls. Out: types with
their evidence: inferred from samples, stated where a comment in one says so. Used by
`build`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Protocol

from specloom.document.loose import Loose, Opaque
from specloom.ir import types as t
from specloom.ir.evidence import Evidence, Grade
from specloom.ir.join import join_types
from specloom.ir.join.types import join_fields
from specloom.read.pages.endpoint.entries import Entry
from specloom.read.pages.endpoint.placing import aligned, placed_in
from specloom.read.pages.saying import UNMARKED, guessed, inferred, said, stated
from specloom.read.pages.snippets.call import Pair
from specloom.read.pages.snippets.infer import example, infer_all
from specloom.read.pages.words.prose import all_required, facts
from specloom.records import replace
from specloom.source import Span


def sent(value: t.Json, why: Evidence) -> t.Type:
    """The type of a value in a query, where all is text: a number may be one."""
    if isinstance(value, bool | int | float) and not isinstance(value, Opaque):
        return infer_all([(value, why)])
    if isinstance(value, list):
        return infer_all([(value, why)])
    text = str(value)
    if not isinstance(value, Opaque) and re.fullmatch(r"-?\d{1,12}", text):
        return said(t.Any_(span=why.span), why)
    return said(t.Primitive("string", span=why.span), why)


def in_query(
    type_: t.Type, description: str, place: str = "query"
) -> tuple[t.Type, bool]:
    """The type of a query parameter, where rows say none: a query is text. And whether
    its items are joined by commas."""
    listed = _commas().search(description) is not None
    why = type_.notes.evidence.get("type")
    if isinstance(type_, t.Any_) and why is not None and why.rule == "unsaid type":
        if listed:
            reason = stated(why.span, "joined by commas")
            notes = replace(
                type_.notes, evidence={**type_.notes.evidence, "type": reason}
            )
            return t.Array(t.Any_(), notes=notes, span=type_.span), True
        reason = guessed(why.span, f"text of the {place}")
        notes = replace(type_.notes, evidence={**type_.notes.evidence, "type": reason})
        return t.Primitive("string", notes=notes, span=type_.span), False
    return type_, listed and isinstance(type_, t.Array)


@cache
def _commas() -> re.Pattern[str]:
    return re.compile(
        r"comma[- ](?:separated|delimited)|(?:separated?|delimited|joined)\b[^.]{0,40}\b"
        r"(?:by|with|using) (?:a )?commas?",
        re.IGNORECASE,
    )


class Known(Protocol):
    """The objects that a page describes."""

    def like(self, shown: t.Object, *, creating: bool) -> t.Type | None:
        """The one whose members a sample shows."""

    def named(self, name: str, *, creating: bool) -> t.Type | None:
        """The one of a name."""


def recognised(
    type_: t.Type, known: Known, *, creating: bool, depth: int = 0
) -> t.Type:
    """The type of samples, with the page's own objects where their members show."""
    match type_:
        case t.Nullable(inner=inner):
            return replace(
                type_, inner=recognised(inner, known, creating=creating, depth=depth)
            )
        case t.Array(items=items):
            return replace(
                type_, items=recognised(items, known, creating=creating, depth=depth)
            )
        case t.Object(fields=fields) if depth < 3:
            named = known.like(type_, creating=creating)
            if isinstance(named, t.Object):
                return join_types(aligned(named, type_), type_)
            return replace(
                type_,
                fields=tuple(_recognised(it, known, creating, depth) for it in fields),
            )
        case _:
            return type_


def _recognised(it: t.Field, known: Known, creating: bool, depth: int) -> t.Field:
    """A member of a sample: the object of its name, if it has members of that."""
    named = known.named(it.name, creating=creating)
    if isinstance(named, t.Object) and isinstance(it.type, t.Object):
        names = {inner.name for inner in named.fields}
        mine = {inner.name for inner in it.type.fields}
        if mine and 2 * len(mine & names) > len(mine):
            return replace(it, type=join_types(aligned(named, it.type), it.type))
    return replace(
        it, type=recognised(it.type, known, creating=creating, depth=depth + 1)
    )


def filled_in(type_: t.Type, named: t.Type | None) -> t.Type:
    """A described request, whose members are as those of the page's object that has all
    of them; what else the object has may only be in answers."""
    if not isinstance(type_, t.Object) or not isinstance(named, t.Object):
        return type_
    mine = {it.name for it in type_.fields}
    shared = replace(named, fields=tuple(it for it in named.fields if it.name in mine))
    return join_types(type_, shared)


def names_in_query(path: str) -> list[str]:
    """The names in the query that a path is written with: `/x?a=1&b={b}`."""
    _, _, query = path.partition("?")
    return [it.partition("=")[0] for it in query.split("&") if it]


def is_name(name: str) -> bool:
    return bool(re.fullmatch(r"(?!\$)[\w.$@:\[\]-]{1,80}", name))


def shaped(
    fields: Sequence[t.Field],
    samples: Sequence[Loose],
    *,
    formats: bool,
    why: Evidence,
) -> t.Type | None:
    """What rows describe and samples show, as one type; None if there is neither."""
    reasons = [
        (it.value if formats else _unfilled(it.value), inferred(it.span, "sample"))
        for it in samples
    ]
    shown = infer_all(reasons, formats=formats) if reasons else None
    if not fields:
        return shown
    known: dict[str, t.Field] = {}
    for it in fields:
        known[it.name] = join_fields(known[it.name], it) if it.name in known else it
    made = t.Object(
        tuple(known.values()), notes=t.Notes(evidence={"type": why}), span=why.span
    )
    return made if shown is None else placed_in(made, shown)


@cache
def _to_fill_in() -> re.Pattern[str]:
    return re.compile(r"\[[^\[\]]{2,80}\]|<[^<>]{2,80}>")


def _unfilled(value: t.Json) -> t.Json:
    """A sample of a request, in which texts to be filled in say nothing of their type."""
    if isinstance(value, str):
        unknown = _to_fill_in().fullmatch(value) is not None
        return Opaque(value) if unknown and not isinstance(value, Opaque) else value
    if isinstance(value, list):
        return [_unfilled(it) for it in value]
    if isinstance(value, dict):
        return {name: _unfilled(it) for name, it in value.items()}
    return value


def _has_gaps(value: t.Json) -> bool:
    """Whether a text in a sample is to be filled in."""
    if isinstance(value, str):
        return _to_fill_in().fullmatch(value) is not None
    if isinstance(value, dict):
        return any(map(_has_gaps, value.values()))
    return isinstance(value, list) and any(map(_has_gaps, value))


def commented(samples: Iterable[Loose]) -> list[Entry]:
    """What comments beside the members of a sample say of them."""
    entries: list[Entry] = []
    for sample in samples:
        for slip in sample.slips:
            if slip.kind != "comment" or not slip.keys or not sample.complete:
                continue
            if any(it.isdigit() for it in slip.keys):
                continue
            text = sample.text(slip).lstrip("#/* ").rstrip("*/ ")
            if all_required(text) is not None:
                continue
            found = facts(text)
            if found.required is None and isinstance(found.default, t.Unset):
                continue
            span = sample.place(slip)
            why = stated(span, "comment")
            evidence = {
                "type": guessed(span, "comment"),
                "required": (
                    why if found.required is not None else guessed(span, UNMARKED)
                ),
            }
            notes = t.Notes(evidence=evidence)
            default = found.default
            if not isinstance(default, t.Unset):
                evidence["default"] = why
            type_ = t.Any_(notes=notes, span=span)
            name = ".".join(slip.keys)
            made = t.Field(
                slip.keys[-1], type_, bool(found.required), default, span=span
            )
            entries.append(Entry(name, made, marked=found.required, span=span))
    return entries


def annotated(type_: t.Type, samples: Iterable[Loose]) -> t.Type:
    """The type of samples, with what comments beside members say of them, where nothing
    else does."""
    for sample in samples:
        for slip in sample.slips:
            if slip.kind != "comment" or not slip.keys or not sample.complete:
                continue
            text = sample.text(slip).lstrip("#/* ").rstrip("*/ ")
            news = _says_something().search(text) and not _mark().fullmatch(text)
            if news and all_required(text) is None:
                why = stated(sample.place(slip), "comment")
                type_ = _annotated(type_, list(slip.keys), text, why)
    return type_


def _annotated(type_: t.Type, keys: list[str], text: str, why: Evidence) -> t.Type:
    match type_:
        case t.Nullable(inner=inner):
            return replace(type_, inner=_annotated(inner, keys, text, why))
        case t.Array(items=items):
            keys = keys[1:] if keys and keys[0].isdigit() else keys
            return replace(type_, items=_annotated(items, keys, text, why))
        case t.Object(fields=fields) if keys:
            made = []
            for it in fields:
                if it.name == keys[0] and len(keys) > 1:
                    it = replace(it, type=_annotated(it.type, keys[1:], text, why))
                elif it.name == keys[0] and it.type.notes.description is None:
                    notes = replace(it.type.notes, description=text)
                    shown = said(replace(it.type, notes=notes), why, "description")
                    it = replace(it, type=shown)
                made.append(it)
            return replace(type_, fields=tuple(made))
        case _:
            return type_


@cache
def _mark() -> re.Pattern[str]:
    return re.compile(r"\W*(?:required|optional)\W*", re.IGNORECASE)


@cache
def _says_something() -> re.Pattern[str]:
    return re.compile(r"(?!\W*(?:more|etc|and so on|others?)\b)[^\W\d_]{3}", re.UNICODE)


def all_in_comment(samples: Iterable[Loose]) -> tuple[bool, Span] | None:
    """What a comment in a sample says of all members: "all fields optional", and where."""
    for sample in samples:
        for slip in sample.slips:
            if slip.kind == "comment":
                found = all_required(sample.text(slip))
                if found is not None:
                    return found, sample.place(slip)
    return None


def form_type(forms: Sequence[Pair]) -> t.Type:
    fields = []
    for pair in forms:
        why = inferred(pair.span, "call")
        evidence = {"type": why, "required": guessed(pair.span, UNMARKED)}
        notes = t.Notes(evidence=evidence)
        type_: t.Type = (
            t.Binary(notes=notes) if pair.file else t.Primitive("string", notes=notes)
        )
        fields.append(t.Field(pair.name, type_, span=pair.span))
    unique = {it.name: it for it in fields}
    return t.Object(tuple(unique.values()), span=fields[0].span if fields else None)


def all_marked(type_: t.Type, required: bool, span: Span) -> t.Type:
    """The type, where a sentence says of all of its members whether they are required."""
    if not isinstance(type_, t.Object):
        return type_
    why = stated(span, "sentence about all")
    fields = []
    for it in type_.fields:
        reason = it.type.notes.evidence.get("required")
        if reason is not None and reason.grade <= Grade.GUESSED:
            it = replace(it, type=said(it.type, why, "required"), required=required)
        fields.append(it)
    return replace(type_, fields=tuple(fields))


def has_required(type_: t.Type) -> bool:
    inner = type_.items if isinstance(type_, t.Array) else type_
    return isinstance(inner, t.Object) and any(it.required for it in inner.fields)


def examples(samples: Sequence[Loose]) -> tuple[t.Example, ...]:
    whole = [it for it in samples if not _has_gaps(it.value)]
    shown = [it for it in map(example, whole) if it is not None]
    return tuple(
        replace(it, name=it.name if n == 0 else f"{it.name}-{n + 1}")
        for n, it in enumerate(shown)
    )
