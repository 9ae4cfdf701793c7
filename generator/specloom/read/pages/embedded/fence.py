"""Pages with a whole OpenAPI document in a fence of JSON or YAML.

In: a page with a fence whose text is an OpenAPI document, under whatever heading: such
pages are exported by several documentation platforms, mostly one operation a page. Out:
the `Api` of the document. Where it has one operation, the page's heading and first words
fill in what that operation does not say (grade stated).
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from specloom.document.markdown import Block, Fence, blocks, place
from specloom.ir.api import Api
from specloom.read.input import Input
from specloom.read.pages.embedded.lead import with_lead
from specloom.read.pages.embedded.several import several
from specloom.read.signature import is_page
from specloom.records import replace

NOT_CLOSED: Final = "SL305"

_LANGUAGES: Final = frozenset({"", "json", "jsonc", "openapi", "yaml", "yml"})


@cache
def _root() -> re.Pattern[str]:
    # Compiled when there is a page to look at. White space and comments may come first.
    first = r"\s*(?:---\s|(?:#[^\n]*\n\s*)+)?"
    key = r"(?:openapi|swagger)"
    return re.compile(rf"{first}(?P<root>\{{\s*\"{key}\"|{key}\s*:)")


def detect(given: Input) -> str | None:
    """The first words of the document, if a fence holds one."""
    if not is_page(given.source):
        return None
    text = given.source.text
    for fence in _fences(blocks(given.source), text):
        found = _root().match(text, fence.content_start, fence.content_end)
        assert found is not None
        return f"it has a fence that starts with `{' '.join(found['root'].split())}`"
    return None


def read(given: Input) -> Api:
    """The API of the document in the page. Raises SpecError if there are several."""
    page = blocks(given.source)
    first, *others = _fences(page, given.source.text)
    if others:
        raise several(len(others) + 1, place(given.source, others[0]))
    content = first.content_start, first.content_end
    document = given.embedded(*content, first.indent)
    if not first.closed:
        message = "the fence is not closed: all that follows is taken to be in it"
        given.diagnostics.add(NOT_CLOSED, message, place(given.source, first))
    api = given.read_openapi(document)
    if len(api.operations) != 1:
        return api
    operation = with_lead(api.operations[0], given.source, page, first)
    return replace(api, operations=(operation,))


def _fences(page: list[Block], text: str) -> list[Fence]:
    """The fences that hold an OpenAPI document."""
    return [
        block
        for block in page
        if isinstance(block, Fence)
        and block.language in _LANGUAGES
        and _root().match(text, block.content_start, block.content_end)
    ]
