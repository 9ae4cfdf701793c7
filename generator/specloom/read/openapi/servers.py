"""Servers, at all levels (OpenAPI 3.1, sections 4.8.5 and 4.8.6)."""

from __future__ import annotations

from specloom.document import Json
from specloom.ir.api import Server, ServerVariable
from specloom.read.openapi import codes
from specloom.read.openapi.expect import (
    closed,
    entries,
    extensions,
    mapping,
    member,
    sequence,
    texts,
)
from specloom.read.openapi.keywords import SERVER, SERVER_VARIABLE
from specloom.read.openapi.parts import inlined
from specloom.read.openapi.placeholders import placeholders
from specloom.read.openapi.state import Doc


def servers(doc: Doc, node: Json, pointer: str) -> tuple[Server, ...]:
    """A list of servers."""
    if node is None:
        return ()
    found = (
        server(doc, entry, f"{pointer}/{index}")
        for index, entry in enumerate(sequence(doc, node, pointer))
    )
    return tuple(entry for entry in found if entry is not None)


def server(doc: Doc, node: Json, pointer: str) -> Server | None:
    """A Server Object; None for one without a URL."""
    if isinstance(node, str):
        doc.say(
            codes.BAD_SERVER, "a server is an object with a `url`; read as one", pointer
        )
        return Server(node)
    target = inlined(doc, node, pointer, "a server")
    if target is None:
        return None
    doc, pointer = target.doc, target.pointer
    fields = mapping(doc, target.node, pointer)
    url = member(doc, fields, "url", pointer)
    if url is None:
        doc.say(codes.BAD_SERVER, "a server without a `url` is left out", pointer)
        return None
    variables = tuple(
        _variable(doc, name, entry, at)
        for name, entry, at in entries(
            doc, fields.get("variables"), f"{pointer}/variables"
        )
    )
    known = {variable.name for variable in variables}
    for name in placeholders(url):
        if name not in known:
            message = f"the server's URL has `{{{name}}}`, which is no variable of it"
            doc.say(codes.BAD_SERVER, message, f"{pointer}/url")
    return Server(
        url,
        member(doc, fields, "description", pointer),
        variables,
        member(doc, fields, "name", pointer),
        extensions(doc, fields, SERVER, pointer),
    )


def _variable(doc: Doc, name: str, node: Json, pointer: str) -> ServerVariable:
    fields = mapping(doc, node, pointer)
    closed(doc, fields, SERVER_VARIABLE, pointer)
    values = texts(doc, fields.get("enum"), f"{pointer}/enum")
    default = member(doc, fields, "default", pointer)
    if default is None:
        default = values[0] if values else ""
        message = f"the variable `{name}` has no default; `{default}` is read"
        doc.say(codes.BAD_SERVER, message, pointer)
    return ServerVariable(
        name, default, values, member(doc, fields, "description", pointer)
    )
