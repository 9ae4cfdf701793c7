"""The canonical text of an `Api`: every fact of the IR, one a line, for tests and people.

In: an `Api`, or a type. Out: text in which indentation is nesting, every line begins
with a fixed word, and equal APIs print equal text; it is what cases of readers and
passes expect and what `specloom dump` prints. Order is the order of the IR.

- A type that fits on the line of its place stands there (`array<ref schemas/Thread>`,
  `nullable string(uuid) minLength=1`, `enum "a" | "b"`); else its parts follow as
  lines of their own (`field`, `items`, `variant`, `part`, `values`, ...).
- Text of a source is quoted as JSON on one line, with what does not print escaped.
- What is as OpenAPI has it by default is left out: the style that belongs to a
  location, `explode` that belongs to a style, facts that are false or empty.
- A part that the source keeps under a component name is printed once, at the end, and
  named where it is used; a use that differs from it is printed in full.
- With `spans`, every line ends in ` @ file#pointer` where the place is known.

Only the stage that prints calls it; nothing may read the text back.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

from specloom.ir import api as a
from specloom.ir import types as t
from specloom.ir.dump_types import TypePrinter, name_text, printable, quoted
from specloom.records import replace
from specloom.source import Span

_CONTACT: Final = ("name", "url", "email")


def dump(api: a.Api, spans: bool = False) -> str:
    """The whole API as text, ending in a newline."""
    printer = _Printer(spans)
    printer.api(api)
    return printer.text()


def dump_type(type_: t.Type, spans: bool = False) -> str:
    """One type as text, ending in a newline."""
    printer = TypePrinter(spans)
    printer.type("", type_, 0)
    return printer.text()


class _Printer(TypePrinter):
    """Adds what is called: a method per record of `ir/api.py`."""

    def __init__(self, spans: bool) -> None:
        super().__init__(spans)
        self._parts: dict[tuple[str, str], _Part] = {}

    def api(self, api: a.Api) -> None:
        self.line(0, f"api {quoted(api.title)} version {quoted(api.version)}", api.span)
        self.fact(1, "summary", api.summary)
        self.fact(1, "description", api.description)
        self.fact(1, "terms", api.terms_of_service)
        if api.contact is not None:
            contact = api.contact
            for slot in a.Contact.__slots__:
                word = f"contact-{slot}" if slot in _CONTACT else slot
                self.fact(1, word.replace("_", "-"), getattr(contact, slot))
        self.docs(1, api.external_docs)
        for server in api.servers:
            self._server(1, server)
        self._security(1, api.security)
        self.extensions(1, api.extensions)
        self.evidence(1, api.evidence, api.conflicts)
        self.fact(1, "operations", api.counts.operations or None)
        self.fact(1, "declarations", api.counts.declarations or None)
        self.fact(1, "webhooks", api.counts.webhooks or None)
        for scheme in api.security_schemes:
            self._scheme(scheme)
        for tag in api.tags:
            self._tag(tag)
        for operation in api.operations:
            self._operation(0, "operation", operation)
        for webhook in api.webhooks:
            self._operation(0, "webhook", webhook)
        for shown in api.shown:
            self._operation(0, "shown", shown)
        self._components()
        for declaration in api.declarations:
            self._declaration(declaration)

    def _components(self) -> None:
        """Print the shared parts that were named; printing one may name more."""
        done: set[tuple[str, str]] = set()
        while todo := sorted(self._parts.keys() - done):
            for key in todo:
                done.add(key)
                kind, name = key
                self._parts[key].show(0, f"component {kind} {name_text(name)}")

    def _server(self, depth: int, server: a.Server) -> None:
        name = f" name={quoted(server.name)}" if server.name is not None else ""
        self.line(depth, f"server {printable(server.url)}{name}")
        self.fact(depth + 1, "description", server.description)
        for variable in server.variables:
            text = f"variable {name_text(variable.name)} {quoted(variable.default)}"
            if variable.enum:
                text += f" enum {' | '.join(map(quoted, variable.enum))}"
            self.line(depth + 1, text)
            self.fact(depth + 2, "description", variable.description)
        self.extensions(depth + 1, server.extensions)

    def _security(
        self, depth: int, alternatives: tuple[a.SecurityRequirement, ...] | None
    ) -> None:
        for requirement in alternatives or ():
            schemes = [
                f"{name_text(name)}({', '.join(scopes)})" if scopes else name_text(name)
                for name, scopes in requirement
            ]
            self.line(
                depth, f"security {printable(' & '.join(schemes) or 'anonymous')}"
            )

    def _scheme(self, scheme: a.SecurityScheme) -> None:
        self.line(0, f"scheme {name_text(scheme.name)} {scheme.kind}", scheme.span)
        self.fact(1, "description", scheme.description)
        if scheme.parameter is not None or scheme.location is not None:
            parameter = name_text(scheme.parameter or "")
            self.line(1, f"parameter {scheme.location} {parameter}")
        self.fact(1, "scheme", scheme.scheme)
        self.fact(1, "bearer-format", scheme.bearer_format)
        for flow in scheme.flows:
            self.line(1, f"flow {flow.kind}")
            self.fact(2, "authorization-url", flow.authorization_url)
            self.fact(2, "token-url", flow.token_url)
            self.fact(2, "refresh-url", flow.refresh_url)
            self.fact(2, "device-authorization-url", flow.device_authorization_url)
            for scope, description in flow.scopes:
                self.line(2, f"scope {name_text(scope)} {quoted(description)}")
        self.fact(1, "url", scheme.url)
        self.fact(1, "deprecated", scheme.deprecated)
        self.extensions(1, scheme.extensions)
        self.evidence(1, scheme.evidence)

    def _tag(self, tag: a.Tag) -> None:
        self.line(0, f"tag {name_text(tag.name)}")
        self.fact(1, "summary", tag.summary)
        self.fact(1, "description", tag.description)
        self.fact(1, "parent", tag.parent)
        self.fact(1, "kind", tag.kind)
        self.docs(1, tag.external_docs)
        self.extensions(1, tag.extensions)

    def _declaration(self, declaration: a.Declaration) -> None:
        id_ = declaration.id
        head = f"declaration {printable(id_)}"
        block = self._typed(0, head, declaration.type, declaration.span)
        if not id_.endswith(f"/{declaration.name}"):
            self.fact(1, "name", declaration.name)
        if declaration.origin != "component":
            self.line(1, f"origin {declaration.origin}")
        if block:
            self.type("type ", declaration.type, 1)

    # Operations

    def _operation(self, depth: int, word: str, operation: a.Operation) -> None:
        id_ = operation.id
        head = id_ if id_.startswith(f"{word} ") else f"{word} {id_}"
        self.line(depth, printable(head), operation.span)
        depth += 1
        self.line(depth, f"path {printable(operation.path)}")
        if not id_.startswith(f"{operation.method} "):
            self.line(depth, f"method {name_text(operation.method)}")
        if operation.operation_id is not None:
            self.line(depth, f"operation-id {name_text(operation.operation_id)}")
        if operation.tags:
            self.line(depth, f"tags {' '.join(map(name_text, operation.tags))}")
        self.fact(depth, "summary", operation.summary)
        self.fact(depth, "description", operation.description)
        self.fact(depth, "deprecated", operation.deprecated)
        self.docs(depth, operation.external_docs)
        for server in operation.servers:
            self._server(depth, server)
        self._security(depth, operation.security)
        if operation.security == ():
            self.line(depth, "security none")
        for parameter in operation.parameters:
            self._parameter(depth, parameter)
        if operation.body is not None:
            self._body(depth, operation.body)
        for response in operation.responses:
            self._response(depth, response)
        for callback in operation.callbacks:
            self._callback(depth, callback)
        self.extensions(depth, operation.extensions)
        self.evidence(depth, operation.evidence, operation.conflicts)

    def _shared(
        self, depth: int, use: str, kind: str, name: str | None, part: _Part
    ) -> None:
        """A part in full, or the name of the component that it is."""
        if name is None:
            part.show(depth, use)
            return
        first = self._parts.setdefault((kind, name), part)
        if first.value == part.value:
            self.line(depth, f"{use} component {name_text(name)}")
        else:
            part.show(depth, f"{use} unlike component {name_text(name)}")

    def _parameter(self, depth: int, parameter: a.Parameter) -> None:
        def show(depth: int, head: str) -> None:
            self._parameter_lines(depth, head, parameter)

        use = f"parameter {parameter.location} {name_text(parameter.name)}"
        part = _Part(parameter, show)
        self._shared(depth, use, "parameter", parameter.component, part)

    def _parameter_lines(self, depth: int, head: str, it: a.Parameter) -> None:
        if head.startswith("component "):
            head += f" {it.location} {name_text(it.name)}"
        if it.required:
            head += " required"
        if it.content is not None:
            head += f" content={printable(it.content)}"
        if it.style != a.DEFAULT_STYLES[it.location]:
            head += f" style={it.style}"
        if it.explode != (it.style in ("form", "cookie")):
            head += f" explode={'true' if it.explode else 'false'}"
        if it.allow_reserved:
            head += " allow-reserved"
        if it.allow_empty:
            head += " allow-empty"
        block = self._typed(depth, head, it.type, it.span)
        self.fact(depth + 1, "description", it.description)
        self.fact(depth + 1, "deprecated", it.deprecated)
        for encoding in it.encoding:
            self._encoding(depth + 1, encoding)
        self.examples(depth + 1, it.examples)
        self.extensions(depth + 1, it.extensions)
        self.evidence(depth + 1, it.evidence, it.conflicts)
        if block:
            self.type("type ", it.type, depth + 1)

    def _typed(
        self, depth: int, head: str, type_: t.Type | None, span: Span | None
    ) -> bool:
        """The line of something that has a type; whether the type is still to print."""
        text = None if type_ is None else self.inline(type_)
        self.line(depth, head if text is None else f"{head}: {text}", span)
        return type_ is not None and text is None

    def _header(self, depth: int, header: a.Header) -> None:
        def show(depth: int, head: str) -> None:
            self._header_lines(depth, head, header)

        use = f"header {name_text(header.name)}"
        part = _Part(replace(header, name=""), show)
        self._shared(depth, use, "header", header.component, part)

    def _header_lines(self, depth: int, head: str, it: a.Header) -> None:
        if it.required:
            head += " required"
        if it.explode:
            head += " explode=true"
        if it.content is not None:
            head += f" content={printable(it.content)}"
        block = self._typed(depth, head, it.type, it.span)
        self.fact(depth + 1, "description", it.description)
        self.fact(depth + 1, "deprecated", it.deprecated)
        self.examples(depth + 1, it.examples)
        self.extensions(depth + 1, it.extensions)
        if block:
            self.type("type ", it.type, depth + 1)

    def _body(self, depth: int, body: a.Body) -> None:
        def show(depth: int, head: str) -> None:
            self.line(depth, head + (" required" if body.required else ""), body.span)
            self.fact(depth + 1, "description", body.description)
            self._contents(depth + 1, body.contents)
            self.extensions(depth + 1, body.extensions)
            self.evidence(depth + 1, body.evidence, body.conflicts)

        self._shared(depth, "body", "body", body.component, _Part(body, show))

    def _response(self, depth: int, response: a.Response) -> None:
        def show(depth: int, head: str) -> None:
            self.line(depth, head, response.span)
            self.fact(depth + 1, "summary", response.summary)
            self.fact(depth + 1, "description", response.description)
            for header in response.headers:
                self._header(depth + 1, header)
            self._contents(depth + 1, response.contents)
            for link in response.links:
                self._link(depth + 1, link)
            self.extensions(depth + 1, response.extensions)
            self.evidence(depth + 1, response.evidence, response.conflicts)

        use = f"response {name_text(response.status)}"
        part = _Part(replace(response, status=""), show)
        self._shared(depth, use, "response", response.component, part)

    def _contents(self, depth: int, contents: tuple[a.Content, ...]) -> None:
        for content in contents:
            head = f"content {printable(content.media_type)}"
            block = self._typed(depth, head, content.type, content.span)
            self.examples(depth + 1, content.examples)
            self.extensions(depth + 1, content.extensions)
            for encoding in content.encoding:
                self._encoding(depth + 1, encoding)
            if block and content.type is not None:
                self.type("type ", content.type, depth + 1)
            if content.item is not None:
                self.type("each ", content.item, depth + 1)

    def _encoding(self, depth: int, encoding: a.Encoding) -> None:
        head = f"encoding {name_text(encoding.name)}"
        if encoding.content_type is not None:
            head += f" content-type={quoted(encoding.content_type)}"
        if encoding.style is not None:
            head += f" style={encoding.style}"
        if encoding.explode is not None:
            head += f" explode={'true' if encoding.explode else 'false'}"
        if encoding.allow_reserved:
            head += " allow-reserved"
        self.line(depth, head)
        for header in encoding.headers:
            self._header(depth + 1, header)

    def _link(self, depth: int, link: a.Link) -> None:
        self.line(depth, f"link {name_text(link.name)}")
        self.fact(depth + 1, "operation", link.operation)
        self.fact(depth + 1, "operation-ref", link.operation_ref)
        for name, value in link.parameters:
            self.line(depth + 1, f"parameter {name_text(name)} {quoted(value)}")
        if link.body is not None:
            self.line(depth + 1, f"body {quoted(link.body)}")
        self.fact(depth + 1, "description", link.description)
        if link.server is not None:
            self._server(depth + 1, link.server)
        self.extensions(depth + 1, link.extensions)

    def _callback(self, depth: int, callback: a.Callback) -> None:
        def show(depth: int, head: str) -> None:
            self.line(depth, f"{head} {quoted(callback.expression)}")
            for operation in callback.operations:
                self._operation(depth + 1, "operation", operation)

        use = f"callback {name_text(callback.name)}"
        part = _Part(replace(callback, name=""), show)
        # A component may hold several expressions; each is a callback of its own.
        name = callback.component and f"{callback.component} {callback.expression}"
        self._shared(depth, use, "callback", name, part)


class _Part(NamedTuple):
    """A part that may be a component: what it is compared by, and how it is printed."""

    value: object
    show: Callable[[int, str], None]
