"""Which operations a page is about, and which part of the page is about which.

In: the front matter and the nodes of a page. Out: :class:`Part`, one for each operation:
the front matter names one for the whole page; else headings, or components with a method
and a path, each begin a part; else a line that is nothing but a method and a path;
else what the page's own calls all go to (inferred).

Raises SpecError where there is none, or several that no heading tells apart.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import Final, NoReturn

from specloom.diagnostics import SpecError, diagnostic
from specloom.ir.evidence import Evidence
from specloom.read.input import Input
from specloom.read.pages.mdx.fields import claims
from specloom.read.pages.mdx.front import Entry
from specloom.read.pages.mdx.tree import Code, Element, Node, Title, Words
from specloom.read.pages.saying import inferred, stated, stretch
from specloom.records import record
from specloom.source import Span

NO_OPERATION: Final = "SL340"
SEVERAL: Final = "SL341"
PART_OF_PAGES: Final = "SL348"

_LONGEST: Final = 300
"""Characters of a heading that may name an operation."""
_METHODS: Final = "get|put|post|delete|options|head|patch|trace|query"


@record(frozen=True, slots=True)
class Head:
    """A method, and a path or URL, where they are said; `rule` is how.

    `base` is the server where that is said apart. `shown`: not said, but shown by a call.
    """

    method: str
    url: str
    span: Span
    rule: str
    base: str | None = None
    shown: bool = False

    @property
    def why(self) -> Evidence:
        """The evidence for the path."""
        return (inferred if self.shown else stated)(self.span, self.rule)

    @property
    def server(self) -> str | None:
        """The base of the URL; None for a path."""
        found = _url().match(self.url)
        return self.base if found is None else found[1]

    @property
    def path(self) -> str:
        """The path, without the base."""
        found = _url().match(self.url)
        path = self.url if found is None else self.url[found.end() :]
        return path if path.startswith("/") else "/" + path


@record(frozen=True, slots=True, eq=False)
class Part:
    """An operation, and the nodes that are about it. `title` is the heading above them."""

    head: Head
    nodes: Sequence[Node]
    title: Title | None = None


@cache
def _url() -> re.Pattern[str]:
    return re.compile(r"([a-z][a-z0-9+.-]*://[^/\s{}]+|\{\{?\s*[\w.]+\s*\}?\})(?=/|$)")


@cache
def _named() -> re.Pattern[str]:
    """The value of a key of the front matter: maybe a file, a method, a path or URL."""
    return re.compile(rf"(?:(\S+)\s+)?({_METHODS})\s+(\S+)", re.IGNORECASE)


@cache
def _said() -> re.Pattern[str]:
    """A line that is a method and a path, in whatever marks."""
    label = r"(?:\*\*[\w ]{1,30}:?\*\*:?|[A-Z][\w ]{1,30}:)[ \t]+"
    return re.compile(
        rf"[ \t]*(?:[-*>][ \t]+)?(?:{label})?[`*_]*({_METHODS.upper()})[`*_]*[ \t]*[:\u2014-]?[ \t]*"
        r"[`*_]*((?:[a-z]+://[^\s`*]+|/[^\s`*]*))[`*_]*[ \t]*"
    )


@cache
def _ending() -> re.Pattern[str]:
    """A heading with its operation behind it: ``Send a letter `POST /letters` ``."""
    return re.compile(
        rf".*\S[ \t]+[`(\[]+({_METHODS.upper()})[ \t]+((?:[a-z]+://|/)[^\s`)\]]*)[`)\]]+"
    )


@cache
def _labelled() -> re.Pattern[str]:
    """What a heading may say of itself: `{{ tag: 'POST', label: '/v1/things' }}`."""
    return re.compile(
        rf"\{{\{{.*?\btag:\s*['\"]({_METHODS.upper()})['\"].*?"
        r"\blabel:\s*['\"]([^'\"]+)['\"]"
    )


def from_front(front: Mapping[str, Entry]) -> Head | None:
    """The operation that the front matter names."""
    for key in ("api", "openapi"):
        entry = front.get(key)
        found = _named().fullmatch(entry.text.strip()) if entry else None
        if entry and found and (key == "openapi" or found[1] is None):
            rule = f"`{key}` of the front matter"
            return Head(found[2].upper(), found[3], entry.span, rule)
    method = front.get("method")
    if method is None or method.text.lower() not in _METHODS.split("|"):
        return None
    for key in ("path", "endpoint", "url", "route"):
        entry = front.get(key)
        if entry and (entry.text.startswith("/") or "://" in entry.text):
            rule = f"`method` and `{key}` of the front matter"
            return Head(method.text.upper(), entry.text, entry.span, rule)
    return None


def parts(
    given: Input,
    front: Mapping[str, Entry],
    nodes: Sequence[Node],
    shown: Callable[[Sequence[Node]], Head | None],
) -> list[Part]:
    """The parts of a page; see the module.

    `shown` finds what calls show, and is asked where nothing is said.
    """
    head = from_front(front)
    if head is not None:
        return [Part(head, nodes)]
    headed = [
        (index, found)
        for index, node in enumerate(nodes)
        if (found := _of_node(node)) is not None
    ]
    if headed:
        headed = sorted([*headed, *_below_titles(nodes, headed)], key=lambda it: it[0])
    if len(_distinct(headed)) > 1:
        return _merged(_split(nodes, headed))
    if not headed:
        headed = _said_in(nodes) or [
            (index, found)
            for index, node in enumerate(nodes)
            if (found := shown([node])) is not None
        ]
    distinct = _distinct(headed)
    if len(distinct) > 1:
        found_parts = _by_level(nodes, headed)
        if not found_parts:
            _refuse_several([it for _, it in headed])
        return _merged([_asked_again(it, shown) for it in found_parts])
    if distinct:
        index, head = headed[0]
        node = nodes[index]
        title = node if isinstance(node, Title) else None
        return [_asked_again(Part(head, nodes, title), shown)]
    _refuse_none(given, front, nodes)


def _asked_again(part: Part, shown: Callable[[Sequence[Node]], Head | None]) -> Part:
    """What calls show of all of a part: the fields of its path name the values in it."""
    head = shown(part.nodes) if part.head.shown else None
    return part if head is None else Part(head, part.nodes, part.title)


def _distinct(headed: Sequence[tuple[int, Head]]) -> set[tuple[str, str]]:
    return {(it.method, it.path) for _, it in headed}


def _said_in(nodes: Sequence[Node]) -> list[tuple[int, Head]]:
    """The operations that lines name, or components inside of others.

    Words that name several are an overview, unless nothing else names any.
    """
    found = [(index, [*_inner([node])]) for index, node in enumerate(nodes)]
    single = [
        (index, heads[0])
        for index, heads in found
        if len({(it.method, it.path) for it in heads}) == 1
    ]
    return single or [(index, it) for index, heads in found for it in heads]


def _below_titles(
    nodes: Sequence[Node], headed: Sequence[tuple[int, Head]]
) -> Iterator[tuple[int, Head]]:
    """Further operations that a line right below a heading names, if fields follow it."""
    known = _distinct(headed)
    for index, head in _said_in(nodes):
        before = nodes[index - 1] if index else None
        if not isinstance(before, Title) or (head.method, head.path) in known:
            continue
        for node in nodes[index + 1 :]:
            if isinstance(node, Title) and node.heading.level <= before.heading.level:
                break
            if isinstance(node, Element) and next(claims([node]), None) is not None:
                yield index, head
                break


def _by_level(nodes: Sequence[Node], headed: Sequence[tuple[int, Head]]) -> list[Part]:
    """A part for each section with an operation, by the largest headings that do.

    Empty if some section has several, however small the headings are.
    """
    for level in range(1, 7):
        starts = [
            index
            for index, node in enumerate(nodes)
            if isinstance(node, Title) and node.heading.level <= level
        ]
        found: list[Part] = []
        for start, end in pairwise([0, *starts, len(nodes)]):
            inside = [it for it in headed if start <= it[0] < end]
            if len(_distinct(inside)) > 1:
                break
            if inside:
                first = nodes[start]
                title = first if isinstance(first, Title) else None
                found.append(Part(inside[0][1], nodes[start:end], title))
        else:
            return found
    return []


def _merged(found: Sequence[Part]) -> list[Part]:
    """The parts, where those of one operation are one."""
    merged: dict[tuple[str, str], Part] = {}
    for part in found:
        key = part.head.method, part.head.path
        before = merged.get(key)
        if before is not None:
            nodes = [*before.nodes, *part.nodes]
            part = Part(before.head, nodes, before.title)
        merged[key] = part
    return list(merged.values())


def _split(nodes: Sequence[Node], headed: list[tuple[int, Head]]) -> list[Part]:
    """A part from each head to the next, or to a heading that is above its own."""
    found: list[Part] = []
    starts: list[tuple[int, Title | None]] = []
    for index, _ in headed:
        node = nodes[index]
        at, title = index, node if isinstance(node, Title) else None
        if title is None:
            # A component below a heading: the heading begins the part.
            before = nodes[at - 1] if at else None
            if isinstance(before, Title):
                at, title = at - 1, before
        starts.append((at, title))
    for number, (start, title) in enumerate(starts):
        end = starts[number + 1][0] if number + 1 < len(starts) else len(nodes)
        level = 0 if title is None else title.heading.level
        for at in range(start + 1, end):
            node = nodes[at]
            if isinstance(node, Title) and node.heading.level < level:
                end = at
                break
        found.append(Part(headed[number][1], nodes[start:end], title))
    return found


def _of_node(node: Node) -> Head | None:
    """The operation that a heading or a component begins."""
    if isinstance(node, Title):
        text = node.heading.text
        if len(text) > _LONGEST:
            return None
        found = (
            _said().fullmatch(text)
            or _ending().fullmatch(text)
            or _labelled().search(text)
        )
        if found is not None:
            return Head(found[1], found[2], node.span, "heading")
    elif isinstance(node, Element):
        method = node.text("method", "verb")
        url = node.text("path", "url", "endpoint", "route")
        if not method or not url or method.lower() not in _METHODS.split("|"):
            return None
        if url.startswith("/") or "://" in url:
            rule = "attributes of a component"
            base = node.text("baseUrl", "base", "server", "host")
            return Head(method.upper(), url, node.span, rule, base)
    return None


def _inner(nodes: Sequence[Node]) -> Iterator[Head]:
    """The operations that components inside of others, lines and short fences name."""
    for node in nodes:
        if isinstance(node, Element):
            found = _of_node(node)
            if found is not None:
                yield found
            elif not node.tag.name.endswith(("Example", "Examples", "CodeGroup")):
                yield from _inner(node.children)
        elif isinstance(node, Words):
            yield from _lines(node, node.start, node.end)
        elif isinstance(node, Code):
            fence = node.fence
            size = fence.content_end - fence.content_start
            if fence.language in ("", "http", "text", "bash", "sh") and size < 400:
                start, end = fence.content_start, fence.content_end
                text = node.file.source.text[start:end]
                if len(text.split("\n")) <= 2:
                    yield from _lines(node, start, end)


def _lines(node: Words | Code, start: int, end: int) -> Iterator[Head]:
    source, at = node.file.source, start
    for line in source.text[start:end].split("\n"):
        found = _said().fullmatch(line)
        if found is not None:
            span = stretch(source, at, at + len(line))
            yield Head(found[1], found[2], span, "line of its own")
        at += len(line) + 1


def _refuse_none(
    given: Input, front: Mapping[str, Entry], nodes: Sequence[Node]
) -> NoReturn:
    first = next((it for it in nodes if isinstance(it, Element)), None)
    titled = any(isinstance(it, Title) and it.heading.level == 1 for it in nodes)
    place = stretch(given.source, 0, 0) if first is None else first.span
    if not front and not titled:
        message = "this is a part of other pages: it names no operation"
        hint = "name the pages that include it"
        raise SpecError(diagnostic(PART_OF_PAGES, message, place, hint=hint))
    pointer = front.get("openapi")
    if pointer is not None and pointer.text:
        place = pointer.span
        message = f"the page is about an operation of `{pointer.text}`, without a path"
        raise SpecError(diagnostic(NO_OPERATION, message, place))
    message = "the page has fields, and says of no operation that they are its own"
    hint = (
        "a page needs a method and a path, as `api: POST /things` in its front matter"
    )
    raise SpecError(diagnostic(NO_OPERATION, message, place, hint=hint))


def _refuse_several(heads: list[Head]) -> NoReturn:
    first = heads[0]
    second = next(
        it for it in heads if (it.method, it.path) != (first.method, first.path)
    )
    message = (
        f"the page is about `{second.method} {second.path}` and about "
        f"`{first.method} {first.path}`, and nothing tells which part is about which"
    )
    hint = "give each operation a heading with its method and path, or a page"
    related = ((f"{first.method} {first.path}", first.span),)
    raise SpecError(
        diagnostic(SEVERAL, message, second.span, hint=hint, related=related)
    )
