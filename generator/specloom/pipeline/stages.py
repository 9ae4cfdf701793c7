"""The order of the stages; the only module that knows it.

    files -> fragments -> Api as published -> Api ready for code -> names -> texts

In: a job. Out: what each stage makes, and at the end everything that is to be written.
SpecError if nothing can be made of the job; less is said to the diagnostics.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final

from specloom import __version__, config, passes
from specloom.diagnostics import Diagnostic, Diagnostics, SpecError, diagnostic
from specloom.document import Json, load
from specloom.inputs import Input
from specloom.ir.api import Api
from specloom.passes.conflicts import report_conflicts
from specloom.passes.merge import merge
from specloom.passes.resolve import resolve
from specloom.passes.shown import take_shown
from specloom.pipeline.jobs import Job
from specloom.read.input import Fragment, Loader
from specloom.read.loader import FolderLoader, NoFiles
from specloom.read.registry import NOT_RECOGNISED, PART_OF_PAGES, read_sources
from specloom.records import record
from specloom.source import SourceFile, Span, Stretch

if TYPE_CHECKING:
    from specloom.emit.lock import Lock
    from specloom.views.counts import Counts

Progress = Callable[[str], None]

UNREADABLE: Final = "SL801"


@record(frozen=True, slots=True)
class Published:
    """An API as its sources have it: what is dumped, exported and compared.

    `error` is what is wrong with an overlay: the job ends with it, after everything else
    that there is to say was said.
    """

    api: Api
    sources: tuple[SourceFile, ...]
    error: Diagnostic | None = None


@record(frozen=True, slots=True)
class Made:
    """All that is to be written for an API, and how much of it that is.

    `error` is why nothing must be written.
    """

    package: str
    counts: Counts
    files: dict[str, str | bytes]
    stubs: dict[str, str]
    lock: Lock
    error: Diagnostic | None = None


def make(
    job: Job,
    diagnostics: Diagnostics,
    progress: Progress,
    *,
    force: bool = False,
    scaffold: bool = False,
) -> Made:
    """All stages, from the files of a job to the texts that are to be written.

    `force` passes over a lock that cannot be read; `scaffold` makes stubs as well.
    """
    from specloom.emit.lock import Lock
    from specloom.emit.outputs import package_files, stub_files
    from specloom.emit.write import read_lock
    from specloom.export import export_json
    from specloom.names import name_table
    from specloom.views.counts import count
    from specloom.views.subject import Options, Subject

    progress(f"{job.name}: reading")
    source = published(job, diagnostics)
    package = job.package or config.package_from(source.api.title)
    old = read_lock(job.output / package, force=force)
    progress(f"{job.name}: weaving {len(source.api.operations):,} operations")
    api = ready(source.api, diagnostics)
    names = name_table(api, old.names, diagnostics)
    progress(f"{job.name}: making {package}")
    options = Options(package, __version__, job.base_url, job.pagination)
    subject = Subject(api, names, options, source.api, diagnostics)
    files: dict[str, str | bytes] = {**package_files(subject)}
    files["openapi.json"] = export_json(source.api)
    digests = {file.path: file.digest for file in source.sources}
    lock = Lock(__version__, sources=digests, names=names.locked())
    stubs = stub_files(subject) if scaffold else {}
    counts = subject.once(count)
    return Made(package, counts, files, stubs, lock, source.error)


def published(job: Job, diagnostics: Diagnostics) -> Published:
    """One API of all files, in which every reference leads somewhere, under overlays."""
    found = list(fragments(job, diagnostics))
    apis = [fragment.api for _, fragment in found]
    api = merge(apis, diagnostics)
    api = take_shown(api, diagnostics, include=job.operations_from_examples)
    api = resolve(api, diagnostics)
    files = tuple(source for source, _ in found)
    error = None
    if job.overlays:
        from specloom.overlay import overlaid

        overlays = [_load(item) for item in job.overlays]
        api, error = overlaid(api, overlays, diagnostics)
        api = resolve(api, diagnostics)
        files = (*files, *overlays)
    report_conflicts(api, diagnostics)
    return Published(api, files, error)


def ready(api: Api, diagnostics: Diagnostics) -> Api:
    """The API as code can have it: composed, hoisted, ordered."""
    return passes.run(api, diagnostics)


def fragments(
    job: Job, diagnostics: Diagnostics
) -> Iterator[tuple[SourceFile, Fragment]]:
    """What each file says. Nothing is a fragment that no reader takes.

    A file that was named has to be one. Of files that were matched or found, those that
    are none are passed over, as long as any is left.
    """
    any_left = False
    last: SpecError | None = None
    names = {item.name for item in job.inputs.files}
    below = FolderLoader(job.inputs.root, job.inputs.base)
    for item, source in sources(job, diagnostics):
        loader: Loader = NoFiles() if item.path is None else below
        try:
            found = read_sources(source, loader, diagnostics, names)
        except SpecError as error:
            if item.how == "named":
                raise
            last = error
            code = error.diagnostic.code
            is_asked_for = item.how == "matched" and code != PART_OF_PAGES
            if is_asked_for or code not in NOT_RECOGNISED:
                diagnostics.append(error.diagnostic)
            continue
        for fragment in found:
            any_left = True
            yield fragment.source, fragment
    if not any_left:
        files = job.inputs.files
        if len(files) == 1 and files[0].how != "found" and last is not None:
            raise last
        tried = "the only file" if len(files) == 1 else f"none of {len(files)} files"
        is_one = "is no specification" if len(files) == 1 else "is a specification"
        hint = "name a file to learn why it is none"
        message = f"{tried} in {job.inputs.root.name} {is_one}"
        raise SpecError(diagnostic("SL711", message, hint=hint))


def sources(job: Job, diagnostics: Diagnostics) -> Iterator[tuple[Input, SourceFile]]:
    """The files of a job, read. What was only found and is no file is reported."""
    for item in job.inputs.files:
        try:
            source = _load(item)
        except SpecError as error:
            if item.how == "named" or error.diagnostic.code == UNREADABLE:
                raise
            diagnostics.append(error.diagnostic)
            continue
        yield item, source


def _load(item: Input) -> SourceFile:
    """One file, or the standard input. Raises SpecError."""
    if item.path is None:
        return SourceFile(item.name, sys.stdin.buffer.read())
    try:
        return load(item.path, item.name)
    except OSError as error:
        place = Span(Stretch(SourceFile(item.name, b"")))
        message = f"the file cannot be read: {error.strerror or error}"
        raise SpecError(diagnostic(UNREADABLE, message, place)) from None


def validate(
    job: Job, item: Input, source: SourceFile, diagnostics: Diagnostics
) -> None:
    """Say what is wrong with one file, by the OpenAPI schema and to our readers."""
    from specloom.document import read
    from specloom.validate import validate as validate_document

    files = _loader(job, item)
    names = {it.name for it in job.inputs.files}

    def opened(name: str) -> Json:
        return read(files.open(name)).root

    try:
        found = read_sources(source, files, diagnostics, names)
        if found:
            apis = [fragment.api for fragment in found]
            resolve(merge(apis, diagnostics), diagnostics)
    except SpecError as error:
        if item.how != "found" or error.diagnostic.code not in NOT_RECOGNISED:
            diagnostics.append(error.diagnostic)
        return
    for fragment in found:
        for document in fragment.documents:
            validate_document(document, opened, diagnostics)


def _loader(job: Job, item: Input) -> Loader:
    if item.path is None:
        return NoFiles()
    return FolderLoader(job.inputs.root, job.inputs.base)
