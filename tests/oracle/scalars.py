"""Texts, numbers and enum members by the keywords of a schema, and near misses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .document import Schema, type_of, types_of
from .instance import Instance
from .texts import FORMATS, matching

Number = int | float

_LONGEST = 100_000
"""Characters beyond which a limit of length is not tried out."""


def vary_enum(keywords: Schema, to: str) -> Iterator[Instance]:
    """Every member, and values near to members."""
    values = keywords["enum"] if "enum" in keywords else [keywords["const"]]
    for value in values:
        yield Instance(value, "valid:enum", to)
    for value in values:
        if isinstance(value, str):
            yield Instance(value.swapcase(), "enum:case", to)
            yield Instance(f"{value} ", "enum:space", to)
    yield Instance("no such member", "enum:unknown", to)
    if {type_of(value) for value in values} & {"integer", "number"}:
        yield Instance(987654321, "enum:unknown", to)


def text(keywords: Schema) -> str:
    """A usual text: of the format, the pattern and the length, as far as is known."""
    low, high = keywords.get("minLength", 0), keywords.get("maxLength")
    known = FORMATS.get(keywords.get("format", ""))
    usual = list(known.good.values()) if known else []
    pattern = keywords.get("pattern")
    for found in usual:
        if len(found) < low or (high is not None and len(found) > high):
            continue
        if pattern is None or _search(pattern, found):
            return found
    if pattern is not None:
        return matching(pattern, low, high) or "text"
    plain = "text".ljust(low, "x")
    return plain if high is None else plain[:high]


def vary_text(keywords: Schema, to: str) -> Iterator[Instance]:
    """Lengths at and beyond their limits, good and bad texts of the format."""
    low, high = keywords.get("minLength", 0), keywords.get("maxLength")
    known = FORMATS.get(keywords.get("format", ""))
    pattern = keywords.get("pattern")
    if known is not None:
        for kind, found in known.good.items():
            if pattern is None or _search(pattern, found):
                yield Instance(found, f"valid:format-{kind}", to)
        for kind, found in known.bad.items():
            yield Instance(found, f"format:{kind}", to)
    if pattern is not None:
        yield from _vary_pattern(pattern, low, high, f"{to} with a pattern")
        return
    if low:
        yield Instance("x" * (low - 1), "length:short", to)
    if high is not None and high <= _LONGEST:
        yield Instance("x" * (high + 1), "length:long", to)
    if known is None and "format" not in keywords:
        yield from _vary_length(low, high, to)


def _vary_length(low: int, high: int | None, to: str) -> Iterator[Instance]:
    """Valid texts of any content; characters beyond 16 bits count as one."""
    if low:
        yield Instance("x" * low, "valid:shortest", to)
        yield Instance("\U0001f600" * low, "valid:shortest-astral", to)
    else:
        yield Instance("", "valid:empty-text", to)
    if high is None:
        yield Instance("é\u0000\U0001f600\n".ljust(low), "valid:unicode", to)
    elif high <= _LONGEST:
        yield Instance("x" * high, "valid:longest", to)
        yield Instance("\U0001f600" * high, "valid:longest-astral", to)


def _vary_pattern(
    pattern: str, low: int, high: int | None, to: str
) -> Iterator[Instance]:
    """A match of each length limit, and what regular expressions disagree about."""
    usual = matching(pattern, low, high)
    if usual is None:
        return
    yield Instance(usual, "valid:pattern", to)
    for size in sorted({low, high or 0} - {0}):
        exact = matching(pattern, size, size)
        if exact is not None:
            yield Instance(exact, f"valid:pattern-of-{size}", to)
    if low:
        yield Instance(usual[: low - 1], "length:short", to)
    if high is not None and high <= _LONGEST:
        longer = matching(pattern, high + 1, high + 1)
        yield Instance(longer or usual.ljust(high + 1, "x"), "length:long", to)
    yield Instance(f"{usual}\n", "pattern:newline-after", to)
    yield Instance(f" {usual}", "pattern:space-before", to)
    yield Instance(f"{usual}\u0663", "pattern:arabic-digit-after", to)
    yield Instance(usual.swapcase(), "pattern:case", to)
    yield Instance("\u0000", "pattern:nul", to)
    yield Instance("", "pattern:empty", to)


def _search(pattern: str, found: str) -> bool:
    try:
        return re.search(pattern, found) is not None
    except re.error:
        return True


def number(keywords: Schema) -> Number:
    """A usual number: 1 if it is allowed, else one near the limit."""
    low, high = _lowest(keywords), _highest(keywords)
    step = keywords.get("multipleOf")
    if step is not None:
        found = -(-(1 if low is None else low) // step) * step
        return int(found) if float(found).is_integer() else float(found)
    if low is not None and low > 1:
        return low
    if high is not None and high < 1:
        return high
    return 1


def vary_number(keywords: Schema, to: str) -> Iterator[Instance]:
    """Limits, what lies beyond them, and numbers that are hard to hold."""
    whole = "number" not in types_of(keywords)
    usual = number(keywords)
    if float(usual).is_integer() and abs(usual) < 2**53:
        yield Instance(float(usual), "valid:whole-float", to)
    low, high = _lowest(keywords), _highest(keywords)
    step = keywords.get("multipleOf")
    for kind, bound in (("lowest", low), ("highest", high)):
        if bound is not None and step is None:
            yield Instance(bound, f"valid:{kind}", to)
    yield from _beyond(keywords, to)
    if step is not None:
        yield Instance(usual + (1 if step > 1 else step / 2), "bound:off-step", to)
        return
    if low is None:
        yield Instance(-7, "valid:negative", to)
    if high is None:
        yield Instance(2**31, "valid:beyond-32-bits", to)
        yield Instance(2**53 + 1, "valid:beyond-a-double", to)
        yield Instance(2**63, "valid:beyond-64-bits", to)
    if high is None and not whole:
        yield Instance(1e300, "valid:huge", to)
        yield Instance(1.25, "valid:fraction", to)


def _beyond(keywords: Schema, to: str) -> Iterator[Instance]:
    for key, kind, step in (
        ("minimum", "bound:below", -1),
        ("exclusiveMinimum", "bound:below", 0),
        ("maximum", "bound:above", 1),
        ("exclusiveMaximum", "bound:above", 0),
    ):
        if key in keywords:
            yield Instance(keywords[key] + step, kind, to)


def _lowest(keywords: Schema) -> Number | None:
    found: Number | None = keywords.get("minimum")
    if "exclusiveMinimum" in keywords:
        found = keywords["exclusiveMinimum"] + _inside(keywords)
    return found


def _highest(keywords: Schema) -> Number | None:
    found: Number | None = keywords.get("maximum")
    if "exclusiveMaximum" in keywords:
        found = keywords["exclusiveMaximum"] - _inside(keywords)
    return found


def _inside(keywords: Schema) -> Number:
    return 0.125 if "number" in types_of(keywords) else 1
