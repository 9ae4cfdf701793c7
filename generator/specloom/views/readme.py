"""The package's `README.md`: how to call it, and all that can be called.

In: the API, its names. Out: :class:`Readme`. Calls are shown with all that is required:
path parameters by position, the fields of an object body as keywords where that works.
"""

from __future__ import annotations

from collections.abc import Iterator

from specloom.ir.api import Api
from specloom.layout import Code, Identifier, Inert
from specloom.names import NameTable
from specloom.records import record
from specloom.views.calls import Call, Calls
from specloom.views.credentials import first_arguments
from specloom.views.literals import identifier
from specloom.views.markdown import code, inline, sentence
from specloom.views.servers import offered
from specloom.views.subject import Subject


@record(frozen=True, slots=True)
class Row:
    """A method: how it is called, what request it makes, what it is for."""

    call: Inert
    request: Inert
    summary: Inert


@record(frozen=True, slots=True)
class Resource:
    """The methods of one resource of the client."""

    attribute: Identifier
    calls: tuple[Row, ...]


@record(frozen=True, slots=True)
class Readme:
    """The whole page. `example` is a call in code; empty where nothing can be called.

    `server` is the function of the first of several servers; empty where there is none.
    """

    title: Inert
    summary: Inert
    package: Identifier
    credentials: Inert
    server: Inert
    example: Code
    resources: tuple[Resource, ...]


def readme(subject: Subject) -> Iterator[tuple[str, Readme]]:
    """The page of an API."""
    api, names = subject.api, subject.names
    calls = Calls.of(subject).by_id
    resources = []
    shown: list[tuple[str, Call]] = []
    for resource in names.resources:
        own = [calls[id_] for id_ in resource.operations if id_ in calls]
        if own:
            rows = tuple(_row(resource.attribute, call) for call in own)
            resources.append(Resource(identifier(resource.attribute), rows))
            shown += [(resource.attribute, call) for call in own]
    places = offered(subject)
    credentials = ", ".join(f'{name}="..."' for name in _credentials(api, names))
    yield (
        "",
        Readme(
            inline(api.title),
            sentence(api.summary or api.description or ""),
            identifier(subject.options.package),
            Inert(credentials),
            Inert(names.servers[places[0].url][0] if places else ""),
            Code(_spelled(*min(shown, key=_tells_little)) if shown else ""),
            tuple(resources),
        ),
    )


def _tells_little(shown: tuple[str, Call]) -> bool:
    """Best is a call with a body whose fields are given; of several, the first."""
    sent = shown[1].body
    return sent is None or not any(field.required for field in sent.keywords)


def _credentials(api: Api, names: NameTable) -> tuple[Identifier, ...]:
    """The arguments of the first way in that takes any."""
    known = {it.name: first_arguments(it, names) for it in api.security_schemes}
    ways = [
        [it for it, _ in requirement if it in known] for requirement in api.security
    ]
    for way in (*ways, *([it] for it in known)):
        if found := [name for scheme in way for name in known[scheme]]:
            return tuple(map(identifier, found))
    return ()


def _row(resource: str, call: Call) -> Row:
    operation = call.operation
    said = sentence(operation.summary or operation.description or "", cell=True)
    return Row(
        code(_spelled(resource, call), cell=True),
        code(f"{operation.method} {operation.path}", cell=True),
        Inert(f"Deprecated. {said}".strip()) if operation.deprecated else said,
    )


def _spelled(resource: str, call: Call) -> str:
    """A call with all that is required."""
    arguments = [identifier(argument.name) for argument in call.path]
    named = [argument.name for argument in call.others if argument.required]
    sent = call.body
    if sent is not None:
        fields = [field.name for field in sent.keywords if field.required]
        named += fields or (["body"] if sent.required else [])
    given = [f"{identifier(name)}=..." for name in named]
    method = f"{identifier(resource)}.{identifier(call.name)}"
    return f"{method}({', '.join([*arguments, *given])})"
