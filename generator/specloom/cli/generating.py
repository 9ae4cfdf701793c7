"""`specloom generate`: jobs from options, a line per API, the exit code."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import click

from specloom import pipeline
from specloom.cli import BAD, DONE, exit_code
from specloom.cli.printing import Color, Relocation, as_json, print_all
from specloom.cli.progress import Progress
from specloom.diagnostics import Diagnostic, Diagnostics, Severity
from specloom.report import printable


def generate(
    *,
    names: Sequence[str],
    output: Path | None,
    package: str | None,
    base_url: str | None,
    root: str | None,
    overlays: Sequence[str],
    config: Path | None,
    scaffold: Path | None,
    force: bool,
    strict: bool,
    quiet: bool,
    verbose: bool,
    form: str,
    color: Color,
) -> int:
    """Run the jobs, one after the other. One that fails does not stop the others."""
    if quiet and verbose:
        raise click.UsageError(
            "--quiet and --verbose exclude each other", click.get_current_context()
        )
    here = Path.cwd()
    jobs: Sequence[pipeline.Job | pipeline.Failed]
    if output is not None:
        if config is not None or not names:
            raise click.UsageError(
                "--output goes with SPEC, and without --config",
                click.get_current_context(),
            )
        jobs = [
            pipeline.given(
                names,
                here,
                root=root,
                output=output,
                package=package,
                base_url=base_url,
                overlays=overlays,
            )
        ]
    else:
        if package is not None or base_url is not None or root is not None or overlays:
            raise click.UsageError(
                "--package, --base-url, --root and --overlay go with --output;"
                " the configuration has keys for them",
                click.get_current_context(),
            )
        said = Diagnostics()
        folder, jobs = pipeline.configured(config, names, here, said)
        told = [it for it in said if not quiet or it.severity is Severity.ERROR]
        print_all(map(Relocation(folder), told), color, most=None)
        if not jobs:
            return BAD
    options = pipeline.Options(force, strict, scaffold, several=len(jobs) > 1)
    show = _Show(form, color, quiet, verbose)
    codes = [DONE]
    width = max(len(job.name) for job in jobs)
    with Progress(quiet=quiet or form == "json") as progress:
        for job in jobs:
            outcome = pipeline.generate(job, options, progress)
            show(outcome, width)
            if outcome.error is not None:
                codes.append(exit_code(outcome.error))
    show.finish()
    return max(codes)


class _Show:
    """Prints outcomes: text as they come, JSON at the end."""

    def __init__(self, form: str, color: Color, quiet: bool, verbose: bool) -> None:
        self.json = form == "json"
        self.color = color
        self.quiet = quiet
        self.verbose = verbose
        self.apis: list[object] = []
        self.said: list[Diagnostic] = []

    def __call__(self, outcome: pipeline.Outcome, width: int) -> None:
        items = [*outcome.diagnostics]
        if not self.json:
            items = [item for item in items if self.wants(item, outcome)]
        said = [*map(Relocation(outcome.base), items)]
        if not self.json:
            print_all(said, self.color, most=None if self.verbose else 5)
            if not self.quiet and outcome.summary is not None:
                line = outcome.summary.line().replace("\n", " ")
                click.echo(f"{outcome.name:<{width}}  {printable(line)}")
            return
        self.said += said
        if outcome.summary is not None:
            self.apis.append(outcome.summary.to_json())

    def wants(self, item: Diagnostic, outcome: pipeline.Outcome) -> bool:
        """Gaps are listed in GAPS.md, so they need not all be shown here."""
        if item.severity is Severity.ERROR or self.verbose:
            return True
        if self.quiet:
            return False
        return item.severity is Severity.WARNING or (
            item.severity is Severity.GAP and outcome.strict
        )

    def finish(self) -> None:
        if self.json:
            content = {"apis": self.apis, "diagnostics": as_json(self.said)}
            click.echo(json.dumps(content, indent=1))
