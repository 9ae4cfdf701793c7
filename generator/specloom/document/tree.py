"""What the parsers of this layer share: the tree, the limits, the places in the text.

In: a :class:`~specloom.source.SourceFile`, or a stretch of one (a fence of a page), as
a :class:`Window`. Out: a :class:`Document`: plain dicts, lists and scalars, in which
any JSON Pointer can be looked up in the text. Keys are always `str`, and unique.

Containers that a YAML alias names are shared, never copied, and never circular: the
tree is a finite acyclic graph whose expanded size and depth are within the limits.
Consumers treat it as read-only.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from itertools import accumulate, chain, compress
from typing import Any, Final, TypeAlias

from specloom.diagnostics import Diagnostic, SpecError, diagnostic
from specloom.records import record
from specloom.source import SourceFile, Span, Stretch, escape, unescape

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"
"""A node of a document. Numbers may be TextInt or TextFloat (see `scalars`)."""


@record(frozen=True, slots=True)
class Limits:
    """How much of an input is read. What goes beyond is an error that names the limit.

    `nodes` counts an alias as everything that it stands for.
    """

    bytes: int = 64 << 20
    depth: int = 256
    aliases: int = 10_000
    nodes: int = 3_000_000


class Window:
    """The stretch of a file that one document stands in, and the way back to the file.

    `text` is the stretch without the indentation that the stretch as a whole has.
    """

    __slots__ = ("_deltas", "_starts", "end", "source", "start", "text")

    def __init__(
        self,
        source: SourceFile,
        start: int = 0,
        end: int | None = None,
        indent: int = 0,
    ) -> None:
        whole = source.text
        self.source = source
        self.start = start
        self.end = len(whole) if end is None else end
        self._starts: list[int] = []
        self._deltas: list[int] = []
        if start == 0 and self.end == len(whole):
            self.text = whole
        else:
            self.text = whole[start : self.end]
        if indent > 0:
            self._dedent(indent)

    def _dedent(self, indent: int) -> None:
        lines = self.text.split("\n")
        cut = [min(indent, len(line) - len(line.lstrip(" \t"))) for line in lines]
        kept = [line[n:] for line, n in zip(lines, cut, strict=True)]
        self.text = "\n".join(kept)
        self._starts = [0, *accumulate(len(line) + 1 for line in kept)][:-1]
        self._deltas = list(accumulate(cut))

    @classmethod
    def joined(cls, source: SourceFile, pieces: Sequence[tuple[int, str]]) -> Window:
        """A window whose text is put together from pieces, each with its offset in the
        file: what is between them is not part of the text."""
        made = cls(source, 0, 0)
        made.text = "".join([text for _, text in pieces])
        starts = [0, *accumulate(len(text) for _, text in pieces)][:-1]
        made._starts = starts
        made._deltas = [
            at - start for (at, _), start in zip(pieces, starts, strict=True)
        ]
        if pieces:
            made.end = pieces[-1][0] + len(pieces[-1][1])
        return made

    def part(self, start: int, end: int) -> Window:
        """The window on a stretch of `text`."""
        cuts = [at for at in self._starts if start < at < end]
        return Window.joined(
            self.source,
            [
                (self.outside(at), self.text[at:stop])
                for at, stop in zip([start, *cuts], [*cuts, end], strict=True)
            ],
        )

    def outside(self, offset: int) -> int:
        """The offset in the file of an offset in `text`."""
        if self._starts:
            line = bisect_right(self._starts, offset) - 1
            offset += self._deltas[line]
        return self.start + offset

    def stretch(self, start: int, end: int | None = None) -> Span:
        """The place of a stretch of `text`, given by its offsets."""
        stop = self.outside(start if end is None else end)
        return Span(Stretch(self.source, self.outside(start), stop))

    def refuse(
        self,
        code: str,
        message: str,
        start: int,
        end: int | None = None,
        *,
        hint: str | None = None,
        related: tuple[tuple[str, Span], ...] = (),
    ) -> SpecError:
        """The error, to be raised, that says what is wrong with a stretch of `text`."""
        place = self.stretch(start, end)
        return SpecError(diagnostic(code, message, place, hint=hint, related=related))


Locate: TypeAlias = Callable[[Sequence[str]], tuple[int, int]]
"""Finds the start and end, in a window's text, of what unescaped keys lead to."""


