"""One job of `dump`, `export` or `validate`, and printing what there is to say of it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import field
from pathlib import Path

import click

from specloom import pipeline
from specloom.cli import exit_code
from specloom.cli.printing import Color, Relocation, as_json, print_all
from specloom.diagnostics import Diagnostics, Severity, SpecError
from specloom.records import record


@record(slots=True)
class Session:
    """One job of a command, and what there is to say about it."""

    job: pipeline.Job
    diagnostics: Diagnostics = field(default_factory=Diagnostics)

    @property
    def wrong(self) -> bool:
        """Is there anything that a check must not let pass?"""
        return self.diagnostics.count(Severity.ERROR) > 0


@contextmanager
def session(
    specs: Sequence[str],
    root: str | None,
    color: Color,
    form: str = "text",
    overlays: Sequence[str] = (),
) -> Iterator[Session]:
    """A job for the specifications of a command; at the end everything is printed.

    What stops the job ends the command with its exit code.
    """
    run = Session(pipeline.given(specs, Path.cwd(), root=root, overlays=overlays))
    stopped: int | None = None
    try:
        yield run
    except SpecError as error:
        run.diagnostics.append(error.diagnostic)
        stopped = exit_code(error.diagnostic)
    found = [*map(Relocation(run.job.inputs.base), run.diagnostics)]
    if form == "json":
        click.echo(json.dumps({"diagnostics": as_json(found)}, indent=1))
    else:
        print_all(found, color, most=20)
    if stopped is not None:
        raise click.exceptions.Exit(stopped)
