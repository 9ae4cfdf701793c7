"""A page with its snippets in their places, as a tree of nodes.

In: a page, and the files below the input root. Out: nodes in the order in which a person
reads them: elements, code, headings, and the words between them, each with the file that
it stands in. A snippet (`<Snippet file="x.mdx" />`, or an import and its tag) is replaced
by the nodes of its file; one that cannot be found is a remark, and the page goes on.
What is wrong with the markup of fields is remarked upon.
"""

from __future__ import annotations

import posixpath
import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from typing import Final, TypeAlias

from specloom.diagnostics import SpecError
from specloom.document.markdown import (
    Fence,
    Heading,
    blocks,
)
from specloom.document.tags import Tag, Tags, tags
from specloom.read.input import Input, NotOpened
from specloom.read.pages.mdx.outline import Leaf, hidden_in, leaves_of
from specloom.read.pages.saying import stretch
from specloom.records import record
from specloom.source import SourceFile, Span

SNIPPET: Final = "SL344"
MARKUP: Final = "SL345"

_INCLUDING: Final = frozenset({"Snippet", "Include", "Partial"})
_DEEPEST: Final = 4
"""Snippets in snippets; what is deeper is a circle, or might as well be one."""
_MOST: Final = 500
"""Snippets of a page, those in snippets included."""
_COMPONENT: Final = re.compile(
    r"[A-Z]\w*(?:Field|Param|Parameter|Property|Prop|Attribute|Argument)s?"
    r"|Field|Param|Parameter|Property|Attribute|Expandable|Properties|Snippet"
    r"|RequestExample|ResponseExample|Tabs?|Accordion|CodeGroup"
)
"""Tags without whose ends it is not known what holds what."""
_OPTION: Final = re.compile(
    r"\s(?:wrap|lines|expandable|copy|showLineNumbers|[\w-]+=(?:\"[^\"]*\"|'[^']*'|\S*)"
    r"|\{[\d,\s-]*\})(?=\s)"
)
_LABEL: Final = re.compile(r"\b(?:title|label|name)\s*[:=]\s*([\"'])(.*?)\1")


@record(frozen=True, slots=True, eq=False)
class File:
    """A file of the page. `props` are the texts that an include hands to a snippet."""

    source: SourceFile
    tags: Tags
    props: Mapping[str, str]


@record(frozen=True, slots=True, eq=False)
class Element:
    """A tag that is no snippet, with what is in it."""

    file: File
    tag: Tag
    children: tuple[Node, ...]

    @property
    def span(self) -> Span:
        """The place of its opening tag."""
        return stretch(self.file.source, self.tag.start, self.tag.content_start)

    def text(self, *names: str) -> str | None:
        """The value of the first of these attributes that there is, if it is a text.

        An expression that is the name of a property of the snippet is its value.
        """
        found = self.tag.attribute(*names)
        if found is None or not isinstance(found.value, str):
            return None
        if found.literal:
            return found.value
        return self.file.props.get(found.value.removeprefix("props."))


@record(frozen=True, slots=True, eq=False)
class Code:
    """A fence."""

    file: File
    fence: Fence

    @property
    def span(self) -> Span:
        """The place of the line that opens it."""
        return stretch(self.file.source, self.fence.start, self.fence.content_start)


def label_of(code: Code) -> str:
    """What a fence is called, behind its language: `200 OK`, `title="Response"`.

    What platforms want to know about how to show it is no part of that.
    """
    label = code.fence.info.partition(" ")[2].strip()
    found = _LABEL.search(label)
    if found is not None:
        return found[2]
    at = label.find("={")
    if at >= 0:
        label = label[:at].rpartition(" ")[0]
    return " ".join(_OPTION.sub(" ", f" {label} ").split())


@record(frozen=True, slots=True, eq=False)
class Title:
    """A heading."""

    file: File
    heading: Heading

    @property
    def span(self) -> Span:
        """Its place."""
        return stretch(self.file.source, self.heading.start, self.heading.end)


@record(frozen=True, slots=True, eq=False)
class Words:
    """Prose: a stretch of the file without elements, code and headings."""

    file: File
    start: int
    end: int

    @property
    def text(self) -> str:
        """The words as written."""
        return self.file.source.text[self.start : self.end]

    @property
    def span(self) -> Span:
        """Their place."""
        return stretch(self.file.source, self.start, self.end)


Node: TypeAlias = Element | Code | Title | Words


def tree(given: Input) -> list[Node]:
    """The nodes of a page, with its snippets in their places."""
    return _Tree(given).page()


