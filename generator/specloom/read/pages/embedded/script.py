"""HTML pages with a whole OpenAPI document in a script, as renderers bundle it.

In: an HTML page in one of whose scripts a JSON object begins with `openapi` or `swagger`:
what a renderer of reference pages was given, kept beside what it made of it. Out: the
`Api` of the document, with its places in the page. What was rendered is not looked at.
"""

from __future__ import annotations

import re
from functools import cache
from json import JSONDecodeError, JSONDecoder

from specloom.ir.api import Api
from specloom.read.input import Input
from specloom.read.pages.embedded.several import several
from specloom.read.signature import is_page
from specloom.source import SourceFile, Span, Stretch

# Compiled when there is a page to look at.


@cache
def _script() -> re.Pattern[str]:
    return re.compile(r"<script\b[^>]*>(.*?)(?:</script\s*>|\Z)", re.I | re.DOTALL)


@cache
def _root() -> re.Pattern[str]:
    return re.compile(r'\{\s*"(openapi|swagger)"\s*:\s*"[0-9]')


def detect(given: Input) -> str | None:
    """The member that the document begins with, if a script holds one."""
    if not is_page(given.source) or given.source.text.lstrip()[:1] != "<":
        return None
    for script in _script().finditer(given.source.text):
        root = _root().search(given.source.text, *script.span(1))
        if root is not None:
            return f"a script of it has a JSON object that begins with `{root[1]}`"
    return None


def read(given: Input) -> Api:
    """The API of the document in the page. Raises SpecError if there are several."""
    first, *others = _documents(given.source)
    if others:
        second, _ = others[0]
        raise several(len(others) + 1, Span(Stretch(given.source, second, second)))
    return given.read_openapi(given.embedded(*first))


def _documents(source: SourceFile) -> list[tuple[int, int]]:
    """Where documents begin and end; one that is cut ends with its script."""
    text, found = source.text, list[tuple[int, int]]()
    decoder = JSONDecoder()
    for script in _script().finditer(text):
        at = script.start(1)
        while root := _root().search(text, at, script.end(1)):
            try:
                _, at = decoder.raw_decode(text, root.start())
            except (JSONDecodeError, RecursionError):
                at = script.end(1)
            found.append((root.start(), at))
    return found
