"""Postman collections: requests that somebody keeps, with the answers they got.

In: a JSON document of Collection 2.0 or 2.1. Out: the `Api` of its requests: those to the
same method and path are one operation. Types are inferred from what was sent and
answered; names, descriptions and ways to authenticate are stated. Folders are tags.
Scripts are never looked at.
"""

from __future__ import annotations

from typing import Final

from specloom.document import Json
from specloom.ir.api import (
    Api,
    Operation,
    Parameter,
    Response,
    SecurityRequirement,
    SecurityScheme,
    Tag,
)
from specloom.ir.evidence import Evidence
from specloom.read.input import Input
from specloom.read.pages.postman.requests import (
    Object,
    Saved,
    call_of,
    descriptions,
    fields,
    prose,
    saved,
    values,
)
from specloom.read.pages.saying import complete, operation_id, page_api, stated
from specloom.read.pages.snippets.call import Call
from specloom.read.pages.snippets.shown import Answer, operation_of, path_of, servers_of
from specloom.read.signature import is_page
from specloom.records import record, replace
from specloom.source import Span

NO_REQUEST: Final = "SL360"
NO_SCHEME: Final = "SL361"

_SCHEMA: Final = "postman.com/json/collection/v2."


@record(frozen=True, slots=True)
class _Item:
    """A request, in its folder, with the authentication that holds for it."""

    call: Call
    name: str
    node: Object
    span: Span
    tag: str | None
    security: tuple[SecurityRequirement, ...] | None


def detect(given: Input) -> str | None:
    """The schema that the document says it follows, if it is that of a collection."""
    if is_page(given.source):
        return None
    root = given.document.root
    schema = fields(fields(root).get("info")).get("schema")
    if isinstance(schema, str) and _SCHEMA in schema and "item" in fields(root):
        return f"it says `schema: {schema}`"
    return None


def read(given: Input) -> Api:
    """The API that the requests call."""
    return _Collection(given).api()


