"""JSON values as JSON Schema compares them (2020-12, core, section 4.2.2).

Numbers are one by value (`1` and `1.0`), `true` is not 1 however deep it stands, and the
order of members says nothing. Any layer may ask.
"""

from __future__ import annotations

from collections.abc import Hashable

from specloom.ir.types import Json


def identity(value: Json) -> Hashable:
    """What is equal for two values exactly if they are the same JSON."""
    if isinstance(value, bool):
        return (bool, value)
    if isinstance(value, list):
        return (list, *map(identity, value))
    if isinstance(value, dict):
        return frozenset((key, identity(item)) for key, item in value.items())
    return value


def same(first: Json, second: Json) -> bool:
    """Whether two values are the same JSON."""
    return identity(first) == identity(second)
