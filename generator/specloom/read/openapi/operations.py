"""Paths, webhooks and callbacks to operations (OpenAPI 3.1, sections 4.8.8 to 4.8.10).

In: path items by document and pointer, of any version. Out: `Operation`s, with all that
their path item says of each of them. What 2.0 says differently is read in `swagger`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from specloom.document import Json
from specloom.ir.api import Callback, Operation, Parameter, Server
from specloom.ir.types import NO_MAPPING
from specloom.read.openapi import codes, refs, swagger, swagger_forms
from specloom.read.openapi.bodies import body
from specloom.read.openapi.called import fit
from specloom.read.openapi.expect import (
    extensions,
    fixed,
    flag,
    member,
    sequence,
    texts,
    wrong,
)
from specloom.read.openapi.keywords import (
    METHODS,
    OPERATION,
    PATH_ITEM,
    SWAGGER_OPERATION,
)
from specloom.read.openapi.notes import external_docs
from specloom.read.openapi.parameters import parameter
from specloom.read.openapi.parts import inlined, part
from specloom.read.openapi.paths import in_query, matched, queried, template
from specloom.read.openapi.placeholders import shape
from specloom.read.openapi.responses import responses
from specloom.read.openapi.security import requirements
from specloom.read.openapi.servers import servers
from specloom.read.openapi.state import Doc
from specloom.read.openapi.swagger_forms import FormPart
from specloom.records import record, replace
from specloom.source import Span, escape


@record(frozen=True, slots=True)
class _Item:
    """What a path item says of all of its operations."""

    path: str
    prefix: str
    suffix: str
    kind: Literal["path", "webhook", "callback"]
    summary: str | None = None
    description: str | None = None
    parameters: tuple[Parameter, ...] = ()
    form: tuple[FormPart, ...] = ()
    servers: tuple[Server, ...] = ()
    extensions: Mapping[str, Json] = NO_MAPPING
    query: Sequence[tuple[str, str]] = ()

    def id(self, method: str) -> str:
        """The id of an operation; see `ir/api.py`."""
        return f"{self.prefix}{method}{self.suffix}"


def paths(doc: Doc, node: Json, pointer: str) -> Iterator[Operation]:
    """The operations of a Paths Object."""
    target = inlined(doc, node, pointer, "`paths`")
    if target is None:
        return
    doc = target.doc
    others = target.node if isinstance(target.node, dict) else ()
    for written, entry, at in fixed(doc, target.node, target.pointer):
        path, query = queried(doc, template(doc, written, at), others, at)
        item = _Item(path, "", f" {shape(path)}", "path", query=query)
        yield from _operations(doc, entry, at, item)


def webhooks(doc: Doc, node: Json, pointer: str) -> Iterator[Operation]:
    """The operations of the root's `webhooks`."""
    for name, entry, at in fixed(doc, node, pointer):
        item = _Item(name, f"webhook {name} ", "", "webhook")
        yield from _operations(doc, entry, at, item)


def _callbacks(doc: Doc, node: Json, pointer: str, owner: str) -> Iterator[Callback]:
    for name, entry, at in fixed(doc, node, pointer):

        def build(
            doc: Doc,
            node: dict[str, Json],
            pointer: str,
            component: str | None,
            name: str = name,
        ) -> tuple[Callback, ...]:
            place = (doc.path, pointer)
            if place in doc.session.open:
                message = f"the callback `{name}` contains itself; it ends here"
                doc.say(codes.CIRCULAR, message, pointer)
                return ()
            known = doc.session.callbacks.get(place)
            if not fit(doc, known or (), pointer):
                return ()
            if known is not None:
                return tuple(replace(it, name=name) for it in known)
            doc.session.open.add(place)
            # The operations of a shared callback do not depend on who calls back.
            prefix = f"callback {component} " if component else f"{owner}/{name} "
            found = []
            for expression, item_node, at in fixed(doc, node, pointer):
                item = _Item(expression, prefix, f" {expression}", "callback")
                called = tuple(_operations(doc, item_node, at, item))
                doc.session.called += len(called)
                found.append(Callback(name, expression, called, component))
            doc.session.open.discard(place)
            if component:
                doc.session.callbacks[place] = tuple(found)
            return tuple(found)

        key = f"{name} of {owner}"
        yield from part(doc, entry, at, "callbacks", key, build) or ()


