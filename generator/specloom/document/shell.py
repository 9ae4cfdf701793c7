"""Commands of a shell as documentation shows them: text to words, with their places.

In: the text of a fence. Out: commands, each a list of :class:`Word`; every stretch of a
word knows where it was written, behind quotes, escapes and line continuations. It splits
as a POSIX shell does (2.2 to 2.10 of its Command Language), and is more generous where
pages are not commands: placeholders such as `<URL>`, spaces behind the backslash of a
continuation, a line that starts with an option and continues nothing, prompts. Nothing is
expanded, nothing is run. A text with an open quote raises :class:`Unreadable`.
"""

from __future__ import annotations

import re
from typing import Final, TypeAlias

from specloom.document.slips import Unreadable
from specloom.records import record

Piece: TypeAlias = tuple[int, str]
"""An offset in the text, and what is said there."""


@record(frozen=True, slots=True)
class Word:
    """A word of a command, from `start` to `end` of the text."""

    pieces: tuple[Piece, ...]
    start: int
    end: int

    @property
    def text(self) -> str:
        """What the word says, without quotes and escapes."""
        return "".join([text for _, text in self.pieces])

    def place(self, count: int) -> int:
        """The offset in the text of a character of what the word says."""
        for at, text in self.pieces:
            if count < len(text):
                return at + count
            count -= len(text)
        return self.end

    def after(self, count: int) -> Word:
        """The word without its first characters."""
        kept: list[Piece] = []
        for at, text in self.pieces:
            if count >= len(text):
                count -= len(text)
                continue
            kept.append((at + count, text[count:]))
            count = 0
        start = kept[0][0] if kept else self.end
        return Word(tuple(kept), start, self.end)


_PLAIN = re.compile(r"[^\s'\"\\|;&<>()$`#^]+")
_CONTINUED = re.compile(r"[\\^][ \t]*(?:\n[ \t]*|\Z)")
_PLACEHOLDER = re.compile(r"<[A-Za-z](?:[^<>\n|;&'\"]|<[^<>\n'\"]*>)*>")
_VARIABLE = re.compile(r"\$(?:\{[^{}\n]*\}|\w+)")
_OPENS = re.compile(r"[$<>]?\(")
_OPERATOR = re.compile(r"\|\|?|&&?|;;?|[()`]|[0-9]?>>?&?[0-9]?|<")
_HEREDOC = re.compile(r"<<-?[ \t]*(['\"]?)(\w+)\1")
_NEXT_OPTION = re.compile(r"[ \t]*--?[A-Za-z]")
_MORE_QUERY = re.compile(r"&(?=[\w.%\[\]-]+=)")
_APOSTROPHE = re.compile(r"(?<=[A-Za-z])'(?=(?:s|t|d|m|re|ve|ll)\b)")
_PROMPT = re.compile(r"[ \t]*[$%>][ \t]+")
_ESCAPED: Final = {'"': '"', "\\": "\\", "$": "$", "`": "`", "\n": ""}
_ANSI: Final = {"n": "\n", "t": "\t", "r": "\r", "'": "'", '"': '"', "\\": "\\"}


def commands(text: str, *, apostrophes: bool = False) -> list[list[Word]]:
    """The commands of a text, in order. Raises Unreadable.

    `apostrophes`: that of `what's` does not end a text in single quotes, although a
    shell would end it there.
    """
    return _Splitter(text, apostrophes).split()