class _Tree:
    """The nodes of one page, and of what it includes."""

    def __init__(self, given: Input) -> None:
        self.given = given
        self.including: list[str] = []
        self.included = 0

    def page(self) -> list[Node]:
        """All nodes of the page."""
        return self._nodes(self.given.source, {})

    def _nodes(self, source: SourceFile, props: Mapping[str, str]) -> list[Node]:
        page = blocks(source)
        found = tags(source, page)
        file = File(source, found, props)
        self._remarks(file)
        hidden = hidden_in(page, found)
        reader = _Reader(self, file, leaves_of(page, hidden), hidden)
        return list(reader.nodes(found.roots, 0, len(source.text)))

    def _remarks(self, file: File) -> None:
        for it in file.tags.remarks:
            if not _COMPONENT.fullmatch(it.name.rpartition(".")[2]):
                continue
            what, hint = _PROBLEMS[it.problem]
            place = stretch(file.source, it.start, it.end)
            message = f"`{it.name}` {what}"
            self.given.diagnostics.add(MARKUP, message, place, hint=hint)

    # Snippets

    def included_by(self, file: File, tag: Tag) -> list[Node] | None:
        """The nodes that a tag stands for; None if it is no snippet."""
        wanted = None
        if tag.name in _INCLUDING:
            named = tag.value("file", "src", "path")
            wanted = named if isinstance(named, str) else None
        else:
            for it in file.tags.imports:
                if tag.name in it.names and _is_page(it.path):
                    wanted = it.path
        if wanted is None:
            return None
        place = stretch(file.source, tag.start, tag.content_start)
        source = self._open(wanted, file, tag, place)
        if source is None:
            return []
        props = {
            it.name: it.value
            for it in tag.attributes
            if isinstance(it.value, str) and it.literal
        }
        self.including.append(source.path)
        self.included += 1
        nodes = self._nodes(source, props)
        self.including.pop()
        return nodes

    def _open(
        self, wanted: str, file: File, tag: Tag, place: Span
    ) -> SourceFile | None:
        say = self.given.diagnostics.add
        for name in self._names(wanted, file, imported=tag.name not in _INCLUDING):
            try:
                source = self.given.files.open(name)
            except NotOpened:
                continue
            except (OSError, SpecError) as error:
                say(SNIPPET, f"the snippet `{wanted}` cannot be read: {error}", place)
                return None
            circle = source.path in (self.given.source.path, *self.including)
            if circle or len(self.including) >= _DEEPEST or self.included >= _MOST:
                why = "it includes itself" if circle else "too many are included"
                say(SNIPPET, f"the snippet `{wanted}` is left out: {why}", place)
                return None
            return source
        hint = "put it into a folder `snippets` below the input root, or set that root"
        say(SNIPPET, f"the snippet `{wanted}` is not found", place, hint=hint)
        return None

    def _names(self, wanted: str, file: File, *, imported: bool) -> Iterator[str]:
        """Where the file may be, the likeliest first; see the pages of the platforms."""
        endings = [""] if posixpath.splitext(wanted)[1] else [".mdx", ".md", ""]
        here = posixpath.dirname(file.source.path)
        if wanted.startswith("."):
            for ending in endings:
                yield posixpath.normpath(posixpath.join(here, wanted + ending))
            return
        wanted = wanted.lstrip("/").removeprefix("@/").removeprefix("~/")
        folders = [""] if imported else ["snippets", "_snippets", ""]
        above = here
        for _ in range(30):
            for folder in folders:
                for ending in endings:
                    yield posixpath.normpath(
                        posixpath.join(above, folder, wanted + ending)
                    )
            if not above or above == posixpath.dirname(above):
                break
            above = posixpath.dirname(above)
        for ending in endings:
            yield from self.given.files.named(posixpath.basename(wanted + ending), here)


_PROBLEMS: Final = {
    "unclosed": ("has no end", "close it, or end it with `/>`"),
    "stray": ("ends here, and did not begin", "remove this end, or find its beginning"),
    "malformed": (
        "is left out: its attributes cannot be read",
        "write a quotation mark inside of quotes as `&quot;`",
    ),
    "too-deep": ("stands in too many others", None),
    "hidden": (
        "is left out: it stands in an expression",
        "expressions are not evaluated; write the field without one",
    ),
}


def _is_page(path: str) -> bool:
    return posixpath.splitext(path)[1].lower() in ("", ".md", ".mdx", ".markdown")


class _Reader:
    """Makes nodes of the tags and the blocks of one file."""

    def __init__(
        self,
        tree: _Tree,
        file: File,
        leaves: list[Leaf],
        hidden: list[tuple[int, int]],
    ) -> None:
        self.tree = tree
        self.file = file
        self.leaves = leaves
        self.starts = [it.start for it in leaves]
        self.hidden = hidden

    def nodes(self, found: tuple[Tag, ...], start: int, end: int) -> Iterator[Node]:
        """The nodes of a stretch, in which these tags stand."""
        at = start
        for tag in found:
            yield from self._leaves(at, tag.start)
            included = self.tree.included_by(self.file, tag)
            if included is not None:
                yield from included
            else:
                inner = self.nodes(tag.children, tag.content_start, tag.content_end)
                yield Element(self.file, tag, tuple(inner))
            at = tag.end
        yield from self._leaves(at, end)

    def _leaves(self, at: int, end: int) -> Iterator[Node]:
        """Code, headings and words of a stretch without tags."""
        index = bisect_left(self.starts, at)
        while index < len(self.leaves) and self.leaves[index].start < end:
            leaf = self.leaves[index]
            yield from self._words(at, leaf.start)
            if isinstance(leaf, Fence):
                yield Code(self.file, leaf)
            elif isinstance(leaf, Heading):
                yield Title(self.file, leaf)
            at = max(at, leaf.end)
            index += 1
        yield from self._words(at, end)

    def _words(self, at: int, end: int) -> Iterator[Node]:
        text = self.file.source.text
        index = max(bisect_left(self.hidden, (at,)) - 1, 0)
        while index < len(self.hidden) and self.hidden[index][0] < end:
            start, stop = self.hidden[index]
            if at < start and text[at:start].strip():
                yield Words(self.file, at, start)
            at = max(at, stop)
            index += 1
        if at < end and text[at:end].strip():
            yield Words(self.file, at, end)
