"""What the commands ask for. Only `cli` imports this package.

`stages` is the order of the stages, `jobs` what a run is asked to do, `summary` what it
did. In: a :class:`Job`. Out: text, or a written package. What is wrong with an input is
said to `diagnostics`; SpecError stops one job, never the others.

The garbage collector is off while a job runs: trees and records are acyclic, and looking
for cycles in them costs more than the work itself.
"""

from __future__ import annotations

import gc
import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import field
from pathlib import Path

from specloom.diagnostics import (
    Diagnostic,
    Diagnostics,
    Severity,
    SpecError,
    diagnostic,
)
from specloom.ir.api import Api
from specloom.pipeline import stages
from specloom.pipeline.jobs import Failed, Job, configured, given
from specloom.pipeline.summary import Summary, summarize
from specloom.records import record
from specloom.source import Section

__all__ = [
    "Diagnostic",
    "Failed",
    "Job",
    "Options",
    "Outcome",
    "Summary",
    "configured",
    "dump",
    "evidence",
    "export",
    "generate",
    "given",
    "readers",
    "validate",
    "write_file",
]


@record(frozen=True, slots=True)
class Options:
    """What holds for all jobs of a run of `generate`.

    `scaffold` is the folder for stubs; of `several` APIs, each has its own below it.
    """

    force: bool = False
    strict: bool = False
    scaffold: Path | None = None
    several: bool = False


@record(slots=True)
class Outcome:
    """What became of a job. `error` is what stopped it, or a check that failed.

    `base` is the folder that paths in diagnostics are relative to.
    """

    name: str
    base: Path
    strict: bool = False
    diagnostics: Diagnostics = field(default_factory=Diagnostics)
    summary: Summary | None = None
    error: Diagnostic | None = None

    def stop(self, error: Diagnostic) -> None:
        """The job ends here."""
        self.error = error
        self.diagnostics.append(error)


def generate(
    job: Job | Failed, options: Options, progress: Callable[[str], None]
) -> Outcome:
    """Read, weave and write one API. Raises nothing that an input can cause."""
    if isinstance(job, Failed):
        outcome = Outcome(job.name, job.base, options.strict)
        outcome.stop(job.error.diagnostic)
        return outcome
    outcome = Outcome(job.name, job.inputs.base, options.strict)
    try:
        with _no_collection():
            _generate(job, options, progress, outcome)
    except SpecError as error:
        outcome.stop(error.diagnostic)
    if options.several:
        # Documents and their readers refer to each other, and may be large.
        gc.unfreeze()
        gc.collect()
    return outcome


def _generate(
    job: Job, options: Options, progress: Callable[[str], None], outcome: Outcome
) -> None:
    from specloom.emit.scaffold import write_stubs
    from specloom.emit.write import write_package

    start = time.perf_counter()
    said = outcome.diagnostics
    scaffold = options.scaffold
    made = stages.make(
        job, said, progress, force=options.force, scaffold=scaffold is not None
    )
    outcome.name = made.package if job.package is None else job.name
    if made.error is not None:
        outcome.stop(made.error)
        return
    progress(f"{outcome.name}: writing")
    before = len(said)
    written = write_package(
        job.output, made.package, made.files, made.lock, said, force=options.force
    )
    if written is None:
        outcome.error = _last_error(said, before)
        return
    stubs: tuple[str, ...] = ()
    if scaffold is not None:
        if options.several:
            scaffold /= made.package
        stubs = write_stubs(scaffold, made.stubs, said)
    seconds = time.perf_counter() - start
    outcome.summary = summarize(made, written, stubs, seconds)
    outcome.error = _over_the_limit(job, options, said)
    if outcome.error is not None:
        said.append(outcome.error)


def _published(job: Job, diagnostics: Diagnostics) -> Api:
    """The API as published. Raises SpecError, also for an overlay that is wrong."""
    found = stages.published(job, diagnostics)
    if found.error is not None:
        raise SpecError(found.error)
    return found.api


def dump(job: Job, diagnostics: Diagnostics, stage: str, form: str, spans: bool) -> str:
    """The IR of an API as text: as `published`, or `ready` for code."""
    from specloom.ir import dump, dump_json

    with _no_collection():
        api = _published(job, diagnostics)
        if stage == "ready":
            api = stages.ready(api, diagnostics)
        if form == "json":
            return json.dumps(dump_json.to_json(api, spans), indent=1) + "\n"
        return dump.dump(api, spans)


def export(job: Job, diagnostics: Diagnostics, form: str) -> str:
    """The canonical OpenAPI document of an API, as `json` or `yaml`."""
    from specloom.export import export_json, export_yaml

    with _no_collection():
        api = _published(job, diagnostics)
        return export_yaml(api) if form == "yaml" else export_json(api).decode()


def evidence(job: Job, diagnostics: Diagnostics, form: str, weakest: str) -> str:
    """What an API rests on where it was not declared, up to a grade, as a table or JSON."""
    from specloom.ir.evidence import Grade
    from specloom.ir.evidence_table import evidence_json, evidence_text

    limit = Grade[weakest.upper()]
    with _no_collection():
        api = _published(job, diagnostics)
        if form == "json":
            return json.dumps(evidence_json(api, limit), indent=1) + "\n"
        return evidence_text(api, limit)


def readers(job: Job, diagnostics: Diagnostics) -> list[tuple[str, str, str]]:
    """Of each file, or section of one: its name, the reader that takes it, and why."""
    found = []
    with _no_collection():
        for source, fragment in stages.fragments(job, diagnostics):
            name = source.path
            if isinstance(source, Section):
                name = f"{name}:{source.position(0)[0]}"
            found.append((name, fragment.reader, fragment.why))
    return found


def validate(job: Job, diagnostics: Diagnostics) -> None:
    """Say all that is wrong with each file: by its schema, and to our readers.

    A file that cannot be read does not keep the others from being looked at. Raises
    SpecError for one that is not there.
    """
    with _no_collection():
        for item, source in stages.sources(job, diagnostics):
            stages.validate(job, item, source, diagnostics)


def write_file(path: Path, text: str) -> None:
    """Write one file that a command was asked for, as a whole or not at all."""
    from specloom.emit.write import replace_file

    replace_file(path, text)


@contextmanager
def _no_collection() -> Iterator[None]:
    """Keep the collector off, and from going through what was made once it is on again.

    Most runs end there, and that one look would cost a tenth of them.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.freeze()
            gc.enable()


def _last_error(said: Diagnostics, before: int) -> Diagnostic | None:
    errors = [item for item in [*said][before:] if item.severity is Severity.ERROR]
    return errors[-1] if errors else None


def _over_the_limit(job: Job, options: Options, said: Diagnostics) -> Diagnostic | None:
    gaps, errors = said.count(Severity.GAP), said.count(Severity.ERROR)
    if options.strict and (gaps or errors):
        return diagnostic("SL713", f"{job.name}: {gaps} gaps and {errors} errors")
    if job.max_gaps is not None and gaps > job.max_gaps:
        hint = "see GAPS.md; raise max_gaps if they are acceptable"
        message = f"{job.name}: {gaps} gaps, max_gaps = {job.max_gaps}"
        return diagnostic("SL713", message, hint=hint)
    return None
