"""JSON text, held to RFC 8259: what pydantic writes and reads beyond it is refused.

JSON has no NaN and no Infinity (section 6), and a number that is too large for a float
must not become one. `check_read` and `check_written` look for the letters of these
before they parse anything, so that ordinary bodies cost next to nothing.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from math import isfinite
from typing import Any, cast

from pydantic import BaseModel
from pydantic_core import from_json, to_json

from .shapes import is_dict, is_list

_BOM = b"\xef\xbb\xbf"
_FOLDED = bytes.maketrans(b"123456789.E \t\r\n,[", b"0000000000e::::::")
_LONGEST = 308
"""No number of fewer digits, the exponent counted in, is too large for a float."""
_DIGITS = 24
"""Before an exponent; what has more is looked at."""


class NotJson(ValueError):
    """Not JSON text. `place` is where, as far as that is known: `items.0.price`."""

    def __init__(self, message: str, place: str = "") -> None:
        super().__init__(f"{place}: {message}" if place else message)
        self.place = place


class OtherKind(ValueError):
    """A whole answer that is JSON of another kind than the documented one."""


def kind_of(data: object) -> str:
    """What JSON calls a value."""
    if data is None:
        return "null"
    kinds = {dict: "an object", list: "an array", str: "a string", bool: "a boolean"}
    return next((kinds[it] for it in kinds if isinstance(data, it)), "a number")


def without_mark(raw: bytes) -> bytes:
    """The text without a byte order mark, which readers may ignore (section 8.1)."""
    return raw.removeprefix(_BOM)


def parse(raw: bytes) -> Any:
    """JSON as dicts, lists and scalars. Raises NotJson."""
    try:
        data = from_json(raw, allow_inf_nan=False)
    except ValueError as error:
        _refuse_constants(raw)
        raise NotJson(str(error)) from None
    refuse_infinite(data, "a number too large to be read")
    return data


def write(value: object) -> bytes:
    """The JSON text of a value that no document describes. Raises NotJson."""
    raw = to_json(value, by_alias=True, inf_nan_mode="constants")
    check_written(raw)
    return raw


def check_read(raw: bytes) -> None:
    """Refuse what pydantic would read as a number that is not finite."""
    if b"NaN" in raw or b"Infinity" in raw or _may_be_too_large(raw):
        parse(raw)


def check_written(raw: bytes) -> None:
    """Refuse numbers that are not finite in what pydantic wrote."""
    if b"NaN" in raw or b"Infinity" in raw:
        _refuse_constants(raw)


def refuse_infinite(data: Any, message: str = "") -> None:
    """Refuse NaN and Infinity in parsed JSON."""
    for place, number in _infinite(data, ()):
        what = message or f"{_CONSTANTS[str(number)]} is no number of JSON"
        raise NotJson(what, ".".join(map(str, place)))


_CONSTANTS = {"nan": "NaN", "inf": "Infinity", "-inf": "-Infinity"}


def _refuse_constants(raw: bytes) -> None:
    try:
        data = from_json(raw)
    except ValueError:
        return
    refuse_infinite(data)


def _infinite(
    data: Any, place: tuple[str | int, ...]
) -> Iterator[tuple[tuple[str | int, ...], float]]:
    if isinstance(data, float):
        if not isfinite(data):
            yield place, data
    elif is_list(data):
        for index, item in enumerate(data):
            yield from _infinite(item, (*place, index))
    elif is_dict(data):
        for key, item in data.items():
            yield from _infinite(item, (*place, key))


def _may_be_too_large(raw: bytes) -> bool:
    """Whether there is a number with an exponent of three digits, or a very long one.

    Digits are folded into 0, what may stand before a number into a colon. Most of what
    looks like an exponent stands in a UUID or in base64: there are letters before it.
    """
    text = b":" + raw.translate(_FOLDED)
    for exponent in (b"0e000", b"0e+000"):
        if exponent in text:
            for part in text.split(exponent)[:-1]:
                before = part[-_DIGITS:].rstrip(b"0")
                long = before in (b"", b"-") and len(part) >= _DIGITS
                if long or before.endswith((b":", b":-")):
                    return True
    return b"0" * (_LONGEST - 99) in text


def identity(value: Any) -> Hashable:
    """What is equal for two JSON values exactly if they are the same JSON.

    Numbers, and what is made of them, as text: Python hashes them without a secret, so
    anyone can send thousands of one hash, among which nothing is found fast.
    """
    if isinstance(value, bool):
        return ("bool", value)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, int):
        return ("number", hex(value))
    if isinstance(value, list | tuple):
        return ("list", *map(identity, cast("list[Any]", value)))
    if isinstance(value, BaseModel):
        value = dict(value)
    if is_dict(value):
        return frozenset((key, identity(item)) for key, item in value.items())
    if value is None or isinstance(value, str | bytes | float):
        return value
    return (type(value).__name__, repr(value))