class _Splitter:
    def __init__(self, text: str, apostrophes: bool) -> None:
        self._text = text
        self._apostrophes = apostrophes
        self._at = 0
        self._commands: list[list[Word]] = [[]]
        self._pieces: list[Piece] | None = None
        self._start = 0
        self._heredoc: str | None = None

    def split(self) -> list[list[Word]]:
        text = self._text
        while self._at < len(text):
            if not self._part_of_word():
                self._between()
        self._end_word()
        return [command for command in self._commands if command]

    def _part_of_word(self) -> bool:
        """Read one stretch of a word, if one is here."""
        text, at = self._text, self._at
        here = text[at]
        if (found := _PLAIN.match(text, at)) is not None:
            self._add(at, found[0], found.end())
        elif here == "'":
            self._single(at)
        elif here == '"':
            self._double(at)
        elif text.startswith("$'", at):
            self._ansi(at)
        elif (found := _CONTINUED.match(text, at)) is not None:
            self._end_word()
            self._at = found.end()
        elif here == "\\" and at + 1 < len(text):
            self._add(at + 1, text[at + 1], at + 2)
        elif self._pieces is not None and _MORE_QUERY.match(text, at):
            # Someone forgot to put the address in quotes.
            self._add(at, here, at + 1)
        elif (found := _PLACEHOLDER.match(text, at) or _VARIABLE.match(text, at)) or (
            here in "#^$\\" and (self._pieces is not None or here in "^$\\")
        ):
            said = found[0] if found else here
            self._add(at, said, at + len(said))
        else:
            return False
        return True

    def _between(self) -> None:
        """Read what is between words: white space, comments, operators."""
        text, at = self._text, self._at
        here = text[at]
        self._end_word()
        if here == "\n":
            self._line_end()
        elif here.isspace():
            self._at += 1
        elif here == "#":
            end = text.find("\n", at)
            self._at = len(text) if end < 0 else end
        elif (heredoc := _HEREDOC.match(text, at)) is not None:
            self._heredoc = heredoc[2]
            self._at = heredoc.end()
        elif (opens := _OPENS.match(text, at)) is not None:
            self._at = opens.end()
            self._commands.append([])
        else:
            operator = _OPERATOR.match(text, at)
            self._at = operator.end() if operator else at + 1
            if operator is not None and operator[0].strip("0123456789&") not in (
                ">",
                ">>",
                "<",
            ):
                self._commands.append([])

    def _line_end(self) -> None:
        self._at += 1
        if self._heredoc is not None:
            self._read_heredoc(self._heredoc)
            self._heredoc = None
        command = self._commands[-1]
        if command and _NEXT_OPTION.match(self._text, self._at):
            # A backslash was forgotten.
            return
        self._commands.append([])
        if (prompt := _PROMPT.match(self._text, self._at)) is not None:
            self._at = prompt.end()

    def _read_heredoc(self, tag: str) -> None:
        """What the lines up to a tag say becomes the last word of the command."""
        start = self._at
        closing = re.compile(rf"^[ \t]*{tag}[ \t]*$", re.MULTILINE)
        found = closing.search(self._text, start)
        end = found.start() if found else len(self._text)
        word = Word(((start, self._text[start:end]),), start, end)
        self._commands[-1].append(word)
        self._at = found.end() if found else end

    def _add(self, at: int, said: str, end: int) -> None:
        if self._pieces is None:
            self._pieces = []
            self._start = self._at
        if said:
            self._pieces.append((at, said))
        self._at = end

    def _end_word(self) -> None:
        if self._pieces is not None:
            word = Word(tuple(self._pieces), self._start, self._at)
            self._commands[-1].append(word)
            self._pieces = None

    def _single(self, at: int) -> None:
        end = self._text.find("'", at + 1)
        while end >= 0 and self._apostrophes and _APOSTROPHE.match(self._text, end):
            end = self._text.find("'", end + 1)
        if end < 0:
            raise Unreadable("the quote is not closed", at)
        self._add(at + 1, self._text[at + 1 : end], end + 1)

    def _double(self, at: int) -> None:
        self._escapes(at, at + 1, '"', _ESCAPED)

    def _ansi(self, at: int) -> None:
        self._escapes(at, at + 2, "'", _ANSI)

    def _escapes(self, at: int, start: int, mark: str, meant: dict[str, str]) -> None:
        """A text in quotes with escapes, in pieces between them."""
        text = self._text
        pieces: list[Piece] = []
        end = start
        while end < len(text) and text[end] != mark:
            if text[end] == "\\" and text[end + 1 : end + 2] in meant:
                pieces.append((start, text[start:end]))
                pieces.append((end + 1, meant[text[end + 1]]))
                start = end = end + 2
            else:
                end += 1
        if end >= len(text):
            raise Unreadable("the quote is not closed", at)
        pieces.append((start, text[start:end]))
        for place, said in pieces:
            self._add(place, said, end + 1)