def _operations(doc: Doc, node: Json, pointer: str, item: _Item) -> Iterator[Operation]:
    """The operations of a path item, through references."""
    if not isinstance(node, dict):
        if node is not None:
            wrong(doc, node, pointer, "an object")
        return
    if "$ref" in node:
        target = refs.follow(doc, {"$ref": node["$ref"]}, pointer, "pathItems")
        beside = {key: value for key, value in node.items() if key != "$ref"}
        item = _item(doc, beside, pointer, item)
        if not isinstance(target, str):
            yield from _operations(target.doc, target.node, target.pointer, item)
        node = {key: value for key, value in beside.items() if key in METHODS}
    else:
        item = _item(doc, node, pointer, item)
    methods: tuple[str, ...] = METHODS
    if "query" in node:
        if doc.dialect.stated and not doc.dialect.query:
            doc.habit(
                codes.OTHER_VERSION, "`query` is a method since OpenAPI 3.2", pointer
            )
        methods = (*METHODS, "query")
    for key, value in node.items():
        if key in methods:
            at = f"{pointer}/{key}"
            yield from _operation(doc, key.upper(), value, at, item)
    more = node.get("additionalOperations")
    if more is not None:
        for method, value, at in fixed(doc, more, f"{pointer}/additionalOperations"):
            yield from _operation(doc, method, value, at, item)
    for key in node.keys() - PATH_ITEM:
        if key.lower() in METHODS:
            message = f"the method `{key}` is written in small letters; it is read so"
            doc.say(codes.MISSPELT_KEY, message, f"{pointer}/{key}")
            method, at = key.upper(), f"{pointer}/{escape(key)}"
            yield from _operation(doc, method, node[key], at, item)


def _item(doc: Doc, node: dict[str, Json], pointer: str, outer: _Item) -> _Item:
    """What a path item says of its operations, and what was said outside of it."""
    known = PATH_ITEM | {key for key in node if key.lower() in METHODS}
    found = extensions(doc, node, known, pointer)
    read = _parameters(doc, node.get("parameters"), f"{pointer}/parameters")
    parameters, form = read
    return _Item(
        outer.path,
        outer.prefix,
        outer.suffix,
        outer.kind,
        member(doc, node, "summary", pointer) or outer.summary,
        member(doc, node, "description", pointer) or outer.description,
        _overridden(outer.parameters, parameters),
        (*outer.form, *form),
        servers(doc, node.get("servers"), f"{pointer}/servers") or outer.servers,
        {**outer.extensions, **found} if found else outer.extensions,
        outer.query,
    )


def _parameters(
    doc: Doc, node: Json, pointer: str
) -> tuple[tuple[Parameter, ...], tuple[FormPart, ...]]:
    """Parameters, and those of 2.0 that are parts of a body."""
    if node is None:
        return (), ()
    found: dict[tuple[str, str], Parameter] = {}
    form: list[FormPart] = []
    for index, entry in enumerate(sequence(doc, node, pointer)):
        at = f"{pointer}/{index}"
        one: Parameter | FormPart | None
        if doc.dialect.swagger:
            one = swagger_forms.parameter(doc, entry, at)
        else:
            one = parameter(doc, entry, at)
        if one is None:
            continue
        if isinstance(one, FormPart):
            form.append(one)
            continue
        key = (one.location, one.name)
        if key in found:
            message = f"the {one.location} parameter `{one.name}` is there twice"
            doc.say(codes.REPEATED_PARAMETER, message, at, "the first one is read")
            continue
        found[key] = one
    return tuple(found.values()), tuple(form)


def _overridden(
    outer: tuple[Parameter, ...], inner: tuple[Parameter, ...]
) -> tuple[Parameter, ...]:
    """Parameters of a path item, replaced by those of an operation where they are equal."""
    if not outer or not inner:
        return outer or inner
    found = {(it.location, it.name): it for it in outer}
    found.update({(it.location, it.name): it for it in inner})
    return tuple(found.values())


