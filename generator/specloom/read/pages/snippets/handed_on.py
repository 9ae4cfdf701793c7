"""Ids that an answer of a page shows, and that later calls of it have in their paths.

In: the outputs of a page, and a snippet's calls. Out: the calls, with a placeholder for
each segment that is such an id: a path with the id of one thing in it is no operation of
its own. Used by tutorials.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator

from specloom.document.loose import Unreadable, read_loose
from specloom.document.tree import Window
from specloom.ir import types as t
from specloom.read.pages.snippets.call import Call, Calls, split_url
from specloom.records import replace

_SHORTEST = 2
"""An id of one character may be anything."""


def ids_in(windows: Iterable[Window]) -> frozenset[str]:
    """The values of all fields of some outputs that are called ids."""
    found: set[str] = set()
    for window in windows:
        if window.text.lstrip()[:1] in ("{", "["):
            try:
                found.update(_ids(read_loose(window).value))
            except Unreadable:
                continue
    return frozenset(found)


def _ids(value: t.Json) -> Iterator[str]:
    if isinstance(value, list):
        for it in value:
            yield from _ids(it)
    elif isinstance(value, dict):
        for name, it in value.items():
            if isinstance(it, str | int) and _is_id(name) and len(str(it)) >= _SHORTEST:
                yield str(it)
            else:
                yield from _ids(it)


def _is_id(name: str) -> bool:
    low = name.lower()
    return (
        low in ("id", "uuid", "guid", "uid")
        or low.endswith(("_id", "uuid"))
        or (name.endswith(("Id", "ID")))
    )


def without_ids(calls: Calls, ids: Container[str]) -> Calls:
    """The calls, with placeholders for ids in their paths."""
    return replace(calls, http=tuple(_general(it, ids) for it in calls.http))


def _general(call: Call, ids: Container[str]) -> Call:
    base, path = split_url(call.url)
    segments = path.split("/")
    if not any(it in ids for it in segments):
        return call
    for number, segment in enumerate(segments):
        if segment in ids:
            segments[number] = "{" + _name(segments[number - 1]) + "}"
    url = f"{base or ''}{'/'.join(segments)}"
    rest = call.url[call.url.find(path) + len(path) :]
    return replace(call, url=url + rest)


def _name(before: str) -> str:
    """What the id is called of which things: those of the segment before it."""
    word = before.replace("-", "_")
    if not word.isidentifier():
        return "id"
    if word.endswith("ies"):
        word = word[:-3] + "y"
    elif word.endswith("s") and not word.endswith("ss"):
        word = word[:-1]
    return f"{word}_id"
