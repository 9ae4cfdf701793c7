"""Indexes of documentation for language models: `llms.txt` and `llms-full.txt`.

In: a list of links to pages, or a file of many pages, each headed by its title and by
`Source: URL`. Out: the sources that it leads to: files beside or below the index that the
links mean, by their path or by the end of their address; or the pages as sections of the
file, so that all places are places in it. Nothing is fetched; links that lead elsewhere
are listed in one note.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from specloom.read.input import Input
from specloom.read.pages.nearby import nearby
from specloom.read.signature import is_page
from specloom.source import Section, SourceFile, Span, Stretch

NOT_HERE: Final = "SL322"

_PAGES: Final = (".md", ".mdx", ".markdown", ".html", ".htm", ".txt")
_DOCUMENTS: Final = (".json", ".yaml", ".yml")
_ADDED: Final = (".md", ".mdx", ".html", "/index.md", "/README.md")
"""What the name of a page's file may have behind the page's address."""
_LEAST: Final = 2
"""So many pages make a file of pages: one is a page that says where it came from."""


@cache
def _head() -> re.Pattern[str]:
    # Compiled when there is a page to look at. Read without regard to fences: one that
    # a page does not close must not take the pages after it.
    source = r"Source:[ \t]*https?://\S+[ \t]*$"
    lead = r"(?:[ \t]*\n|>.*\n){0,8}"
    titled = rf"\#[ \t]+(?!Source:)(?P<title>.+)\n{lead}(?:>[ \t]*)?{source}"
    bare = rf"\#[ \t]+{source}|>[ \t]*{source}(?=\s*^\#[ \t])"
    return re.compile(rf"^(?:{titled}|{bare})", re.MULTILINE)


@cache
def _link() -> re.Pattern[str]:
    return re.compile(
        r"(?<!!)\[[^\]\n]{0,400}\]\(<?(?P<target>[^()\s<>]+)>?(?:\s[^()\n]*)?\)"
    )


def detect_full(given: Input) -> str | None:
    """How many pages a file has, if it has several."""
    if not (_is_named(given) or is_page(given.source)):
        return None
    if "Source:" not in given.source.text:
        return None
    heads = sum(1 for _ in _heads(given.source.text))
    if heads < _LEAST:
        return None
    return f"it has {heads} pages, each with `Source: ` and an address"


def detect_index(given: Input) -> str | None:
    """Whether a file is a list of links, by its name and what is in it."""
    if not _is_named(given) or _link().search(given.source.text) is None:
        return None
    return f"its name is `{posixpath.basename(given.source.path)}`, and it has links"


def _is_named(given: Input) -> bool:
    name = posixpath.basename(given.source.path).lower()
    return name.startswith("llms") and name.endswith((".txt", ".md"))


def pages(given: Input) -> list[SourceFile]:
    """The pages of a file, and what stands before the first if that holds a fence."""
    text = given.source.text
    starts = [head.start() for head in _heads(text)]
    if "```" in text[: starts[0]]:
        starts.insert(0, 0)
    ends = [*starts[1:], len(text)]
    return [
        Section(given.source, start, end)
        for start, end in zip(starts, ends, strict=True)
    ]


def files(given: Input) -> list[SourceFile]:
    """The files that the links of an index mean, each once."""
    found: dict[str, SourceFile] = {}
    elsewhere: dict[str, int] = {}
    for link in _link().finditer(given.source.text):
        target = link["target"].partition("#")[0].partition("?")[0]
        if not target or target in elsewhere:
            continue
        source = _file(given, target)
        if source is None:
            elsewhere[target] = link.start("target")
        else:
            found.setdefault(source.path, source)
    if elsewhere:
        at = next(iter(elsewhere.values()))
        one = len(elsewhere) == 1
        links = "a link leads" if one else f"{len(elsewhere)} links lead"
        message = f"{links} to nothing beside the index: {', '.join(elsewhere)}"
        given.diagnostics.add(NOT_HERE, message, Span(Stretch(given.source, at, at)))
    return [*found.values()]


def name(source: SourceFile) -> str:
    """What people call a member of an index: its title and line, or its path."""
    if not isinstance(source, Section):
        return source.path
    head = _head().match(source.text)
    title = (head and head["title"]) or source.text.strip().partition("\n")[0]
    return f"`{title.strip()}` (line {source.position(0)[0]})"


def _heads(text: str) -> Iterator[re.Match[str]]:
    """Where pages begin. A page may say twice where it came from, right at its head."""
    last: re.Match[str] | None = None
    for head in _head().finditer(text):
        if last is None or last["title"] or text[last.end() : head.start()].strip():
            yield head
        last = head


def _file(given: Input, target: str) -> SourceFile | None:
    """The file that a link means, if its name is that of a page or a document."""
    path = target.partition("#")[0].partition("?")[0]
    suffix = posixpath.splitext(path)[1].lower()
    return nearby(given, target, ("",) if suffix in _PAGES + _DOCUMENTS else _ADDED)
