"""`server/__init__.py`: `create_app`, and all that an implementation needs.

In: an API ready for code, with its names. Out: :class:`Server`: the Protocols and
classes of requests of all resources, and the application with a keyword for each
resource, which denies everybody until it is told whom to let in.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from specloom.layout import Code, Docstring, display
from specloom.records import record
from specloom.views.imports import Imports, exported
from specloom.views.literals import docstring
from specloom.views.prose import one_line
from specloom.views.reachable import Reachable
from specloom.views.rows import row
from specloom.views.server_resources import routes_name
from specloom.views.subject import Subject

_HANDLING: Final = ("Access", "Authorize", "Forbidden", "Undocumented")


@record(frozen=True, slots=True)
class Server:
    """The module. `parameters` are those of `create_app` for the resources."""

    docstring: Docstring | None
    imports: Code
    parameters: Sequence[Code]
    routes: Code
    all_: Code


def server(subject: Subject) -> Iterator[tuple[str, Server]]:
    """The module of an API."""
    names = subject.names
    imports = Imports()
    imports.add("pathlib", "Path")
    imports.add("fastapi", "FastAPI")
    imports.add(".._plans", "API")
    imports.add(".._runtime.handling", *_HANDLING, "P", "deny")
    imports.add(".._runtime.server", "build_app")
    public = [*_HANDLING, "create_app"]
    parameters, routes = [], []
    for resource in Reachable.of(subject).resources:
        name, protocol = resource.attribute, f"{resource.class_name}Api"
        requests = [names.request_class(id_) for id_ in resource.operations]
        function = routes_name(name)
        imports.add(f"._{name}", protocol, *requests, function)
        public += [protocol, *requests]
        parameter = f"{name}: {protocol}[P] | None = None"
        parameters.append(Code(row(parameter, 4, parameter=True)))
        routes.append(f"*{function}({name})")
    yield (
        "",
        Server(
            docstring(
                f"The server of {one_line(subject.api.title)}: implement the protocols, then"
                " `create_app`."
            ),
            imports.code(),
            tuple(parameters),
            display("[", routes, 8, "],"),
            display("__all__ = [", [f'"{it}"' for it in exported(public)]),
        ),
    )
