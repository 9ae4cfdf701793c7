"""Commands of curl to calls.

In: the text of a snippet of a shell, through `document.shell`. Out: a :class:`Call` for
each command that is one of curl, wherever it stands (in a pipe, in `$(...)`, in a loop).
Options are those of curl 8 that say what is sent; all others are known by whether they
take a value. Where quotes are broken, lines tell method and address, and no more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import Final
from urllib.parse import unquote_plus

from specloom.document.loose import Loose, Unreadable, read_loose
from specloom.document.shell import Word, commands
from specloom.document.tree import Window
from specloom.read.pages.snippets.call import FORM, JSON, METHODS, MULTIPART, Call, Pair
from specloom.source import Span

_SENT: Final = {
    "-X": "request",
    "-H": "header",
    "-d": "data",
    "-F": "form",
    "-G": "get",
    "-u": "user",
    "-I": "head",
    "-T": "upload-file",
    "-A": "user-agent",
    "-b": "cookie",
}
_VALUED: Final = frozenset("AbcDeEhmoPQrtTuUwxXyYzCKHdF")
"""The short options that take a value."""
_NAMES: Final = """
    request header data data-raw data-binary data-ascii data-urlencode json form
    form-string user url url-query upload-file user-agent cookie cookie-jar referer
    output max-time connect-timeout proxy retry retry-delay cacert cert key write-out
    oauth2-bearer aws-sigv4 config dump-header limit-rate range resolve interface
    max-redirs capath ciphers proto
    """
_LONG: Final = frozenset(_NAMES.split())
"""The long options that take a value."""
_DATA: Final = {"data", "data-raw", "data-binary", "data-ascii", "data-urlencode"}


def curl_calls(window: Window) -> Iterator[Call]:
    """The calls of all commands in a text."""
    text = window.text
    if "curl" not in text:
        return
    try:
        found = list(_calls(window, commands(text)))
    except Unreadable:
        found = []
    if not found or any(it.flaw for it in found):
        # Perhaps an apostrophe ended a text in single quotes.
        try:
            again = list(_calls(window, commands(text, apostrophes=True)))
        except Unreadable:
            again = []
        if again and (not found or not any(it.flaw for it in again)):
            found = again
    yield from found or _by_lines(window)


def _calls(window: Window, found: list[list[Word]]) -> Iterator[Call]:
    for command in found:
        for word in _scripts(command):
            yield from curl_calls(_inside(window, word))
        at = next(
            (i for i, word in enumerate(command) if _is_curl(word.text)), len(command)
        )
        if at < len(command):
            call = _Command(window).read(command[at], command[at + 1 :])
            if call is not None:
                yield call


def _scripts(command: list[Word]) -> Iterator[Word]:
    """Words that are commands themselves: `sh -c '...'`."""
    for before, word in pairwise(command):
        if before.text == "-c" and "curl" in word.text and "\n" in word.text:
            yield word


def _inside(window: Window, word: Word) -> Window:
    """The window on what a word says."""
    pieces = [piece for at, said in word.pieces for piece in _outside(window, at, said)]
    return Window.joined(window.source, pieces)


def _is_curl(text: str) -> bool:
    return text in ("curl", "curl.exe") or text.endswith("/curl")


class _Command:
    """What the options of one command say."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self._method: str | None = None
        self._urls: list[Word] = []
        self._headers: list[Pair] = []
        self._query: list[Pair] = []
        self._form: list[Pair] = []
        self._data: list[tuple[str, Word]] = []
        self._user: Pair | None = None
        self._flags: set[str] = set()

    def read(self, start: Word, words: list[Word]) -> Call | None:
        """The call; None if no address is given."""
        for name, value in _options(words):
            self._option(name, value)
        if not self._urls or not _address().search(self._urls[0].text):
            return None
        url = self._urls[0]
        end = max([start.end, *(word.end for word in words)])
        method = self._method or self._implied()
        if method not in METHODS:
            return None
        if "?" in url.text:
            self._query += self._pairs(url.after(url.text.index("?") + 1))
        body, form, media_type, flaw = self._body()
        return Call(
            method,
            url.text,
            "curl",
            self._window.stretch(start.start, end),
            self._window.stretch(url.start, url.end),
            tuple(self._headers),
            tuple(self._query),
            body,
            form,
            media_type,
            self._user,
            flaw,
        )

    def _option(self, name: str, value: Word | None) -> None:
        if value is None:
            self._flags.add(name)
            return
        text = value.text
        if name == "request":
            self._method = text.upper()
        elif name in ("url", ""):
            self._urls.append(value)
        elif name == "header" and ":" in text:
            head, _, rest = text.partition(":")
            self._headers.append(Pair(head.strip(), rest.strip(), self._span(value)))
        elif name == "oauth2-bearer":
            pair = Pair("Authorization", f"Bearer {text}", self._span(value))
            self._headers.append(pair)
        elif name == "user":
            self._user = Pair("user", text, self._span(value))
        elif name == "json" or name in _DATA:
            self._data.append((name, value))
        elif name in ("form", "form-string"):
            field, _, said = text.partition("=")
            file = name == "form" and said.startswith(("@", "<"))
            self._form.append(Pair(field, said, self._span(value), file))
        elif name == "url-query":
            self._query += self._pairs(value)

    def _implied(self) -> str:
        if "head" in self._flags:
            return "HEAD"
        if "get" in self._flags or not (self._data or self._form):
            return "GET"
        return "POST"

    def _body(
        self,
    ) -> tuple[Loose | None, tuple[Pair, ...], str | None, tuple[str, Span] | None]:
        """The body, the fields of a form, the media type, and what cannot be read."""
        stated = next(
            (it for it in self._headers if it.name.lower() == "content-type"), None
        )
        media_type = str(stated.value).split(";")[0].strip() if stated else None
        if "get" in self._flags:
            for _, word in self._data:
                self._query += self._pairs(word)
            return None, (), None, None
        if self._form:
            return None, tuple(self._form), media_type or MULTIPART, None
        if not self._data:
            return None, (), None, None
        name, word = self._data[0]
        if word.text == "@-" and len(self._urls) > 1:
            # What stands in lines behind the command.
            word = self._urls[-1]
        text = word.text.strip()
        if text.startswith(("@", "$")):
            return None, (), media_type or JSON, None
        is_form = media_type == FORM or (
            media_type is None and name != "json" and not text.startswith(("{", "["))
        )
        if is_form:
            pairs = [it for _, data in self._data for it in self._pairs(data)]
            return None, tuple(pairs), FORM, None
        inner = _inside(self._window, word)
        try:
            return read_loose(inner), (), media_type or JSON, None
        except Unreadable as refusal:
            flaw = refusal.reason, inner.stretch(refusal.start)
            return None, (), media_type or JSON, flaw

    def _pairs(self, word: Word) -> list[Pair]:
        """The pairs of a query or a form."""
        found = []
        at = 0
        for part in word.text.split("&"):
            name, _, value = part.partition("=")
            if name.strip():
                place = word.place(at)
                span = self._window.stretch(place, place + len(part))
                found.append(
                    Pair(unquote_plus(name.strip()), unquote_plus(value), span)
                )
            at += len(part) + 1
        return found

    def _span(self, word: Word) -> Span:
        return self._window.stretch(word.start, word.end)


