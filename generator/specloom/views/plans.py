"""`_plans/`: every operation as data, a module per resource.

In: an API ready for code, with its names. Out: :class:`Plans` for each resource. Every
URL, style, body and answer stands in the plan; types are functions, so that nothing
loads before its first use. What the operations share stands in `plans_api`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final
from urllib.parse import quote

from specloom.ir import types as t
from specloom.ir.api import Operation, Response, SecurityRequirement
from specloom.layout import Code, Docstring, fit
from specloom.layout.measure import PADS, WIDTH, fits
from specloom.names import Resource
from specloom.records import record
from specloom.source import Span
from specloom.views.bodies import Carried
from specloom.views.calls import (
    Argument,
    Call,
    Calls,
    Encoded,
    Sent,
    is_styled,
)
from specloom.views.error_roles import slots
from specloom.views.hints import (
    hidden_by,
    import_names,
    import_revealed,
    revealed,
    union,
)
from specloom.views.imports import Imports
from specloom.views.literals import docstring, string_literal
from specloom.views.one_of import OneOf
from specloom.views.paging import Pagings
from specloom.views.plans_api import (
    Shared,
    body_names,
    failure_entries,
    literal,
    server_urls,
)
from specloom.views.prose import one_line
from specloom.views.rows import call_row, dict_row, row, text_row, tuple_row
from specloom.views.subject import Subject
from specloom.views.types import Types
from specloom.views.uses import Uses

_plain_path: Final = re.compile(r"[A-Za-z0-9/{}_.~@:-]*").fullmatch


@record(frozen=True, slots=True)
class Plans:
    """The module of a resource. `constants` are error bodies that several plans name."""

    docstring: Docstring | None
    imports: Code
    constants: tuple[Code, ...]
    plans: tuple[Code, ...]


def plans(subject: Subject) -> Iterator[tuple[str, Plans]]:
    """The modules of an API, by the attribute of the resource."""
    printers: dict[frozenset[str], _Printer] = {}
    for resource in subject.names.resources:
        hidden = hidden_by(map(subject.names.operation, resource.operations))
        if hidden not in printers:
            printers[hidden] = _Printer(subject, hidden)
        yield resource.attribute, printers[hidden].module(resource)
    said = (each for it in printers.values() for each in it.unchecked)
    for (code, what), span in {(code, what): span for code, what, span in said}.items():
        subject.diagnostics.add(code, f"`{what}` is not checked", span)


class _Printer:
    """Prints plans in modules where the same names are hidden.

    What many operations share is printed once.
    """

    def __init__(self, subject: Subject, hidden: frozenset[str]) -> None:
        self._subject = subject
        self._hidden = hidden
        self._calls = Calls.of(subject)
        self._shared = Shared.of(subject)
        self._pagings = Pagings.of(subject)
        self.unchecked: list[tuple[str, str, Span | None]] = []
        self._spell = Types(subject.names, models="models.")
        self._types: dict[int, tuple[str, Uses]] = {}
        self._seen: set[str] = set()
        self._parameters: dict[tuple[int, str, int], tuple[str, str]] = {}
        self._requirements: dict[tuple[int, int], str] = {}
        self._uses = Uses()
        self._runtime: set[str] = set()

    def module(self, resource: Resource) -> Plans:
        """The plans of one resource."""
        api, own = self._subject.api, self._shared.failures.own
        self._uses, self._runtime, self._seen = Uses(), {"Plan"}, set()
        calls = [self._calls.by_id[id_] for id_ in resource.operations]
        found = [it for id_ in resource.operations for it in own.get(id_, {}).values()]
        bodies = body_names(self._subject, found)
        printed = tuple([self._plan(it, bodies) for it in calls])
        if found:
            self._runtime.add("Failure")
        if any(slots(it.body) for it in found):
            self._runtime.add("Slot")
        self._seen.update(revealed(literal(it.body), self._hidden) for it in found)
        imports = Imports()
        import_names(self._seen, imports)
        import_revealed(self._seen, imports)
        self._spell.import_names(self._uses, imports, "..")
        if self._uses.declarations:
            imports.add("..", "models")
        imports.add(".._runtime.plan", *self._runtime)
        about = resource.attribute.replace("_", " ")
        return Plans(
            docstring(f"The operations of {one_line(api.title)} on {about}."),
            imports.code(),
            tuple(
                [
                    fit(f"{name} = {revealed(body, self._hidden)}")
                    for body, name in bodies.items()
                ]
            ),
            printed,
        )

    def _plan(self, call: Call, bodies: Mapping[str, str]) -> Code:
        result = revealed(union(call.result), self._hidden)
        self._seen.add(result)
        head = f"{call.name}: Plan[{result}] = Plan("
        if fits(head):
            return Code("\n".join((head, *self._rows(call, bodies, 4), ")")))
        outer = head.removesuffix("Plan(") + "("
        if fits(outer):
            rows = self._rows(call, bodies, 8)
            return Code("\n".join((outer, "    Plan(", *rows, "    )", ")")))
        head = fit(f"{head}{'a' * WIDTH})").partition(" = Plan(\n")[0] + " = Plan("
        return Code("\n".join((head, *self._rows(call, bodies, 4), ")")))

    def _rows(self, call: Call, bodies: Mapping[str, str], indent: int) -> list[str]:
        """The arguments of a plan, from column `indent`."""
        it = call.operation
        deeper = indent + 4
        rows = [
            text_row("id", string_literal(it.operation_id or it.id), indent),
            text_row("method", string_literal(it.method), indent),
            text_row("path", string_literal(_path(it.path)), indent),
        ]
        if call.path or call.others:
            rows.append(self._parameters_row(call.arguments, indent))
        if call.body is not None:
            rows.append(self._body_row(call.body, indent))
        if it.responses:
            answers = [
                self._answer_row(each, it.method, deeper) for each in it.responses
            ]
            rows.append(dict_row("answers", answers, indent))
        if call.asks is not None:
            rows.append(text_row("asks", f'"{call.asks}"', indent))
        if paging := self._pagings.by_id.get(it.id):
            self._runtime.add("Pages")
            rows.append(call_row("pages=Pages(", paging.arguments, indent))
        if requirements := self._security(it, indent):
            rows.append(requirements)
        if it.servers:
            urls = [string_literal(url) for url in server_urls(it.servers)]
            laid = [row(url, deeper) for url in urls]
            rows.append(tuple_row("servers", urls, laid, indent))
        if failures := self._shared.failures.own.get(it.id):
            entries = failure_entries(failures, bodies, deeper, self._hidden)
            rows.append(dict_row("failures", entries, indent))
        return rows

    def _type(self, type_: t.Type) -> str:
        """A type as a function; what it uses is noted for the imports."""
        known = self._types.get(id(type_))
        if known is None:
            one_of = self._subject.once(OneOf).seen
            uses = Uses(unchecked=self.unchecked, one_of=one_of)
            spelled = self._spell.spell(type_, uses)
            if spelled.endswith(" | None") and _special(spelled):
                # Checkers know `Annotated | None` in annotations alone.
                field = f"{self._spell.own('Field', uses)}()"
                spelled = self._spell.annotated(spelled, (), [field], uses)
            known = f"lambda: {revealed(spelled, self._hidden)}", uses
            self._types[id(type_)] = known
        text, uses = known
        if self._hidden:
            self._seen.add(text)
        self._uses.names |= uses.names
        self._uses.declarations |= uses.declarations
        return text

    def _parameters_row(self, arguments: Iterable[Argument], indent: int) -> str:
        self._runtime.add("Parameter")
        items, rows = [], []
        for it in arguments:
            item, laid = self._parameter(it, indent + 4)
            items.append(item)
            rows.append(laid)
        if len(items) > 1:
            pad = PADS[indent]
            return "\n".join((f"{pad}parameters=(", *rows, f"{pad}),"))
        return tuple_row("parameters", items, rows, indent)

    def _parameter(self, argument: Argument, indent: int) -> tuple[str, str]:
        it = argument.parameter
        type_ = self._type(it.type)
        key = id(it), argument.name, indent
        known = self._parameters.get(key)
        if known is not None:
            return known
        parts = [
            f'"{it.location}"',
            string_literal(it.name),
            f'"{argument.name}"',
            type_,
        ]
        if it.required:
            parts.append("required=True")
        if it.allow_empty:
            parts.append("allow_empty=True")
        content = it.content
        if content is None and it.location == "querystring":
            content = "application/x-www-form-urlencoded"  # as in most of them
        if content is not None:
            parts.append(f"media_type={string_literal(content)}")
            if encoded := self._calls.parts(it):
                self._runtime.add("Part")
                pairs = [f"({', '.join(_part(each))})" for each in encoded]
                comma = "," if len(pairs) == 1 else ""
                parts.append(f"parts=({', '.join(pairs)}{comma})")
        else:
            shape = self._calls.shape(it.type)
            if shape != "scalar":
                parts.append(f'shape="{shape}"')
            if it.style != "simple":
                parts.append(f'style="{it.style}"')
            if it.explode:
                parts.append("explode=True")
            if it.allow_reserved:
                parts.append("allow_reserved=True")
            if argument.made_up:
                parts.append("idempotency=True")
        laid = call_row("Parameter(", parts, indent)
        known = self._parameters[key] = f"Parameter({', '.join(parts)})", laid
        return known

    def _body_row(self, body: Sent, indent: int) -> str:
        self._runtime.add("Body")
        arguments = [self._content(body.carried)]
        if not body.required:
            arguments.append("required=False")
        if body.keywords:
            arguments.append("keywords=True")
        if body.chosen:
            arguments.append("chosen=True")
        if body.parts:
            self._runtime.add("Part")
            entries = (
                f"{string_literal(media)}:"
                f" {{{', '.join([': '.join(_part(it)) for it in parts])}}}"
                for media, parts in body.parts
            )
            arguments.append(f"parts={{{', '.join(entries)}}}")
        return call_row("body=Body(", arguments, indent)

    def _answer_row(self, response: Response, method: str, indent: int) -> str:
        self._runtime.add("Answer")
        carried = self._calls.bodies.answer(response, method)
        whole = [it for it in carried if it.items is None]
        arguments = [self._content(whole)] if whole else []
        if len(whole) < len(carried):
            self._runtime.add("Items")
            entries = [
                f"{string_literal(it.media_type)}: Items({self._type(it.type)}"
                f"{', whole=True' if it.items == 'whole' else ''})"
                for it in carried
                if it.items is not None
            ]
            arguments.append(f"items={{{', '.join(entries)}}}")
        if response.headers:
            arguments.append(f"headers=({self._headers(response)})")
        return call_row(f'"{response.status}": Answer(', arguments, indent)

    def _headers(self, response: Response) -> str:
        """The items of a tuple: the headers of an answer as parameters."""
        self._runtime.add("Parameter")
        names = self._subject.names.headers([it.name for it in response.headers])
        items = []
        for it in response.headers:
            name = names[it.name]
            parts = ['"header"', string_literal(it.name), f'"{name}"']
            parts.append(self._type(it.type))
            if it.required:
                parts.append("required=True")
            shape = self._calls.shape(it.type)
            if it.content is None and shape != "scalar":
                parts.append(f'shape="{shape}"')
            if it.content is None and it.explode:
                parts.append("explode=True")
            if it.content is not None:
                parts.append(f"media_type={string_literal(it.content)}")
            items.append(f"Parameter({', '.join(parts)})")
        return f"{', '.join(items)}{',' if len(items) == 1 else ''}"

    def _content(self, carried: Iterable[Carried]) -> str:
        """A dict from media types to types."""
        entries = (
            f"{string_literal(it.media_type)}: {self._type(it.type)}" for it in carried
        )
        return f"{{{', '.join(entries)}}}"

    def _security(self, operation: Operation, indent: int) -> str:
        """The row of the security requirements; empty where there are none."""
        security = operation.security
        if security is None:
            security = self._subject.api.security
        key = id(security), indent
        known = self._requirements.get(key)
        if known is None:
            items = list(dict.fromkeys(map(self._requirement, security)))
            rows = [row(it, indent + 4) for it in items]
            known = tuple_row("security", items, rows, indent) if items else ""
            self._requirements[key] = known
        return known

    def _requirement(self, requirement: SecurityRequirement) -> str:
        """One alternative: a dict from schemes to scopes.

        A scheme that is not declared stays, so that nothing is opened.
        """
        entries = []
        for name, scopes in requirement:
            texts = ", ".join(map(string_literal, scopes))
            comma = "," if len(scopes) == 1 else ""
            entries.append(f"{string_literal(name)}: ({texts}{comma})")
        return f"{{{', '.join(entries)}}}"


def _part(it: Encoded) -> tuple[str, str]:
    """A field's name and its encoding."""
    encoding, arguments = it.encoding, []
    style = encoding.style or "form"
    if is_styled(encoding):
        arguments.append(f'style="{style}"')
        explode = encoding.explode
        if style == "form" if explode is None else explode:
            arguments.append("explode=True")
        if encoding.allow_reserved:
            arguments.append("allow_reserved=True")
        if it.shape != "scalar":
            arguments.append(f'shape="{it.shape}"')
    elif encoding.content_type:
        arguments.append(string_literal(encoding.content_type))
    return string_literal(encoding.name), f"Part({', '.join(arguments)})"


_special: Final = re.compile(
    r"(?<![.\w])(?:Annotated|Base64|Binary|Date|DateTime|Nothing|Time|Uuid)\b"
).search
_STATIC: Final = re.compile(r"[^{}]+(?![^{}]*\})")


def _path(written: str) -> str:
    """The path as requests have it: below the base URL, encoded, without a fragment."""
    path = written.partition("#")[0]
    if path[:1] != "/":
        path = f"/{path}"
    if _plain_path(path):
        return path
    return _STATIC.sub(lambda it: quote(it[0], safe="!$&'()*+,;=:@/%?~"), path)
