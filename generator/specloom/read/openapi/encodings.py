"""Encoding Objects by themselves (OpenAPI 3.2, section 4.15), without their headers.

In: a node by document and pointer. Out: `Encoding`. Used for the bodies of forms, and for
parameters that are forms.
"""

from __future__ import annotations

from typing import Final, cast, get_args

from specloom.document import Json
from specloom.ir.api import Encoding, Style
from specloom.read.openapi import codes
from specloom.read.openapi.expect import closed, entries, flag, kind_of, mapping, member
from specloom.read.openapi.keywords import ENCODING
from specloom.read.openapi.parts import inlined
from specloom.read.openapi.state import Doc

_STYLES: Final[frozenset[str]] = frozenset(get_args(Style))


def encoding(
    doc: Doc, name: str, node: Json, pointer: str
) -> tuple[Encoding, Doc, dict[str, Json], str]:
    """An encoding without its headers, and where they stand."""
    target = inlined(doc, node, pointer, "an encoding")
    if target is not None:
        doc, node, pointer = target.doc, target.node, target.pointer
    fields = mapping(doc, node if target else None, pointer)
    closed(doc, fields, ENCODING, pointer)
    for key in ("encoding", "prefixEncoding", "itemEncoding"):
        if key in fields:
            message = f"`{key}` inside of an encoding is not read"
            doc.habit(codes.NESTED_ENCODING, message, f"{pointer}/{key}")
    style = fields.get("style")
    if style is not None and not (isinstance(style, str) and style in _STYLES):
        shown = style if isinstance(style, str) else kind_of(style)
        message = f"the style `{shown}` is not known"
        doc.say(codes.BAD_STYLE, message, f"{pointer}/style")
        style = None
    explode = flag(doc, fields, "explode", pointer) if "explode" in fields else None
    found = Encoding(
        name,
        member(doc, fields, "contentType", pointer),
        (),
        cast("Style | None", style),
        explode,
        flag(doc, fields, "allowReserved", pointer),
    )
    return found, doc, fields, pointer


def of_form(doc: Doc, node: dict[str, Json], pointer: str) -> tuple[Encoding, ...]:
    """The encodings of a form that is no body: headers have no place in it."""
    if "encoding" not in node:
        return ()
    return tuple(
        [
            encoding(doc, name, entry, at)[0]
            for name, entry, at in entries(doc, node["encoding"], f"{pointer}/encoding")
        ]
    )
