"""`errors.py`: an exception for each error status that the API documents.

In: an API ready for code. Out: :class:`Errors`: the classes by status, with the type of
the body where one is documented by any operation, and what else the module exports.
Statuses that are no success count: a client raises for redirections, too. `default` is
no status; what it describes arrives as the body of a `StatusError`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from specloom.ir.api import Api, Response
from specloom.layout import Code, Docstring, Identifier, display, field
from specloom.names import NameTable
from specloom.names.credentials import means
from specloom.records import record
from specloom.views.bodies import Bodies
from specloom.views.calls import Calls
from specloom.views.hints import import_names, union
from specloom.views.imports import Imports, exported
from specloom.views.literals import docstring, identifier, string_literal
from specloom.views.prose import one_line
from specloom.views.subject import Subject

_RUNTIME: Final = (
    "AnswerInvalid",
    "ApiError",
    "ConnectionFailed",
    "RequestInvalid",
    "StatusError",
    "TimedOut",
)


@record(frozen=True, slots=True)
class ErrorClass:
    """One exception. `body` is its annotated attribute."""

    name: Identifier
    docstring: Docstring | None
    body: Code


@record(frozen=True, slots=True)
class Errors:
    """The module. `typed` are the imports for checkers alone."""

    docstring: Docstring | None
    imports: Code
    typed: Code
    classes: tuple[ErrorClass, ...]
    by_status: Code
    exported: Code


def errors(subject: Subject) -> Iterator[tuple[str, Errors]]:
    """The module of an API."""
    api, names = subject.api, subject.names
    bodies = Calls.of(subject).bodies
    imports, typed = Imports(), Imports()
    imports.add("collections.abc", "Mapping")
    runtime = _runtime(api)
    imports.add("._runtime.errors", *runtime)
    classes: list[ErrorClass] = []
    entries: list[str] = []
    public = {"BY_STATUS", *runtime}
    for status, responses in documented(api).items():
        name = names.error_class(status)
        body = _body(bodies, responses)
        import_names([body], typed, ".")
        said = _description(responses)
        text = f"{status}: {said}" if said else f"The status {status}."
        classes.append(
            ErrorClass(identifier(name), docstring(text, 4), field("body", body, 4))
        )
        key = status if status.isdecimal() else string_literal(status)
        entries.append(f"{key}: {name}")
        public.add(name)
    if typed:
        imports.add("typing", "TYPE_CHECKING")
    head = "BY_STATUS: Mapping[int | str, type[StatusError]] = {"
    all_ = [f'"{name}"' for name in exported(public)]
    yield (
        "",
        Errors(
            docstring(
                f"The errors of {one_line(api.title)}: one class per documented status.",
                0,
            ),
            imports.code(),
            typed.code(4),
            tuple(classes),
            display(head, entries, 0, "}"),
            display("__all__ = [", all_),
        ),
    )


def documented(api: Api) -> dict[str, list[Response]]:
    """The answers with each status that is no success, by status, exact ones first."""
    found: dict[str, list[Response]] = {}
    for operation in api.operations:
        for response in operation.responses:
            if response.status[0] in "345":
                found.setdefault(response.status, []).append(response)
    return dict(sorted(found.items(), key=lambda it: (not it[0].isdecimal(), it[0])))


def error_names(api: Api, names: NameTable) -> list[str]:
    """What the package exports of this module."""
    return [*_runtime(api), *map(names.error_class, documented(api))]


def _runtime(api: Api) -> tuple[str, ...]:
    """The exceptions of the runtime that a client of the API may raise."""
    fetches = any(map(means, api.security_schemes))
    return (*_RUNTIME, "TokenError") if fetches else _RUNTIME


def _body(bodies: Bodies, responses: Iterable[Response]) -> str:
    """The annotation of all documented bodies; None is among them, always."""
    members: list[str] = []
    for response in {id(it): it for it in responses}.values():
        for carried in bodies.answer(response):
            members.extend(carried.members)
    return union([*members, "None"])


def _description(responses: Iterable[Response]) -> str:
    """What is said most often of a status."""
    said = Counter(it.description.strip() for it in responses if it.description)
    return said.most_common(1)[0][0] if said else ""
