"""Whether a value fits a type: which defaults a validator would refuse.

In: a type and a value. Out: whether a validator surely accepts the value, with the
formats that it checks. In doubt the answer is no. The rules are those of JSON Schema as
openapi-spec-validator applies them to defaults.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, time
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address
from typing import Final
from uuid import UUID

from specloom.ir import types as t
from specloom.ir.values import same

_DEPTH: Final = 40
_FREE: Final = frozenset({"password", "float", "double", "binary", "byte"})
_URI: Final = re.compile(r"(?:[A-Za-z0-9._~:/?#@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*")


class Fitting:
    """Answers for the types of one API."""

    def __init__(self, declared: Mapping[str, t.Type]) -> None:
        self._declared = declared

    def fits(self, type_: t.Type, value: t.Json, depth: int = 0) -> bool:
        """Whether a validator accepts the value."""
        residual = type_.notes.residual
        if depth > _DEPTH or not all(_holds(*it, value) for it in residual):
            return False
        depth += 1
        match type_:
            case t.Any_():
                return True
            case t.Nullable():
                inner = type_.inner
                if value is not None:
                    return self.fits(inner, value, depth)
                # In `oneOf`, null may be no variant twice.
                return not isinstance(inner, t.Union) or (
                    inner.mode == "any" or all(map(_holds_no_null, inner.variants))
                )
            case t.Ref():
                target = self._declared.get(type_.id)
                return target is not None and self.fits(target, value, depth)
            case t.Primitive():
                return _primitive(type_, value)
            case t.Enum():
                return (
                    (type_.base is None or _is_kind(type_.base, value))
                    and (type_.open or any(same(value, it) for it in type_.values))
                    and (type_.format is None or _format(type_.format, value))
                )
            case t.Const():
                return same(value, type_.value)
            case t.Binary():
                return isinstance(value, str) and type_.constraints == t.NO_CONSTRAINTS
            case t.Array() | t.Tuple():
                return isinstance(value, list) and self._items(type_, value, depth)
            case t.Map() | t.Object():
                return isinstance(value, dict) and self._members(type_, value, depth)
            case t.Intersection():
                return all(self.fits(part, value, depth) for part in type_.parts)
            case t.Union():
                fitting = [self.fits(it, value, depth) for it in type_.variants]
                if type_.mode == "any":
                    return any(fitting)
                # A doubtful variant could be the second that fits.
                return sum(fitting) == 1 and self._disjoint(type_, value, fitting)
            case t.Never():
                return False

    def _disjoint(self, union: t.Union, value: t.Json, fitting: list[bool]) -> bool:
        """Whether the variants that do not surely fit surely do not."""
        others = (
            variant
            for variant, fits in zip(union.variants, fitting, strict=True)
            if not fits
        )
        return all(
            isinstance(other, t.Primitive | t.Enum | t.Const | t.Never)
            or (isinstance(other, t.Array | t.Tuple) and not isinstance(value, list))
            or (isinstance(other, t.Map | t.Object) and not isinstance(value, dict))
            or (isinstance(other, t.Ref) and not isinstance(value, dict | list))
            for other in others
        )

    def _items(self, type_: t.Array | t.Tuple, value: list[t.Json], depth: int) -> bool:
        bounds = type_.constraints
        if not _between(len(value), bounds.min_items, bounds.max_items):
            return False
        if bounds.unique_items and len({repr(item) for item in value}) < len(value):
            return False
        first = type_.items if isinstance(type_, t.Tuple) else ()
        rest = type_.rest if isinstance(type_, t.Tuple) else type_.items
        return all(
            self.fits(first[at] if at < len(first) else rest, item, depth)
            for at, item in enumerate(value)
        )

    def _members(
        self, type_: t.Map | t.Object, value: dict[str, t.Json], depth: int
    ) -> bool:
        bounds = type_.constraints
        if not _between(len(value), bounds.min_properties, bounds.max_properties):
            return False
        if type_.keys is not None:
            return False
        if isinstance(type_, t.Map):
            return all(self.fits(type_.values, item, depth) for item in value.values())
        if type_.patterns or not value.keys() >= set(type_.required_undeclared):
            return False
        rest = dict(value)
        for field in type_.fields:
            if field.name in rest:
                if not self.fits(field.type, rest.pop(field.name), depth):
                    return False
            elif field.required:
                return False
        additional = type_.additional
        return additional is None or all(
            self.fits(additional, item, depth) for item in rest.values()
        )


def _holds_no_null(type_: t.Type) -> bool:
    return isinstance(
        type_,
        t.Primitive
        | t.Enum
        | t.Array
        | t.Tuple
        | t.Map
        | t.Object
        | t.Binary
        | t.Never,
    )


def _is_kind(kind: str, value: t.Json) -> bool:
    if isinstance(value, bool):
        return kind == "boolean"
    if isinstance(value, str):
        return kind == "string"
    if isinstance(value, float):
        return kind == "number" or (kind == "integer" and value.is_integer())
    return isinstance(value, int) and kind in ("integer", "number")


def _between(
    value: int | float, low: int | float | None, high: int | float | None
) -> bool:
    return (low is None or value >= low) and (high is None or value <= high)


def _holds(keyword: str, stated: t.Json, value: t.Json) -> bool:
    """Whether a residual assertion surely holds; those that bound texts and numbers do
    not concern others."""
    match keyword, stated:
        case ("discriminator" | "contentSchema" | "contentMediaType"), _:
            return True
        case ("minLength" | "maxLength"), int():
            length = len(value) if isinstance(value, str) else stated
            return length >= stated if keyword == "minLength" else length <= stated
        case "pattern", str():
            found = _compiled(stated)
            return not isinstance(value, str) or (
                found is not None and found.search(value) is not None
            )
        case ("minimum" | "maximum"), int() | float():
            if isinstance(value, bool) or not isinstance(value, int | float):
                return True
            return value >= stated if keyword == "minimum" else value <= stated
        case _:
            return False


def _primitive(type_: t.Primitive, value: t.Json) -> bool:
    if not _is_kind(type_.kind, value):
        return False
    bounds = type_.constraints
    if isinstance(value, str):
        if not _between(len(value), bounds.min_length, bounds.max_length):
            return False
        if bounds.pattern is not None:
            found = _compiled(bounds.pattern)
            # A pattern that is none is exported as an extension, and asserts nothing.
            if found is not None and not found.search(value):
                return False
    elif isinstance(value, int | float) and not isinstance(value, bool):
        step = bounds.multiple_of
        if step is not None and (isinstance(step, float) or value % step):
            return False
        if not _between(value, bounds.minimum, bounds.maximum):
            return False
        low, high = bounds.exclusive_minimum, bounds.exclusive_maximum
        if (low is not None and value <= low) or (high is not None and value >= high):
            return False
    return type_.format is None or _format(type_.format, value)


def _format(format_: str, value: t.Json) -> bool:
    """Whether a value has a format, as far as validators check it."""
    if isinstance(value, int) and format_ in ("int32", "int64"):
        bits = 31 if format_ == "int32" else 63
        return -(1 << bits) <= value < 1 << bits
    if not isinstance(value, str) or format_ in _FREE:
        return True
    try:
        match format_:
            case "date":
                return len(value) == 10 and bool(date.fromisoformat(value))
            case "date-time":
                return "T" in value and datetime.fromisoformat(value).tzinfo is not None
            case "time":
                return time.fromisoformat(value).tzinfo is not None
            case "uuid":
                return len(value) == 36 and bool(UUID(value))
            case "email" | "idn-email":
                return "@" in value
            case "ipv4":
                return bool(IPv4Address(value))
            case "ipv6":
                return bool(IPv6Address(value)) and "%" not in value
            case "uri":
                return is_uri(value)
            case "uri-reference":
                return is_reference(value)
            case "regex":
                return _compiled(value) is not None
            case "idn-hostname" | "hostname":
                return value.replace("-", "").replace(".", "").isalnum()
            case _:
                return True
    except ValueError:
        return False


@lru_cache(maxsize=4096)
def _compiled(pattern: str) -> re.Pattern[str] | None:
    try:
        return re.compile(pattern)
    except (re.error, OverflowError, RecursionError):
        return None


def is_uri(text: str) -> bool:
    """Whether a text is surely a URI (RFC 3986)."""
    scheme, colon, _ = text.partition(":")
    return bool(colon) and scheme.isalnum() and is_reference(text)


def is_reference(text: str) -> bool:
    """Whether a text is surely a URI or a relative reference."""
    return _URI.fullmatch(text) is not None


def is_pattern(pattern: str) -> bool:
    """Whether a pattern is one that the validator of documents accepts."""
    return _compiled(pattern) is not None
