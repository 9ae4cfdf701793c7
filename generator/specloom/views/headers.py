"""`headers.py`: the headers of answers as records, for users of a client.

In: an API ready for code, with its names. Out: :class:`HeaderModule`, or nothing where no
answer documents headers. What a server sends stands in its results
(`server_resources`); how both are read and written stands in the plans.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from specloom.ir.api import Api, Operation, Response
from specloom.layout import Code, Docstring, call, display, field
from specloom.names import NameTable
from specloom.records import record
from specloom.views.calls import Calls
from specloom.views.hints import Hints, import_names
from specloom.views.imports import Imports, exported
from specloom.views.literals import docstring, string_literal
from specloom.views.prose import one_line
from specloom.views.subject import Subject

_ABOUT: Final = """The headers of the answers of {}.

`headers.NAME.of(answer.headers)` reads those of a raw response, or of a StatusError. What
did not come is MISSING; what is not of its type is the text that came."""


@record(frozen=True, slots=True)
class HeaderClass:
    """The headers of one answer."""

    header: Code
    docstring: Docstring | None
    fields: tuple[Code, ...]


@record(frozen=True, slots=True)
class HeaderModule:
    """The module."""

    docstring: Docstring | None
    imports: Code
    exported: Code
    classes: tuple[HeaderClass, ...]


def headers(subject: Subject) -> Iterator[tuple[str, HeaderModule]]:
    """The module of an API; none where there would be nothing in it."""
    api, names = subject.api, subject.names
    if not has_headers(api):
        return
    imports, hints = Imports(), Calls.of(subject).hints
    seen: set[str] = set()
    classes: dict[str, HeaderClass] = {}
    for operation in sorted(api.operations, key=lambda it: names.request_class(it.id)):
        for response in operation.responses:
            if response.headers:
                name = names.request_class(operation.id)
                name += names.answer_class(response.status)
                while name in classes:
                    name += "_"
                plans = names.resource(operation.id)
                imports.add("._plans", f"{plans} as _{plans}")
                classes[name] = _class(name, names, hints, operation, response, seen)
    imports.add("._runtime.headers", "Headers")
    import_names(seen, imports, ".")
    yield (
        "",
        HeaderModule(
            docstring(_ABOUT.format(one_line(api.title))),
            imports.code(),
            display("__all__ = [", [f'"{name}"' for name in exported(classes)]),
            tuple(classes.values()),
        ),
    )


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
        docstring(f"{operation.method} {operation.path}: {response.status}", 4),
        tuple(fields),
    )
