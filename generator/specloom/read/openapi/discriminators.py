"""Discriminators: which field tells the variants of a union apart.

OpenAPI 3.1, section 4.8.25; 3.2 adds `defaultMapping`; in 2.0 it is a mere name. In: the
raw keyword and the variants that were read. Out: a `Discriminator` with ids, or, for a
schema that is no union, the keyword with canonical references for `Notes.residual`.
"""

from __future__ import annotations

from urllib.parse import unquote

from specloom.document import Json
from specloom.document.pointers import Missing, lookup
from specloom.ir.types import Discriminator, Ref, Type
from specloom.read.openapi import codes, declare, refs, residual
from specloom.read.openapi.expect import closed, entries, kind_of, text
from specloom.read.openapi.keywords import DISCRIMINATOR
from specloom.read.openapi.state import Doc, Target
from specloom.source import Span, escape


def discriminator(
    doc: Doc, node: Json, variants: tuple[Type, ...], pointer: str
) -> Discriminator | None:
    """The discriminator of a union; values that need no mapping entry are entered."""
    field = _field(doc, node, pointer)
    if field is None:
        return None
    mapping: list[tuple[str, str]] = []
    default = None
    if isinstance(node, dict):
        for value, named, at in entries(doc, node.get("mapping"), f"{pointer}/mapping"):
            id_ = _schema(doc, named, at)
            if id_ is not None:
                mapping.append((value, id_))
        if "defaultMapping" in node:
            at = f"{pointer}/defaultMapping"
            default = _schema(doc, node["defaultMapping"], at)
    mapped = {id_ for _, id_ in mapping}
    for variant in variants:
        if isinstance(variant, Ref) and variant.id not in mapped:
            mapping.append((_implicit(variant.id), variant.id))
    return Discriminator(
        field, tuple(mapping), default, False, Span(doc.origin, pointer)
    )


def outside_union(doc: Doc, node: Json, pointer: str) -> Json:
    """The keyword of a schema whose children name it in their `allOf`."""
    field = _field(doc, node, pointer)
    if field is None:
        return None
    found: dict[str, Json] = {"propertyName": field}
    if isinstance(node, dict):
        mapping: dict[str, Json] = {}
        for value, named, at in entries(doc, node.get("mapping"), f"{pointer}/mapping"):
            id_ = _schema(doc, named, at)
            if id_ is not None:
                mapping[value] = residual.reference(id_)
        if mapping:
            found["mapping"] = mapping
    return found


def _field(doc: Doc, node: Json, pointer: str) -> str | None:
    if isinstance(node, str):
        if doc.dialect.stated and not doc.dialect.swagger:
            message = "a discriminator that is a mere name is 2.0; it is read so"
            doc.habit(codes.OTHER_VERSION, message, pointer)
        return node
    if not isinstance(node, dict):
        doc.say(
            codes.BAD_DISCRIMINATOR,
            f"`discriminator` cannot be {kind_of(node)}",
            pointer,
        )
        return None
    closed(doc, node, DISCRIMINATOR, pointer)
    name = text(doc, node.get("propertyName"), f"{pointer}/propertyName")
    if not name:
        message = "the discriminator has no `propertyName`; it is left out"
        doc.say(codes.BAD_DISCRIMINATOR, message, pointer)
    return name or None


def _schema(doc: Doc, named: Json, pointer: str) -> str | None:
    """The id of a schema that is named, or referred to, by a mapping."""
    if not isinstance(named, str):
        doc.say(
            codes.UNRESOLVED_MAPPING, f"a mapping cannot be {kind_of(named)}", pointer
        )
        return None
    # A plain name is a component's (section 4.8.25.2); it wins over a file of that name.
    section = "/definitions/" if doc.dialect.swagger else "/components/schemas/"
    reference = named
    if not isinstance(lookup(doc.root, section + escape(named)), Missing):
        reference = f"#{section}{escape(named)}"
    elif "/" not in named and "#" not in named and "." not in named:
        message = f"the mapping names `{named}`, and there is no such schema"
        doc.say(codes.UNRESOLVED_MAPPING, message, pointer, "its entry is left out")
        return None
    elif named.startswith("#/") and isinstance(
        lookup(doc.root, unquote(named[1:])), Missing
    ):
        message = f"the mapping to `{named}` leads to no schema"
        around = Target(doc, "", doc.root)
        hint = refs.guess(around, unquote(named[1:])) or "its entry is left out"
        doc.say(codes.UNRESOLVED_MAPPING, message, pointer, hint)
        return None
    id_ = declare.reference_id(doc, "$ref", reference, pointer)
    return id_ if declare.is_id(id_) else None


def _implicit(id_: str) -> str:
    """The value that stands for a schema without an entry: the last part of its name."""
    name = id_.removeprefix("schemas/")
    file, _, pointer = name.partition("#")
    if pointer:
        return pointer.rpartition("/")[2]
    return file.rpartition("/")[2].partition(".")[0] if "#" in name else name
