"""The readers, in the order in which they are asked; the first that takes a source wins.

In: a source file. Out: a :class:`Fragment`, with the reader that took it and why; of an
index, one for each source that it leads to. Pages come first: their signatures are plain
text, which costs nothing to look for. The pipeline is the only caller.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from specloom.diagnostics import Diagnostic, Diagnostics, SpecError, diagnostic
from specloom.document import Document, check
from specloom.ir.api import Api
from specloom.read import openapi
from specloom.read.input import Fragment, Index, Input, Loader, Reader
from specloom.read.pages import (
    docusaurus_api,
    embedded_fence,
    embedded_script,
    endpoint_page,
    flattened,
    llms_txt,
    mintlify_export,
    postman,
    spec_pointer,
    tutorial,
    widdershins,
)
from specloom.read.pages.mdx import page as mdx
from specloom.read.signature import is_page
from specloom.source import Section, SourceFile, Span, Stretch

READERS: Final = (
    Reader("mintlify-export", mintlify_export.detect, mintlify_export.read),
    Reader("embedded-fence", embedded_fence.detect, embedded_fence.read),
    Reader("embedded-script", embedded_script.detect, embedded_script.read),
    Reader("docusaurus-api", docusaurus_api.detect, docusaurus_api.read),
    Reader("spec-pointer", spec_pointer.detect, spec_pointer.read),
    Reader("mdx", mdx.detect, mdx.read),
    Reader("widdershins", widdershins.detect, widdershins.read),
    Reader("tutorial", tutorial.detect, tutorial.read),
    Reader("flattened", flattened.detect, flattened.read),
    Reader("endpoint-page", endpoint_page.detect, endpoint_page.read),
    # Last of the pages: what names a missing document may also describe itself.
    Reader("spec-missing", spec_pointer.detect_missing, spec_pointer.read),
    Reader("openapi", openapi.detect, openapi.read),
    Reader("postman", postman.detect, postman.read),
)

INDEXES: Final = (
    Index("llms-full", llms_txt.detect_full, llms_txt.pages),
    Index("llms-index", llms_txt.detect_index, llms_txt.files),
)
"""Asked before the readers: a page in an index would be taken for all of it."""

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
    index = next((row for row in INDEXES if row.detect(given) is not None), None)
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
        named = ", ".join(llms_txt.name(it) for it in unknown)
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
    for reader in READERS:
        why = reader.detect(given)
        if why is not None:
            api = reader.read(given)
            return Fragment(source, api, reader.name, why, tuple(given.documents))
    raise SpecError(_refusal(given))


def _read_document(document: Document, given: Input) -> Api:
    return openapi.read_document(document, given.files, given.diagnostics)


def _refusal(given: Input) -> Diagnostic:
    if not is_page(given.source):
        return openapi.no_api(given.document)
    place = Span(Stretch(given.source, 0, 0))
    message = "no reader knows this kind of page"
    hint = "a page needs a fence such as ````yaml POST /v1/things with OpenAPI in it"
    return diagnostic(NO_PAGE, message, place, hint=hint)
