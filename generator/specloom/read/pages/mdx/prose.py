"""The words of an element as markdown: what is said of a field, without what is in it.

In: the nodes in an element. Out: its text, without the marks of components (a note is
its words), without fields and what holds them, comments and expressions; lists, tables
and code stay as they are.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable
from functools import cache

from specloom.document.markdown import Fence
from specloom.read.pages.mdx.tree import Code, Element, File, Node, Title, Words


@cache
def _escape() -> re.Pattern[str]:
    return re.compile(r"\\([{}<>])")


@cache
def _property() -> re.Pattern[str]:
    return re.compile(r"\{\s*(?:props\.)?([A-Za-z_]\w*)\s*\}")


@cache
def _gaps() -> re.Pattern[str]:
    return re.compile(r"[ \t]+\n|\n{3,}")


def prose(nodes: Iterable[Node], without: Iterable[Element] = ()) -> str | None:
    """The words in some nodes; `without` are elements that are no words."""
    left_out = {id(it) for it in without}
    pieces: list[str] = []
    _collect(nodes, left_out, pieces)
    text = "".join(pieces)
    text = _gaps().sub(lambda it: "\n\n" if it[0].count("\n") > 1 else "\n", text)
    return inspect.cleandoc(text).strip() or None


def without_marks(text: str | None) -> str | None:
    """A lead without the `>` that exporters put before it."""
    if text is None or not text.startswith(">"):
        return text
    lines = [re.sub(r"^[ \t]*>[ \t]?", "", it) for it in text.split("\n")]
    return "\n".join(lines).strip() or None


def _collect(nodes: Iterable[Node], left_out: set[int], pieces: list[str]) -> None:
    end: tuple[File, int] | None = None
    for node in nodes:
        if isinstance(node, Element):
            start, stop = node.tag.start, node.tag.end
        elif isinstance(node, Code):
            start, stop = node.fence.start, node.fence.end
        elif isinstance(node, Title):
            start, stop = node.heading.start, node.heading.end
        else:
            start, stop = node.start, node.end
        text = node.file.source.text
        if end is not None and end[0] is node.file:
            pieces.append(_between(node.file, end[1], start))
        elif end is not None:
            pieces.append("\n\n")
        end = node.file, stop
        if id(node) in left_out:
            continue
        if isinstance(node, Element) and not _is_html(node):
            _collect(node.children, left_out, pieces)
        elif isinstance(node, Element) and node.tag.name in ("script", "style"):
            continue
        elif isinstance(node, Element):
            pieces.append(text[start : node.tag.content_start])
            _collect(node.children, left_out, pieces)
            pieces.append(text[node.tag.content_end : stop])
        elif isinstance(node, Words):
            pieces.append(_escape().sub(r"\1", text[start:stop]))
        elif isinstance(node, Code):
            pieces.append(_dedented(text[start:stop], node.fence))
        else:
            pieces.append(text[start:stop])


def _is_html(element: Element) -> bool:
    return element.tag.name[:1].islower()


def _between(file: File, start: int, end: int) -> str:
    """White space; and of what is hidden, a property of the snippet as its value."""
    text = file.source.text[start:end]
    if not text.strip():
        return text
    found = _property().fullmatch(text.strip())
    value = file.props.get(found[1], "") if found else ""
    before, _, after = text.partition(text.strip())
    return before + value + after


def _dedented(text: str, fence: Fence) -> str:
    """A fence without the indentation of its first line."""
    if not fence.indent:
        return text
    lines = text.split("\n")
    return "\n".join(
        [it[min(fence.indent, len(it) - len(it.lstrip())) :] for it in lines]
    )
