"""Parameters and headers (OpenAPI 3.1, sections 4.8.12 and 4.8.21), without 2.0's.

In: a node by document and pointer. Out: `Parameter` and `Header`, with style and explode
filled in as the location has them by default.
"""

from __future__ import annotations

import string
from typing import Final, cast, get_args

from specloom.document import Json
from specloom.ir.api import Encoding, Header, Location, Parameter, Style
from specloom.ir.evidence import Evidence, Grade
from specloom.ir.types import NO_NOTES, Any_, Example, Notes, Primitive, Type
from specloom.read.openapi import codes, notes
from specloom.read.openapi.encodings import of_form
from specloom.read.openapi.expect import (
    entries,
    extensions,
    flag,
    kind_of,
    mapping,
    member,
)
from specloom.read.openapi.keywords import HEADER, PARAMETER, SIMPLE_SCHEMA
from specloom.read.openapi.parts import inlined, part, schema_of_part, under
from specloom.read.openapi.schema import declared
from specloom.read.openapi.state import Doc
from specloom.source import Span, escape

_LOCATIONS: Final[frozenset[str]] = frozenset(get_args(Location))
_STYLES: Final = {
    "path": ("simple", "label", "matrix"),
    "query": ("form", "spaceDelimited", "pipeDelimited", "deepObject"),
    "header": ("simple",),
    "cookie": ("form", "cookie"),
    "querystring": ("form",),
}
"""The styles of each location, the default first."""
_TOKEN: Final = frozenset(string.ascii_letters + string.digits + "!#$%&'*+-.^_`|~")
"""What a name of a header or cookie is made of (RFC 9110, section 5.6.2)."""


def parameter(doc: Doc, node: Json, pointer: str) -> Parameter | None:
    """A Parameter Object or a reference to one; None for one that cannot be sent."""
    return part(doc, node, pointer, "parameters", "", _parameter)


def _parameter(
    doc: Doc, node: dict[str, Json], pointer: str, component: str | None
) -> Parameter | None:
    name = member(doc, node, "name", pointer)
    location = member(doc, node, "in", pointer)
    if not name:
        doc.say(
            codes.UNUSABLE_PARAMETER, "a parameter without a name is left out", pointer
        )
        return None
    if location is None or location not in _LOCATIONS:
        known = "one of path, query, header, cookie"
        shown = "no `in`" if location is None else f"the location `{location}`"
        message = f"the parameter `{name}` has {shown}; it is left out"
        hint = f"`in` is {known}"
        if location in ("body", "formData"):
            hint = "since OpenAPI 3.0, a body is described by `requestBody`"
        doc.say(codes.UNUSABLE_PARAMETER, message, pointer, hint)
        return None
    if not can_be_called(doc, name, location, pointer):
        return None
    required = flag(doc, node, "required", pointer)
    if location == "path" and not required:
        doc.habit(
            codes.NOT_REQUIRED, "a path parameter is not marked as required", pointer
        )
        required = True
    style, explode = _style(doc, node, location, pointer)
    type_, content, shown_there, encoding = _value(doc, node, pointer, name)
    return Parameter(
        name,
        cast(Location, location),
        type_,
        required,
        style,
        explode,
        flag(doc, node, "allowReserved", pointer),
        location == "query" and flag(doc, node, "allowEmptyValue", pointer),
        content,
        member(doc, node, "description", pointer),
        flag(doc, node, "deprecated", pointer),
        notes.examples(doc, node, pointer) + shown_there,
        extensions(doc, node, _known(node, PARAMETER), pointer),
        component,
        Span(doc.origin, pointer),
        encoding=encoding,
    )


def can_be_called(doc: Doc, name: str, location: str, pointer: str) -> bool:
    """Whether a parameter can be sent under its name; it is reported if not."""
    if location not in ("header", "cookie") or _TOKEN.issuperset(name):
        return True
    message = f"no {location} can be called `{name}`; the parameter is left out"
    hint = "such a name is letters, digits and !#$%&'*+-.^_`|~, without a space"
    doc.say(codes.UNUSABLE_PARAMETER, message, pointer, hint)
    return False


