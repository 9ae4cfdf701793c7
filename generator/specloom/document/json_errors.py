"""Why a text is not the JSON that we take, and where: a scanner that only looks for flaws.

In: a text that `json` refused. Out: the SpecError to raise, with the first flaw's
place. The standard library's messages and positions differ between versions of Python;
these do not. Iterative: no depth of nesting exhausts it.
"""

from __future__ import annotations

import re
from dataclasses import field
from json import JSONDecoder

from specloom.diagnostics import SpecError
from specloom.document.scalars import NotFinite, real
from specloom.document.tree import Limits, Window
from specloom.records import record

_SPACE = re.compile(r"[ \t\n\r]*")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?")
_WORD = re.compile(r"-?[^\W\d][\w$]*|-?[\w.+$-]+|.", re.DOTALL)
_STRING = re.compile(r'"[^"\\\x00-\x1f]*(?:\\.[^"\\\x00-\x1f]*)*"')
_CONSTANTS = frozenset(("true", "false", "null"))
_NOT_FINITE = frozenset(("NaN", "Infinity", "-Infinity"))
_MAX_DIGITS = 4300
_decode = JSONDecoder().raw_decode

_HINTS = {
    "'": "JSON's strings stand in double quotes",
    "/": "JSON has no comments",
    "#": "JSON has no comments",
    "None": "JSON writes `null`",
    "True": "JSON writes `true`",
    "False": "JSON writes `false`",
    "undefined": "JSON has no `undefined`: leave the member out, or write `null`",
}


@record(slots=True)
class _Container:
    """An object or array that is open. `keys` maps a key to where it stands."""

    start: int
    is_object: bool
    keys: dict[str, int] = field(default_factory=dict)


def flaw(window: Window, limits: Limits, error: Exception | None) -> SpecError:
    """The first flaw of a text. `error` is what the standard library said, if it did."""
    found = _Scanner(window, limits).run()
    if found is None:
        at = getattr(error, "pos", 0)
        found = window.refuse("SL106", f"not JSON: {error}", at)
    return found


