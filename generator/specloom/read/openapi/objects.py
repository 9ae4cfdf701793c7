"""Schemas of objects: fields, maps, and what is said of undeclared keys.

In: the keywords of a schema whose type is object, and the function that reads schemas.
Out: `Object`, or `Map` where no key is declared.
"""

from __future__ import annotations

from typing import Any, Final

from specloom.document import Json, as_text
from specloom.ir.types import (
    NO_NOTES,
    UNSET,
    Any_,
    Constraints,
    Direction,
    Field,
    Map,
    Never,
    Notes,
    Object,
    Type,
    Unset,
)
from specloom.read.openapi import codes, refs
from specloom.read.openapi.expect import kind_of
from specloom.read.openapi.keywords import OURS
from specloom.read.openapi.notes import direction
from specloom.read.openapi.parsed import Read
from specloom.read.openapi.state import Doc
from specloom.records import names_of
from specloom.source import Span, escape

KEYWORDS: Final = (
    "properties",
    "required",
    "additionalProperties",
    "patternProperties",
    "propertyNames",
)
_DEFAULT: Final = f"{OURS}default"
_BY_KIND: Final = {
    "string": ("min_length", "max_length", "pattern", "content_"),
    "integer": ("minimum", "maximum", "exclusive_", "multiple_of"),
    "number": ("minimum", "maximum", "exclusive_", "multiple_of"),
    "array": ("min_items", "max_items", "unique_items"),
    "object": ("min_properties", "max_properties"),
    "boolean": (),
}


def bounds_of(kind: str, constraints: Constraints) -> Constraints:
    """Those of the constraints that bound values of a kind."""
    kept: dict[str, Any] = {
        name: getattr(constraints, name)
        for name in names_of(Constraints)
        if name.startswith(_BY_KIND[kind])
    }
    return Constraints(**kept)


def object_(
    doc: Doc,
    read: Read,
    shape: dict[str, Json],
    constraints: Constraints,
    notes: Notes,
    span: Span,
) -> Object | Map:
    """An object (JSON Schema 2020-12, sections 10.3.2 and 6.5)."""
    pointer = span.pointer
    names = _required(doc, shape, pointer)
    declared = shape.get("properties")
    found: tuple[Field, ...] = ()
    if declared is not None:
        if isinstance(declared, dict):
            if isinstance(declared.get("$ref"), str):
                found = _referred(doc, read, declared, names, pointer)
                declared = {key: declared[key] for key in declared if key != "$ref"}
            found += _fields(doc, read, declared, names, f"{pointer}/properties/")
        else:
            at = pointer + "/properties"
            what = f"expected an object, found {kind_of(declared)}"
            doc.say(codes.WRONG_KIND, what, at)
    additional = None
    if "additionalProperties" in shape:
        additional = _additional(doc, read, shape["additionalProperties"], pointer)
    keys = None
    if "propertyNames" in shape:
        keys = _keys(doc, read, shape["propertyNames"], pointer + "/propertyNames")
    patterns = _patterns(doc, read, shape.get("patternProperties"), pointer)
    undeclared: tuple[str, ...] = ()
    if names:
        known = {field.name for field in found}
        undeclared = tuple(name for name in names if name not in known)
    if found or undeclared or patterns or isinstance(additional, Never):
        return Object(
            found, additional, patterns, keys, undeclared, constraints, notes, span
        )
    if additional is None:
        additional = Any_("unspecified", NO_NOTES, span)
    return Map(additional, keys, constraints, notes, span)


def _referred(
    doc: Doc,
    read: Read,
    properties: dict[str, Json],
    required: dict[str, None],
    pointer: str,
) -> tuple[Field, ...]:
    """The fields that `properties: {$ref: ...}` means: those of a map, or of a schema."""
    message = "`properties` behind `$ref` are read, though no version allows it"
    doc.habit(codes.ODD_REFERENCE, message, f"{pointer}/properties")
    reference = {"$ref": properties["$ref"]}
    target = refs.follow(doc, reference, f"{pointer}/properties", "schemas")
    if isinstance(target, str) or not isinstance(target.node, dict):
        return ()
    node, at = target.node, target.pointer
    inner = node.get("properties")
    if isinstance(inner, dict):
        node, at = inner, f"{at}/properties"
    return _fields(target.doc, read, node, required, f"{at}/")


