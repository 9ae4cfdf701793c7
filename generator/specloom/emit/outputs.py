"""The table of generated files. A new one is a view, a template, a row and a case.

In: a :class:`~specloom.views.subject.Subject`. Out: `{path: text}`. Rows are made in
order; the list of gaps is last, because every view may add to it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from typing import Any, Final, NamedTuple

from specloom.emit.render import render, templates_folder
from specloom.views.gaps import gaps
from specloom.views.readme import readme
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
    Output("README.md", "README.md.j2", readme),
    Output("GAPS.md", "GAPS.md.j2", gaps),
)

STUBS: Final[tuple[Output, ...]] = ()
"""What `--scaffold` writes once."""

_RUNTIME: Final = "runtime"


def package_files(subject: Subject, more: Mapping[str, str]) -> dict[str, str]:
    """All files of a package, by path; with `more` that is made elsewhere."""
    return _made(OUTPUTS, subject, {**fixed_files(), **more})


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
            values = {
                field.name: getattr(record, field.name) for field in fields(record)
            }
            files[path] = render(output.template, values)
    return files


def fixed_files() -> dict[str, str]:
    """What every package has, the same in all: the runtime, and the mark of types."""
    files = {"py.typed": ""}
    folder = templates_folder() / _RUNTIME
    for path in sorted(folder.rglob("*.py")):
        name = path.relative_to(folder).as_posix()
        files[f"_{_RUNTIME}/{name}"] = path.read_text("utf-8")
    return files
