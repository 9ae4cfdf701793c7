"""What a page says outside of the sections of its operations: calls, and general rules.

In: the sections of a page, and which of them are operations'. Out: the calls that stand
elsewhere ("Quick start"), and the methods whose parameters are sent in the query.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from functools import cache

from specloom.document.markdown import Fence
from specloom.document.tree import Window
from specloom.read.pages.endpoint.about import CALLS
from specloom.read.pages.endpoint.outline import Section
from specloom.read.pages.snippets.call import Call
from specloom.read.pages.snippets.calls import calls
from specloom.source import SourceFile


def calls_outside(source: SourceFile, root: Section, taken: Set[int]) -> list[Call]:
    """The calls in sections that belong to no operation, in order."""
    found: list[Call] = []
    for section in root.walk():
        if any(id(it) in taken for it in section.above()):
            continue
        for part in section.parts:
            if isinstance(part, Fence) and part.language in CALLS:
                window = Window(
                    source, part.content_start, part.content_end, part.indent
                )
                found.extend(calls(window).http)
    return found


@cache
def _said() -> re.Pattern[str]:
    method = r"`?(?:GET|POST|PUT|DELETE|PATCH)`?"
    return re.compile(
        rf"(?P<methods>{method}(?:[\s,、/]*(?:and|or|和|及)?[\s,、/]*{method})*)"
        r"[^.。\n|]{0,60}(?:param|参数)[^.\n|]{0,80}\n?[^.\n|]{0,60}query string",
        re.IGNORECASE,
    )


def query_methods(text: str, shown: Sequence[Call]) -> frozenset[str]:
    """The methods of which the page says that parameters are sent in the query, or of
    which every call that it shows sends them there."""
    found: set[str] = set()
    at = text.find("query string")
    while at >= 0:
        # The methods stand in the same sentence, before.
        end = at + len("query string")
        for match in _said().finditer(text, max(0, at - 260), end):
            found |= set(re.findall(r"[A-Z]+", match["methods"]))
        at = text.find("query string", end)
    for method in {it.method for it in shown}:
        mine = [it for it in shown if it.method == method]
        bare = not any(it.body is not None or it.form or it.flaw for it in mine)
        if bare and all(it.query for it in mine):
            found.add(method)
    return frozenset(found)


@cache
def _form() -> re.Pattern[str]:
    """An address that ends in a word for the path of any operation."""
    word = r"(?:method(?:[_ -]?name)?|endpoint(?:[_ -]?name)?|path|resource|action|operation)"
    return re.compile(
        rf"(?P<origin>https?://[^\s/`\"'<>{{}}]+)(?P<path>(?:/[^\s/`\"'|)]+)*)"
        rf"/(?:<{word}>|\{{{word}\}}|\[{word}\]|:{word}|(?-i:METHOD(?:_NAME)?|ENDPOINT|PATH|RESOURCE))(?![\w/])",
        re.IGNORECASE,
    )


def form_of_addresses(text: str) -> tuple[str, str] | None:
    """The origin, and what is before all paths, where a page shows the form of addresses:
    `https://host/bot<token>/METHOD_NAME`."""
    found = _form().search(text)
    return None if found is None else (found["origin"], found["path"])


@cache
def _base_url() -> re.Pattern[str]:
    return re.compile(
        r"\bbase[ -]?(?:url|uri|endpoint|address)s?\b[^\n]{0,40}?[`\"'(\s<]"
        r"(?P<url>https?://[^\s`\"')<>|*]+)",
        re.IGNORECASE,
    )


def base_url(text: str, paths: Sequence[str]) -> str | None:
    """The base URL that the page names, without what its paths begin with as well."""
    found = _base_url().search(text)
    if found is None:
        form = form_of_addresses(text)
        if form is None:
            return None
        origin, path = form
        inside = "{" in path or "<" in path or all(it.startswith(path) for it in paths)
        return origin if inside else origin + path
    url = found["url"].rstrip("/.,;")
    host = url.find("/", url.index("//") + 2)
    if host > 0 and all(it.startswith(url[host:] + "/") for it in paths):
        return url[:host]
    return url
