"""The readers of pages, in the order in which they are asked, and those of indexes.

A table, and no more; only `registry` uses it. A module is loaded when its turn comes:
all of them take longer to load than a page with a document in it takes to read.
"""

from __future__ import annotations

from collections.abc import Iterator

from specloom.read.input import Index, Reader


def page_readers() -> Iterator[Reader]:
    """The readers of pages, the most structured source first."""
    from specloom.read.pages.embedded import mintlify_export

    yield Reader("mintlify-export", mintlify_export.detect, mintlify_export.read)
    from specloom.read.pages.embedded import fence as embedded_fence

    yield Reader("embedded-fence", embedded_fence.detect, embedded_fence.read)
    from specloom.read.pages.embedded import script as embedded_script

    yield Reader("embedded-script", embedded_script.detect, embedded_script.read)
    from specloom.read.pages.embedded import docusaurus as docusaurus_api

    yield Reader("docusaurus-api", docusaurus_api.detect, docusaurus_api.read)
    from specloom.read.pages.embedded import spec_pointer

    yield Reader("spec-pointer", spec_pointer.detect, spec_pointer.read)
    from specloom.read.pages.mdx import page as mdx

    yield Reader("mdx", mdx.detect, mdx.read)
    from specloom.read.pages.widdershins import page as widdershins

    yield Reader("widdershins", widdershins.detect, widdershins.read)
    from specloom.read.pages import tutorial

    yield Reader("tutorial", tutorial.detect, tutorial.read)
    from specloom.read.pages.flattened import page as flattened

    yield Reader("flattened", flattened.detect, flattened.read)
    from specloom.read.pages.endpoint import page as endpoint_page

    yield Reader("endpoint-page", endpoint_page.detect, endpoint_page.read)
    # After these: what names a missing document may also describe itself.
    yield Reader("spec-missing", spec_pointer.detect_missing, spec_pointer.read)
    yield Reader(
        "called-sections", endpoint_page.detect_called, endpoint_page.read_called
    )
    yield Reader("calls", tutorial.detect_plain, tutorial.read)


def index_readers() -> Iterator[Index]:
    """The readers of indexes: asked before, a page in one would be taken for all of it."""
    from specloom.read.pages import llms_txt

    yield Index("llms-full", llms_txt.detect_full, llms_txt.pages)
    yield Index("llms-index", llms_txt.detect_index, llms_txt.files)
