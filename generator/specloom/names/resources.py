"""Resources: which operation belongs to which, and what is left of its path.

An operation belongs to the resource of its first tag; without tags, to that of the
first static segment of its path after what says nothing (`api`, a version) and after
the prefix that all paths share. A segment that says what to do (`/sendMessage`) makes no
resource; it belongs to `general`. Tags and segments of the same words are one resource.
Used by the modules of `names`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Final

from specloom.ir.api import Operation
from specloom.names.vocabulary import NOUNS, VERBS
from specloom.names.words import Words, words
from specloom.records import record

_NEUTRAL: Final = frozenset(("api", "apis", "rest", "public"))
_TAIL: Final = frozenset(("api", "apis", "controller", "endpoint", "endpoints"))
_SUFFIXES: Final = (".json", ".xml", ".php", ".html")
GENERAL: Final[Words] = ("general",)


@record(frozen=True, slots=True)
class Segment:
    """A segment of a path: its static words, and whether it has a placeholder."""

    words: Words
    placeholder: bool
    parameters: Words = ()


@cache
def segment(text: str) -> Segment:
    """The segment as written, such as `threads`, `{id}`, `{id}:cancel` or `a.json`."""
    lower = text.lower()
    for suffix in _SUFFIXES:
        if lower.endswith(suffix):
            text = text[: -len(suffix)]
    static: list[str] = []
    parameters: list[str] = []
    for number, part in enumerate(text.split("{")):
        inner, closed, rest = part.partition("}")
        if number and closed:
            parameters.append(inner)
            part = rest
        if any(map(str.isalnum, part)):
            static.append(part)
    return Segment(
        words(" ".join(static)) if static else (),
        bool(parameters),
        words(" ".join(parameters)) if parameters else (),
    )


@cache
def is_neutral(text: str) -> bool:
    """Whether a segment says nothing: `api`, `v1`, `v2.1`, `2010-04-01`."""
    if text.lower() in _NEUTRAL:
        return True
    rest = text[1:] if text[0] in "vV" else text
    return rest[:1].isdigit() and (
        text[0] in "vV" or all(char.isdigit() or char in ".-_" for char in rest)
    )


@cache
def segments(path: str) -> tuple[str, ...]:
    """The segments of a path as written, without query, fragment and empty ones."""
    path = path.partition("?")[0].replace("#", "/")
    return tuple([part for part in path.split("/") if part])


def shared_prefix(operations: Iterable[Operation]) -> str:
    """The static segments that all untagged paths share before they branch.

    After a prefix stands a static segment in every path, and not the same in all: what
    a placeholder or nothing follows is a collection, not a prefix.
    """
    paths = [
        segments(operation.path) for operation in operations if not tag_of(operation)
    ]
    shared = 0
    while paths and len({path[: shared + 1] for path in paths}) == 1:
        following = {path[shared + 1 : shared + 2] for path in paths}
        if not all(part and "{" not in part[0] for part in following):
            return ""
        shared += 1
        if len(following) > 1:
            return "".join(f"/{part}" for part in paths[0][:shared])
    return ""


def tag_of(operation: Operation) -> str:
    """The first tag that names a group; one that is a path does not."""
    for tag in operation.tags:
        if tag.strip() and not tag.lstrip().startswith("/"):
            return tag
    return ""


def telling(path: str, prefix: str) -> tuple[str, ...]:
    """The segments that tell something: without the prefix and what says nothing."""
    if prefix and path.startswith(prefix + "/"):
        path = path[len(prefix) :]
    parts = segments(path)
    start = 0
    while start < len(parts) and is_neutral(parts[start]):
        start += 1
    return parts[start:]


def resource_words(operation: Operation, prefix: str) -> Words:
    """The words of the resource that an operation belongs to."""
    tag = tag_of(operation)
    if tag:
        return tag_words(tag)
    for part in telling(operation.path, prefix):
        if found := segment(part).words:
            procedure = len(found) > 1 and found[0] in VERBS and found[0] not in NOUNS
            return GENERAL if procedure else found
    return GENERAL


@cache
def tag_words(tag: str) -> Words:
    """The words of a tag, without a last one that says only that it is an API."""
    found = words(tag)
    return found[:-1] if len(found) > 1 and found[-1] in _TAIL else found


def static_words(parts: Sequence[str]) -> list[Words]:
    """The static words of each segment that has some."""
    return [found for part in parts if (found := segment(part).words)]