class _Collection:
    def __init__(self, given: Input) -> None:
        self._given = given
        self._root = fields(given.document.root)
        self._schemes: dict[str, SecurityScheme] = {}
        self._tags: dict[str, Tag] = {}
        self._items: dict[str, list[_Item]] = {}
        self._left_out = 0
        listed = self._root.get("variable")
        self._variables = values(listed if isinstance(listed, list) else [])

    def api(self) -> Api:
        top = self._given.document.span()
        security = self._security(self._root.get("auth"), top.at("auth"), None)
        self._collect(self._root.get("item"), top.at("item"), None, security)
        info = fields(self._root.get("info"))
        title = info.get("name")
        operations = [self._operation(them) for them in self._items.values()]
        servers = next((it.servers for it in operations if it.servers), ())
        api = page_api(
            self._given.source,
            [
                replace(it, servers=()) if it.servers == servers else it
                for it in operations
            ],
            servers=servers,
            schemes=self._schemes.values(),
            title=title if isinstance(title, str) and title.strip() else None,
        )
        seen = api.counts.operations + self._left_out
        return replace(
            api,
            description=prose(info.get("description")),
            tags=tuple(self._tags.values()),
            counts=replace(api.counts, operations=seen),
        )

    def _collect(
        self,
        node: Json,
        place: Span,
        tag: str | None,
        security: tuple[SecurityRequirement, ...] | None,
    ) -> None:
        """Go through the items of a folder. The outermost folder is the tag."""
        for index, entry in enumerate(node if isinstance(node, list) else ()):
            item, at = fields(entry), place.at(index)
            name = str(item.get("name") or "")
            if isinstance(item.get("item"), list):
                own = self._security(item.get("auth"), at.at("auth"), security)
                inner = tag or name or None
                if tag is None and name:
                    self._tags.setdefault(
                        name, Tag(name, prose(item.get("description")))
                    )
                self._collect(item["item"], at.at("item"), inner, own)
                continue
            request = item.get("request")
            call = call_of(request, at.at("request"), self._variables)
            if isinstance(call, str):
                message = f"the item `{name}` is left out: {call}"
                self._given.diagnostics.add(NO_REQUEST, message, at)
                self._left_out += 1
                continue
            own = self._security(
                fields(request).get("auth"), at.at("request", "auth"), security
            )
            id_ = operation_id(call.method, path_of(call))
            found = _Item(call, name, item, at, tag, own)
            self._items.setdefault(id_, []).append(found)

    def _operation(self, items: list[_Item]) -> Operation:
        answers = [
            answer
            for it in items
            for answer in saved(it.node.get("response"), it.span.at("response"))
        ]
        shown = [
            Answer(it.value, it.span, it.status)
            for it in answers
            if it.value is not None
        ]
        first = items[0]
        operation = complete(operation_of([it.call for it in items], shown))
        operation = replace(
            operation,
            tags=(first.tag,) if first.tag else (),
            security=first.security,
            servers=servers_of(it.call for it in items),
            parameters=tuple(_described(it, items) for it in operation.parameters),
            responses=_responses(operation, answers),
        )
        evidence: dict[str, Evidence] = {**operation.evidence}
        if first.name:
            why = stated(first.span.at("name"), "name of the request")
            operation = replace(operation, summary=first.name)
            evidence["summary"] = why
        said = prose(fields(first.node.get("request")).get("description"))
        if said:
            operation = replace(operation, description=said)
            place = first.span.at("request", "description")
            evidence["description"] = stated(place, "description of the request")
        return replace(operation, evidence=evidence)

    def _security(
        self,
        node: Json,
        place: Span,
        around: tuple[SecurityRequirement, ...] | None,
    ) -> tuple[SecurityRequirement, ...] | None:
        """What holds here; without a word, what holds around."""
        auth = fields(node)
        kind = auth.get("type")
        if not isinstance(kind, str) or kind == "inherit":
            return around
        if kind == "noauth":
            return ()
        why = {"type": stated(place, "authentication")}
        said = _settings(auth.get(kind))
        if kind in ("bearer", "basic", "digest"):
            scheme = SecurityScheme(
                f"{kind}Auth", "http", scheme=kind, span=place, evidence=why
            )
        elif kind == "apikey":
            parameter = str(said.get("key") or "X-API-Key")
            location = "query" if said.get("in") == "query" else "header"
            scheme = SecurityScheme(
                "apiKey" if location == "header" else "apiKeyQuery",
                "apiKey",
                parameter=parameter,
                location="query" if location == "query" else "header",
                span=place,
                evidence=why,
            )
        elif kind in ("oauth2", "jwt"):
            # Both send a token; how it is got is not kept in a form that could be used.
            scheme = SecurityScheme(
                "bearerAuth", "http", scheme="bearer", span=place, evidence=why
            )
        else:
            message = f"authentication of the kind `{kind}` cannot be expressed"
            self._given.diagnostics.add(NO_SCHEME, message, place)
            return None
        self._schemes.setdefault(scheme.name, scheme)
        return (((scheme.name, ()),),)


def _settings(node: Json) -> Object:
    """The settings of a kind of authentication: an object, or a list of named values."""
    if isinstance(node, list):
        return {str(fields(it).get("key")): fields(it).get("value") for it in node}
    return fields(node)


def _described(parameter: Parameter, items: list[_Item]) -> Parameter:
    """The parameter with what the collection says of it."""
    for it in items:
        request = fields(it.node.get("request"))
        url = fields(request.get("url"))
        key, node, at = {
            "path": ("variable", url.get("variable"), ("request", "url")),
            "query": ("query", url.get("query"), ("request", "url")),
        }.get(parameter.location, ("header", request.get("header"), ("request",)))
        found = descriptions(node).get(parameter.name)
        if found is not None:
            why = stated(it.span.at(*at, key, found[1]), "description")
            evidence = {**parameter.evidence, "description": why}
            return replace(parameter, description=found[0], evidence=evidence)
    return parameter


def _responses(operation: Operation, answers: list[Saved]) -> tuple[Response, ...]:
    """The answers of the operation, and those whose body shows nothing of a type."""
    names = {it.status: it.name for it in reversed(answers) if it.name}
    known = {it.status for it in operation.responses if "status" not in it.evidence}
    found = [
        replace(it, description=it.description or names.get(it.status))
        for it in operation.responses
    ]
    for it in answers:
        if it.status is not None and it.status not in known:
            known.add(it.status)
            found.append(Response(it.status, it.name, span=it.span))
    if any(status is not None and status[0] in "23" for status in known):
        # The one that was guessed for want of any gives way.
        found = [
            it for it in found if it.status != "200" or "status" not in it.evidence
        ]
    return tuple(sorted(found, key=lambda it: it.status == "default"))
