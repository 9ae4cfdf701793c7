"""What two types of single values have in common.

In: types without parts, or bounds. Out: the type of the values that both hold, which is
one of the two itself where the other adds nothing; or a :class:`Clash` with the reason
why there is none. Pure functions; notes take no part.
"""

from __future__ import annotations

import json
from collections.abc import Hashable, Iterable
from math import lcm
from typing import Final

from specloom.ir import types as t
from specloom.ir.values import identity, same
from specloom.records import record, replace


@record(frozen=True, slots=True)
class Clash:
    """Two types have nothing in common; why.

    `involved`: they may have, but no type that is worth having says what.
    `short`: they have, but only lists that end before the items that clash.
    """

    reason: str
    involved: bool = False
    short: t.Array | t.Tuple | None = None


_LOWER: Final = (
    "min_length",
    "minimum",
    "exclusive_minimum",
    "min_items",
    "min_properties",
)
_UPPER: Final = (
    "max_length",
    "maximum",
    "exclusive_maximum",
    "max_items",
    "max_properties",
)
_KEYWORDS: Final = {
    "pattern": "pattern",
    "multiple_of": "multipleOf",
    "content_encoding": "contentEncoding",
    "content_media_type": "contentMediaType",
}


def kind_of(value: t.Json) -> str:
    """The JSON Schema type of a value."""
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, str):
        return "string"
    if isinstance(value, int):
        return "integer"
    if isinstance(value, float):
        return "number"
    if value is None:
        return "null"
    return "array" if isinstance(value, list) else "object"


def bounds(
    first: t.Constraints, second: t.Constraints
) -> tuple[t.Constraints, tuple[tuple[str, t.Json], ...]]:
    """The narrower of two sets of bounds, and what of it one set cannot hold."""
    if second is t.NO_CONSTRAINTS or first == second:
        return first, ()
    if first is t.NO_CONSTRAINTS:
        return second, ()
    changes: dict[str, t.Json] = {}
    rest: list[tuple[str, t.Json]] = []
    for name in _LOWER + _UPPER:
        one, other = getattr(first, name), getattr(second, name)
        if other is not None:
            if one is None:
                changes[name] = other
            else:
                changes[name] = (max if name in _LOWER else min)(one, other)
    for name, keyword in _KEYWORDS.items():
        one, other = getattr(first, name), getattr(second, name)
        if one is None:
            changes[name] = other
        elif other is not None and other != one:
            if (
                name == "multiple_of"
                and isinstance(one, int)
                and isinstance(other, int)
            ):
                changes[name] = lcm(one, other)
            else:
                rest.append(("allOf", [{keyword: other}]))
    changes["unique_items"] = first.unique_items or second.unique_items
    # The names are those of the attributes, the values of their kinds.
    both = replace(first, **changes)  # type: ignore[arg-type]
    if both == first:
        return first, tuple(rest)
    return (second if both == second else both), tuple(rest)


def primitives(first: t.Primitive, second: t.Primitive) -> t.Primitive | Clash:
    """Two primitives in one."""
    kind = first.kind
    if kind != second.kind:
        if {kind, second.kind} != {"integer", "number"}:
            return Clash(f"a {first.kind} is no {second.kind}")
        kind = "integer"
    constraints, rest = bounds(first.constraints, second.constraints)
    format_ = first.format
    if format_ is None:
        format_ = second.format
    elif second.format is not None and second.format != format_:
        rest = (*rest, ("format", second.format))
    for one in (first, second):
        if (
            kind == one.kind
            and format_ == one.format
            and constraints is one.constraints
            and not rest
        ):
            return one
    notes = t.Notes(residual=rest) if rest else t.NO_NOTES
    return t.Primitive(kind, format_, constraints, notes, first.span)


def values(
    first: t.Enum | t.Const, second: t.Enum | t.Const
) -> t.Enum | t.Const | Clash:
    """The values that two enumerations share, in the order of the first."""
    if isinstance(first, t.Const):
        return first if admits(second, first.value) else _none_left()
    if isinstance(second, t.Const):
        return second if admits(first, second.value) else _none_left()
    if first.open != second.open:
        return second if first.open else first
    known = set(map(identity, second.values))
    return _picked(first, [identity(value) in known for value in first.values])


def admits(type_: t.Enum | t.Const, value: t.Json) -> bool:
    """Whether an enumeration has a value."""
    if isinstance(type_, t.Const):
        return same(type_.value, value)
    return type_.open or any(same(value, other) for other in type_.values)


