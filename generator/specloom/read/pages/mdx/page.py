"""The reader of pages written as components; see the package.

In: a page that has fields as tags, or whose front matter names an operation by method and
path. Out: the `Api` of its operations. The server is the base of the URL in the front
matter, else that of the calls shown, never the host of the documentation; how to
authenticate is what `authMethod`, a field for it, or a call says, else nothing.

Raises SpecError where no operation is named, where several are and nothing tells which
part of the page is whose, and where the page's own calls go to another path.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Final

from specloom.document.markdown import blocks, front_matter
from specloom.document.tags import Tag, tags
from specloom.ir.api import Api, Operation, SecurityRequirement, SecurityScheme, Server
from specloom.read.input import Input
from specloom.read.pages.mdx.fields import is_field_tag
from specloom.read.pages.mdx.front import Entry, front
from specloom.read.pages.mdx.heads import from_front, parts
from specloom.read.pages.mdx.operation import operation_of_part
from specloom.read.pages.mdx.requests_shown import fits, head_of_calls
from specloom.read.pages.mdx.settings import settings
from specloom.read.pages.mdx.tree import tree
from specloom.read.pages.said_headers import with_said_headers
from specloom.read.pages.saying import page_api
from specloom.read.pages.snippets.shown import others_shown
from specloom.read.signature import is_page
from specloom.records import replace

NO_AUTHENTICATION: Final = frozenset({"none", "no", "public"})


@cache
def _field() -> re.Pattern[str]:
    """The tag of a field; see `fields`."""
    ending = "(?:Field|Param|Parameter|Property|Prop|Attribute|Argument)"
    name = "(?:path|query|header|body|cookie|form|formData|name|prop|param|field)"
    return re.compile(rf"<(?:\w+\.)?[A-Z]?\w*{ending}\s(?:[^<>]*?\s)?{name}\s*=")


def detect(given: Input) -> str | None:
    """The first field, or what the front matter says."""
    if not is_page(given.source) or given.source.text.lstrip()[:1] == "{":
        return None
    if _field().search(given.source.text) is not None:
        scanned = tags(given.source, blocks(given.source))
        field = _first(scanned.roots)
        if field is not None:
            return f"it has a field `<{field.name}>`"
    head = from_front(_front(given))
    if head is not None and head.rule.startswith("`api`"):
        return f"its front matter has `api: {head.method} {head.url}`"
    return None


def _first(found: tuple[Tag, ...]) -> Tag | None:
    """The first field; what stands in code is none."""
    for tag in found:
        inner = tag if is_field_tag(tag) else _first(tag.children)
        if inner is not None:
            return inner
    return None


def read(given: Input) -> Api:
    """The API of the page. Raises SpecError; see the module."""
    entries = _front(given)
    nodes = tree(given)
    common = settings(given)
    found = [
        operation_of_part(it, entries, common, given.diagnostics)
        for it in parts(given, entries, nodes, head_of_calls)
    ]
    servers: dict[str, Server] = {}
    schemes: dict[str, SecurityScheme] = {}
    requirements: dict[str, SecurityRequirement] = {}
    for made in found:
        for server in made.servers:
            servers.setdefault(server.url, server)
        for scheme in made.schemes:
            schemes.setdefault(scheme.name, scheme)
            requirements.setdefault(scheme.name, ((scheme.name, ()),))
    security = tuple(requirements.values()) or None
    method = entries.get("authMethod")
    if security is None and method is not None and method.text in NO_AUTHENTICATION:
        security = ()
    api = page_api(
        given.source,
        [_with_headers(given, it.operation) for it in found],
        servers=servers.values(),
        schemes=schemes.values(),
        security=security,
    )
    others = [
        call
        for it in found
        for call in it.others
        if not any(fits(call, other.operation) for other in found)
    ]
    known = {it.id for it in api.operations}
    return replace(api, shown=tuple(others_shown(others, known, api.servers)))


def _with_headers(given: Input, operation: Operation) -> Operation:
    known = operation.parameters
    return replace(operation, parameters=with_said_headers(given.source, known))


def _front(given: Input) -> Mapping[str, Entry]:
    return front(given.source, front_matter(given.source))
