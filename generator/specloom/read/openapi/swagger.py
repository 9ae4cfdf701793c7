"""What Swagger 2.0 says differently of an API, besides parameters: media types, answers,
servers.

In: nodes of a 2.0 document. Out: the same records as for 3.x. `consumes` and `produces`
become media types; host, base path and schemes a server. Section numbers are those of
the OpenAPI Specification 2.0.
"""

from __future__ import annotations

from typing import Final

from specloom.document import Json
from specloom.ir.api import Content, Header, Response, Server
from specloom.ir.types import Any_, Binary, Example, Type
from specloom.read.openapi import codes
from specloom.read.openapi.expect import entries, extensions, mapping, member, texts
from specloom.read.openapi.keywords import (
    SIMPLE_SCHEMA,
    SWAGGER_PARAMETER,
    SWAGGER_RESPONSE,
)
from specloom.read.openapi.parts import part, schema_of_part, under
from specloom.read.openapi.schema import declared, is_raw
from specloom.read.openapi.state import Doc
from specloom.source import Span, escape

_JSON: Final = "application/json"
_SCHEMES: Final = ("http", "https", "ws", "wss")


def in_media(media_type: str, type_: Type) -> Type:
    """A body that says nothing is bytes where its media type is."""
    if is_raw(media_type) and isinstance(type_, Any_):
        return Binary(media_type, notes=type_.notes, span=type_.span)
    return type_


def media_types(
    doc: Doc, operation: dict[str, Json], key: str, pointer: str
) -> tuple[tuple[str, ...], bool]:
    """What `consumes` or `produces` says, here or at the root; or JSON, a guess."""
    if operation.get(key) is not None:
        found = texts(doc, operation[key], f"{pointer}/{key}")
    else:
        entry = doc.session.entry
        root = entry.root
        stated = root.get(key) if isinstance(root, dict) else None
        found = texts(entry, stated, f"/{key}")
    return (tuple(dict.fromkeys(found)), False) if found else ((_JSON,), True)


def produced(doc: Doc, operation: dict[str, Json], pointer: str) -> tuple[str, ...]:
    """The media types of an operation's answers."""
    return media_types(doc, operation, "produces", pointer)[0]


def response(
    doc: Doc, status: str, node: Json, pointer: str, produced: tuple[str, ...]
) -> Response | None:
    """A Response Object (5.2.14) or a reference to one."""

    def build(
        doc: Doc, node: dict[str, Json], pointer: str, component: str | None
    ) -> Response:
        return Response(
            status,
            # Required here, where an empty one says as little as none.
            member(doc, node, "description", pointer) or None,
            None,
            _headers(doc, node.get("headers"), f"{pointer}/headers"),
            _contents(doc, node, pointer, produced),
            (),
            extensions(doc, node, SWAGGER_RESPONSE, pointer),
            component,
            Span(doc.origin, pointer),
        )

    one = part(doc, node, pointer, "responses", " ".join(produced), build)
    return one and under(doc, one, status)


def _contents(
    doc: Doc, node: dict[str, Json], pointer: str, produced: tuple[str, ...]
) -> tuple[Content, ...]:
    """The schema in each media type, with the example of each (5.2.18)."""
    shown = mapping(doc, node.get("examples"), f"{pointer}/examples")
    if "schema" not in node and not shown:
        return ()
    type_: Type | None = None
    if "schema" in node:
        type_ = schema_of_part(doc, node["schema"], f"{pointer}/schema")
    span = Span(doc.origin, pointer)
    found = []
    for media_type in dict.fromkeys((*(produced if type_ else ()), *shown)):
        examples: tuple[Example, ...] = ()
        if media_type in shown:
            at = f"{pointer}/examples/{escape(media_type)}"
            examples = (Example("example", shown[media_type], Span(doc.origin, at)),)
        here = None if type_ is None else in_media(media_type, type_)
        found.append(Content(media_type, here, examples=examples, span=span))
    return tuple(found)


def _headers(doc: Doc, node: Json, pointer: str) -> tuple[Header, ...]:
    found = []
    for name, entry, at in entries(doc, node, pointer):
        if name.lower() == "content-type":
            message = "a header `Content-Type` is what the media types say; left out"
            doc.habit(codes.IGNORED_HEADER, message, at)
            continue
        fields = mapping(doc, entry, at)
        simple = {key: value for key, value in fields.items() if key in SIMPLE_SCHEMA}
        found.append(
            Header(
                name,
                declared(doc, simple, at),
                description=member(doc, fields, "description", at),
                extensions=extensions(doc, fields, SWAGGER_PARAMETER, at),
                span=Span(doc.origin, at),
            )
        )
    return tuple(found)


def servers(doc: Doc, node: dict[str, Json], pointer: str) -> tuple[Server, ...]:
    """The servers of the root, or of an operation that has its own `schemes`."""
    root = doc.session.entry.root
    if not isinstance(root, dict) or (node is not root and not node.get("schemes")):
        return ()
    entry = doc.session.entry
    host = member(entry, root, "host", "")
    base = member(entry, root, "basePath", "") or ""
    if base and base[0] != "/":
        base = "/" + base
    if host is None:
        return (Server(base),) if base and node is root else ()
    if "://" in host:
        host = host.partition("://")[2]
    schemes = texts(doc, node.get("schemes"), f"{pointer}/schemes")
    for scheme in schemes:
        if scheme not in _SCHEMES:
            message = f"`{scheme}` is no scheme of a server"
            hint = f"`schemes` are among {', '.join(_SCHEMES)}"
            doc.say(codes.BAD_SERVER, message, f"{pointer}/schemes", hint)
    if not schemes:
        # Without schemes, those by which the document was fetched; https is the guess.
        schemes = ("https",)
    return tuple(
        Server(f"{scheme}://{host.rstrip('/')}{base}".removesuffix("/"))
        for scheme in schemes
    )
