"""`servers.py`: a function for each place where an API runs, for `base_url`.

In: an API ready for code, with its names. Out: :class:`Servers`, if there is anything to
choose: several servers, or one with variables, which are the arguments of its function.
Relative servers have none: they are below whatever host a client is given.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from specloom.ir.api import Server as Declared
from specloom.ir.api import ServerVariable
from specloom.layout import Code, Docstring, fit, signature
from specloom.names.servers import listed, variables_of
from specloom.records import record
from specloom.views.imports import Imports
from specloom.views.literals import docstring, identifier, string_literal
from specloom.views.plans_api import is_absolute, server_urls
from specloom.views.prose import entry, one_line
from specloom.views.subject import Subject


@record(frozen=True, slots=True)
class Server:
    """A function."""

    header: Code
    docstring: Docstring | None
    body: Code


@record(frozen=True, slots=True)
class Servers:
    """The module."""

    docstring: Docstring | None
    imports: Code
    servers: Sequence[Server]


def offered(subject: Subject) -> list[Declared]:
    """The servers that have a function."""
    if subject.options.base_url is not None:
        return []
    found = listed(subject.api.servers).values()
    return [it for it in found if is_absolute(_example(it))]


def servers(subject: Subject) -> Iterator[tuple[str, Servers]]:
    """The module of an API; nothing where there is nothing to choose."""
    found = offered(subject)
    if not found:
        return
    imports = Imports()
    made = []
    for server in found:
        if variables_of(server):
            imports.add("._runtime.servers", "filled")
        if any(map(_choices, server.variables)):
            imports.add("typing", "Literal")
        made.append(_server(server, subject.names.servers[server.url]))
    title = one_line(subject.api.title)
    yield (
        "",
        Servers(
            docstring(f"Where {title} runs: what clients take as `base_url`."),
            imports.code(),
            tuple(made),
        ),
    )


def _server(server: Declared, names: Sequence[str]) -> Server:
    name, *arguments = names
    declared = {it.name: it for it in server.variables}
    wires = variables_of(server)
    url: str = string_literal(server.url)
    said = one_line(server.description or server.name or server.url)
    entries, parameters = [], []
    for wire, argument in zip(wires, arguments, strict=True):
        variable = declared.get(wire)
        parameters.append(_parameter(argument, variable))
        if variable is not None and variable.description:
            entries.append(entry(argument, one_line(variable.description), 84))
    if wires:
        pairs = ", ".join(
            f"{string_literal(wire)}: {identifier(argument)}"
            for wire, argument in zip(wires, arguments, strict=True)
        )
        url = f"filled({url}, {{{pairs}}})"
        parameters = ["*", *sorted(parameters, key=lambda it: "=" in it)]
    return Server(
        signature(f"def {identifier(name)}", parameters, "str"),
        docstring("\n\n".join(filter(None, (said, "\n".join(entries)))), 4),
        fit(f"return {url}", 4),
    )


def _parameter(name: str, variable: ServerVariable | None) -> str:
    if variable is None:
        return f"{identifier(name)}: str"
    type_ = "str"
    if choices := _choices(variable):
        type_ = f"Literal[{', '.join(map(string_literal, choices))}]"
    return f"{identifier(name)}: {type_} = {string_literal(variable.default)}"


def _choices(variable: ServerVariable) -> tuple[str, ...]:
    """The documented values, if the default is one of them."""
    found = tuple(dict.fromkeys(variable.enum))
    return found if variable.default in found else ()


def _example(server: Declared) -> str:
    """The URL with the defaults of its variables, and something for the others."""
    url = server_urls([server])[0]
    return url.replace("{", "").replace("}", "")
