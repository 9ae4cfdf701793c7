"""The readers, in the order in which they are asked; the first that takes a source wins.

In: a source file. Out: a :class:`Fragment`, with the reader that took it and why. Pages
come first: their signatures are plain text, which costs nothing to look for. The
pipeline is the only caller.
"""

from __future__ import annotations

from typing import Final

from specloom.diagnostics import Diagnostic, Diagnostics, SpecError, diagnostic
from specloom.document import Document, check
from specloom.ir.api import Api
from specloom.read import openapi
from specloom.read.input import Fragment, Input, Loader, Reader
from specloom.read.pages import (
    docusaurus_api,
    embedded_fence,
    embedded_script,
    mintlify_export,
)
from specloom.read.signature import is_page
from specloom.source import SourceFile, Span, Stretch

READERS: Final = (
    Reader("mintlify-export", mintlify_export.detect, mintlify_export.read),
    Reader("embedded-fence", embedded_fence.detect, embedded_fence.read),
    Reader("embedded-script", embedded_script.detect, embedded_script.read),
    Reader("docusaurus-api", docusaurus_api.detect, docusaurus_api.read),
    Reader("openapi", openapi.detect, openapi.read),
)

NO_API: Final = "SL203"
NO_PAGE: Final = "SL301"
NOT_RECOGNISED: Final = frozenset({NO_API, NO_PAGE})
"""The codes of the SpecErrors that say that no reader takes a source."""


def read_source(
    source: SourceFile, files: Loader, diagnostics: Diagnostics
) -> Fragment:
    """Read one source. Raises SpecError if it cannot be read at all."""
    check(source)
    given = Input(source, files, diagnostics, _read_document)
    for reader in READERS:
        why = reader.detect(given)
        if why is not None:
            api = reader.read(given)
            return Fragment(api, reader.name, why, tuple(given.documents))
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
