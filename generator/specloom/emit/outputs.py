"""The table of generated files. A new one is a view, a template, a row and a case.

In: a :class:`~specloom.views.subject.Subject`. Out: `{path: text}`. Rows are made in
order; the list of gaps is last, because every view may add to it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final, NamedTuple

from specloom.emit.render import render
from specloom.records import names_of
from specloom.template_files import RUNTIME, templates_folder
from specloom.views.client import client
from specloom.views.client_resources import client_resources
from specloom.views.client_responses import client_responses
from specloom.views.errors import errors
from specloom.views.gaps import gaps
from specloom.views.headers import header_index, headers
from specloom.views.models import model_index, models
from specloom.views.package import package
from specloom.views.plans import plans
from specloom.views.plans_api import api_plan
from specloom.views.readme import readme
from specloom.views.scaffold import scaffold_app, scaffold_folder, scaffold_handlers
from specloom.views.server import server
from specloom.views.server_resources import server_resources
from specloom.views.servers import servers
from specloom.views.subject import Subject

View = Callable[[Subject], Iterable[tuple[str, Any]]]
"""Gives a record for each file, and what stands for `*` in the file's path."""


class Output(NamedTuple):
    """A kind of generated file: where it goes, its template, what it shows.

    A template sees the fields of the record as its variables.
    """

    path: str
    template: str
    view: View


OUTPUTS: Final = (
    Output("__init__.py", "package.py.j2", package),
    Output("models/__init__.py", "models/index.py.j2", model_index),
    Output("models/_*.py", "models/module.py.j2", models),
    Output("errors.py", "errors.py.j2", errors),
    Output("headers/__init__.py", "models/index.py.j2", header_index),
    Output("headers/_*.py", "headers.py.j2", headers),
    Output("_plans/__init__.py", "plans_api.py.j2", api_plan),
    Output("_plans/*.py", "plans_resource.py.j2", plans),
    Output("client/__init__.py", "client.py.j2", client),
    Output("client/_*.py", "client_resource.py.j2", client_resources),
    Output("_responses/*.py", "client_responses.py.j2", client_responses),
    Output("server/__init__.py", "server.py.j2", server),
    Output("server/_*.py", "server_resource.py.j2", server_resources),
    Output("servers.py", "servers.py.j2", servers),
    Output("README.md", "README.md.j2", readme),
    Output("GAPS.md", "GAPS.md.j2", gaps),
)

STUBS: Final = (
    Output("app.py", "scaffold_app.py.j2", scaffold_app),
    Output("handlers/__init__.py", "scaffold_folder.py.j2", scaffold_folder),
    Output("handlers/*.py", "scaffold_handlers.py.j2", scaffold_handlers),
)
"""What `--scaffold` writes once."""


def package_files(subject: Subject) -> dict[str, str]:
    """All files of a package that are made of views, or are the same in all; by path."""
    return _made(OUTPUTS, subject, fixed_files())


def stub_files(subject: Subject) -> dict[str, str]:
    """The files that are written once, for somebody to fill in."""
    return _made(STUBS, subject, {})


def _made(
    outputs: tuple[Output, ...], subject: Subject, files: dict[str, str]
) -> dict[str, str]:
    for output in outputs:
        for name, record in output.view(subject):
            path = output.path.replace("*", name)
            if path in files:
                raise ValueError(f"two outputs have the path {path}")
            values = {it: getattr(record, it) for it in names_of(type(record))}
            files[path] = render(output.template, values)
    return files


def fixed_files() -> dict[str, str]:
    """What every package has, the same in all: the runtime, and the mark of types."""
    about = '"""Calls that return their answers as they came."""\n'
    files = {"py.typed": "", "_responses/__init__.py": about}
    folder = templates_folder() / RUNTIME
    for path in sorted(folder.rglob("*.py")):
        name = path.relative_to(folder).as_posix()
        files[f"_{RUNTIME}/{name}"] = path.read_text("utf-8")
    return files
