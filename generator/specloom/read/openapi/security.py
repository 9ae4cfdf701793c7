"""Security schemes and requirements (OpenAPI 3.1, sections 4.8.27 to 4.8.30; 2.0's too).

In: nodes by document and pointer. Out: `SecurityScheme`, `SecurityRequirement`. That a
requirement names a declared scheme is the affair of the pass `resolve`.
"""

from __future__ import annotations

from typing import Final, Literal, TypeAlias, cast

from specloom.document import Json
from specloom.ir.api import OAuthFlow, SecurityRequirement, SecurityScheme
from specloom.read.openapi import codes
from specloom.read.openapi.expect import (
    closed,
    entries,
    extensions,
    fixed,
    flag,
    mapping,
    member,
    sequence,
    text,
    texts,
)
from specloom.read.openapi.keywords import (
    FLOW,
    SECURITY_SCHEME,
    SWAGGER_SECURITY_SCHEME,
)
from specloom.read.openapi.parts import part
from specloom.read.openapi.state import Doc
from specloom.source import Span

_Kind: TypeAlias = Literal["apiKey", "http", "oauth2", "openIdConnect", "mutualTLS"]
_KINDS: Final = {
    kind.lower(): kind
    for kind in ("apiKey", "http", "oauth2", "openIdConnect", "mutualTLS")
}
_SWAGGER_FLOWS: Final = {
    "application": "clientCredentials",
    "accessCode": "authorizationCode",
}


def schemes(doc: Doc, node: Json, pointer: str) -> tuple[SecurityScheme, ...]:
    """A map of schemes by name."""
    found = (_scheme(doc, *entry) for entry in entries(doc, node, pointer))
    return tuple(scheme for scheme in found if scheme is not None)


def _scheme(doc: Doc, name: str, node: Json, pointer: str) -> SecurityScheme | None:
    def build(
        doc: Doc, node: dict[str, Json], pointer: str, component: str | None
    ) -> SecurityScheme | None:
        return _scheme_here(doc, name, node, pointer)

    return part(doc, node, pointer, "securitySchemes", name, build)


def _scheme_here(
    doc: Doc, name: str, node: dict[str, Json], pointer: str
) -> SecurityScheme | None:
    stated = member(doc, node, "type", pointer) or ""
    kind = _KINDS.get(stated.lower())
    scheme = member(doc, node, "scheme", pointer)
    if stated.lower() == "basic" or (kind is None and stated.lower() == "bearer"):
        if not doc.dialect.swagger or stated.lower() != "basic":
            message = f"`{stated}` is no type of a scheme; it is read as http"
            doc.say(codes.BAD_SCHEME, message, f"{pointer}/type")
        kind, scheme = "http", stated
    if kind is None:
        message = f"the security scheme `{name}` is of no known type; it is left out"
        hint = "`type` is one of apiKey, http, oauth2, openIdConnect, mutualTLS"
        doc.say(codes.BAD_SCHEME, message, pointer, hint)
        return None
    parameter = location = None
    if kind == "apiKey":
        parameter, location = _key(doc, name, node, pointer)
    if kind == "http" and not scheme:
        doc.say(codes.BAD_SCHEME, f"`{name}` says no `scheme`; bearer is read", pointer)
        scheme = "bearer"
    flows: tuple[OAuthFlow, ...] = ()
    known = SWAGGER_SECURITY_SCHEME if doc.dialect.swagger else SECURITY_SCHEME
    if kind == "oauth2":
        if doc.dialect.swagger or ("flow" in node and "flows" not in node):
            known = known | SWAGGER_SECURITY_SCHEME
            stated_flow = member(doc, node, "flow", pointer) or ""
            flow_kind = _SWAGGER_FLOWS.get(stated_flow, stated_flow)
            flows = (_flow(doc, flow_kind, node, pointer),)
        else:
            at = f"{pointer}/flows"
            found = fixed(doc, node.get("flows"), at)
            flows = tuple(_flow(doc, *flow, check=True) for flow in found)
    return SecurityScheme(
        name,
        cast(_Kind, kind),
        member(doc, node, "description", pointer),
        parameter,
        location,
        scheme.lower() if scheme and kind == "http" else None,
        member(doc, node, "bearerFormat", pointer),
        flows,
        member(doc, node, "openIdConnectUrl", pointer)
        or member(doc, node, "oauth2MetadataUrl", pointer),
        flag(doc, node, "deprecated", pointer),
        extensions(doc, node, known, pointer),
        Span(doc.origin, pointer),
    )


def _key(
    doc: Doc, name: str, node: dict[str, Json], pointer: str
) -> tuple[str, Literal["query", "header", "cookie"]]:
    """The parameter of an API key, and where it goes."""
    parameter = member(doc, node, "name", pointer)
    if not parameter:
        message = f"the API key `{name}` has no `name`; its own is read"
        doc.say(codes.BAD_SCHEME, message, pointer)
        parameter = name
    match member(doc, node, "in", pointer):
        case "query" | "header" | "cookie" as location:
            return parameter, location
        case _:
            message = f"the API key `{name}` says no place; a header is read"
            hint = "`in` is one of query, header, cookie"
            doc.say(codes.BAD_SCHEME, message, pointer, hint)
            return parameter, "header"


def _flow(
    doc: Doc, kind: str, node: Json, pointer: str, *, check: bool = False
) -> OAuthFlow:
    fields = mapping(doc, node, pointer)
    if check:
        closed(doc, fields, FLOW, pointer)
    scopes = []
    listed = fields.get("scopes")
    at = f"{pointer}/scopes"
    if isinstance(listed, list):
        doc.say(codes.BAD_SCHEME, "`scopes` is a list, not an object by name", at)
        scopes = [(scope, "") for scope in texts(doc, listed, at)]
    else:
        for scope, description, place in fixed(doc, listed, at):
            scopes.append((scope, text(doc, description, place) or ""))
    return OAuthFlow(
        kind,
        member(doc, fields, "authorizationUrl", pointer) or None,
        member(doc, fields, "tokenUrl", pointer) or None,
        member(doc, fields, "refreshUrl", pointer) or None,
        member(doc, fields, "deviceAuthorizationUrl", pointer) or None,
        tuple(scopes),
    )


def requirements(doc: Doc, node: Json, pointer: str) -> tuple[SecurityRequirement, ...]:
    """Alternatives, each of schemes with scopes; an empty one allows anonymous calls."""
    found: list[SecurityRequirement] = []
    for index, entry in enumerate(sequence(doc, node, pointer)):
        at = f"{pointer}/{index}" if isinstance(node, list) else pointer
        if isinstance(entry, str):
            message = (
                "a requirement is an object of schemes; read as one without scopes"
            )
            doc.say(codes.BAD_SCHEME, message, at)
            entry = {entry: []}
        names = entries(doc, entry, at)
        # In 3.2 a scheme may also be named by a reference to it.
        found.append(
            tuple(
                (_local(name), texts(doc, scopes, place) if scopes else ())
                for name, scopes, place in names
            )
        )
    return tuple(found)


def _local(name: str) -> str:
    return (
        name.rpartition("/securitySchemes/")[2] if "/securitySchemes/" in name else name
    )
