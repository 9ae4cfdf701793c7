"""Which operation a request is for, by method, path and query.

A path is compared segment by segment as it came, still percent-encoded, so that a slash
in an argument stays in it. A placeholder takes one or more characters of one segment. Of
several templates that match, the one that is static further from the left is taken:
`/ships/new` before `/ships/{id}`, `/ships/{id}:sail` before `/ships/{id}`. A query in a
template (`/ships?beta=true`) has to be in the request; a fragment is never sent.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Generic, TypeVar
from urllib.parse import parse_qsl, quote, unquote

T = TypeVar("T")

_SLASH = re.compile(r"/(?![^{}]*\})")


@cache
def path_parts(template: str) -> tuple[str, ...]:
    """`/a/{b}/c` as `("/a/", "b", "/c")`: text and names in turn."""
    return tuple(re.split(r"\{([^{}]+)\}", template.partition("#")[0]))


@dataclass(frozen=True, slots=True)
class _Entry(Generic[T]):
    """What stands at the end of a template: a method, what the query must hold."""

    method: str
    query: frozenset[tuple[str, str]]
    names: tuple[str, ...]
    item: T


@dataclass(slots=True)
class _Node(Generic[T]):
    """A place in the tree of segments. Mixed ones have text around placeholders."""

    static: dict[str, _Node[T]] = field(default_factory=dict[str, "_Node[T]"])
    mixed: dict[tuple[str, ...], _Node[T]] = field(
        default_factory=dict[tuple[str, ...], "_Node[T]"]
    )
    free: _Node[T] | None = None
    entries: list[_Entry[T]] = field(default_factory=list["_Entry[T]"])

    def child(self, segment: str) -> _Node[T]:
        """The place that a segment of a template leads to."""
        parts = path_parts(segment)
        if len(parts) == 1:
            return self.static.setdefault(unquote(segment), _Node())
        if len(parts) == 3 and not parts[0] and not parts[2]:
            self.free = self.free or _Node()
            return self.free
        texts = _texts(parts)
        found = self.mixed.get(texts)
        if found is None:
            found = self.mixed[texts] = _Node()
            most = sorted(self.mixed.items(), key=lambda item: -sum(map(len, item[0])))
            self.mixed = dict(most)
        return found

    def walk(
        self, segments: Sequence[str], values: tuple[str, ...] = ()
    ) -> Iterator[tuple[_Entry[T], tuple[str, ...]]]:
        """All that match, the best first, with the raw values of placeholders."""
        if not segments:
            for entry in self.entries:
                yield entry, values
            return
        raw, *rest = segments
        node = self.static.get(unquote(raw) if "%" in raw else raw)
        if node is not None:
            yield from node.walk(rest, values)
        for texts, node in self.mixed.items():
            found = _between(texts, raw)
            if found is not None:
                yield from node.walk(rest, values + found)
        if self.free is not None and raw:
            yield from self.free.walk(rest, (*values, raw))


def _texts(parts: tuple[str, ...]) -> tuple[str, ...]:
    """What stands around the placeholders of a segment, encoded as requests have it."""
    return tuple(quote(unquote(part), "!$&'()*+,;=:@~") for part in parts[::2])


def reads_as(segment: str, raw: str) -> dict[str, str]:
    """The values that a server finds in a segment that has several placeholders."""
    parts = path_parts(segment)
    return dict(zip(parts[1::2], _between(_texts(parts), raw) or (), strict=False))


@cache
def crowded(template: str) -> tuple[tuple[int, str], ...]:
    """The segments of a path that have several placeholders, with their numbers."""
    segments = _SLASH.split(template.partition("#")[0].partition("?")[0])
    return tuple(
        (index, segment)
        for index, segment in enumerate(segments)
        if len(path_parts(segment)) > 3
    )


def _between(texts: tuple[str, ...], raw: str) -> tuple[str, ...] | None:
    """What stands between texts; the first value is the longest. In linear time."""
    first, *inner, last = texts
    if not raw.startswith(first) or not raw.endswith(last):
        return None
    start, end = len(first), len(raw) - len(last)
    values: list[str] = []
    for text in reversed(inner):
        at = raw.rfind(text, start, end - 1)
        if at < 0:
            return None
        values.append(raw[at + len(text) : end])
        end = at
    if start >= end:
        return None
    return (raw[start:end], *reversed(values))


class Routes(Generic[T]):
    """What is found by method, path and query, also below one of the base paths."""

    __slots__ = ("_prefixes", "_root")

    def __init__(self, prefixes: Iterable[str] = ()) -> None:
        self._prefixes = ("", *dict.fromkeys(filter(None, prefixes)))
        self._root: _Node[T] = _Node()

    def add(self, method: str, template: str, item: T) -> None:
        """Add an operation. Of two for the same requests, the first one is found."""
        path, _, query = template.partition("#")[0].partition("?")
        node = self._root
        for segment in _SLASH.split(path):
            node = node.child(segment)
        pairs = frozenset(parse_qsl(query, keep_blank_values=True))
        node.entries.append(_Entry(method, pairs, path_parts(path)[1::2], item))
        node.entries.sort(key=lambda entry: -len(entry.query))

    def find(
        self, method: str, path: str, query: str
    ) -> tuple[T, Mapping[str, str]] | list[str]:
        """The item with its raw path values; else the methods that there would be."""
        pairs = frozenset(parse_qsl(query, keep_blank_values=True))
        allowed: list[str] = []
        for prefix in self._prefixes:
            if not path.startswith(prefix + "/"):
                continue
            segments = path[len(prefix) :].split("/")
            for entry, values in self._root.walk(segments):
                given = dict(zip(entry.names, values, strict=True))
                agree = tuple(given[name] for name in entry.names) == values
                if not agree or not entry.query <= pairs:
                    continue
                if entry.method == method:
                    return entry.item, given
                allowed.append(entry.method)
        return list(dict.fromkeys(allowed))