def of_kind(type_: t.Enum | t.Const, kinds: Iterable[str]) -> t.Enum | t.Const | Clash:
    """The values of an enumeration that are of the kinds."""
    allowed = set(kinds)
    if "number" in allowed:
        allowed.add("integer")
    if isinstance(type_, t.Const):
        if kind_of(type_.value) in allowed:
            return type_
        return Clash(f"`{json.dumps(type_.value)}` is of another type")
    return _picked(type_, [kind_of(value) in allowed for value in type_.values])


def held(
    type_: t.Enum | t.Const, by: t.Primitive, *, others: bool = False
) -> t.Enum | t.Const | Clash:
    """The values of an enumeration that a primitive holds.

    Those of other kinds stay where `others` says so. A pattern is not tried: it becomes
    an assertion.
    """
    found = type_ if others else of_kind(type_, (by.kind,))
    if isinstance(found, Clash):
        return found
    bounds_ = by.constraints
    if bounds_ is t.NO_CONSTRAINTS:
        return found
    if isinstance(found, t.Const):
        if not _within(found.value, bounds_):
            return Clash(f"`{json.dumps(found.value)}` is out of bounds")
        texts = isinstance(found.value, str)
    else:
        picked = _picked(found, [_within(value, bounds_) for value in found.values])
        if isinstance(picked, Clash):
            return picked
        found, texts = picked, any(isinstance(it, str) for it in picked.values)
    if bounds_.pattern is None or not texts:
        return found
    notes = t.Notes(residual=(("pattern", bounds_.pattern),))
    return replace(found, notes=notes)


def _within(value: t.Json, bounds_: t.Constraints) -> bool:
    """Whether a value keeps the bounds on values of its kind, patterns apart."""
    if isinstance(value, str):
        least, most = bounds_.min_length, bounds_.max_length
        return (least or 0) <= len(value) and (most is None or len(value) <= most)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return True
    step = bounds_.multiple_of
    return (
        (bounds_.minimum is None or value >= bounds_.minimum)
        and (bounds_.maximum is None or value <= bounds_.maximum)
        and (bounds_.exclusive_minimum is None or value > bounds_.exclusive_minimum)
        and (bounds_.exclusive_maximum is None or value < bounds_.exclusive_maximum)
        and (not step or _is_multiple(value, step))
    )


def _is_multiple(value: float, step: float) -> bool:
    from fractions import Fraction

    return Fraction(str(value)) % Fraction(str(step)) == 0


def _picked(enum: t.Enum, keep: list[bool]) -> t.Enum | Clash:
    if all(keep):
        return enum
    if not any(keep):
        return _none_left()
    picked = tuple(value for value, kept in zip(enum.values, keep, strict=True) if kept)
    labels = enum.labels
    if len(labels) == len(keep):
        labels = tuple(it for it, kept in zip(labels, keep, strict=True) if kept)
    return replace(enum, values=picked, labels=labels, base=base_of(picked))


def base_of(values: Iterable[t.Json]) -> t.Kind | None:
    """The kind that all values have; None if they differ or are structured."""
    kinds = {kind_of(value) for value in values}
    if kinds == {"integer", "number"}:
        return "number"
    if len(kinds) != 1:
        return None
    match kinds.pop():
        case "string":
            return "string"
        case "integer":
            return "integer"
        case "number":
            return "number"
        case "boolean":
            return "boolean"
        case _:
            return None


def _none_left() -> Clash:
    return Clash("the enumerations share no value")


def enumeration(enum: t.Enum) -> t.Type:
    """An enumeration without repetitions, and with null outside."""
    values = enum.values
    first: dict[Hashable, int] = {}  # where each value stands first
    for at, value in enumerate(values):
        first.setdefault(identity(value), at)
    nullable = None in first
    if len(first) == len(values) and not nullable:
        return enum if values else t.Never(enum.notes, enum.span)
    keep = [False] * len(values)
    for at in first.values():
        keep[at] = values[at] is not None
    if not any(keep):
        if nullable:
            return t.Const(None, enum.notes, enum.span)
        return t.Never(enum.notes, enum.span)
    inner = _picked(enum, keep)
    assert isinstance(inner, t.Enum)
    if not nullable:
        return inner
    return t.Nullable(replace(inner, notes=t.NO_NOTES), enum.notes, enum.span)
