"""The head of a page that Widdershins made: title, servers, ways to authenticate.

In: the sections of the page. Out: what stands before the operations, and which lines are
operations, and what they need. Used by `widdershins` alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final, Literal

from specloom.ir.api import SecurityRequirement, SecurityScheme, Server, ServerVariable
from specloom.ir.evidence import Evidence
from specloom.read.pages.endpoint.outline import Items, Part, Prose, Section, heading
from specloom.read.pages.saying import guessed, stated, stretch
from specloom.read.pages.words.text import plain
from specloom.records import replace
from specloom.source import SourceFile

_PLACES: Final[Mapping[str, Literal["query", "header", "cookie"]]] = {
    "query": "query",
    "header": "header",
    "cookie": "cookie",
}


class Head:
    """Reads what stands before the operations."""

    def __init__(self, source: SourceFile, root: Section) -> None:
        self.source = source
        self.root = root

    def title(self) -> tuple[str | None, str | None, dict[str, Evidence]]:
        if not self.root.children:
            return None, None, {}
        first = self.root.children[0]
        found = re.fullmatch(r"(.+?)\s+v?(\d\S*)", heading(first))
        why = stated(
            stretch(self.source, first.start, first.text_start + len(first.text)),
            "heading",
        )
        if found is None:
            return heading(first), None, {"title": why}
        return found[1], found[2], {"title": why}

    def servers(self) -> Iterator[Server]:
        """The list below "Base URLs:", with the variables of each."""
        for part in self._head():
            if not isinstance(part, Items):
                continue
            url, variables = None, list[ServerVariable]()
            for item in part.items:
                link = re.match(r'<a href="([^"]+)">', item.text)
                if link is not None and not item.depth:
                    if url is not None:
                        yield Server(url, variables=tuple(variables))
                    url, variables = link[1], []
                elif named := re.match(
                    r"\*\*([\w.-]+)\*\*.*?Default: (\S+)", item.text
                ):
                    variables.append(ServerVariable(named[1], named[2]))
                elif variables and item.depth > 4 and plain(item.text):
                    last = variables[-1]
                    enum = (*last.enum, plain(item.text))
                    variables[-1] = replace(last, enum=enum)
            if url is not None:
                yield Server(url, variables=tuple(variables))

    def _head(self) -> list[Part]:
        """What stands before the first operation, below labels such as "Base URLs:"."""
        found: list[Part] = []
        for section in self.root.children[:1]:
            for it in section.walk():
                if operation_line(it) is None:
                    found.extend(it.parts)
        return found

    def schemes(self) -> Iterator[SecurityScheme]:
        """The list below "Authentication"."""
        for section in self.root.children:
            if heading(section) != "Authentication":
                continue
            for part in (it for inner in section.walk() for it in inner.parts):
                if isinstance(part, Items):
                    yield from self._listed_schemes(part)

    def _listed_schemes(self, items: Items) -> Iterator[SecurityScheme]:
        names = self._scheme_names()
        key: str | None = None
        for item in items.items:
            span = stretch(self.source, item.start, item.end)
            text = plain(item.text)
            http = re.match(r"HTTP Authentication, scheme: (\w+)\s*(.*)", text)
            if http is not None:
                name = next((it for it in names if it not in self._keys(items)), "http")
                why = {"name": guessed(span, "name in operations")}
                said = http[2] or None
                yield SecurityScheme(
                    name, "http", said, scheme=http[1].lower(), span=span, evidence=why
                )
            elif named := re.match(r"API Key \(([^)]+)\)", text):
                key = named[1]
            elif key and (
                where := re.match(r"Parameter Name: (\S+?), in: (\w+)\.?\s*(.*)", text)
            ):
                location = _PLACES.get(where[2])
                if location is not None:
                    yield SecurityScheme(
                        key,
                        "apiKey",
                        where[3] or None,
                        parameter=where[1],
                        location=location,
                        span=span,
                    )
                key = None

    def _keys(self, items: Items) -> set[str]:
        return {
            found[1]
            for it in items.items
            if (found := re.match(r"API Key \(([^)]+)\)", plain(it.text)))
        }

    def _scheme_names(self) -> list[str]:
        """The schemes that operations name, in order."""
        names: dict[str, None] = {}
        for section in self.root.walk():
            for it in required(section) or ():
                names.update(dict.fromkeys(name for name, _ in it))
        return list(names)


@cache
def signature() -> re.Pattern[str]:
    return re.compile(r"^`([A-Z]+) (/[^`]*)`$", re.MULTILINE)


def operation_line(section: Section) -> tuple[str, str, int] | None:
    """The method and the path of an operation's section, and where they stand."""
    for it in section.walk():
        for part in it.parts:
            if isinstance(part, Prose) and (found := signature().search(part.text)):
                return found[1], found[2], part.start + found.start()
        if it is not section and it.level < 7:
            break
    return None


def required(section: Section) -> tuple[SecurityRequirement, ...] | None:
    """What the note at the end of an operation says of authentication."""
    for part in section.parts:
        if not isinstance(part, Prose) or "<aside" not in part.text:
            continue
        if "does not require authentication" in part.text:
            return ()
        _, found, names = part.text.partition("following methods:\n")
        if found:
            listed = re.sub(r"\(\s*Scopes:[^)]*\)", "", names.split("</aside>")[0])
            words = (it.strip() for it in listed.replace("\n", ",").split(","))
            return tuple(((it, ()),) for it in words if it and it != "None")
    return None
