"""What a run is asked to do: a job per API, from configuration or the command line.

In: names of APIs, or paths of specifications. Out: :class:`Job`, with its files found
and its package named. Nothing is read but the configuration.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from specloom import config
from specloom.config import ApiConfig, Config
from specloom.diagnostics import Diagnostics, SpecError, diagnostic
from specloom.inputs import Input, Inputs, expand, without
from specloom.page_rules import PageRule
from specloom.records import record
from specloom.source import Span


@record(frozen=True, slots=True)
class Job:
    """One API to generate. `package` is None where the API's title shall name it.

    `output` is relative to the working directory, if it is below it. `overlays` are no
    sources, even where the patterns of these match them.
    """

    name: str
    inputs: Inputs
    output: Path
    package: str | None
    base_url: str | None = None
    max_gaps: int | None = None
    operations_from_examples: bool = False
    overlays: tuple[Input, ...] = ()
    pagination: tuple[PageRule, ...] = ()


@record(frozen=True, slots=True)
class Failed:
    """An API whose sources were not found. `base` is what paths are relative to."""

    name: str
    base: Path
    error: SpecError


# Names of files that say nothing of the API in them.
_PLAIN = {"api", "api_docs", "index", "openapi", "schema", "spec", "stdin", "swagger"}


def configured(
    file: Path | None, names: Sequence[str], here: Path, diagnostics: Diagnostics
) -> tuple[Path, list[Job | Failed]]:
    """The jobs of a configuration, all or those named; with the folder it stands in.

    `file` is by default the one that holds for `here`. Raises SpecError, or says what
    is wrong and returns no job.
    """
    path = file or config.find(here)
    if path is None:
        message = "no specloom.toml and no [tool.specloom] in a pyproject.toml"
        hint = "or, without configuration: specloom generate SPEC --output DIR"
        message += f", neither in {here.as_posix()} nor above"
        raise SpecError(diagnostic("SL701", message, hint=hint))
    if file is None and (table := config.passed_over(path)) is not None:
        message = f"{path.name} is used, and this table is not"
        diagnostics.add("SL715", message, table)
    path = Path(os.path.abspath(here / path))
    try:
        known = config.load(path, path.name, diagnostics)
        if known is None:
            return path.parent, []
        chosen = [_named(name, known) for name in names] if names else known.apis
    except SpecError as error:
        diagnostics.append(error.diagnostic)
        return path.parent, []
    except OSError as error:
        code = "SL701" if isinstance(error, FileNotFoundError) else "SL801"
        message = f"{path.as_posix()}: {error.strerror}"
        raise SpecError(diagnostic(code, message)) from None
    output = Path(config.shown_path(path.parent / known.output, here))
    return path.parent, [_job(api, known, output) for api in dict.fromkeys(chosen)]


def given(
    patterns: Sequence[str],
    here: Path,
    *,
    root: str | None = None,
    output: Path | None = None,
    package: str | None = None,
    base_url: str | None = None,
    overlays: Sequence[str] = (),
) -> Job:
    """The job of specifications named on the command line, as one API."""
    if package is not None and (why := config.why_no_package(package)):
        hint = f"--package {config.package_from(package)}"
        message = f"{package!r} cannot be the name of a package: {why}"
        raise SpecError(diagnostic("SL708", message, hint=hint))
    if base_url is not None and not config.is_base_url(base_url):
        message = f"{base_url!r} is no URL to call"
        hint = "it starts with https://, and has no query"
        raise SpecError(diagnostic("SL710", message, hint=hint))
    inputs = expand(patterns, here, root=root)
    if package is None and len(inputs.files) == 1:
        stem = config.package_from(Path(inputs.files[0].name).stem)
        package = None if stem in _PLAIN else stem
    name = package or "api"
    found = _overlays(overlays, here, inputs.base)
    inputs = without(inputs, found)
    return Job(name, inputs, output or Path(), package, base_url, overlays=found)


def _overlays(
    patterns: Sequence[str], folder: Path, base: Path, places: Sequence[Span] = ()
) -> tuple[Input, ...]:
    if not patterns:
        return ()
    return expand(patterns, folder, base=base, places=places).files


def _named(name: str, known: Config) -> ApiConfig:
    for api in known.apis:
        if api.name == name:
            return api
    names = [api.name for api in known.apis]
    from difflib import get_close_matches

    near = get_close_matches(name, names, n=1)
    hint = f"did you mean {near[0]!r}?" if near else f"there are: {', '.join(names)}"
    if os.path.exists(name):
        hint = f"to generate without configuration, add --output DIR to {name}"
    message = f"no API {name!r} is configured"
    raise SpecError(diagnostic("SL709", message, known.span.at("apis"), hint=hint))


def _job(api: ApiConfig, known: Config, output: Path) -> Job | Failed:
    folder = known.folder
    places = [api.place("sources", at) for at in range(len(api.sources))]
    try:
        inputs = expand(api.sources, folder, base=folder, root=api.root, places=places)
        places = [api.place("overlays", at) for at in range(len(api.overlays))]
        overlays = _overlays(api.overlays, folder, folder, places)
    except SpecError as error:
        return Failed(api.name, folder, error)
    inputs = without(inputs, overlays)
    return Job(
        api.name,
        inputs,
        output,
        api.package,
        api.base_url,
        api.max_gaps,
        api.operations_from_examples,
        overlays,
        api.pagination,
    )
