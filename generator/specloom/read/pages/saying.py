"""What readers of pages say with: evidence, types that carry it, whole operations.

In: what a reader found, as records of the IR without evidence. Out: the same with the
evidence for each attribute, and at the end an operation, or an `Api`, that has all that
one needs; what no page said is guessed, and says so. Everything that is said of one
thing is joined by `ir.join`.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Final, TypeVar

from specloom.ir import types as t
from specloom.ir.api import (
    Api,
    Counts,
    Operation,
    Parameter,
    Response,
    SecurityRequirement,
    SecurityScheme,
    Server,
)
from specloom.ir.evidence import Evidence, Grade
from specloom.ir.walk import map_children, map_types
from specloom.records import replace
from specloom.source import SourceFile, Span, Stretch

T = TypeVar("T", bound=t.Type)

UNMARKED: Final = "unmarked"
"""The rule by which a field is optional of which nobody says whether it is required."""


def stated(span: Span, rule: str) -> Evidence:
    """A table, a field component, or plain wording says so."""
    return Evidence(span, Grade.STATED, rule)


def inferred(span: Span, rule: str) -> Evidence:
    """An example shows it."""
    return Evidence(span, Grade.INFERRED, rule)


def guessed(span: Span, rule: str) -> Evidence:
    """Prose, split text, or that something has to be said."""
    return Evidence(span, Grade.GUESSED, rule)


def stretch(source: SourceFile, start: int, end: int) -> Span:
    """A place of a page, by its offsets."""
    return Span(Stretch(source, start, end))


def said(type_: T, why: Evidence, *attributes: str) -> T:
    """The type, of which these attributes rest on that evidence (by default `type`)."""
    evidence = {**type_.notes.evidence, **dict.fromkeys(attributes or ("type",), why)}
    return replace(type_, notes=replace(type_.notes, evidence=evidence))


@cache
def _written() -> re.Pattern[str]:
    return re.compile(
        r"\{\{\s*([^{}]*?)\s*\}\}|\$\{\s*([^{}]*?)\s*\}|\{([^{}]*)\}"
        r"|<([^<>/]*)>|(?<=/):([A-Za-z_]\w*)"
    )


@cache
def _unfit() -> re.Pattern[str]:
    return re.compile(r"\W+")


def normal_path(path: str) -> str:
    """A path with placeholders as OpenAPI writes them, however the page does.

    `:id`, `<id>`, `{{id}}` and `${id}` are `{id}`; what follows `?` or `#` is left out. A
    slash at the end is one: some servers insist on it.
    """

    def placeholder(match: re.Match[str]) -> str:
        name = next(it for it in match.groups() if it is not None)
        name = name.strip().removeprefix("+")
        return "{" + (_unfit().sub("_", name).strip("_") or "value") + "}"

    path = _written().sub(placeholder, path.split("?")[0].split("#")[0])
    if not path.startswith("/"):
        path = "/" + path
    return path


def operation_id(method: str, path: str) -> str:
    """The semantic id: the method, and the path without the names of placeholders."""
    return f"{method.upper()} {_placeholders().sub('{}', path)}"


@cache
def _placeholders() -> re.Pattern[str]:
    return re.compile(r"\{[^{}]*\}")


def bare_operation(method: str, path: str, why: Evidence) -> Operation:
    """An operation of which only method and path are known, and from where.

    That its path has evidence tells it from one that a document declares.
    """
    path = normal_path(path)
    method = method.upper()
    return Operation(
        operation_id(method, path),
        method,
        path,
        span=why.span,
        evidence={"path": why},
    )


_BAD_REQUEST = frozenset(("default", "4XX", "400", "422"))
"""Statuses that answer a request which is not as it should be: every API has such."""


def complete(operation: Operation) -> Operation:
    """The operation with what every operation needs; see the module."""
    span = operation.span
    assert span is not None
    known = {it.name for it in operation.parameters if it.location == "path"}
    names = [it[1:-1] for it in _placeholders().findall(operation.path)]
    parameters = [
        (
            replace(it, required=True)
            if it.location == "path" and not it.required
            else it
        )
        for it in operation.parameters
    ]
    for name in names:
        if name not in known:
            why = guessed(span, "placeholder")
            type_ = said(t.Primitive("string", span=span), why)
            parameters.append(
                Parameter(
                    name,
                    "path",
                    type_,
                    required=True,
                    style="simple",
                    explode=False,
                    span=span,
                )
            )
    answers = list(operation.responses)
    if not any(it.status[:1] in ("2", "3") or it.status == "101" for it in answers):
        why = guessed(span, "unnamed success")
        answers.insert(0, Response("200", span=span, evidence={"status": why}))
    if not _BAD_REQUEST.intersection(it.status for it in answers):
        why = guessed(span, "unnamed errors")
        answers.append(Response("default", span=span, evidence={"status": why}))
    return replace(operation, parameters=tuple(parameters), responses=tuple(answers))


def page_api(
    source: SourceFile,
    operations: Sequence[Operation],
    *,
    servers: Iterable[Server] = (),
    schemes: Iterable[SecurityScheme] = (),
    security: tuple[SecurityRequirement, ...] | None = None,
    title: str | None = None,
    evidence: Mapping[str, Evidence] = t.NO_EVIDENCE,
) -> Api:
    """The API that a page describes a part of.

    A page names its operation and not its API, so the title is guessed from the folder
    that the page lies in, and the version is unknown. Servers and `security` of which
    nothing is said are guessed to be none, and those of another page hold.
    """
    span = stretch(source, 0, 0)
    why = dict(evidence)
    if title is None:
        folder = posixpath.basename(posixpath.dirname(source.path))
        title = folder or posixpath.splitext(posixpath.basename(source.path))[0]
        rule = "folder of the page" if folder else "file of the page"
        why["title"] = guessed(span, rule)
    why["version"] = guessed(span, "unnamed version")
    servers = tuple(servers)
    if not servers:
        why["servers"] = guessed(span, "unsaid servers")
    if security is None:
        why["security"] = guessed(span, "unsaid security")
    api = Api(
        title,
        "unknown",
        servers=servers,
        security_schemes=tuple(schemes),
        security=security or (),
        operations=tuple(operations),
        counts=Counts(operations=len(operations)),
        span=span,
        evidence=why,
    )
    return map_types(api, lambda _, type_: _without_empty(type_))


def _without_empty(type_: t.Type) -> t.Type:
    """The type as the IR has it: an object of which no member is known is a map.

    That its keys are anybody's is only guessed: a member that another page shows is one.
    """
    type_ = map_children(type_, _without_empty)
    match type_:
        case t.Object(fields=(), additional=None, patterns=(), required_undeclared=()):
            notes, span = type_.notes, type_.span
            made = t.Map(t.Any_(), type_.keys, type_.constraints, notes, span)
            why = notes.evidence.get("type")
            if why is None:
                return made
            return said(made, guessed(why.span, "no known members"), "keys")
        case _:
            return type_
