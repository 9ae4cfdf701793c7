"""Operations and their parts to Operation Objects and what they hold (OpenAPI 3.1, 4.8).

In: records of `ir/api.py`. Out: JSON values. A part that has a component name is written
once, under `components`, and referred to by all uses that are equal to it; a use that
differs is written where it stands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final, TypeVar

from specloom.export.evidence import evidence_of
from specloom.export.schemas import Schema, Schemas, external_docs
from specloom.export.spelling import component_names
from specloom.ir import api as a
from specloom.ir import types as t
from specloom.ir.components import Key, Kind
from specloom.ir.free_names import FreeNames
from specloom.records import replace

METHODS: Final = frozenset(
    ("GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE")
)
P = TypeVar("P", a.Parameter, a.Header, a.Body, a.Response, t.Example)


class Parts:
    """Writes what operations are made of, and collects the components among it."""

    def __init__(
        self,
        schemas: Schemas,
        named: Mapping[Kind, set[str]],
        schemes: Iterable[str],
    ) -> None:
        self.needs_3_2 = False
        self.scheme_names = component_names(schemes)
        # Answers without a description, which is required up to 3.1.
        self.undescribed: list[Schema] = []
        self.components: dict[Kind, dict[str, t.Json]] = {}
        self._schemas = schemas
        self._names = {kind: component_names(names) for kind, names in named.items()}
        self._first: dict[Key, object] = {}
        # By identity of the part, which the API holds.
        self._references: dict[int, Schema] = {}

    def _shared(
        self, kind: Kind, part: P, plain: P, write: Callable[[P], Schema]
    ) -> Schema:
        """A reference to a component, or the part; `plain` lacks what is of its use."""
        if part.component is None:
            return write(part)
        known = self._references.get(id(part))
        if known is not None:
            return known
        key = (kind, part.component)
        name = self._names[kind][part.component]
        first = self._first.get(key)
        if first is None:
            self._first[key] = plain
            section = self.components.setdefault(kind, {})
            section[name] = None  # Components stand in the order of their first use.
            section[name] = write(part)
        elif first is not plain and first != plain:
            return write(part)
        reference: Schema = {"$ref": f"#/components/{kind}/{name}"}
        self._references[id(part)] = reference
        return reference

    # Operations

    def operation(self, it: a.Operation) -> Schema:
        """An Operation Object (4.8.10)."""
        found: Schema = {}
        if it.operation_id is not None:
            found["operationId"] = it.operation_id
        if it.tags:
            found["tags"] = [*it.tags]
        if it.summary is not None:
            found["summary"] = it.summary
        if it.description is not None:
            found["description"] = it.description
        if it.external_docs is not None:
            found["externalDocs"] = external_docs(it.external_docs)
        if it.deprecated:
            found["deprecated"] = True
        if it.parameters:
            found["parameters"] = [self._parameter(p) for p in it.parameters]
        if it.body is not None:
            found["requestBody"] = self._shared(
                "requestBodies", it.body, it.body, self._body
            )
        if it.responses:
            found["responses"] = {r.status: self._response(r) for r in it.responses}
        if it.callbacks:
            found["callbacks"] = self._callbacks(it.callbacks)
        if it.security is not None:
            found["security"] = self.security(it.security)
        if it.servers:
            found["servers"] = [self.server(server) for server in it.servers]
        found.update(it.extensions)
        if it.evidence or it.conflicts:
            found.update(evidence_of(it.evidence, it.conflicts))
        return found

    def path_item(self, operations: list[a.Operation]) -> Schema:
        """A Path Item Object (4.8.9) of operations that share a path."""
        found: Schema = {}
        more: Schema = {}
        for it in operations:
            if it.method in METHODS:
                found[it.method.lower()] = self.operation(it)
            elif it.method == "QUERY":
                self.needs_3_2 = True
                found["query"] = self.operation(it)
            else:
                self.needs_3_2 = True
                more[it.method] = self.operation(it)
        if more:
            found["additionalOperations"] = more
        return found

    def _callbacks(self, callbacks: tuple[a.Callback, ...]) -> Schema:
        found: Schema = {}
        for it in callbacks:
            if it.component is None:
                entry = found.setdefault(it.name, {})
                assert isinstance(entry, dict)
                entry[it.expression] = self.path_item([*it.operations])
                continue
            name = self._names["callbacks"][it.component]
            section = self.components.setdefault("callbacks", {})
            shared = section.setdefault(name, {})
            assert isinstance(shared, dict)
            if it.expression not in shared:
                shared[it.expression] = {}
                shared[it.expression] = self.path_item([*it.operations])
            found[it.name] = {"$ref": f"#/components/callbacks/{name}"}
        return found

    def security(self, alternatives: tuple[a.SecurityRequirement, ...]) -> list[t.Json]:
        """A list of Security Requirement Objects (4.8.30)."""
        names = self.scheme_names
        return [
            {names.get(name, name): [*scopes] for name, scopes in requirement}
            for requirement in alternatives
        ]

    # Parameters and headers

    def _parameter(self, part: a.Parameter) -> Schema:
        return self._shared("parameters", part, part, self._parameter_object)

    def _parameter_object(self, it: a.Parameter) -> Schema:
        found: Schema = {"name": it.name, "in": it.location}
        if it.location == "querystring" or it.style == "cookie":
            self.needs_3_2 = True
        if it.description is not None:
            found["description"] = it.description
        if it.required:
            found["required"] = True
        if it.deprecated:
            found["deprecated"] = True
        if it.allow_empty and it.location == "query":
            found["allowEmptyValue"] = True
        if it.style != a.DEFAULT_STYLES[it.location]:
            found["style"] = it.style
        if it.explode != (it.style in ("form", "cookie")):
            found["explode"] = it.explode
        if it.allow_reserved:
            found["allowReserved"] = True
        self._value(it, found)
        found.update(it.extensions)
        if it.evidence or it.conflicts:
            found.update(evidence_of(it.evidence, it.conflicts))
        return found

    def _value(self, it: a.Parameter | a.Header, found: Schema) -> None:
        """Schema and examples, or the media type that has both."""
        if it.content is None:
            found["schema"] = self._schemas.schema(it.type)
            self._examples(it.examples, found)
            return
        media: Schema = {}
        if it.type != t.Any_():
            media["schema"] = self._schemas.schema(it.type)
        if isinstance(it, a.Parameter) and it.encoding:
            self._encodings(it.encoding, media)
        self._examples(it.examples, media)
        found["content"] = {it.content: media}

    def _headers(self, headers: tuple[a.Header, ...]) -> Schema:
        return {
            it.name: self._shared(
                "headers",
                it,
                it if it.component is None else replace(it, name=""),
                self._header_object,
            )
            for it in headers
        }

    def _header_object(self, it: a.Header) -> Schema:
        found: Schema = {}
        if it.description is not None:
            found["description"] = it.description
        if it.required:
            found["required"] = True
        if it.deprecated:
            found["deprecated"] = True
        if it.explode:
            found["explode"] = True
        self._value(it, found)
        found.update(it.extensions)
        return found

    # Bodies and answers

    def _body(self, it: a.Body) -> Schema:
        found: Schema = {}
        if it.description is not None:
            found["description"] = it.description
        if it.required:
            found["required"] = True
        found["content"] = self._contents(it.contents)
        found.update(it.extensions)
        found.update(evidence_of(it.evidence, it.conflicts))
        return found

    def _response(self, part: a.Response) -> Schema:
        if part.component is None:
            return self._response_object(part)
        known = self._references.get(id(part))
        if known is not None:
            return known
        plain = replace(part, status="")
        return self._shared("responses", part, plain, self._response_object)

    def _response_object(self, it: a.Response) -> Schema:
        found: Schema = {}
        if it.summary is not None:
            self.needs_3_2 = True
            found["summary"] = it.summary
        found["description"] = it.description or ""
        if it.description is None:
            self.undescribed.append(found)
        if it.headers:
            found["headers"] = self._headers(it.headers)
        if it.contents:
            found["content"] = self._contents(it.contents)
        if it.links:
            found["links"] = {link.name: self._link(link) for link in it.links}
        found.update(it.extensions)
        if it.evidence or it.conflicts:
            found.update(evidence_of(it.evidence, it.conflicts))
        return found

    def _contents(self, contents: tuple[a.Content, ...]) -> Schema:
        return {it.media_type: self._content(it) for it in contents}

    def _content(self, it: a.Content) -> Schema:
        found: Schema = {}
        type_ = it.type
        if isinstance(type_, t.Binary) and type_.media_type == it.media_type:
            # What the media type says by itself (4.8.14.1).
            if type_.notes is not t.NO_NOTES:
                any_ = t.Any_(notes=type_.notes)
                found["schema"] = self._schemas.object(any_)
        elif type_ is not None:
            found["schema"] = self._schemas.schema(type_)
        if it.item is not None:
            self.needs_3_2 = True
            found["itemSchema"] = self._schemas.schema(it.item)
        if it.encoding:
            self._encodings(it.encoding, found)
        self._examples(it.examples, found)
        found.update(it.extensions)
        return found

    def _encodings(self, encodings: tuple[a.Encoding, ...], found: Schema) -> None:
        by_name: Schema = {}
        first: list[t.Json] = []
        for it in encodings:
            encoding = self._encoding(it)
            if it.name == "[]":
                self.needs_3_2 = True
                found["itemEncoding"] = encoding
            elif it.name == f"[{len(first)}]":
                self.needs_3_2 = True
                first.append(encoding)
            else:
                by_name[it.name] = encoding
        if by_name:
            found["encoding"] = by_name
        if first:
            found["prefixEncoding"] = first

    def _encoding(self, it: a.Encoding) -> Schema:
        found: Schema = {}
        if it.content_type is not None:
            found["contentType"] = it.content_type
        if it.headers:
            found["headers"] = self._headers(it.headers)
        if it.style is not None:
            found["style"] = it.style
        if it.explode is not None:
            found["explode"] = it.explode
        if it.allow_reserved:
            found["allowReserved"] = True
        return found

    def _link(self, it: a.Link) -> Schema:
        found: Schema = {}
        if it.operation is not None:
            found["operationId"] = it.operation
        if it.operation_ref is not None and it.operation is None:
            found["operationRef"] = it.operation_ref
        if not found:
            found["operationRef"] = ""
        if it.parameters:
            texts = all(isinstance(value, str) for _, value in it.parameters)
            key = "parameters" if texts else "x-specloom-parameters"
            found[key] = dict(it.parameters)
        if it.body is not None:
            found["requestBody"] = it.body
        if it.description is not None:
            found["description"] = it.description
        if it.server is not None:
            # The schema of 3.1.0's documents spells it `body`, so it takes 3.2's.
            self.needs_3_2 = True
            found["server"] = self.server(it.server)
        found.update(it.extensions)
        return found

    # Examples and servers

    def _examples(self, examples: tuple[t.Example, ...], found: Schema) -> None:
        if not examples:
            return
        named: Schema = {}
        names = FreeNames("_%d")
        for it in examples:
            if (
                not isinstance(it.value, t.Unset)
                and "example" not in found
                and it == t.Example("example", it.value)
            ):
                found["example"] = it.value
                continue
            name = names.free(it.name, named)
            plain = it if it.component is None else replace(it, name="")
            named[name] = self._shared("examples", it, plain, self._example)
        if named:
            found["examples"] = named

    def _example(self, it: t.Example) -> Schema:
        found: Schema = {}
        if it.summary is not None:
            found["summary"] = it.summary
        if it.description is not None:
            found["description"] = it.description
        if it.serialized is not None:
            self.needs_3_2 = True
            found["serializedValue"] = it.serialized
        if not isinstance(it.value, t.Unset):
            found["value" if it.serialized is None else "dataValue"] = it.value
        elif it.url is not None:
            found["externalValue"] = it.url
        return found

    def server(self, it: a.Server) -> Schema:
        """A Server Object (4.8.5)."""
        found: Schema = {"url": it.url}
        if it.name is not None:
            self.needs_3_2 = True
            found["name"] = it.name
        if it.description is not None:
            found["description"] = it.description
        if it.variables:
            found["variables"] = {
                variable.name: _variable(variable) for variable in it.variables
            }
        found.update(it.extensions)
        return found


def _variable(it: a.ServerVariable) -> Schema:
    found: Schema = {}
    if it.enum:
        found["enum"] = [*it.enum]
    found["default"] = it.default
    if it.description is not None:
        found["description"] = it.description
    return found