class _Scanner:
    def __init__(self, window: Window, limits: Limits) -> None:
        self.window = window
        self.limits = limits
        self.text = window.text
        self.at = 0
        self.stack: list[_Container] = []

    def run(self) -> SpecError | None:
        """Scan to the first flaw, or to the end of a text without one."""
        self._space()
        error = self._value()
        while error is None and self.stack:
            error = self._next()
        if error is not None:
            return error
        self._space()
        if self.at < len(self.text):
            return self._expected("nothing after the end of the document")
        return None

    def _next(self) -> SpecError | None:
        """After a value, or an opening bracket: what may follow in the container."""
        container = self.stack[-1]
        closer = "}" if container.is_object else "]"
        opened = self.at == container.start + 1
        self._space()
        char = self.text[self.at : self.at + 1]
        if char == closer:
            self.at += 1
            self.stack.pop()
            return None
        if not opened:
            if char != ",":
                return self._expected(f"`,` or `{closer}`")
            comma = self.at
            self.at += 1
            self._space()
            if self.text[self.at : self.at + 1] == closer:
                hint = f"JSON has no comma before `{closer}`"
                message = f"expected another item before `{closer}`"
                return self.window.refuse("SL106", message, comma, comma + 1, hint=hint)
        if container.is_object:
            error = self._key(container)
            if error is not None:
                return error
        return self._value()

    def _key(self, container: _Container) -> SpecError | None:
        start = self.at
        if self.text[start : start + 1] != '"':
            return self._expected("a key in double quotes")
        error = self._string()
        if error is not None:
            return error
        key = _decode(self.text, start)[0]
        first = container.keys.setdefault(key, start)
        if first != start:
            return self._duplicate(key, start, first)
        self._space()
        if self.text[self.at : self.at + 1] != ":":
            return self._expected("`:` after the key")
        self.at += 1
        self._space()
        return None

    def _duplicate(self, key: str, at: int, first: int) -> SpecError:
        match = _STRING.match(self.text, first)
        end = match.end() if match else first
        hint = "keep one of the two: which one a parser takes is not defined"
        return self.window.refuse(
            "SL105",
            f"duplicate key `{key}`",
            at,
            self.at,
            hint=hint,
            related=(("first here", self.window.stretch(first, end)),),
        )

    def _value(self) -> SpecError | None:
        char = self.text[self.at : self.at + 1]
        if char == '"':
            return self._string()
        if char in ("{", "["):
            self.stack.append(_Container(self.at, char == "{"))
            if len(self.stack) > self.limits.depth:
                return self.window.refuse(
                    "SL115",
                    f"nested deeper than {self.limits.depth} levels",
                    self.at,
                    self.at + 1,
                    hint="the limit is called `depth`",
                )
            self.at += 1
            return None
        return self._scalar()

    def _scalar(self) -> SpecError | None:
        start = self.at
        match = _WORD.match(self.text, start)
        if match is None:
            return self._expected("a value")
        word = match.group()
        number = _NUMBER.match(self.text, start)
        if number is not None and number.end() >= match.end():
            self.at = number.end()
            if _too_large(number.group()):
                return self._not_finite(start)
            return None
        if word in _CONSTANTS:
            self.at = match.end()
            return None
        if word in _NOT_FINITE:
            self.at = match.end()
            return self._not_finite(start)
        return self._expected("a value")

    def _not_finite(self, start: int) -> SpecError:
        text = self.text[start : self.at]
        shown = text if len(text) <= 40 else text[:40] + "..."
        hint = "quote it if it is meant as text"
        message = f"`{shown}` cannot be a number of JSON"
        return self.window.refuse("SL110", message, start, self.at, hint=hint)

    def _string(self) -> SpecError | None:
        """Skip a string, or say what is wrong in it."""
        start = self.at
        match = _STRING.match(self.text, start)
        if match is not None:
            try:
                _decode(self.text, start)
            except ValueError as error:
                at = getattr(error, "pos", start)
                hint = r"escapes are `\" \\ \/ \b \f \n \r \t` and `\uXXXX`"
                message = "invalid escape in a string"
                return self.window.refuse("SL106", message, at, at + 1, hint=hint)
            self.at = match.end()
            return None
        at = start + 1
        while at < len(self.text) and self.text[at] >= " ":
            at += 2 if self.text[at] == "\\" else 1
        if not self.text[at:].strip():
            return self._truncated(start, "this string has no end")
        code = ord(self.text[at])
        what = {9: "a tab", 10: "a line break"}.get(code, f"the character U+{code:04X}")
        hint = "write it as an escape, or close the string before it"
        message = f"{what} cannot stand in a string"
        return self.window.refuse("SL106", message, at, at + 1, hint=hint)

    def _expected(self, what: str) -> SpecError:
        if self.at >= len(self.text):
            start = self.stack[-1].start if self.stack else 0
            return self._truncated(start, "this has no end")
        match = _WORD.match(self.text, self.at)
        word = match.group() if match else self.text[self.at]
        hint = _HINTS.get(word)
        message = f"expected {what}, found `{word[:40]}`"
        return self.window.refuse(
            "SL106", message, self.at, self.at + len(word), hint=hint
        )

    def _truncated(self, opened: int, what: str) -> SpecError:
        last = len(self.text.rstrip())
        return self.window.refuse(
            "SL104",
            "the document ends too early",
            max(last - 1, 0),
            last,
            hint="the file may have been cut while it was copied or fetched",
            related=((what, self.window.stretch(opened, opened + 1)),),
        )

    def _space(self) -> None:
        match = _SPACE.match(self.text, self.at)
        if match is not None:
            self.at = match.end()


def _too_large(text: str) -> bool:
    """Whether a number is beyond what a float or an integer of Python holds."""
    if "." in text or "e" in text or "E" in text:
        try:
            real(text)
        except NotFinite:
            return True
        return False
    return len(text) > _MAX_DIGITS