class Document:
    """A parsed text: an :class:`~specloom.source.Origin` whose pointers can be found.

    `diagnostics` holds what was worth a remark although the document could be read.
    `is_rearranged`: the text has another tree, of which this one was made.
    Compared and hashed by identity.
    """

    __slots__ = ("_locate", "diagnostics", "is_rearranged", "root", "window")

    def __init__(
        self,
        window: Window,
        root: Json,
        locate: Locate,
        diagnostics: tuple[Diagnostic, ...] = (),
    ) -> None:
        self.window = window
        self.root = root
        self.diagnostics = diagnostics
        self.is_rearranged = False
        self._locate = locate

    @property
    def source(self) -> SourceFile:
        """The file that the document stands in."""
        return self.window.source

    def locate(self, pointer: str) -> tuple[int, int]:
        """Where a pointer's key (or element) stands, as offsets in the file's text."""
        start, end = self.find([unescape(token) for token in pointer.split("/")[1:]])
        return self.window.outside(start), self.window.outside(end)

    def find(self, keys: Sequence[str]) -> tuple[int, int]:
        """Where unescaped keys lead to, as offsets in the text of the window."""
        return self._locate(keys)

    def span(self, pointer: str = "") -> Span:
        """The place that a JSON Pointer names."""
        return Span(self, pointer)

    def rearranged(self, root: Json, origins: Mapping[str, str]) -> Document:
        """The same text under another tree, whose pointers are found in the text too.

        `origins` has, by pointers into `root`, the pointers into the present tree. What
        is below one of them was taken along; of several, the lowest counts.
        """
        top = origins.get("", "")

        def locate(keys: Sequence[str]) -> tuple[int, int]:
            origin, taken, pointer = top, 0, ""
            for count, key in enumerate(keys, 1):
                pointer += "/" + escape(key)
                if pointer in origins:
                    origin, taken = origins[pointer], count
            before = [unescape(token) for token in origin.split("/")[1:]]
            return self._locate([*before, *keys[taken:]])

        document = Document(self.window, root, locate)
        document.is_rearranged = True
        return document

    def __repr__(self) -> str:
        return f"Document({self.source.path!r}, {type(self.root).__name__})"


_DOUBLE_QUOTED = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"', re.DOTALL)
_SINGLE_QUOTED = re.compile(r"'[^']*(?:''[^']*)*'")
_PLAIN = re.compile(r"(?:[^\s:#]|:(?=\S)|(?<=\S)#|[^\S\n]+(?=[^\s#]))+")
_PLAIN_IN_FLOW = re.compile(r"(?:[^\s:#,\[\]{}]|:(?=\S)|[^\S\n]+(?=[^\s#,\]}]))+")


def token_end(text: str, start: int, *, flow: bool) -> int:
    """Where the token that starts at an offset ends: a key, a scalar, a bracket.

    `flow` says that the token stands in brackets, where commas and brackets end it.
    """
    first = text[start : start + 1]
    if first == '"':
        match = _DOUBLE_QUOTED.match(text, start)
    elif first == "'":
        match = _SINGLE_QUOTED.match(text, start)
    elif first in ("{", "["):
        return start + 1
    else:
        match = (_PLAIN_IN_FLOW if flow else _PLAIN).match(text, start)
    return match.end() if match else min(start + 1, len(text))


_CONTAINERS: Final[dict[type, bool]] = {dict: True, list: True}


def height(root: Json, limit: int) -> int:
    """How deeply containers nest below `root`, itself included; stops beyond `limit`.

    Visits every node of a tree once. Shared containers are visited once per level.
    """
    level: list[Any] = [root] if type(root) in _CONTAINERS else []
    depth = 0
    while level and depth <= limit:
        depth += 1
        below = chain.from_iterable(
            [node.values() if type(node) is dict else node for node in level]
        )
        nodes = [*below]
        # No loop of ours: there are a hundred scalars to each container that holds one.
        level = [*compress(nodes, map(_CONTAINERS.get, map(type, nodes)))]
    return depth
