"""What was given: source files, and places in them.

In: bytes with the path under which people know them. Out: :class:`SourceFile` and
:class:`Span`. A span names its place by JSON Pointer (RFC 6901) or by character
offsets; the line and the column are looked for when a diagnostic prints, never while
reading. A leaf: imports nothing of specloom, and every layer may import it.
"""

from __future__ import annotations

from bisect import bisect_left
from codecs import BOM_UTF8
from dataclasses import field
from itertools import accumulate
from typing import Protocol

from specloom.records import record

_STRETCH = 1 << 14
"""Lines are counted up to every so many characters, and from there when asked for: an
index of all lines of a large file takes longer than all that is ever looked up in it."""


class SourceFile:
    """One input file. `path` is what people see: posix separators, relative if it can be.

    Two source files are equal if path and bytes are equal. Bytes that are not UTF-8
    are shown with replacement characters; readers report them before they use them.
    """

    __slots__ = ("_flaw", "_line_ends", "_text", "data", "path")

    def __init__(self, path: str, data: bytes) -> None:
        self.path = path
        self.data = data
        self._text: str | None = None
        self._flaw: int | None = None
        self._line_ends: list[int] | None = None

    @property
    def text(self) -> str:
        """The file as text: UTF-8 (a byte order mark is dropped), CR LF read as LF."""
        if self._text is None:
            try:
                text = self.data.decode("utf-8-sig")
            except UnicodeDecodeError as error:
                self._flaw = error.start + self.data.startswith(BOM_UTF8) * len(
                    BOM_UTF8
                )
                text = self.data.decode("utf-8-sig", errors="replace")
            if "\r" in text:
                text = text.replace("\r\n", "\n").replace("\r", "\n")
            self._text = text
        return self._text

    @property
    def flaw(self) -> int | None:
        """The offset, in bytes, of the first byte that is not UTF-8; None if all is."""
        return self._flaw if self.text is not None else None

    @property
    def digest(self) -> str:
        """SHA-256 of the bytes, in hexadecimal."""
        # Not at the top: to load the library takes a tenth of what `--help` takes.
        import hashlib

        return hashlib.sha256(self.data).hexdigest()

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column (both from 1, columns in characters) of a character offset."""
        text, stretch = self.text, offset // _STRETCH
        ends = self._ends()
        stretch = min(stretch, len(ends) - 1)
        line = ends[stretch] + text.count("\n", stretch * _STRETCH, offset)
        return line + 1, offset - text.rfind("\n", 0, offset)

    def line(self, number: int) -> str:
        """The text of a line (from 1) without its end; empty beyond the last line."""
        text = self.text
        before, start = number - 1, 0
        if before < 0:
            return ""
        if before > 0:
            ends = self._ends()
            stretch = bisect_left(ends, before) - 1
            start = stretch * _STRETCH
            for _ in range(before - ends[stretch]):
                start = text.find("\n", start) + 1
                if start == 0:
                    return ""
        end = text.find("\n", start)
        return text[start:] if end < 0 else text[start:end]

    def _ends(self) -> list[int]:
        """How many lines end before each stretch of the text; found once."""
        if self._line_ends is None:
            text = self.text
            starts = range(0, len(text) + 1, _STRETCH)
            counts = [text.count("\n", at, at + _STRETCH) for at in starts]
            self._line_ends = [0, *accumulate(counts)][:-1]
        return self._line_ends

    def __repr__(self) -> str:
        return f"SourceFile({self.path!r}, {len(self.data)} bytes)"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, SourceFile):
            return NotImplemented
        return self.path == other.path and self.data == other.data

    def __hash__(self) -> int:
        return hash(self.path)


class Section(SourceFile):
    """Whole lines of a file that are read as if they were one: a page among others.

    Offsets are those of the section's own text; lines and digest are those of the file.
    """

    __slots__ = ("_before", "_whole")

    def __init__(self, whole: SourceFile, start: int, end: int) -> None:
        text = whole.text[start:end]
        super().__init__(whole.path, text.encode("utf-8", "surrogatepass"))
        self._text = text
        self._whole = whole
        self._before = whole.position(start)[0] - 1

    @property
    def digest(self) -> str:
        """That of the whole file."""
        return self._whole.digest

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column in the whole file."""
        line, column = super().position(offset)
        return line + self._before, column

    def line(self, number: int) -> str:
        """The text of a line of the whole file."""
        return self._whole.line(number)


class Origin(Protocol):
    """A text that pointers can be looked up in: a document, or a fence of a page."""

    @property
    def source(self) -> SourceFile:
        """The file that the text stands in."""

    def locate(self, pointer: str) -> tuple[int, int]:
        """Start and end offset, in characters of `source.text`, of what `pointer` names.

        For a member of an object, its key; for an element, its value. A pointer that
        does not exist is answered with its nearest ancestor that does.
        """


@record(frozen=True, slots=True)
class Stretch:
    """An origin without pointers: a stretch of a text, such as a line of a page."""

    source: SourceFile
    start: int = 0
    end: int = 0

    def locate(self, pointer: str) -> tuple[int, int]:
        """The stretch itself, whatever the pointer."""
        return self.start, self.end


@record(frozen=True, slots=True)
class Span:
    """A place: an origin, and a JSON Pointer into it (empty: the whole of it)."""

    origin: Origin
    pointer: str = field(default="")

    def at(self, *keys: str | int) -> Span:
        """The place of a descendant, by its unescaped keys."""
        return Span(self.origin, self.pointer + "".join(map(_escaped, keys)))

    @property
    def path(self) -> str:
        """The path of the file, as people see it."""
        return self.origin.source.path

    def position(self) -> tuple[int, int]:
        """Line and column, both from 1. Costs a scan of the text the first time."""
        return self.origin.source.position(self.origin.locate(self.pointer)[0])


def _escaped(key: str | int) -> str:
    return "/" + escape(str(key))


def escape(key: str) -> str:
    """A key as a token of a JSON Pointer (RFC 6901, section 3)."""
    if "~" in key or "/" in key:
        return key.replace("~", "~0").replace("/", "~1")
    return key


def unescape(token: str) -> str:
    """A token of a JSON Pointer as the key that it stands for (RFC 6901, section 4)."""
    return token.replace("~1", "/").replace("~0", "~") if "~" in token else token
