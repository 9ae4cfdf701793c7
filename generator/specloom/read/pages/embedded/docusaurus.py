"""Pages of Docusaurus whose front matter holds one operation, everything inlined.

In: a page with a member `api` in its front matter: a JSON object, or the base64 of its
deflated text. Out: the `Api` of that operation. Where the export had to stop because a
schema holds itself it left `circular(Title)`: that schema becomes a component. What the
export made up (an example of the request, a collection) is not taken; the title of the
page is the operation's summary (grade stated).
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from specloom.diagnostics import SpecError, diagnostic
from specloom.document import Document, Json, unpack
from specloom.document.markdown import front_matter
from specloom.ir.api import Api, Operation
from specloom.ir.evidence import Evidence, Grade
from specloom.read.input import Input
from specloom.read.pages.embedded.inlined import Inlined
from specloom.read.signature import is_page
from specloom.records import replace
from specloom.source import Span, escape

NO_OPERATION: Final = "SL320"

_METHODS: Final = frozenset(
    {"get", "put", "post", "delete", "options", "head", "patch", "trace", "query"}
)
_WEBHOOK: Final = ("event", "webhook")
"""What the export has as method and path of a webhook; it does not say more."""
_OF_THE_API: Final = ("info", "servers")
_MADE_UP: Final = frozenset(
    {"jsonRequestBodyExample", "postman", "method", "path", "securitySchemes"}
) | {*_OF_THE_API}
"""Members of the payload that are none of the operation."""


@cache
def _signature() -> re.Pattern[str]:
    # Base64 of zlib's or gzip's first bytes; compiled when there is a page to look at.
    packed = r"(?:e[AFJN]|H4sI)[A-Za-z0-9+/]{8}"
    block = r"(?:[>|][-+]?[ \t]*\n[ \t]+)?"
    return re.compile(rf"^api:[ \t]*{block}[\"']?(\{{|{packed})", re.MULTILINE)


def detect(given: Input) -> str | None:
    """Which form `api` of the front matter has, if it is one of ours."""
    if not is_page(given.source):
        return None
    head = front_matter(given.source)
    if head is None:
        return None
    text = given.source.text
    found = _signature().search(text, head.content_start, head.content_end)
    if found is None:
        return None
    form = "a JSON object" if found[1] == "{" else "a packed JSON object"
    return f"its front matter has `api`, {form}"


def read(given: Input) -> Api:
    """The API of the one operation. Raises SpecError if the page holds none."""
    head = front_matter(given.source)
    assert head is not None
    matter = given.embedded(head.content_start, head.content_end)
    if not isinstance(matter.root, dict):
        raise _no_operation(
            matter, "", "the front matter is no list of names and values"
        )
    packed = matter.root.get("api")
    top, document = "/api", matter
    if isinstance(packed, str):
        at, _ = matter.locate("/api")
        end = given.source.text.find("\n", at)
        document = unpack(given.source, packed, at, end)
        top, packed = "", document.root
    if not isinstance(packed, dict):
        raise _no_operation(document, top, "`api` is no object")
    method, path = packed.get("method"), packed.get("path")
    if not isinstance(method, str) or not isinstance(path, str):
        raise _no_operation(document, top, "`api` has no `method` and `path`")
    hook = (method, path) == _WEBHOOK
    if not hook and (method.lower() not in _METHODS or path[:1] != "/"):
        message = f"`{method} {path}` is no method and path"
        raise _no_operation(document, top, message)
    api = given.read_openapi(_document(given, document, packed, top, hook=hook))
    title = matter.root.get("title")
    if isinstance(title, str):
        place = matter.span("/title")
        titled = tuple(_titled(it, title, place) for it in api.operations)
        hooks = tuple(_titled(it, title, place) for it in api.webhooks)
        api = replace(api, operations=titled, webhooks=hooks)
    if hook:
        guess = Evidence(document.span(top), Grade.GUESSED, "webhooks are posted")
        hooks = tuple(
            replace(it, evidence={**it.evidence, "method": guess})
            for it in api.webhooks
        )
        api = replace(api, webhooks=hooks)
    return api


def _document(
    given: Input, document: Document, payload: dict[str, Json], top: str, *, hook: bool
) -> Document:
    """The payload as an OpenAPI document."""
    inlined = Inlined(document, given.diagnostics)
    operation = inlined.restored(
        {key: it for key, it in payload.items() if key not in _MADE_UP}, top
    )
    root: dict[str, Json] = {}
    origins: dict[str, str] = {}
    for key in _OF_THE_API:
        if payload.get(key) is not None:
            root[key] = payload[key]
            origins[f"/{key}"] = f"{top}/{key}"
    name, method = str(payload["path"]), str(payload["method"]).lower()
    place = "paths"
    if hook:
        place, method = "webhooks", "post"
        name = str(payload.get("operationId") or payload.get("summary") or "webhook")
    root[place] = {name: {method: operation}}
    origins[f"/{place}/{escape(name)}"] = top
    origins[f"/{place}/{escape(name)}/{method}"] = top
    components: dict[str, Json] = {}
    if isinstance(payload.get("securitySchemes"), dict):
        components["securitySchemes"] = payload["securitySchemes"]
        origins["/components/securitySchemes"] = f"{top}/securitySchemes"
    if inlined.schemas:
        components["schemas"] = {**inlined.schemas}
        for schema, pointer in inlined.origins.items():
            origins[f"/components/schemas/{escape(schema)}"] = pointer
    if components:
        root["components"] = components
    return document.rearranged(root, {"": top, **origins})


def _titled(operation: Operation, title: str, place: Span) -> Operation:
    if operation.summary or not title.strip():
        return operation
    why = Evidence(place, Grade.STATED, "title of the page")
    evidence = {**operation.evidence, "summary": why}
    return replace(operation, summary=title.strip(), evidence=evidence)


def _no_operation(document: Document, top: str, message: str) -> SpecError:
    hint = "such a page has the method, the path and the operation in its front matter"
    return SpecError(diagnostic(NO_OPERATION, message, document.span(top), hint=hint))