def _required(doc: Doc, shape: dict[str, Json], pointer: str) -> dict[str, None]:
    """The names of the required keys, in order."""
    stated = shape.get("required")
    if stated is None or isinstance(stated, bool):
        # A boolean belongs to the property that says it; see `_fields`.
        if stated is not None and "/properties/" not in pointer:
            hint = "list the names of the required properties"
            doc.say(
                codes.BAD_REQUIRED,
                "`required` is not a list",
                f"{pointer}/required",
                hint,
            )
        return {}
    if isinstance(stated, list):
        names = {name: None for name in stated if isinstance(name, str)}
        if len(names) < len(stated):
            return _names(doc, stated, f"{pointer}/required")
        return names
    doc.say(
        codes.BAD_REQUIRED,
        f"`required` is {kind_of(stated)}, not a list",
        f"{pointer}/required",
    )
    return {stated: None} if isinstance(stated, str) else {}


def _names(doc: Doc, stated: list[Json], pointer: str) -> dict[str, None]:
    """The names of a list that repeats some, or has others that are no texts."""
    names: dict[str, None] = {}
    for index, name in enumerate(stated):
        at = f"{pointer}/{index}"
        if not isinstance(name, str):
            message = f"a name in `required` is {kind_of(name)}"
            if name is None or isinstance(name, dict | list):
                doc.say(codes.BAD_REQUIRED, message, at, "it is left out")
                continue
            # As a key of YAML it would be text; here the author's spelling is.
            name = as_text(name)
            doc.say(codes.BAD_REQUIRED, message, at, f'it is read as "{name}"')
        if name in names:
            doc.habit(codes.BAD_REQUIRED, "`required` repeats a name", at)
        names[name] = None
    return names


def _fields(
    doc: Doc,
    read: Read,
    properties: dict[str, Json],
    required: dict[str, None],
    base: str,
) -> tuple[Field, ...]:
    found = []
    for name, node in properties.items():
        at = base + (escape(name) if "/" in name or "~" in name else name)
        type_ = read(doc, node, at, True)
        needed = name in required
        default: Json | Unset = UNSET
        where: Direction = "both"
        if type(node) is dict:
            if "default" in node:
                default = node["default"]
            elif _DEFAULT in node:
                default = node[_DEFAULT]
            if "readOnly" in node or "writeOnly" in node:
                where = direction(doc, node, at)
            if "required" in node and isinstance(node["required"], bool):
                needed = needed or node["required"]
                message = "`required` at a property is no keyword; it is read as meant"
                doc.habit(codes.BAD_REQUIRED, message, f"{at}/required")
        found.append(Field(name, type_, needed, default, where, type_.span))
    return tuple(found)


def _additional(doc: Doc, read: Read, node: Json, pointer: str) -> Type:
    at = pointer + "/additionalProperties"
    if isinstance(node, str) and node.lower() in ("true", "false"):
        doc.say(codes.WRONG_KIND, "expected true, false or a schema, found a text", at)
        node = node.lower() == "true"
    return read(doc, node, at, False)


def _keys(doc: Doc, read: Read, node: Json, pointer: str) -> Type:
    """The type of the names of keys, which are always text."""
    if isinstance(node, dict) and "type" not in node and "$ref" not in node:
        node = {"type": "string", **node}
    return read(doc, node, pointer, False)


def _patterns(
    doc: Doc, read: Read, node: Json, pointer: str
) -> tuple[tuple[str, Type], ...]:
    if node is None:
        return ()
    at = pointer + "/patternProperties"
    if not isinstance(node, dict):
        doc.say(codes.WRONG_KIND, f"expected an object, found {kind_of(node)}", at)
        return ()
    return tuple(
        (pattern, read(doc, value, f"{at}/{escape(pattern)}", False))
        for pattern, value in node.items()
    )
