"""The readers, in the order in which they are asked; the first that takes a source wins.

In: a source file. Out: a :class:`Fragment`, with the reader that took it and why; of an
index, one for each source that it leads to. Pages come first: their signatures are plain
text, which costs nothing to look for. The pipeline is the only caller.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Final

from specloom.diagnostics import Diagnostic, Diagnostics, SpecError, diagnostic
from specloom.document import Document, check
from specloom.ir.api import Api
from specloom.read import openapi
from specloom.read.input import Fragment, Index, Input, Loader, Reader
from specloom.read.signature import is_page
from specloom.source import Section, SourceFile, Span, Stretch

NO_API: Final = "SL203"
NO_PAGE: Final = "SL301"
NOT_READ: Final = "SL323"
PART_OF_PAGES: Final = "SL348"
NOT_RECOGNISED: Final = frozenset({NO_API, NO_PAGE, PART_OF_PAGES})
"""The codes of the SpecErrors that say that no reader takes a source."""


def read_sources(
    source: SourceFile,
    files: Loader,
    diagnostics: Diagnostics,
    others: Collection[str] = (),
) -> list[Fragment]:
    """Read one source, or all that it leads to. Raises SpecError if nothing can be.

    `others` are the paths of sources that are read anyhow: an index does not add them.
    """
    check(source)
    seen = {*others, source.path}
    return _members(source, files, diagnostics, seen)


def _members(
    source: SourceFile, files: Loader, diagnostics: Diagnostics, seen: set[str]
) -> list[Fragment]:
    given = Input(source, files, diagnostics, _read_document)
    index = next((row for row in _indexes(source) if row.detect(given)), None)
    if index is None or isinstance(source, Section):
        return [read_source(source, files, diagnostics)]
    found: list[Fragment] = []
    unknown: list[SourceFile] = []
    refused = known = 0
    for member in index.members(given):
        if not isinstance(member, Section):
            if member.path in seen:
                known += 1
                continue
            seen.add(member.path)
        try:
            check(member)
            found += _members(member, files, diagnostics, seen)
        except SpecError as error:
            if error.diagnostic.code in NOT_RECOGNISED:
                unknown.append(member)
            else:
                diagnostics.append(error.diagnostic)
                refused += 1
    if not found and not refused and not known:
        message = "the index leads to no page that a reader knows"
        raise SpecError(diagnostic(NO_PAGE, message, Span(Stretch(source, 0, 0))))
    if unknown:
        from specloom.read.pages.llms_txt import name

        named = ", ".join(map(name, unknown))
        count = f"{len(unknown)} of {len(unknown) + len(found) + refused + known}"
        message = f"no reader knows {count} pages of the index: {named}"
        diagnostics.add(NOT_READ, message, Span(Stretch(source, 0, 0)))
    return found


def read_source(
    source: SourceFile, files: Loader, diagnostics: Diagnostics
) -> Fragment:
    """Read one source that is no index. Raises SpecError if it cannot be read at all."""
    check(source)
    given = Input(source, files, diagnostics, _read_document)
    for reader in _readers(source):
        why = reader.detect(given)
        if why is not None:
            api = reader.read(given)
            return Fragment(source, api, reader.name, why, tuple(given.documents))
    raise SpecError(_refusal(given))


def _readers(source: SourceFile) -> Iterator[Reader]:
    """The readers that may take a source; those that nobody asks are not loaded."""
    if is_page(source):
        from specloom.read.pages.readers import page_readers

        yield from page_readers()
    yield Reader("openapi", openapi.detect, openapi.read)
    from specloom.read.pages.postman import collection as postman

    yield Reader("postman", postman.detect, postman.read)


def _indexes(source: SourceFile) -> Iterable[Index]:
    """The readers of indexes, asked first: a page in an index would be taken for it."""
    if not is_page(source) and "llms" not in source.path:
        return ()
    from specloom.read.pages.readers import index_readers

    return index_readers()


def _read_document(document: Document, given: Input) -> Api:
    return openapi.read_document(document, given.files, given.diagnostics)


def _refusal(given: Input) -> Diagnostic:
    if not is_page(given.source):
        return openapi.no_api(given.document)
    from specloom.read.pages.no_operation import no_operation

    return no_operation(given.source)
