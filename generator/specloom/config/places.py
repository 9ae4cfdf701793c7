"""Where the keys of a TOML text stand, which tomllib does not tell.

In: a TOML text that tomllib has accepted. Out: an origin that diagnostics can point
into, by JSON Pointer over the parsed document (`/tool/specloom/apis/pets/sources/0`). A
key is placed at its first mention, an element of an array at its value. The text is
scanned once, when the first diagnostic prints. Only `config` uses it.
"""

from __future__ import annotations

import re
from typing import Final

from specloom.source import SourceFile, Span

_SKIP: Final = re.compile(r"(?:[ \t\n]|#[^\n]*)*")
_KEY: Final = re.compile(r'"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'|[A-Za-z0-9_-]+')
_VALUE: Final = re.compile(
    r'"""(?:[^\\]|\\.)*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\''
    r"|[^,\]}#\n]*",
    re.DOTALL,
)


class TomlText:
    """A TOML file as an origin of spans."""

    __slots__ = ("_places", "source")

    def __init__(self, source: SourceFile) -> None:
        self.source = source
        self._places: dict[str, tuple[int, int]] | None = None

    def locate(self, pointer: str) -> tuple[int, int]:
        """Start and end offset of a key or element; else of its nearest ancestor."""
        if self._places is None:
            scan = _Scan(self.source.text)
            scan.document(Span(self))
            self._places = scan.places
        while pointer not in self._places:
            pointer = pointer.rpartition("/")[0]
        return self._places[pointer]


class _Scan:
    """One pass over the text; `at` is the offset that comes next."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.places: dict[str, tuple[int, int]] = {"": (0, 0)}
        self.elements: dict[str, int] = {}

    def document(self, root: Span) -> None:
        table = root
        while self.skip() < len(self.text):
            if self.text.startswith("[[", self.at):
                self.at += 2
                table = self.key(root)
                count = self.elements.get(table.pointer, 0)
                self.elements[table.pointer] = count + 1
                table = table.at(count)
                self.at += 2
            elif self.text[self.at] == "[":
                self.at += 1
                table = self.key(root)
                self.at += 1
            else:
                self.pair(table)

    def skip(self) -> int:
        """Go beyond blanks, line ends and comments; the offset behind them."""
        self.at = self.match(_SKIP).end()
        return self.at

    def match(self, pattern: re.Pattern[str]) -> re.Match[str]:
        found = pattern.match(self.text, self.at)
        if found is None:
            raise ValueError(f"not the TOML that tomllib accepts, at {self.at}")
        return found

    def key(self, table: Span) -> Span:
        """Go beyond a dotted key below `table`; each of its parts gets a place."""
        while True:
            self.skip()
            found = self.match(_KEY)
            table = table.at(_unquoted(found.group()))
            self.places.setdefault(table.pointer, found.span())
            self.at = found.end()
            if self.text[self.skip()] != ".":
                return table
            self.at += 1
            if table.pointer in self.elements:
                # What follows belongs to the last element of an array of tables.
                table = table.at(self.elements[table.pointer] - 1)

    def pair(self, table: Span) -> None:
        key = self.key(table)
        self.at += 1
        self.value(key)

    def value(self, key: Span) -> None:
        """Go beyond a value; what it holds gets places."""
        start = self.skip()
        if self.text[start] == "[":
            self.at += 1
            element = 0
            while self.text[self.skip()] != "]":
                self.value(key.at(element))
                element += 1
                self.comma()
            self.at += 1
        elif self.text[start] == "{":
            self.at += 1
            while self.text[self.skip()] != "}":
                self.pair(key)
                self.comma()
            self.at += 1
        else:
            self.at = self.match(_VALUE).end()
        self.places.setdefault(key.pointer, (start, self.at))

    def comma(self) -> None:
        if self.text[self.skip()] == ",":
            self.at += 1


def _unquoted(key: str) -> str:
    if key[0] in "\"'":
        import tomllib

        return next(iter(tomllib.loads(f"{key} = 0")))
    return key