def _outside(window: Window, at: int, said: str) -> Iterator[tuple[int, str]]:
    """A piece of the window's text by offsets of the file, line by line."""
    for line in said.splitlines(keepends=True):
        yield window.outside(at), line
        at += len(line)


def _options(words: list[Word]) -> Iterator[tuple[str, Word | None]]:
    """Each option with its value, if it takes one; an address has no name."""
    left = iter(words)
    for word in left:
        text = word.text
        if text.startswith("--") and len(text) > 2:
            name, mark, _ = text[2:].partition("=")
            if name not in _LONG:
                yield name, None
            elif mark:
                yield name, word.after(len(name) + 3)
            else:
                yield name, next(left, None)
        elif text.startswith("-") and len(text) > 1:
            yield from _short(word, left)
        elif text:
            yield "", word


def _short(word: Word, left: Iterator[Word]) -> Iterator[tuple[str, Word | None]]:
    """Short options, of which the last may have its value behind it: `-sXPOST`."""
    text = word.text
    for at in range(1, len(text)):
        letter = text[at]
        name = _SENT.get(f"-{letter}", letter)
        if letter in _VALUED:
            value = word.after(at + 1) if at + 1 < len(text) else next(left, None)
            yield name, value
            return
        yield name, None


@cache
def _address() -> re.Pattern[str]:
    return re.compile(r"[/<${]|\w[.:]\w")


@cache
def _line() -> re.Pattern[str]:
    return re.compile(
        r"(?:^|[\s(`])curl[ \t]"
        r"|(?:-X|--request)[ \t=]*['\"]?(?P<method>[A-Za-z]+)"
        r"|(?P<url>(?:https?://|<[A-Za-z][^\n>]{0,80}>+/|\$\{?\w+\}?/)[^\s'\"]*)"
    )


def _by_lines(window: Window) -> Iterator[Call]:
    """Method and address of commands whose quotes are broken."""
    start: int | None = None
    method, url = "GET", None
    for found in [*_line().finditer(window.text), None]:
        if found is None or not (found["method"] or found["url"]):
            if start is not None and url is not None:
                end = found.start() if found else len(window.text)
                span = window.stretch(start, end)
                yield Call(
                    method,
                    url["url"],
                    "curl",
                    span,
                    window.stretch(url.start("url"), url.end("url")),
                    flaw=("the quotes of the command are broken", span),
                )
            start, method, url = found and found.start(), "GET", None
        elif found["method"] and found["method"].upper() in METHODS:
            method = found["method"].upper()
        elif found["url"] and url is None:
            url = found