def header(doc: Doc, name: str, node: Json, pointer: str) -> Header | None:
    """A Header Object or a reference to one."""

    def build(
        doc: Doc, node: dict[str, Json], pointer: str, component: str | None
    ) -> Header:
        type_, content, shown_there, _ = _value(doc, node, pointer, name)
        return Header(
            name,
            type_,
            flag(doc, node, "required", pointer),
            flag(doc, node, "explode", pointer),
            member(doc, node, "description", pointer),
            flag(doc, node, "deprecated", pointer),
            content,
            notes.examples(doc, node, pointer) + shown_there,
            extensions(doc, node, _known(node, HEADER), pointer),
            component,
            Span(doc.origin, pointer),
        )

    one = part(doc, node, pointer, "headers", "", build)
    return one and under(doc, one, name)


def headers(doc: Doc, node: Json, pointer: str) -> tuple[Header, ...]:
    """A map of headers by name. `Content-Type` is the media type's affair (4.8.17)."""
    found = []
    for name, entry, at in entries(doc, node, pointer):
        if name.lower() == "content-type":
            message = "a header `Content-Type` is what the media types say; left out"
            doc.habit(codes.IGNORED_HEADER, message, at)
            continue
        one = header(doc, name, entry, at)
        if one is not None:
            found.append(one)
    return tuple(found)


def _known(node: dict[str, Json], known: frozenset[str]) -> frozenset[str]:
    """What a node may hold; one of 2.0 holds the keywords of its schema itself."""
    return known if "schema" in node or "content" in node else known | SIMPLE_SCHEMA


def _style(
    doc: Doc, node: dict[str, Json], location: str, pointer: str
) -> tuple[Style, bool]:
    """Style and explode, by default those of the location (section 4.8.12.2)."""
    allowed = _STYLES[location]
    style = allowed[0]
    stated = node.get("style")
    if stated is not None:
        if isinstance(stated, str) and stated in allowed:
            style = stated
        else:
            shown = stated if isinstance(stated, str) else kind_of(stated)
            hint = (
                f"`{style}` is read; a {location} parameter has {' or '.join(allowed)}"
            )
            message = f"the style `{shown}` is not for a {location} parameter"
            doc.say(codes.BAD_STYLE, message, f"{pointer}/style", hint)
    explode = style in ("form", "cookie")
    if "explode" in node:
        explode = flag(doc, node, "explode", pointer)
    return cast(Style, style), explode


def _value(
    doc: Doc, node: dict[str, Json], pointer: str, name: str
) -> tuple[Type, str | None, tuple[Example, ...], tuple[Encoding, ...]]:
    """The type of a parameter or header, its media type if it has one, and examples.

    Of a form also the encodings of its fields.
    """
    if "schema" in node:
        if node.get("content"):
            at = f"{pointer}/content"
            doc.say(
                codes.NO_SCHEMA, f"`{name}` has `schema` and `content`; one is read", at
            )
        return schema_of_part(doc, node["schema"], pointer + "/schema"), None, (), ()
    contents = mapping(doc, node.get("content"), pointer + "/content")
    for media_type, entry in contents.items():
        at = f"{pointer}/content/{escape(media_type)}"
        if len(contents) > 1:
            message = f"`{name}` has several media types; the first one is read"
            doc.say(codes.NO_SCHEMA, message, pointer + "/content")
        target = inlined(doc, entry, at, "a media type")
        if target is None:
            break
        fields = mapping(target.doc, target.node, target.pointer)
        shown = notes.examples(target.doc, fields, target.pointer)
        if "schema" not in fields:
            return (
                Any_("unspecified", NO_NOTES, Span(doc.origin, at)),
                media_type,
                shown,
                (),
            )
        parts = of_form(target.doc, fields, target.pointer)
        at = target.pointer + "/schema"
        type_ = schema_of_part(target.doc, fields["schema"], at)
        return type_, media_type, shown, parts
    simple = {key: value for key, value in node.items() if key in SIMPLE_SCHEMA}
    if simple:
        message = "a parameter says its type without `schema`, as in 2.0; it is read so"
        doc.habit(codes.NO_SCHEMA, message, pointer)
        return declared(doc, simple, pointer), None, (), ()
    doc.say(codes.NO_SCHEMA, f"`{name}` has no `schema`; text is read", pointer)
    span = Span(doc.origin, pointer)
    why = {"type": Evidence(span, Grade.GUESSED, "no schema")}
    return Primitive("string", notes=Notes(evidence=why), span=span), None, (), ()
