"""The readers of pages, in the order in which they are asked, and those of indexes.

A table, and no more. Only `registry` uses it, and loads it when a source is a page: it
loads every module that reads pages, which takes longer than to read a small document.
"""

from __future__ import annotations

from typing import Final

from specloom.read.input import Index, Reader
from specloom.read.pages import (
    docusaurus_api,
    embedded_fence,
    embedded_script,
    endpoint_page,
    llms_txt,
    mintlify_export,
    spec_pointer,
    tutorial,
    widdershins,
)
from specloom.read.pages.flattened import page as flattened
from specloom.read.pages.mdx import page as mdx

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
)

INDEXES: Final = (
    Index("llms-full", llms_txt.detect_full, llms_txt.pages),
    Index("llms-index", llms_txt.detect_index, llms_txt.files),
)
"""Asked before the readers: a page in an index would be taken for all of it."""
