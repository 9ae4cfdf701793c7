"""JSON to a tree: the standard library's C scanner, and our own where it gives up.

In: a source file, or a stretch of one. Out: a :class:`~specloom.document.tree.Document`;
or SpecError, with the place. Strictly RFC 8259: no comments, no NaN, no trailing comma;
keys that occur twice are refused. Numbers written otherwise than Python writes them
keep their text (see `scalars`). Half a surrogate pair becomes U+FFFD, with a warning.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, NoReturn, TypeAlias

from specloom.diagnostics import Diagnostic, SpecError, diagnostic
from specloom.document.scalars import real
from specloom.document.tree import Document, Json, Limits, Window, height, token_end
from specloom.source import SourceFile

_SPACE = re.compile(r"[ \t\n\r]*")
_COLON = re.compile(r"[ \t\n\r]*:[ \t\n\r]*")
_AFTER_MEMBER = re.compile(r"[ \t\n\r]*([,}])[ \t\n\r]*")
_ESCAPED_HALF = re.compile(r"\\u[dD]")
_OUTER = 3
"""The members of so many levels are read one by one, which shows where they stand: in
an API those of the document, of `paths`, of each path item, and all components."""
_HIGHEST = 1 << 16
"""No value that the C scanner reads nests so deeply."""
_MEASURED = 1 << 16
"""How much text is read before the height of what was read is taken: all at the end
would bring every value into the processor's caches once more."""

Decode: TypeAlias = Callable[[str, int], tuple[Any, int]]
"""`raw_decode` of a decoder: the value at an offset, and where it ends."""


class _Refused(ValueError):
    """Something that the C scanner takes and we do not."""


def read_json(
    source: SourceFile,
    *,
    start: int = 0,
    end: int | None = None,
    indent: int = 0,
    limits: Limits | None = None,
) -> Document:
    """Parse a file as JSON, or its text from `start` to `end`, indented by `indent`.

    Raises SpecError.
    """
    return parse(Window(source, start, end, indent), limits or Limits())


def parse(window: Window, limits: Limits) -> Document:
    """Parse the text of a window, which is checked to be text. Raises SpecError."""
    text = window.text
    places = _Places(text)
    try:
        root = places.read()
    except (ValueError, RecursionError) as error:
        raise _flaw(window, limits, error) from None
    most = limits.depth
    if places.inner_height + _OUTER > most and height(root, most) > most:
        raise _flaw(window, limits, None)
    remarks: list[Diagnostic] = []
    if _ESCAPED_HALF.search(text):
        halves = _Halves(window, places)
        root = halves.replaced(root)
        remarks = halves.remarks
    return Document(window, root, places.locate, tuple(remarks))


def _flaw(window: Window, limits: Limits, error: Exception | None) -> SpecError:
    from specloom.document.json_errors import flaw

    return flaw(window, limits, error)


