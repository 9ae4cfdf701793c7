"""Schemas to types: the one recursion over everything that says what a value may be.

In: a schema of any version, by document, node and pointer. Out: a `Type`; never an
exception. What a schema says that no type can express is in `Notes.residual`. The cost
of a schema is that of the keys it has: each is looked up once, in `keywords.GROUPS`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from specloom.document import Json
from specloom.ir.evidence import Evidence, Grade
from specloom.ir.types import (
    NO_CONSTRAINTS,
    NO_NOTES,
    Any_,
    Binary,
    Const,
    Constraints,
    Kind,
    Never,
    Notes,
    Nullable,
    Primitive,
    Type,
    Union,
)
from specloom.read.openapi import arrays, codes, declare, enums, objects
from specloom.read.openapi.bounds import read_bounds
from specloom.read.openapi.combine import combined, reference
from specloom.read.openapi.depth import DEPTH, is_deep
from specloom.read.openapi.expect import kind_of
from specloom.read.openapi.keywords import BOUND, GROUPS, NAME, NOTE, OURS, SHAPE
from specloom.read.openapi.kinds import Kinds, kinds_of
from specloom.read.openapi.notes import read_notes
from specloom.read.openapi.parsed import COMBINING, LABELS, NULLS, SIDE, Parsed
from specloom.read.openapi.residual import canonical_member, fits
from specloom.read.openapi.state import Doc
from specloom.records import replace
from specloom.source import Span

_SCALARS: Final[dict[str, Kind]] = {
    "string": "string",
    "integer": "integer",
    "number": "number",
    "boolean": "boolean",
}
_STRUCTURAL: Final = (*objects.KEYWORDS, "items", "prefixItems")
_ANY_KIND: Final = SIDE | {"type", "format", "enum"}
_FITTING: Final = {
    "array": _ANY_KIND | {"items", "prefixItems", "additionalItems"},
    "object": _ANY_KIND | frozenset(objects.KEYWORDS),
}
_RAW_MEDIA: Final = ("image/", "audio/", "video/", "font/")
_RAW_TYPES: Final = frozenset({"octet-stream", "pdf", "zip", "gzip", "x-tar", "x-gzip"})


def schema(doc: Doc, node: Json, pointer: str, is_member: bool = False) -> Type:
    """The type of a schema. A member leaves its default and direction to the field."""
    if type(node) is dict:
        if doc.wanted and pointer in doc.wanted:
            return declare.wanted(doc, node, pointer)
        return _body(doc, node, pointer, is_member)
    return declared(doc, node, pointer)


def declared(doc: Doc, node: Json, pointer: str) -> Type:
    """The type of a schema that is declared itself, and so no reference to itself."""
    if isinstance(node, dict):
        return _body(doc, node, pointer, False)
    span = Span(doc.origin, pointer)
    if node is True:
        return Any_("unspecified", NO_NOTES, span)
    if node is False:
        return Never(NO_NOTES, span)
    doc.say(codes.WRONG_KIND, f"expected a schema, found {kind_of(node)}", pointer)
    return Any_("unspecified" if node is None else codes.WRONG_KIND, NO_NOTES, span)


def _body(doc: Doc, node: dict[str, Json], pointer: str, is_member: bool) -> Type:
    if len(pointer) > DEPTH and is_deep(pointer):
        message = "schemas are nested too deeply here; any value is read"
        doc.say(codes.TOO_DEEP, message, pointer, "give it a name, and refer to that")
        return Any_(codes.TOO_DEEP, NO_NOTES, Span(doc.origin, pointer))
    shape: dict[str, Json] = {}
    said: dict[str, Json] | None = None
    bounds: dict[str, Json] | None = None
    rest: dict[str, Json] | None = None
    for key, value in node.items():
        group = GROUPS.get(key)
        if group == SHAPE:
            shape[key] = value
        elif group == NOTE:
            if said is None:
                said = {key: value}
            else:
                said[key] = value
        elif group == BOUND:
            if bounds is None:
                bounds = {}
            bounds[key] = value
        elif group != NAME:
            if key.startswith(OURS):
                return _body(doc, _canonical(node), pointer, is_member)
            if rest is None:
                rest = {}
            rest[key] = value
    notes = NO_NOTES
    if said is not None or rest is not None:
        notes = read_notes(doc, said, rest, pointer, is_member)
    constraints = NO_CONSTRAINTS
    if bounds is not None:
        constraints = read_bounds(doc, bounds, pointer)
    span = Span(doc.origin, pointer)
    # Most schemas are a reference, or a scalar with a format or null at most.
    if len(shape) < 3:
        if not shape:
            if bounds is None:
                return Any_("unspecified", notes, span)
        elif "$ref" in shape:
            if len(shape) == 1 and bounds is None:
                return reference(doc, "$ref", shape["$ref"], notes, span)
        else:
            scalar = _scalar(doc, shape, constraints, notes, span)
            if scalar is not None:
                return scalar
    return general(Parsed(doc, shape, bounds, constraints, span), notes)


def _scalar(
    doc: Doc,
    shape: dict[str, Json],
    constraints: Constraints,
    notes: Notes,
    span: Span,
) -> Primitive | Nullable | None:
    """The type of a plain scalar; None for any other schema, which `general` reads."""
    stated = shape.get("type")
    if type(stated) is not str or constraints.content_media_type is not None:
        return None
    kind = _SCALARS.get(stated)
    if kind is None:
        return None
    if len(shape) == 1:
        return Primitive(kind, None, constraints, notes, span)
    format_ = shape.get("format")
    if type(format_) is str:
        if format_ == "binary":
            return None
        return Primitive(kind, format_, constraints, notes, span)
    if shape.get("nullable") is True and doc.dialect.nullable:
        inner = Primitive(kind, None, constraints, NO_NOTES, span)
        return Nullable(inner, notes, span)
    return None


def _canonical(node: dict[str, Json]) -> dict[str, Json]:
    """A schema of the canonical document, with what it could not say as itself."""
    plain = {key: value for key, value in node.items() if not key.startswith(OURS)}
    for key, value in node.items():
        if key.startswith(OURS) and key.removeprefix(OURS) in GROUPS:
            plain.setdefault(key.removeprefix(OURS), value)
    return plain


def general(it: Parsed, notes: Notes) -> Type:
    """Any schema: null and combinations outside, the kinds inside."""
    shape = it.shape
    flagged = not NULLS.isdisjoint(shape) and _nullable(it)
    if not COMBINING.isdisjoint(shape):
        return combined(it, flagged, notes, schema, general)
    kinds = kinds_of(it.doc, shape, it.bounds, it.span.pointer)
    null = flagged or kinds.null
    values = _values(it)
    if "const" in shape:
        null = flagged and shape["const"] is not None
    elif values and None in values:
        null = True
    elif values and null:
        message = "null is allowed by the type, but not listed in `enum`"
        it.doc.habit(codes.NULL_NOT_LISTED, message, it.span.pointer + "/enum")
    if null:
        if "const" not in shape:
            if values == [None] or (kinds.null and not kinds.names):
                return Const(None, notes, it.span)
            if not values and not kinds.names:
                return Any_(kinds.cause or "unspecified", notes, it.span)
        inner = _core(it, kinds, values, NO_NOTES)
        if inner.notes is not NO_NOTES:
            notes, inner = _joined(notes, inner.notes), replace(inner, notes=NO_NOTES)
        return Nullable(inner, notes, it.span)
    return _core(it, kinds, values, notes)


def _joined(notes: Notes, found: Notes) -> Notes:
    """Notes of a schema with what its core found to have no other place."""
    return replace(
        notes,
        residual=(*found.residual, *notes.residual),
        extensions={**notes.extensions, **found.extensions},
        evidence=found.evidence,
    )


def _values(it: Parsed) -> list[Json] | None:
    """The values of `enum`, if there are any."""
    values = it.shape.get("enum")
    if isinstance(values, list) and values:
        return values
    if "enum" in it.shape:
        what = "empty" if values == [] else kind_of(values)
        at = it.span.pointer + "/enum"
        it.doc.say(codes.EMPTY_LIST, f"`enum` is {what}; it is left out", at)
    return None


def _nullable(it: Parsed) -> bool:
    """What `nullable` (3.0) and `x-nullable` (2.0) say."""
    if it.shape.get("x-nullable") is True:
        return True
    value = it.shape.get("nullable")
    if value is not None and not isinstance(value, bool):
        at = it.span.pointer + "/nullable"
        it.doc.say(
            codes.WRONG_KIND, f"expected true or false, found {kind_of(value)}", at
        )
        return value == "true"
    if value and not it.doc.dialect.nullable and it.doc.dialect.stated:
        message = "`nullable` is a keyword of OpenAPI 3.0; it is read as meant there"
        it.doc.habit(codes.OTHER_VERSION, message, it.span.pointer + "/nullable")
    return bool(value)


def _core(it: Parsed, kinds: Kinds, values: list[Json] | None, notes: Notes) -> Type:
    """The type without null and combinations."""
    stated = kinds.names if kinds.stated else ()
    if "const" in it.shape:
        # An `enum` that lists the one value as well says nothing more.
        more = ("enum",) if values and it.shape["const"] not in values else ()
        notes = _unused_bounds(it, notes, more)
        return enums.const(it.doc, it.shape["const"], stated, notes, it.span)
    if values:
        notes = _unused_bounds(it, notes)
        listed = enums.enum(it.doc, values, stated, it.shape, notes, it.span)
        if LABELS.isdisjoint(it.shape):
            return listed
        kept = _with_labels(it, notes, used=listed.labels != ())
        return listed if kept is notes else replace(listed, notes=kept)
    extensible = it.shape.get("x-extensible-enum")
    if isinstance(extensible, list) and extensible:
        notes = _unused_bounds(it, notes)
        found = enums.enum(it.doc, extensible, stated, it.shape, notes, it.span)
        kept = _with_labels(it, notes, used=found.labels != ())
        return replace(found, open=True, notes=kept)
    if not LABELS.isdisjoint(it.shape):
        notes = _with_labels(it, notes, used=False)
    if not kinds.names:
        return Any_(kinds.cause or "unspecified", _unused_bounds(it, notes), it.span)
    if len(kinds.names) == 1:
        if kinds.implied is not None:
            notes = _implied(it, kinds.names[0], kinds.implied, notes)
        return _of_kind(it, kinds.names[0], kinds.format, notes, it.constraints)
    variants = []
    for name in kinds.names:
        constraints = it.constraints
        if constraints is not NO_CONSTRAINTS:
            constraints = objects.bounds_of(name, constraints)
        variants.append(_of_kind(it, name, kinds.format, NO_NOTES, constraints))
    return Union(tuple(variants), None, "any", notes, it.span)


def _implied(it: Parsed, kind: str, keyword: str, notes: Notes) -> Notes:
    """Notes of a schema without a type, with the keyword that implies one.

    Of bounds and formats that is inferred: they are also written where they say nothing.
    """
    structural = keyword in _STRUCTURAL
    grade = Grade.DECLARED if structural else Grade.INFERRED
    notes = replace(notes, evidence={"type": Evidence(it.span, grade, keyword)})
    if structural:
        fitting = _FITTING[kind]
        return _residual(it, notes, [key for key in _STRUCTURAL if key not in fitting])
    return notes


def _with_labels(it: Parsed, notes: Notes, *, used: bool) -> Notes:
    """Notes with the extensions that name values, where they do not become labels.

    `x-extensible-enum` is what an open enumeration is written as.
    """
    listed = it.shape.get("x-extensible-enum")
    is_enum = isinstance(listed, list) and listed and "enum" not in it.shape
    taken = {"x-extensible-enum"} if is_enum else set()
    if used:
        taken.update(enums.LABELLING)
    kept = {
        key: it.shape[key] for key in it.shape if key in LABELS and key not in taken
    }
    if not kept:
        return notes
    return replace(notes, extensions={**notes.extensions, **kept})


def _unused_bounds(it: Parsed, notes: Notes, more: tuple[str, ...] = ()) -> Notes:
    """Notes with the keywords that the type has no place for as residual assertions."""
    notes = _residual(it, notes, (*_STRUCTURAL, *more))
    if not it.bounds:
        return notes
    return replace(notes, residual=(*it.bounds.items(), *notes.residual))


def _residual(it: Parsed, notes: Notes, keywords: Iterable[str]) -> Notes:
    """Notes with those of the keywords that the schema has as residual assertions."""
    extra: list[tuple[str, Json]] = []
    for key in keywords:
        at = f"{it.span.pointer}/{key}" if key in it.shape else ""
        if at and fits(it.doc, key, it.shape[key], at):
            extra.append((key, canonical_member(it.doc, key, it.shape[key], at)))
    if not extra:
        return notes
    return replace(notes, residual=(*extra, *notes.residual))


def _of_kind(
    it: Parsed,
    kind: str,
    implied_format: str | None,
    notes: Notes,
    constraints: Constraints,
) -> Type:
    """The type of one of JSON's kinds."""
    shape = it.shape
    fitting = _FITTING.get(kind, _ANY_KIND)
    if not shape.keys() <= fitting and type(shape.get("type")) is str:
        _report_no_effect(it, kind, fitting)
    format_ = shape.get("format", implied_format)
    if format_ is not None and not isinstance(format_, str):
        at = it.span.pointer + "/format"
        it.doc.say(codes.WRONG_KIND, f"expected a text, found {kind_of(format_)}", at)
        format_ = None
    if kind == "array" or kind == "object":
        if format_ is not None and kind != "string":
            notes = replace(notes, residual=(("format", format_), *notes.residual))
        if kind == "array":
            return arrays.array(it, schema, notes, constraints)
        return objects.object_(it.doc, schema, shape, constraints, notes, it.span)
    if kind == "string":
        media = constraints.content_media_type
        if format_ == "binary" or (
            media is not None and constraints.content_encoding is None and is_raw(media)
        ):
            return Binary(media, constraints, notes, it.span)
    return Primitive(_SCALARS[kind], format_, constraints, notes, it.span)


def is_raw(media_type: str) -> bool:
    """Whether content of a media type is bytes and not text."""
    media_type = media_type.partition(";")[0].strip().lower()
    kind, _, subtype = media_type.partition("/")
    if media_type.startswith(_RAW_MEDIA):
        return subtype != "svg+xml"
    return kind == "application" and subtype in _RAW_TYPES


def _report_no_effect(it: Parsed, kind: str, fitting: frozenset[str]) -> None:
    for key in it.shape:
        # A boolean `required` is of the old kind, and the affair of the object around.
        if key not in fitting and not isinstance(it.shape[key], bool):
            message = f"`{key}` has no effect on a value of type {kind}"
            it.doc.habit(codes.NO_EFFECT, message, f"{it.span.pointer}/{key}")
