"""Bodies, answers and what they hold (OpenAPI 3.1, sections 4.8.13 to 4.8.20).

In: nodes of 3.x by document and pointer; 2.0's are read in `swagger`. Out: `Body`,
`Response`, `Content`, `Encoding`, `Link`.
"""

from __future__ import annotations

from specloom.document import Json
from specloom.ir.api import Body, Content, Encoding, Link, Response
from specloom.ir.types import Any_, Binary, Type
from specloom.read.openapi import codes, notes
from specloom.read.openapi.encodings import encoding
from specloom.read.openapi.expect import (
    entries,
    extensions,
    flag,
    mapping,
    member,
)
from specloom.read.openapi.keywords import (
    CONTENT,
    LINK,
    OURS,
    REQUEST_BODY,
    RESPONSE,
)
from specloom.read.openapi.parameters import headers
from specloom.read.openapi.parts import part, schema_of_part, under
from specloom.read.openapi.schema import is_raw
from specloom.read.openapi.servers import server
from specloom.read.openapi.state import Doc
from specloom.records import replace
from specloom.source import Span


def body(doc: Doc, node: Json, pointer: str) -> Body | None:
    """A Request Body Object or a reference to one."""
    return part(doc, node, pointer, "requestBodies", "", _body)


def _body(doc: Doc, node: dict[str, Json], pointer: str, component: str | None) -> Body:
    found = contents(doc, node.get("content"), pointer + "/content")
    if not found:
        message = "a request body says no media type; any bytes are read"
        doc.say(codes.NO_CONTENT, message, pointer, "give it `content`")
        span = Span(doc.origin, pointer)
        found = (Content("*/*", Binary(span=span), span=span),)
    return Body(
        found,
        flag(doc, node, "required", pointer),
        member(doc, node, "description", pointer),
        extensions(doc, node, REQUEST_BODY, pointer),
        component,
        Span(doc.origin, pointer),
    )


def contents(doc: Doc, node: Json, pointer: str) -> tuple[Content, ...]:
    """A map of Media Type Objects (section 4.8.14)."""
    found = []
    for media_type, entry, at in entries(doc, node, pointer):
        if entry is None:
            entry = {}
        one = _content(doc, media_type, entry, at)
        if one is not None:
            found.append(one)
    return tuple(found)


def _content(doc: Doc, media_type: str, node: Json, pointer: str) -> Content | None:
    def build(
        doc: Doc, node: dict[str, Json], pointer: str, component: str | None
    ) -> Content:
        item = None
        if "itemSchema" in node:
            item = schema_of_part(doc, node["itemSchema"], pointer + "/itemSchema")
        return Content(
            media_type,
            _type(doc, media_type, node, pointer),
            item,
            _encodings(doc, node, pointer),
            notes.examples(doc, node, pointer),
            extensions(doc, node, CONTENT, pointer),
            Span(doc.origin, pointer),
        )

    return part(doc, node, pointer, "mediaTypes", media_type, build)


def _type(
    doc: Doc, media_type: str, node: dict[str, Json], pointer: str
) -> Type | None:
    """The type of a body. A media type that is bytes needs no schema to be bytes."""
    raw = is_raw(media_type)
    if "schema" not in node:
        if raw:
            return Binary(media_type, span=Span(doc.origin, pointer))
        return None
    found = schema_of_part(doc, node["schema"], pointer + "/schema")
    if raw and isinstance(found, Any_) and found.cause == "unspecified":
        return Binary(media_type, notes=found.notes, span=found.span)
    return found


def _encodings(doc: Doc, node: dict[str, Json], pointer: str) -> tuple[Encoding, ...]:
    """Encodings by name; those by position (3.2) are called `[0]`, `[1]`, and `[]`."""
    found = []
    if "encoding" in node:
        for name, entry, at in entries(doc, node["encoding"], pointer + "/encoding"):
            found.append(_encoding(doc, name, entry, at))
    prefix = node.get("prefixEncoding")
    if isinstance(prefix, list):
        for index, entry in enumerate(prefix):
            at = f"{pointer}/prefixEncoding/{index}"
            found.append(_encoding(doc, f"[{index}]", entry, at))
    if "itemEncoding" in node:
        at = pointer + "/itemEncoding"
        found.append(_encoding(doc, "[]", node["itemEncoding"], at))
    return tuple(found)


def _encoding(doc: Doc, name: str, node: Json, pointer: str) -> Encoding:
    found, doc, fields, pointer = encoding(doc, name, node, pointer)
    given = headers(doc, fields.get("headers"), f"{pointer}/headers")
    return replace(found, headers=given) if given else found


def response(doc: Doc, status: str, node: Json, pointer: str) -> Response | None:
    """A Response Object or a reference to one."""

    def build(
        doc: Doc, node: dict[str, Json], pointer: str, component: str | None
    ) -> Response:
        return Response(
            status,
            # Required up to 3.1, where an empty one says as little as none.
            member(doc, node, "description", pointer) or None,
            member(doc, node, "summary", pointer),
            headers(doc, node.get("headers"), pointer + "/headers"),
            contents(doc, node.get("content"), pointer + "/content"),
            _links(doc, node.get("links"), pointer + "/links"),
            extensions(doc, node, RESPONSE, pointer),
            component,
            Span(doc.origin, pointer),
        )

    one = part(doc, node, pointer, "responses", "", build)
    return one and under(doc, one, status)


def _links(doc: Doc, node: Json, pointer: str) -> tuple[Link, ...]:
    found = (_link(doc, *entry) for entry in entries(doc, node, pointer))
    return tuple(link for link in found if link is not None)


def _link(doc: Doc, name: str, node: Json, pointer: str) -> Link | None:
    def build(
        doc: Doc, node: dict[str, Json], pointer: str, component: str | None
    ) -> Link:
        # Those of a canonical document that are no texts have a place of their own.
        key = f"{OURS}parameters" if f"{OURS}parameters" in node else "parameters"
        values = mapping(doc, node.get(key), f"{pointer}/{key}")
        where = None
        if "server" in node:
            where = server(doc, node["server"], pointer + "/server")
        operation = member(doc, node, "operationId", pointer)
        if operation is not None:
            at = Span(doc.origin, f"{pointer}/operationId")
            doc.session.linked.setdefault(operation, at)
        return Link(
            name,
            operation,
            member(doc, node, "operationRef", pointer),
            tuple(values.items()),
            node.get("requestBody"),
            member(doc, node, "description", pointer),
            where,
            extensions(doc, node, LINK, pointer),
        )

    one = part(doc, node, pointer, "links", "", build)
    return one and under(doc, one, name)
