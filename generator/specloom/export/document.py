"""The document as a whole: its version, head, paths and components."""

from __future__ import annotations

from specloom.export.evidence import evidence_of
from specloom.export.parts import Parts
from specloom.export.schemas import Schema, Schemas, external_docs
from specloom.export.spelling import schema_names
from specloom.ir import api as a
from specloom.ir import types as t
from specloom.ir.components import Kind, all_operations, parts_of


def export(api: a.Api) -> dict[str, t.Json]:
    """The canonical document; see the package."""
    declared = {it.id: it.type for it in api.declarations}
    names = schema_names(api.declarations)
    schemas = Schemas(declared, names)
    schemes = [it.name for it in api.security_schemes]
    parts = Parts(schemas, _named(api), schemes)
    found: Schema = {"openapi": "", "info": _info(api)}
    if api.servers:
        found["servers"] = [parts.server(server) for server in api.servers]
    if api.security:
        found["security"] = parts.security(api.security)
    if api.tags:
        found["tags"] = [_tag(tag, parts) for tag in api.tags]
    if api.external_docs is not None:
        found["externalDocs"] = external_docs(api.external_docs)
    found.update(api.extensions)
    if api.evidence or api.conflicts:
        found.update(evidence_of(api.evidence, api.conflicts))
    found["paths"] = _paths(api.operations, parts)
    if api.webhooks:
        found["webhooks"] = _paths(api.webhooks, parts)
    components: Schema = {}
    if declared:
        components["schemas"] = {
            names[id_]: schemas.schema(type_) for id_, type_ in declared.items()
        }
    components.update(
        (kind, parts.components[kind]) for kind in sorted(parts.components)
    )
    if api.security_schemes:
        components["securitySchemes"] = _schemes(api, parts)
    if components:
        found["components"] = components
    if schemas.needs_3_2 or parts.needs_3_2:
        found["openapi"] = "3.2.0"
        for response in parts.undescribed:
            del response["description"]
    else:
        found["openapi"] = "3.1.1"
    return found


def _named(api: a.Api) -> dict[Kind, set[str]]:
    """The names of components other than schemas, by kind."""
    named: dict[Kind, set[str]] = {}
    for operation in all_operations(api):
        for (kind, name), _ in parts_of(operation):
            named.setdefault(kind, set()).add(name)
    return named


def _paths(operations: tuple[a.Operation, ...], parts: Parts) -> Schema:
    """Path items by path, in the order of their first operations."""
    by_path: dict[str, list[a.Operation]] = {}
    for it in operations:
        by_path.setdefault(it.path, []).append(it)
    return {path: parts.path_item(group) for path, group in by_path.items()}


def _info(api: a.Api) -> Schema:
    """The Info Object (4.8.2)."""
    found: Schema = {"title": api.title}
    for keyword, value in (
        ("summary", api.summary),
        ("description", api.description),
        ("termsOfService", api.terms_of_service),
    ):
        if value is not None:
            found[keyword] = value
    if api.contact is not None:
        contact, license_ = _contact(api.contact)
        if contact:
            found["contact"] = contact
        if license_:
            found["license"] = license_
    found["version"] = api.version
    return found


def _contact(it: a.Contact) -> tuple[Schema, Schema]:
    contact: Schema = {}
    for keyword in ("name", "url", "email"):
        value = getattr(it, keyword)
        if value is not None:
            contact[keyword] = value
    license_: Schema = {}
    if it.license is not None:
        license_["name"] = it.license
    if it.license_identifier is not None:
        license_["identifier"] = it.license_identifier
    elif it.license_url is not None:
        license_["url"] = it.license_url
    if license_:
        license_.setdefault("name", "")
    return contact, license_


def _tag(it: a.Tag, parts: Parts) -> Schema:
    found: Schema = {"name": it.name}
    if it.summary is not None or it.parent is not None or it.kind is not None:
        parts.needs_3_2 = True
    for keyword in ("summary", "description", "parent", "kind"):
        value = getattr(it, keyword)
        if value is not None:
            found[keyword] = value
    if it.external_docs is not None:
        found["externalDocs"] = external_docs(it.external_docs)
    found.update(it.extensions)
    return found


def _schemes(api: a.Api, parts: Parts) -> Schema:
    names = parts.scheme_names
    return {names[it.name]: _scheme(it, parts) for it in api.security_schemes}


def _scheme(it: a.SecurityScheme, parts: Parts) -> Schema:
    """A Security Scheme Object (4.8.27)."""
    found: Schema = {"type": it.kind}
    if it.description is not None:
        found["description"] = it.description
    match it.kind:
        case "apiKey":
            found["name"] = it.parameter or it.name
            found["in"] = it.location or "header"
        case "http":
            found["scheme"] = it.scheme or "bearer"
            if it.bearer_format is not None and it.scheme == "bearer":
                found["bearerFormat"] = it.bearer_format
        case "oauth2":
            found["flows"] = {flow.kind: _flow(flow, parts) for flow in it.flows}
            if it.url is not None:
                parts.needs_3_2 = True
                found["oauth2MetadataUrl"] = it.url
        case "openIdConnect":
            found["openIdConnectUrl"] = it.url or ""
        case "mutualTLS":
            pass
    if it.deprecated:
        parts.needs_3_2 = True
        found["deprecated"] = True
    found.update(it.extensions)
    found.update(evidence_of(it.evidence))
    return found


def _flow(it: a.OAuthFlow, parts: Parts) -> Schema:
    found: Schema = {}
    if it.kind == "deviceAuthorization":
        parts.needs_3_2 = True
        found["deviceAuthorizationUrl"] = it.device_authorization_url or ""
    if it.authorization_url is not None or it.kind in ("implicit", "authorizationCode"):
        found["authorizationUrl"] = it.authorization_url or ""
    if it.token_url is not None or it.kind != "implicit":
        found["tokenUrl"] = it.token_url or ""
    if it.refresh_url is not None:
        found["refreshUrl"] = it.refresh_url
    found["scopes"] = dict(it.scopes)
    return found