def _object(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise _Refused("duplicate key")
    return members


def _constant(text: str) -> NoReturn:
    raise _Refused(text)


@cache
def _half() -> re.Pattern[str]:
    return re.compile("[\ud800-\udfff]")


class _Halves:
    """Replaces halves of surrogate pairs in a tree, in place, with a remark for each.

    Recursion is safe because depth was checked.
    """

    def __init__(self, window: Window, places: _Places) -> None:
        self._window = window
        self._places = places
        self._keys: list[str] = []
        self.remarks: list[Diagnostic] = []

    def replaced(self, node: Json) -> Json:
        """The node without halves."""
        if isinstance(node, str):
            return self._text(node)
        if isinstance(node, list):
            for index, item in enumerate(node):
                self._keys.append(str(index))
                node[index] = self.replaced(item)
                self._keys.pop()
        elif isinstance(node, dict):
            members = list(node.items())
            node.clear()
            for key, item in members:
                self._keys.append(key)
                name = self._text(key)
                if name in node:
                    raise self._duplicate(name)
                node[name] = self.replaced(item)
                self._keys.pop()
        return node

    def _text(self, text: str) -> str:
        if _half().search(text) is None:
            return text
        place = self._window.stretch(*self._places.locate(self._keys))
        hint = "it was written as an escape; the other half is missing"
        message = "half a surrogate pair is no character: U+FFFD is read for it"
        self.remarks.append(diagnostic("SL119", message, place, hint=hint))
        return _half().sub("\ufffd", text)

    def _duplicate(self, name: str) -> SpecError:
        start, end = self._places.locate(self._keys)
        first = self._places.locate([*self._keys[:-1], name])
        related = (("first here", self._window.stretch(*first)),)
        message = f"duplicate key `{name}`"
        return self._window.refuse("SL105", message, start, end, related=related)


class _Places:
    """Reads a JSON text, and tells where its members stand.

    Those of the outer levels are known from reading; others are found when asked, then
    kept. Values are skipped by the C scanner. A container is scanned as far as the
    member that was asked for, and on from there the next time.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._skip = json.JSONDecoder().raw_decode
        self._space = _SPACE.match
        self._known: dict[int, dict[str, tuple[int, int]]] = {}
        self._next: dict[int, int] = {}
        self._unmeasured: list[Json] = []
        self._measured = 0
        self.inner_height = 0
        """How deeply the values below the outer levels nest, once all is read."""

    def read(self) -> Json:
        """The value of the whole text. Raises ValueError or RecursionError."""
        decode = json.JSONDecoder(
            object_pairs_hook=_object, parse_float=real, parse_constant=_constant
        ).raw_decode
        start = self._after_space(0)
        root, end = self._read(start, decode, _OUTER)
        if self._after_space(end) < len(self._text):
            raise _Refused("something after the value")
        self._measure(end)
        return root

    def _read(self, start: int, decode: Decode, levels: int) -> tuple[Json, int]:
        """The value at an offset, and where it ends."""
        text, space = self._text, self._after_space
        if levels == 0 or text[start : start + 1] != "{":
            value, end = decode(text, start)
            self._unmeasured.append(value)
            if end - self._measured > _MEASURED:
                self._measure(end)
            return value, end
        members: dict[str, Json] = {}
        places = self._known[start] = {}
        at = space(start + 1)
        more = text[at : at + 1] != "}"
        self._next[start] = at
        while more:
            place = at
            if text[at : at + 1] != '"':
                raise _Refused("a key is no string")
            name, at = decode(text, at)
            colon = _COLON.match(text, at)
            if colon is None:
                raise _Refused("no colon after a key")
            if name in members:
                raise _Refused("duplicate key")
            places[name] = place, colon.end()
            members[name], at = self._read(colon.end(), decode, levels - 1)
            mark = _AFTER_MEMBER.match(text, at)
            if mark is None:
                raise _Refused("no comma between members")
            more = mark[1] == ","
            self._next[start], at = mark.start(1), mark.end()
        return members, self._next[start] + 1

    def _measure(self, end: int) -> None:
        """Take the height of what was read since the last time, up to `end`."""
        found = height(self._unmeasured, _HIGHEST) - 1
        self.inner_height = max(self.inner_height, found)
        self._unmeasured = []
        self._measured = end

    def locate(self, keys: Sequence[str]) -> tuple[int, int]:
        """Where a path of keys leads in the text; its nearest ancestor that exists."""
        start = value = self._after_space(0)
        if not keys:
            return start, start
        for key in keys:
            found = self._member(value, key)
            if found is None:
                break
            start, value = found
        return start, token_end(self._text, start, flow=True)

    def _member(self, container: int, key: str) -> tuple[int, int] | None:
        """Start of a member's key (or of an element), and start of its value."""
        opener = self._text[container : container + 1]
        if opener not in ("{", "["):
            return None
        members = self._known.setdefault(container, {})
        if key in members:
            return members[key]
        if "\ufffd" in key and container in self._next:
            # Half of a surrogate pair in the text is this character in the tree.
            for name, found in members.items():
                if _half().sub("\ufffd", name) == key:
                    return found
        text, skip = self._text, self._skip
        at = self._next.get(container, container + 1)
        if at < 0:
            at = skip(text, -at)[1]
        while True:
            at = self._after_space(at)
            if text[at] in "}]":
                self._next[container] = at
                return None
            if text[at] == ",":
                at = self._after_space(at + 1)
            start = at
            if opener == "{":
                name, at = skip(text, at)
                at = self._after_space(self._after_space(at) + 1)
            else:
                name = str(len(members))
            members[name] = (start, at)
            if name == key:
                # The value is skipped only if a later member is asked for.
                self._next[container] = -at
                return start, at
            at = skip(text, at)[1]

    def _after_space(self, offset: int) -> int:
        match = self._space(self._text, offset)
        return match.end() if match else offset
