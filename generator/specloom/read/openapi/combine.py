"""Schemas made of schemas: `$ref` with siblings, `allOf`, `oneOf`, `anyOf`.

In: the keys of a schema that has one of these, and the functions that read the schemas
in it. Out: `Ref`, `Union`, or an `Intersection` of all that is said. Nothing is merged
here; a pass does that when all declarations are known.
"""

from __future__ import annotations

from typing import Final

from specloom.document import Json
from specloom.ir.types import (
    NO_NOTES,
    Any_,
    Const,
    Intersection,
    Notes,
    Nullable,
    Ref,
    Type,
    Union,
)
from specloom.read.openapi import codes, declare
from specloom.read.openapi.discriminators import discriminator, outside_union
from specloom.read.openapi.expect import kind_of
from specloom.read.openapi.parsed import (
    LABELS,
    NULLS,
    REFERENCES,
    SIDE,
    General,
    Parsed,
    Read,
)
from specloom.read.openapi.state import Doc
from specloom.records import replace
from specloom.source import Span

_NULL_TOO: Final[tuple[Json, ...]] = ({"nullable": True}, {"x-nullable": True})
"""Parts of an `allOf` that authors of 2.0 and 3.0 write to say that null is allowed."""


def combined(
    it: Parsed, null: bool, notes: Notes, read: Read, general: General
) -> Type:
    """The type of a schema that has one of `parsed.COMBINING`. `null`: so flagged."""
    doc, shape, pointer = it.doc, it.shape, it.span.pointer
    for key in REFERENCES:
        if key in shape and not doc.dialect.siblings:
            return _lone_reference(it, key, null, notes)
    parts: list[Type] = []
    for key in REFERENCES:
        if key in shape:
            parts.append(reference(doc, key, shape[key], NO_NOTES, it.span))
    wholes = _branches(it, "allOf")
    for index, branch in enumerate(wholes):
        if branch in _NULL_TOO:
            null = True  # Which it would mean nowhere else than around the others.
        else:
            parts.append(read(doc, branch, f"{pointer}/allOf/{index}", False))
    unions = {key: _branches(it, key) for key in ("oneOf", "anyOf") if key in shape}
    unions = {key: branches for key, branches in unions.items() if branches}
    if "discriminator" in shape and not unions:
        notes = _outside(it, notes)
    own = {key: value for key, value in shape.items() if key not in SIDE}
    labels = {key: shape[key] for key in LABELS if key in shape}
    inner = Parsed(doc, {**own, **labels}, it.bounds, it.constraints, it.span)
    if not parts and not unions:
        if null:
            inner.shape["nullable"] = True
        return general(inner, notes)
    if own or it.bounds:
        part = general(inner, NO_NOTES)
        if isinstance(part, Nullable):
            null, part = True, replace(part.inner, notes=part.notes)
        parts.append(part)
    elif labels:
        notes = replace(notes, extensions={**notes.extensions, **labels})
    if len(unions) == 1 and not parts:
        ((key, branches),) = unions.items()
        return _union(it, key, branches, null, notes, read)
    for key, branches in unions.items():
        parts.append(_union(it, key, branches, False, NO_NOTES, read))
    if len(parts) == 1 and not wholes:
        whole: Type = parts[0]
    else:
        whole = Intersection(tuple(parts), NO_NOTES, it.span)
    if null:
        return Nullable(whole, notes, it.span)
    return whole if notes is NO_NOTES else replace(whole, notes=notes)


def reference(
    doc: Doc, keyword: str, value: Json, notes: Notes, span: Span
) -> Ref | Any_:
    """What a reference to a schema means; any value where it leads nowhere."""
    id_ = doc.ids.get(value) if type(value) is str and keyword == "$ref" else None
    if id_ is None:
        id_ = declare.reference_id(doc, keyword, value, span.pointer)
    if id_[:2] != "SL":
        return Ref(id_, notes, span)
    return Any_(id_, notes, span)


def _lone_reference(it: Parsed, key: str, null: bool, notes: Notes) -> Type:
    """A reference of 2.0 or 3.0, where siblings do not count.

    Annotations are harmless and kept. Null is what its author means; the rest is listed.
    """
    for sibling in (*it.shape, *(it.bounds or ())):
        if sibling != key and sibling not in LABELS:
            effect = "has no effect in this version"
            if sibling in NULLS:
                effect = "has no effect in this version, but is read as meant"
            message = f"`{sibling}` beside `$ref` {effect}"
            it.doc.habit(codes.IGNORED_SIBLING, message, f"{it.span.pointer}/{sibling}")
    if null:
        inner = reference(it.doc, key, it.shape[key], NO_NOTES, it.span)
        return Nullable(inner, notes, it.span)
    return reference(it.doc, key, it.shape[key], notes, it.span)


def _outside(it: Parsed, notes: Notes) -> Notes:
    """Notes with a discriminator that belongs to no union."""
    at = f"{it.span.pointer}/discriminator"
    value = outside_union(it.doc, it.shape["discriminator"], at)
    if value is None:
        return notes
    return replace(notes, residual=(*notes.residual, ("discriminator", value)))


def _branches(it: Parsed, key: str) -> list[Json]:
    value = it.shape.get(key)
    if isinstance(value, list) and value:
        return value
    if key in it.shape:
        what = "empty" if value == [] else kind_of(value)
        at = f"{it.span.pointer}/{key}"
        it.doc.say(
            codes.EMPTY_LIST, f"`{key}` is {what}, not a list of schemas; left out", at
        )
    return []


def _union(
    it: Parsed, key: str, branches: list[Json], null: bool, notes: Notes, read: Read
) -> Type:
    """`oneOf` or `anyOf`; a branch that is null makes the union nullable."""
    doc, pointer = it.doc, it.span.pointer
    variants: list[Type] = []
    for index, branch in enumerate(branches):
        variant = read(doc, branch, f"{pointer}/{key}/{index}", False)
        if isinstance(variant, Const) and variant.value is None:
            null = True
        else:
            variants.append(variant)
    if not variants:
        return Const(None, notes, it.span)
    by = None
    if "discriminator" in it.shape:
        raw = it.shape["discriminator"]
        by = discriminator(doc, raw, tuple(variants), f"{pointer}/discriminator")
    inner_notes = NO_NOTES if null else notes
    only = variants[0]
    if null and len(variants) == 1 and by is None:
        if isinstance(only, Nullable):
            only = replace(only.inner, notes=only.notes)
        return Nullable(only, notes, it.span)
    if key == "oneOf":
        union = Union(tuple(variants), by, "one", inner_notes, it.span)
    else:
        union = Union(tuple(variants), by, "any", inner_notes, it.span)
    return Nullable(union, notes, it.span) if null else union
