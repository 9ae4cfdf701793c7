"""A number for what a part of the IR means, to look equal parts up by.

In: records of the IR, and JSON values in them. Out: an integer. Equal parts have equal
numbers, so what does not take part in comparison (places) has no effect; different ones
hardly ever do, so whoever finds one compares it. Not the same in another process.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from functools import cache


def fingerprint(value: object) -> int:
    """The number of a value."""
    if isinstance(value, dict):
        return hash(frozenset([(key, fingerprint(it)) for key, it in value.items()]))
    if isinstance(value, list | tuple):
        return hash(tuple([fingerprint(it) for it in value]))
    kind = type(value)
    if is_dataclass(kind):
        compared = [fingerprint(getattr(value, name)) for name in _compared(kind)]
        return hash((kind.__name__, *compared))
    return hash(value)


@cache
def _compared(kind: type) -> tuple[str, ...]:
    return tuple([it.name for it in fields(kind) if it.compare])
