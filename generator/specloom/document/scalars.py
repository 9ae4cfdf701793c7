"""Plain scalars by the core schema of YAML 1.2 (section 10.3.2), and their way back.

In: the text of an unquoted scalar. Out: None, bool, int, float or the text itself:
`no`, `on`, `12:30`, `1_000`, `=` and dates stay text. A number that Python would write
differently than the source did is a :class:`TextInt` or :class:`TextFloat`: equal to
the number, and :func:`as_text` gives the source's spelling back.
"""

from __future__ import annotations

import re
from math import isfinite


class TextInt(int):
    """An integer that was not written the way Python writes it, such as `007`."""

    text: str

    def __new__(cls, value: int, text: str) -> TextInt:
        self = super().__new__(cls, value)
        self.text = text
        return self

    def __reduce__(self) -> tuple[type[TextInt], tuple[int, str]]:
        return TextInt, (int(self), self.text)


class TextFloat(float):
    """A number that was not written the way Python writes it, such as `1.10`."""

    __slots__ = ("text",)
    text: str

    def __new__(cls, value: float, text: str) -> TextFloat:
        self = super().__new__(cls, value)
        self.text = text
        return self

    def __reduce__(self) -> tuple[type[TextFloat], tuple[float, str]]:
        return TextFloat, (float(self), self.text)


class NotFinite(ValueError):
    """A number that JSON cannot hold: `.nan`, `.inf`, `1e999`, or thousands of digits."""


def as_text(value: str | int | float | bool | None) -> str:
    """A scalar as its source wrote it, for a reader that expects a string.

    `1.10` gives '1.10', true gives 'true', null gives 'null'.
    """
    if isinstance(value, str):
        return value
    if value is None:
        return "null"
    if value is True:
        return "true"
    if value is False:
        return "false"
    if isinstance(value, TextInt | TextFloat):
        return value.text
    return str(value)


WORDS: dict[str, bool | None] = {
    "": None,
    "~": None,
    "null": None,
    "Null": None,
    "NULL": None,
    "true": True,
    "True": True,
    "TRUE": True,
    "false": False,
    "False": False,
    "FALSE": False,
}
"""Plain scalars that are words of the core schema."""

NUMBER_STARTS = frozenset("0123456789+-.")
"""What a plain scalar that is a number starts with."""

_INT = re.compile(r"[-+]?[0-9]+", re.ASCII)
_BASED = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+", re.ASCII)
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_NOT_FINITE = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
_DIGITS = 4300


def number(text: str) -> str | int | float:
    """A plain scalar that starts like a number: the number, or the text if it is none.

    Raises NotFinite.
    """
    if _INT.fullmatch(text):
        if len(text) > _DIGITS:
            raise NotFinite(text)
        return integer(int(text), text)
    if _FLOAT.fullmatch(text):
        return real(text)
    if _BASED.fullmatch(text):
        if len(text) > _DIGITS:
            raise NotFinite(text)
        return TextInt(int(text, 0), text)
    if _NOT_FINITE.fullmatch(text):
        raise NotFinite(text)
    return text


def integer(value: int, text: str) -> int:
    """An integer that keeps its text if that is not Python's own."""
    return value if str(value) == text else TextInt(value, text)


def real(text: str) -> float:
    """A decimal number that keeps its text if that is not Python's own.

    Raises NotFinite if it is beyond what a float holds.
    """
    value = float(text)
    if not isfinite(value):
        raise NotFinite(text)
    return value if repr(value) == text else TextFloat(value, text)