def _operation(
    doc: Doc, method: str, node: Json, pointer: str, item: _Item
) -> Iterator[Operation]:
    """An operation: one, or none if it cannot be read at all."""
    target = inlined(doc, node, pointer, "an operation")
    if target is None:
        _left_out(doc, method, item, pointer)
        return
    if not isinstance(target.node, dict):
        wrong(target.doc, target.node, target.pointer, "an object")
        return
    doc, node, pointer = target.doc, target.node, target.pointer
    id_ = item.id(method)
    own, form = _parameters(doc, node.get("parameters"), f"{pointer}/parameters")
    parameters = _overridden(item.parameters, own)
    security = None
    if "security" in node and node["security"] is not None:
        security = requirements(doc, node["security"], f"{pointer}/security")
    parameters = _sent(doc, parameters, security)
    if item.kind == "path":
        if item.query:
            parameters = in_query(doc, item.query, parameters, pointer)
        parameters = matched(doc, item.path, parameters, pointer)
    answers, around = responses(doc, node, pointer)
    where = servers(doc, node.get("servers"), f"{pointer}/servers") or item.servers
    payload = None
    known = OPERATION
    if doc.dialect.swagger:
        known = SWAGGER_OPERATION
        payload = swagger_forms.body(doc, node, pointer, (*item.form, *form))
        where = swagger.servers(doc, node, pointer)
    elif node.get("requestBody") is not None:
        payload = body(doc, node["requestBody"], f"{pointer}/requestBody")
    found = extensions(doc, node, known, pointer)
    callbacks: tuple[Callback, ...] = ()
    if node.get("callbacks"):
        at = f"{pointer}/callbacks"
        callbacks = tuple(_callbacks(doc, node["callbacks"], at, id_))
    yield Operation(
        id_,
        method,
        item.path,
        _operation_id(doc, node, pointer),
        member(doc, node, "summary", pointer) or item.summary,
        member(doc, node, "description", pointer) or item.description,
        texts(doc, node.get("tags"), f"{pointer}/tags"),
        parameters,
        payload,
        answers,
        security,
        where,
        flag(doc, node, "deprecated", pointer),
        callbacks,
        external_docs(doc, node.get("externalDocs"), f"{pointer}/externalDocs"),
        {**item.extensions, **around, **found} if item.extensions or around else found,
        Span(doc.origin, pointer),
    )


def _left_out(doc: Doc, method: str, item: _Item, pointer: str) -> None:
    """Report an operation of which nothing is known, so that it is counted."""
    doc.session.left_out[item.kind] += 1
    message = f"the operation {method} {item.path} cannot be read"
    if item.kind == "path":
        doc.say(codes.OPERATION_LEFT_OUT, message, pointer)
    elif item.kind == "webhook":
        message = f"{method} of the webhook {item.path} cannot be read"
        doc.say(codes.WEBHOOK_LEFT_OUT, message, pointer)


def _operation_id(doc: Doc, node: dict[str, Json], pointer: str) -> str | None:
    """The vendor's name of an operation, if no other has it."""
    name = member(doc, node, "operationId", pointer)
    if not name:
        return None
    at = Span(doc.origin, f"{pointer}/operationId")
    first = doc.session.operation_ids.setdefault(name, at)
    if first is at:
        return name
    message = f"the operationId `{name}` is there twice: the later one is not used"
    doc.say(
        codes.REPEATED_OPERATION_ID,
        message,
        at.pointer,
        related=(("the first one", first),),
    )
    return None


def _sent(
    doc: Doc, parameters: tuple[Parameter, ...], security: object
) -> tuple[Parameter, ...]:
    """Without headers that a Parameter Object cannot describe (section 4.8.12.2.1).

    `Authorization` stays where no security scheme would send it.
    """
    ignored = {"accept", "content-type"}
    if doc.session.secured if security is None else security:
        ignored.add("authorization")
    for it in parameters:
        if it.location == "header" and it.name.lower() in ignored:
            break
    else:
        return parameters
    found = []
    for it in parameters:
        if it.location == "header" and it.name.lower() in ignored:
            message = f"`{it.name}` is not a header parameter; it is left out"
            doc.habit(codes.IGNORED_HEADER, message, it.span.pointer if it.span else "")
        else:
            found.append(it)
    return tuple(found)
