"""Pages exported as markdown with one operation in a fence that names it.

In: a page with a fence such as ```` ````yaml [spec-path] POST /v1/things ````. Out: the
`Api` of the document in it, which holds one operation and the components it needs. The
page's heading and first quote fill in what that operation does not say (grade stated).
Dialect A of the export is OpenAPI, the older dialect B a tree of its own (see
`mintlify_tree`).
"""

from __future__ import annotations

import re
from typing import Final

from specloom.document import Document
from specloom.document.markdown import Block, Fence, blocks, place
from specloom.ir.api import Api, Operation
from specloom.read.input import Input
from specloom.read.pages.embedded.lead import with_lead
from specloom.read.signature import is_page
from specloom.records import replace

SECOND_FENCE: Final = "SL303"
NOT_IN_DOCUMENT: Final = "SL304"
NOT_CLOSED: Final = "SL305"

_INFO: Final = re.compile(
    r"(?:ya?ml|json)[ \t]+(?:(?P<spec>\S+)[ \t]+)?"
    r"(?P<method>get|put|post|delete|options|head|patch|trace|query|webhook)[ \t]+"
    r"(?P<path>\S+)",
    re.IGNORECASE,
)


def detect(given: Input) -> str | None:
    """The fence's line, if there is one that names an operation."""
    if not is_page(given.source):
        return None
    for fence in _fences(blocks(given.source)):
        return f"it has a fence `{fence.info}`"
    return None


def read(given: Input) -> Api:
    """The API of the page's document. Raises SpecError if there is none in the fence."""
    page = blocks(given.source)
    first, *others = _fences(page)
    content = first.content_start, first.content_end
    document = given.embedded(*content, first.indent)
    if _is_tree(document):
        # The older form is rare by now.
        from specloom.read.pages.embedded.mintlify_tree import as_openapi

        document = as_openapi(document, given.diagnostics)
    for other in others:
        message = f"the page has a second document, `{other.info}`; it is left out"
        hint = "give each operation a page of its own"
        where = place(given.source, other)
        given.diagnostics.add(SECOND_FENCE, message, where, hint=hint)
    for fence in (first, *others):
        if not fence.closed:
            message = "the fence is not closed: all that follows is taken to be in it"
            where = place(given.source, fence)
            given.diagnostics.add(NOT_CLOSED, message, where)
    api = given.read_openapi(document)
    if others:
        seen = replace(api.counts, operations=api.counts.operations + len(others))
        api = replace(api, counts=seen)
    return _filled_in(api, given, page, first)


def _is_tree(document: Document) -> bool:
    """Whether a document is of the older form, a tree of the platform's own."""
    root = document.root
    paths = root.get("paths") if isinstance(root, dict) else None
    return isinstance(paths, dict) and "path" in paths and "method" in paths


def _fences(page: list[Block]) -> list[Fence]:
    """The fences that name an operation."""
    return [
        block
        for block in page
        if isinstance(block, Fence) and _INFO.fullmatch(block.info)
    ]


def _filled_in(api: Api, given: Input, page: list[Block], fence: Fence) -> Api:
    """The API with what the page says of the operation that its fence names."""
    match = _INFO.fullmatch(fence.info)
    assert match is not None
    method, path = match["method"].upper(), match["path"]
    if method == "WEBHOOK":
        return replace(
            api,
            webhooks=tuple(
                with_lead(it, given.source, page, fence) if it.path == path else it
                for it in api.webhooks
            ),
        )
    named = [it for it in api.operations if _is_named(it, api, method, path)]
    found = named or list(api.operations[:1] if len(api.operations) == 1 else ())
    if not named:
        message = f"the fence is of `{method} {path}`, which its document does not have"
        given.diagnostics.add(NOT_IN_DOCUMENT, message, place(given.source, fence))
    if not found:
        return api
    return replace(
        api,
        operations=tuple(
            with_lead(it, given.source, page, fence) if it in found else it
            for it in api.operations
        ),
    )


def _is_named(operation: Operation, api: Api, method: str, path: str) -> bool:
    """Whether a fence means an operation; its path may include that of the server."""
    if operation.method != method:
        return False
    if operation.path == path:
        return True
    if not path.endswith(operation.path):
        return False
    base = path.removesuffix(operation.path)
    servers = (*operation.servers, *api.servers)
    return any(it.url.rstrip("/").endswith(base) for it in servers)
