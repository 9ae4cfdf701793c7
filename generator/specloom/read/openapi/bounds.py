"""Bounding keywords of a schema to `Constraints` (JSON Schema 2020-12, section 6).

In: the keywords that a schema has, with their raw values. Out: constraints; a value that
bounds nothing is reported and left out. Exclusive bounds of draft 4 (booleans beside a
bound) become those of 2020-12 (numbers of their own).
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final

from specloom.document import Json, as_text
from specloom.ir.types import NO_CONSTRAINTS, Constraints
from specloom.read.openapi import codes
from specloom.read.openapi.expect import kind_of
from specloom.read.openapi.keywords import BOUNDS
from specloom.read.openapi.state import Doc

_COUNTS: Final = frozenset(
    ["minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties"]
)
_NUMBERS: Final = frozenset(
    ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"]
)


@lru_cache(maxsize=4096)
def _constraints(
    items: tuple[tuple[str, Any], ...], kinds: tuple[Any, ...]
) -> Constraints:
    # `kinds` keeps 1, 1.0 and True apart, which are equal as keys.
    return Constraints(**dict(items))


def read_bounds(doc: Doc, bounds: dict[str, Json], pointer: str) -> Constraints:
    """The constraints that `bounds` state."""
    values: dict[str, Any] = {}
    for key, raw in bounds.items():
        if key in ("exclusiveMinimum", "exclusiveMaximum"):
            _exclusive(doc, bounds, values, key, pointer)
            continue
        value = _value(doc, key, raw, f"{pointer}/{key}")
        if value is not None and value is not False:
            # An exclusive bound of draft 4 may have taken the place of this one.
            values.setdefault(BOUNDS[key], value)
    held = {key: value for key, value in values.items() if value is not _TAKEN}
    if not held:
        return NO_CONSTRAINTS
    kinds = tuple(map(type, held.values()))
    return _constraints(tuple(held.items()), kinds)


_TAKEN: Final = object()


def _exclusive(
    doc: Doc, bounds: dict[str, Json], values: dict[str, Any], key: str, pointer: str
) -> None:
    raw = bounds[key]
    at = f"{pointer}/{key}"
    if isinstance(raw, bool):
        inclusive = "minimum" if key == "exclusiveMinimum" else "maximum"
        if not doc.dialect.bounds and doc.dialect.stated:
            doc.habit(codes.OTHER_VERSION, f"`{key}` is a number in this version", at)
        if not raw:
            return
        value = _value(doc, inclusive, bounds.get(inclusive), f"{pointer}/{inclusive}")
        if value is None:
            doc.say(
                codes.BAD_BOUND, f"`{key}` is true, but there is no `{inclusive}`", at
            )
            return
        values[inclusive] = _TAKEN
        values[BOUNDS[key]] = value
        return
    if doc.dialect.bounds and doc.dialect.stated:
        doc.habit(codes.OTHER_VERSION, f"`{key}` is true or false in this version", at)
    value = _value(doc, key, raw, at)
    if value is not None:
        values[BOUNDS[key]] = value


def _value(doc: Doc, key: str, raw: Json, at: str) -> Json:
    """The value of a keyword, or None for one that is not to be used."""
    if raw is None:
        return None
    if key in _COUNTS:
        count = _number(raw)
        if isinstance(count, int) and count >= 0:
            if type(raw) is str:
                doc.say(codes.BAD_BOUND, f"`{key}` is a text; read as {count}", at)
            return count
    elif key in _NUMBERS:
        number = _number(raw)
        if number is not None and (key != "multipleOf" or number > 0):
            if type(raw) is str:
                doc.say(codes.BAD_BOUND, f"`{key}` is a text; read as {number}", at)
            return number
    elif key == "uniqueItems":
        if isinstance(raw, bool):
            return raw
    elif isinstance(raw, str):
        return raw
    elif key == "pattern" and not isinstance(raw, dict | list | bool):
        return as_text(raw)
    shown = repr(raw) if isinstance(raw, int | float | str) else kind_of(raw)
    doc.say(codes.BAD_BOUND, f"`{key}` cannot be {shown}; it is left out", at)
    return None


def _number(raw: Json) -> int | float | None:
    """A number, also one that is written as a text; whole floats are integers."""
    if isinstance(raw, bool):
        return None
    if isinstance(raw, str):
        try:
            raw = int(raw)
        except ValueError:
            try:
                raw = float(raw)
            except ValueError:
                return None
    if isinstance(raw, float) and raw.is_integer() and abs(raw) < 2**53:
        return int(raw)
    return raw if isinstance(raw, int | float) else None
