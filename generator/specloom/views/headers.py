"""`headers/`: the headers of answers as records, for users of a client.

In: an API ready for code, with its names. Out: :class:`HeaderModule` for each resource of
which an answer documents headers, and an index, which loads each when it is used. What a server sends stands in its results
(`server_resources`); how both are read and written stands in the plans.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, TypeAlias

from specloom.ir.api import Api, Operation, Response
from specloom.layout import Code, Docstring, call, field
from specloom.names import NameTable
from specloom.records import record
from specloom.views.calls import Calls
from specloom.views.hints import Hints, import_names
from specloom.views.imports import Imports
from specloom.views.literals import docstring, string_literal
from specloom.views.models import ModelIndex, index
from specloom.views.prose import one_line
from specloom.views.subject import Subject

_ABOUT: Final = """The headers of the answers of {}.

`headers.NAME.of(answer.headers)` reads those of a raw response, or of a StatusError. What
did not come is MISSING; what is not of its type is the text that came."""


_ERRORS: Final = "errors"
"""The module of what errors share; no resource is called so."""


@record(frozen=True, slots=True)
class HeaderClass:
    """The headers of one answer."""

    header: Code
    docstring: Docstring | None
    fields: tuple[Code, ...]


@record(frozen=True, slots=True)
class HeaderModule:
    """The module of a resource."""

    docstring: Docstring | None
    imports: Code
    classes: tuple[HeaderClass, ...]


def headers(subject: Subject) -> Iterator[tuple[str, HeaderModule]]:
    """The modules of an API, by the attribute of the resource."""
    names, hints = subject.names, Calls.of(subject).hints
    for attribute, answers in subject.once(_answers).items():
        imports, seen = Imports(), set[str]()
        classes = {
            name: _class(
                name,
                names,
                hints,
                operation,
                response,
                seen,
                (
                    f"{response.status}, as most operations answer it"
                    if attribute == _ERRORS
                    else f"{operation.method} {operation.path}: {response.status}"
                ),
            )
            for name, (operation, response) in answers.items()
        }
        for operation, _ in answers.values():
            plans = names.resource(operation.id)
            imports.add(".._plans", f"{plans} as _{plans}")
        imports.add(".._runtime.headers", "Headers")
        import_names(seen, imports)
        about = attribute.replace("_", " ")
        yield (
            attribute,
            HeaderModule(
                docstring(
                    f"The headers of the answers of {one_line(subject.api.title)} on"
                    f" {about}."
                ),
                imports.code(),
                tuple(classes.values()),
            ),
        )


def header_index(subject: Subject) -> Iterator[tuple[str, ModelIndex]]:
    """The public module of headers; none where there would be nothing in it."""
    homes = {
        name: attribute
        for attribute, answers in subject.once(_answers).items()
        for name in answers
    }
    if homes:
        yield "", index(_ABOUT.format(one_line(subject.api.title)), homes)


_Answers: TypeAlias = Mapping[str, Mapping[str, tuple[Operation, Response]]]


def _answers(subject: Subject) -> _Answers:
    """The answers that document headers, by module and by the name of their record.

    The headers that most errors of a status have are those of the status, as its
    exception is; all others belong to their operation.
    """
    api, names = subject.api, subject.names
    found: dict[str, dict[str, tuple[Operation, Response]]] = {}
    usual = _usual(api)
    taken = {names.answer_class(status) for status in usual}
    if usual:
        found[_ERRORS] = {
            names.answer_class(status): answer for status, answer in usual.items()
        }
    for operation in sorted(api.operations, key=lambda it: names.request_class(it.id)):
        for response in operation.responses:
            shared = usual.get(response.status)
            if shared is not None and shared[1].headers == response.headers:
                continue
            if response.headers:
                name = names.request_class(operation.id)
                name += names.answer_class(response.status)
                while name in taken:
                    name += "_"
                taken.add(name)
                home = found.setdefault(names.resource(operation.id), {})
                home[name] = operation, response
    return found


def _usual(api: Api) -> dict[str, tuple[Operation, Response]]:
    """The most common headers of each status of an error, with an answer that has them.

    Those of one operation alone are its own.
    """
    groups: dict[str, list[list[tuple[Operation, Response]]]] = {}
    for operation in api.operations:
        for response in operation.responses:
            if response.headers and response.status[0] not in "123":
                known = groups.setdefault(response.status, [])
                for group in known:
                    if group[0][1].headers == response.headers:
                        group.append((operation, response))
                        break
                else:
                    known.append([(operation, response)])
    most = {status: max(known, key=len) for status, known in sorted(groups.items())}
    return {status: group[0] for status, group in most.items() if len(group) > 1}


def has_headers(api: Api) -> bool:
    """Whether any answer documents headers."""
    return any(it.headers for each in api.operations for it in each.responses)


def _class(
    name: str,
    names: NameTable,
    hints: Hints,
    operation: Operation,
    response: Response,
    seen: set[str],
    about: str,
) -> HeaderClass:
    """One record, required headers first; the annotations in it are `seen`."""
    plan = f"_{names.resource(operation.id)}.{names.operation(operation.id)}"
    attributes = names.headers([it.name for it in response.headers])
    fields = []
    for it in sorted(response.headers, key=lambda it: not it.required):
        hint = hints.hint(it.type)
        seen.add(hint)
        if it.required:
            fields.append(field(attributes[it.name], hint, 4))
        else:
            seen.add("MISSING")
            whole = f"{hint} | MISSING"
            fields.append(field(attributes[it.name], whole, 4, "MISSING"))
    status = string_literal(response.status)
    arguments = ["Headers", f"plan=lambda: {plan}", f"status={status}"]
    return HeaderClass(
        call(f"class {name}(", arguments, 0, "):"),
        docstring(about, 4),
        tuple(fields),
    )
