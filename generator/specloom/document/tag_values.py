"""What stands behind the `=` of an attribute: strings, and expressions that are literals.

In: a text, and where a value begins. Out: the value, and whether it is known: an
expression is never evaluated, so one that is no literal stays text. For `tags`.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final, TypeAlias

from specloom.records import record

Value: TypeAlias = "str | int | float | bool | list[Value] | None"

_WORDS: Final[dict[str, Value]] = {
    "true": True,
    "false": False,
    "null": None,
    "undefined": None,
}


@record(frozen=True, slots=True)
class Attribute:
    """An attribute. Where the value is no literal, it is the text of the expression.

    A bare name has the value `true`. `value_start` and `value_end` are without quotes
    and braces.
    """

    name: str
    value: Value
    literal: bool
    start: int
    end: int
    value_start: int
    value_end: int


@cache
def _mark() -> re.Pattern[str]:
    return re.compile(r"[{}\"'`]|/\*")


@cache
def _rest(quote: str) -> re.Pattern[str]:
    """What follows the mark that opens a string, up to its end or to where it breaks."""
    plain = r"[^`\\]" if quote == "`" else rf"[^{quote}\\\n]"
    return re.compile(rf"(?:{plain}|\\.)*+", re.DOTALL)


@cache
def _number() -> re.Pattern[str]:
    return re.compile(r"[-+]?(?:\d+(\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?")


@cache
def _item() -> re.Pattern[str]:
    return re.compile(
        r"""\s*("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`|[^\s,"'`\[\]{}]+)"""
        r"""\s*(?:,|\Z)""",
        re.DOTALL,
    )


@cache
def _escape() -> re.Pattern[str]:
    return re.compile(r"\\(u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|.)", re.DOTALL)


def expression_end(text: str, at: int, limit: int) -> int:
    """Behind the `}` that closes the `{` at an offset; -1 if none does before `limit`."""
    depth = 0
    broken: dict[str, int] = {}
    while found := _mark().search(text, at, limit):
        at = found.end()
        mark = found[0]
        if mark == "{":
            depth += 1
        elif mark == "}":
            depth -= 1
            if depth == 0:
                return at
        elif mark == "/*":
            at = text.find("*/", at, limit) + 2
            if at < 2:
                return -1
        elif broken.get(mark, 0) <= at:
            rest = _rest(mark).match(text, at, limit)
            end = at if rest is None else rest.end()
            if text[end : end + 1] == mark and end < limit:
                at = end + 1
            else:
                # An apostrophe without a partner is text, and so are those behind it.
                broken[mark] = end
    return -1


def value_of(written: str) -> tuple[Value, bool]:
    """A value as it is written, with its quotes or braces, and whether it is known."""
    if written[0] in "\"'":
        inner = written[1:-1]
        if "&" in inner:
            # Not at the top: few attributes need it.
            from html import unescape

            inner = unescape(inner)
        return inner, True
    if written[0] != "{":
        known, value = _scalar(written)
        return (value if known else written), True
    inner = written[1:-1].strip()
    known, value = _scalar(inner)
    if not known and inner[:1] == "[" and inner[-1:] == "]":
        known, value = _array(inner[1:-1].strip())
    return (value, True) if known else (inner, False)


def _scalar(text: str) -> tuple[bool, Value]:
    if text in _WORDS:
        return True, _WORDS[text]
    if text[:1] in "\"'`" and len(text) > 1 and text[-1] == text[0]:
        found = _item().fullmatch(text)
        if found is None or (text[0] == "`" and "${" in text):
            return False, None
        return True, _escape().sub(_unescaped, text[1:-1])
    number = _number().fullmatch(text) if len(text) < 400 else None
    if number is None:
        return False, None
    if number[0].lstrip("+-").isdigit():
        return True, int(number[0])
    value = float(number[0])
    return (False, None) if value in (float("inf"), float("-inf")) else (True, value)


def _array(text: str) -> tuple[bool, Value]:
    """The items of a flat list of scalars."""
    values: list[Value] = []
    at = 0
    while at < len(text):
        found = _item().match(text, at)
        known, value = _scalar(found[1]) if found else (False, None)
        if found is None or not known:
            return False, None
        values.append(value)
        at = found.end()
    return True, values


_ESCAPES: Final = {"n": "\n", "t": "\t", "r": "\r", "\n": "", "0": "\0"}


def _unescaped(found: re.Match[str]) -> str:
    what = found[1]
    if len(what) > 1:
        return chr(int(what[1:], 16))
    return _ESCAPES.get(what, what)
