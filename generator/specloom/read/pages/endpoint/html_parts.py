"""Code and definitions that pages write as HTML, or by indentation, as what they are.

In: the text of a page, and where a paragraph begins. Out: a :class:`Fence` for code
(`<pre><code class="language-json">`, or lines that are indented), and the items of a list
of definitions (`<dl>`). Code with tags or entities in it is left alone: its offsets would
not be those of what is shown. Used by `sections`.
"""

from __future__ import annotations

import re
from functools import cache

from specloom.document.markdown import Fence, Paragraph
from specloom.read.pages.endpoint.outline import Item
from specloom.read.pages.words.text import plain


@cache
def _pre() -> re.Pattern[str]:
    return re.compile(
        r"\s*<pre\b[^<>]*>\s*?(?:<code\b(?:[^<>]*\blanguage-(?P<language>\w+))?[^<>]*>)?\n?"
        r"(?P<body>[^<&]*)(?:</code>\s*)?</pre>",
        re.IGNORECASE,
    )


def preformatted(text: str, start: int) -> Fence | None:
    """The code that begins with a tag here; it may have blank lines."""
    found = _pre().match(text, start)
    if found is None:
        return None
    return _fence(
        found.start(),
        found.end(),
        found["language"] or "",
        found.start("body"),
        found.end("body"),
        0,
    )


@cache
def _code() -> re.Pattern[str]:
    """What indented lines begin with that are an example, and no text."""
    return re.compile(r"\s*(?:[{\[]|\$ |curl\s|HTTP/\d)")


def indented(block: Paragraph) -> Fence | None:
    """The code that the lines of a paragraph are, if all of them are indented."""
    lines = block.text.split("\n")
    if not _code().match(lines[0]):
        return None
    if not all(it.startswith(("    ", "\t")) for it in lines if it.strip()):
        return None
    return _fence(block.start, block.end, "", block.start, block.end, 4)


def _fence(
    start: int, end: int, language: str, content: int, stop: int, indent: int
) -> Fence:
    return Fence(start, end, "", indent, language, start, content, stop, True)


@cache
def _definition() -> re.Pattern[str]:
    return re.compile(
        r"<dt\b[^<>]*>(?P<term>.*?)(?:</dt>\s*)?<dd\b[^<>]*>(?P<said>.*?)(?=</dd>|<dt\b|</dl>)",
        re.IGNORECASE | re.DOTALL,
    )


@cache
def _coded() -> re.Pattern[str]:
    return re.compile(r"</?code\b[^<>]*>", re.IGNORECASE)


def definition_items(text: str, start: int) -> tuple[list[Item], int]:
    """The items of a list of definitions that begins here, and where it ends."""
    end = text.lower().find("</dl>", start)
    end = len(text) if end < 0 else end + len("</dl>")
    items = []
    for found in _definition().finditer(text, start, end):
        term = _coded().sub("`", found["term"]).strip()
        name, _, rest = term.partition("` ")
        term = f"{name}` ({', '.join(plain(rest).split())})" if rest else term
        said = _coded().sub("`", found["said"])
        words = f"{term} — {' '.join(said.split())}"
        items.append(Item(words, found.start(), found.end(), 0))
    return items, end
