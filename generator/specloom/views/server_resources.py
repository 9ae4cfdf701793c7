"""`server/_*.py`: the operations of a resource as a Protocol, requests and results.

In: an API ready for code, with its names. Out: :class:`ServerModule` for each resource:
per operation a class of requests with a class for each documented answer in it, the
Protocol that a server implements, and the routes, which refer to the plans. What no
request can reach is not in it (`reachable`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from specloom.ir.api import Operation, Response
from specloom.layout import (
    Code,
    Docstring,
    Identifier,
    TooLong,
    call,
    fit,
    signature,
)
from specloom.layout import field as field_of
from specloom.layout.measure import fits
from specloom.names import NameTable, Resource
from specloom.records import record
from specloom.views.calls import Argument, Call, Calls
from specloom.views.client_resources import about_resource
from specloom.views.hints import (
    hidden_by,
    import_names,
    import_revealed,
    revealed,
    union,
)
from specloom.views.imports import Imports
from specloom.views.literals import docstring, identifier
from specloom.views.prose import first_paragraph, one_line
from specloom.views.reachable import Reachable
from specloom.views.subject import Subject

_TAKEN: Final = frozenset(
    ("annotations", "api", "builtins", "date", "datetime", "models", "time")
)
_KEYWORDS: Final = Code("        _: KW_ONLY")
_OWN_HEADERS: Final = frozenset(
    ("connection", "content-length", "date", "server", "transfer-encoding")
)
"""What the HTTP server writes itself."""
NO_ANSWERS: Final = Response("default", "Any answer; the API documents none.")


@record(frozen=True, slots=True)
class ResultClass:
    """An answer. `fields` are its body, if it has one, its status and its headers."""

    name: Identifier
    docstring: Docstring | None
    fields: Sequence[Code]


@record(frozen=True, slots=True)
class RequestField:
    """A parameter, or the body."""

    code: Code
    docstring: Docstring | None


@record(frozen=True, slots=True)
class RequestClass:
    """A request. `answer` gives a name to all of its results, where they are several.

    Whoever makes it is its principal, or nobody where anybody may come.
    """

    name: Identifier
    header: Code
    docstring: Docstring | None
    fields: Sequence[RequestField]
    results: Sequence[ResultClass]
    answer: Code | None


@record(frozen=True, slots=True)
class Method:
    """A method of the Protocol."""

    header: Code
    docstring: Docstring | None


@record(frozen=True, slots=True)
class ServerModule:
    """The module of a resource."""

    docstring: Docstring | None
    imports: Code
    requests: Sequence[RequestClass]
    protocol: Code
    about: Docstring | None
    methods: Sequence[Method]
    routes_header: Code
    routes: Sequence[Code]


def server_resources(subject: Subject) -> Iterator[tuple[str, ServerModule]]:
    """The modules of an API, by the attribute of the resource."""
    printer = _Printer(subject)
    described = {tag.name: tag.description for tag in subject.api.tags}
    for resource in Reachable.of(subject).resources:
        said = described.get(resource.tag or "")
        yield resource.attribute, printer.module(resource, said)


def routes_name(attribute: str) -> str:
    """The function that makes the routes of a resource."""
    return f"{attribute}_routes"


def answer_of(request: str, results: Sequence[str]) -> str:
    """All results of a request, in a word."""
    return f"{request}.{results[0] if len(results) == 1 else 'Answer'}"


def sentence(operation: Operation) -> str:
    """What an operation does, in a line."""
    return one_line(operation.summary) or first_paragraph(operation.description)


class _Printer:
    """Prints the modules of one API. A shared answer is printed once."""

    def __init__(self, subject: Subject) -> None:
        self._names: NameTable = subject.names
        self._calls = Calls.of(subject)
        self._security = subject.api.security
        self._results: dict[int, tuple[list[str], ResultClass]] = {}
        self._seen: set[str] = set()

    def module(self, resource: Resource, said: str | None) -> ServerModule:
        """The module of a resource, described by its tag or by us."""
        self._seen = set()
        calls = [self._calls.by_id[id_] for id_ in resource.operations]
        requests = tuple(map(self._request, calls))
        imports = Imports()
        plans = resource.attribute
        if plans in _TAKEN:
            plans = f"_{plans}"
            imports.add(".._plans", f"{resource.attribute} as {plans}")
        else:
            imports.add(".._plans", plans)
        imports.add("typing", "Any", "Protocol")
        if any(_is_fixed(it) for it in requests):
            imports.add("typing", "ClassVar")
        if any(_KEYWORDS in each.fields for it in requests for each in it.results):
            imports.add("dataclasses", "KW_ONLY")
        imports.add(".._runtime.handling", "P_co", "P_contra")
        imports.add(".._runtime.handling", "Request", "Result", "Route")
        import_names(self._seen, imports)
        import_revealed(self._seen, imports)
        protocol = f"{resource.class_name}Api"
        own = about_resource(resource)
        methods, routes = [], []
        for it, request in zip(calls, requests, strict=True):
            methods.append(_method(it, request))
            arguments = [f"{plans}.{it.name}", request.name]
            arguments += [f"{protocol}.{it.name}", "api"]
            routes.append(call("Route(", arguments, 8, "),"))
        return ServerModule(
            docstring(said or own) or docstring(own),
            imports.code(),
            requests,
            _class(protocol, "Protocol[P_contra]"),
            docstring(said or own, 4) or docstring(own, 4),
            tuple(methods),
            signature(
                f"def {routes_name(resource.attribute)}",
                [f"api: {protocol}[Any] | None"],
                "list[Route[Any, Any]]",
            ),
            tuple(routes),
        )

    def _request(self, it: Call) -> RequestClass:
        operation = it.operation
        hidden = hidden_by(each.name for each in it.arguments)
        head = f"{operation.method} {operation.path}"
        said = sentence(operation)
        text = f"{head}: {said}" if said else head
        if operation.deprecated:
            text += "\n\nDeprecated."
        results = list(map(self._result, operation.responses or (NO_ANSWERS,)))
        names = " | ".join([result.name for result in results])
        name = identifier(self._names.request_class(operation.id))
        principal = "P_co" if self._is_guarded(operation) else "P_co | None"
        return RequestClass(
            name,
            _class(name, f"Request[{principal}]"),
            docstring(text, 4),
            tuple(self._fields(it, hidden)),
            tuple(results),
            fit(f"Answer = {names}", 4) if len(results) > 1 else None,
        )

    def _is_guarded(self, operation: Operation) -> bool:
        """Whether nobody gets in without a credential."""
        security = operation.security
        security = self._security if security is None else security
        return bool(security) and all(security)

    def _fields(self, it: Call, hidden: frozenset[str]) -> Iterator[RequestField]:
        """What is required first; the body after the required parameters."""
        for each in it.arguments:
            if each.required:
                yield self._parameter(each, hidden)
        body = it.body
        if body is not None:
            hint = union([one for each in body.carried for one in each.members])
            documented = it.operation.body
            said = documented.description if documented is not None else None
            yield self._field("body", hint, body.required, said, hidden)
        for each in it.arguments:
            if not each.required:
                yield self._parameter(each, hidden)

    def _parameter(self, it: Argument, hidden: frozenset[str]) -> RequestField:
        parameter = it.parameter
        hint = self._calls.hints.hint(parameter.type)
        return self._field(it.name, hint, it.required, parameter.description, hidden)

    def _field(
        self,
        name: str,
        hint: str,
        required: bool,
        said: str | None,
        hidden: frozenset[str],
    ) -> RequestField:
        hint = self._hint(hint, hidden)
        if required:
            code = field_of(name, hint, 4)
        else:
            self._seen.add("MISSING")
            code = field_of(name, f"{hint} | MISSING", 4, "MISSING")
        return RequestField(code, docstring(said, 4) if said else None)

    def _hint(self, text: str, hidden: frozenset[str]) -> str:
        """An annotation as it stands in a class, noted for the imports."""
        text = revealed(text, hidden)
        self._seen.add(text)
        return text

    def _result(self, it: Response) -> ResultClass:
        known = self._results.get(id(it))
        if known is None:
            known = self._results[id(it)] = self._made(it)
        hints, made = known
        self._seen.update(hints)
        return made

    def _made(self, it: Response) -> tuple[list[str], ResultClass]:
        """The class of an answer, and the annotations in it."""
        said = (it.description or it.summary or "").strip()
        text = f"{it.status}: {said}" if said else f"The status {it.status}."
        fields: list[Code] = []
        hints: list[str] = []
        if carried := self._calls.bodies.answer(it):
            whole = [one for each in carried if not each.items for one in each.members]
            items = [one for each in carried if each.items for one in each.members]
            hint = union([*whole, f"Source[{union(items)}]"] if items else whole)
            hints.append(hint)
            fields.append(field_of("body", hint, 8))
        if it.status.isdecimal():
            fields.append(Code(f"        status: ClassVar[int] = {it.status}"))
        else:
            fields.append(Code("        status: int"))
        typed = [each for each in it.headers if each.name.lower() not in _OWN_HEADERS]
        if typed:
            fields.append(_KEYWORDS)
        names = self._names.headers([each.name for each in it.headers])
        for each in typed:
            hint = self._calls.hints.hint(each.type)
            hints.append(hint)
            if each.required:
                fields.append(field_of(names[each.name], hint, 8))
            else:
                hints.append("MISSING")
                hint = f"{hint} | MISSING"
                fields.append(field_of(names[each.name], hint, 8, "MISSING"))
        name = identifier(self._names.answer_class(it.status))
        return hints, ResultClass(name, docstring(text, 8), tuple(fields))


def _class(name: str, generic: str) -> Code:
    """The header of a class with one base."""
    line = f"class {identifier(name)}({generic}):"
    return Code(line if fits(line) else f"class {name}(\n    {generic}\n):")


def _is_fixed(request: RequestClass) -> bool:
    """Whether any answer has one status and no other."""
    return any("ClassVar" in each for it in request.results for each in it.fields)


def _method(it: Call, request: RequestClass) -> Method:
    """A method; its results are spelled out where they fit on the line of their own."""
    parameters = ["self", f"request: {request.name}[P_contra]", "/"]
    names = [each.name for each in request.results]
    results = " | ".join([f"{request.name}.{name}" for name in names])
    text = docstring(sentence(it.operation), 8)
    head, body = f"async def {it.name}", "" if text else " ..."
    try:
        header = signature(head, parameters, results, 4, body)
    except TooLong:
        answer = answer_of(request.name, names)
        header = signature(head, parameters, answer, 4, body)
    return Method(header, text)
