"""`const` and `enum` of a schema, with the names that sources give to values.

In: the keywords of a schema, and the kinds that its `type` allows. Out: `Const`, `Enum`.
Null among the values is the caller's to wrap. A value that is not of the stated type is
read as what its author meant: `type: string` with an unquoted `1.10` means "1.10".
"""

from __future__ import annotations

from typing import Any, Final, cast

from specloom.document import Json, as_text
from specloom.ir.types import Const, Enum, Kind, Notes
from specloom.read.openapi import codes
from specloom.read.openapi.expect import kind_of
from specloom.read.openapi.state import Doc
from specloom.source import Span

LABELLING: Final = (
    "x-enum-varnames",
    "x-enumNames",
    "x-enum-descriptions",
    "x-enumDescriptions",
)
"""Extensions that become labels, and say nothing else."""

_TEXT: Final = {str}
_KINDS: Final[dict[type, str]] = {
    str: "string",
    bool: "boolean",
    int: "integer",
    float: "number",
    list: "array",
    dict: "object",
}


def const(
    doc: Doc, value: Json, kinds: tuple[str, ...], notes: Notes, span: Span
) -> Const:
    """Exactly one value (JSON Schema 2020-12, section 6.1.3)."""
    at = span.pointer + "/const"
    return Const(_fitting(doc, value, kinds, at, "`const`"), notes, span)


def enum(
    doc: Doc,
    values: list[Json],
    kinds: tuple[str, ...],
    shape: dict[str, Json],
    notes: Notes,
    span: Span,
) -> Enum:
    """One of several values (section 6.1.2); `values` may still hold null."""
    at = span.pointer + "/enum"
    format_ = shape.get("format")
    format_ = format_ if isinstance(format_, str) else None
    if len(shape) == 2 and kinds == ("string",) and _distinct_texts(values):
        return Enum(tuple(values), "string", None, False, (), notes, span)
    held: list[Json] = []
    sources: list[int] = []
    seen: set[tuple[type, Any]] = set()
    repeated: list[Json] = []
    for index, raw in enumerate(values):
        if raw is None:
            continue
        value: Json = raw
        if type(raw) is not str or kinds != ("string",):
            value = _fitting(doc, raw, kinds, f"{at}/{index}", "a value of `enum`")
        key = _key(value)
        if key in seen:
            repeated.append(value)
        else:
            seen.add(key)
            held.append(value)
            sources.append(index)
    if repeated:
        doc.habit(codes.REPEATED_VALUE, f"`enum` repeats {repeated[0]!r}", at)
    labels = _labels(shape, values)
    if labels:
        labels = tuple(labels[index] for index in sources)
    return Enum(
        tuple(held),
        _base(held, kinds),
        format_,
        False,
        labels,
        notes,
        span,
    )


def _distinct_texts(values: list[Json]) -> bool:
    """Whether all values are texts, and no two are the same; most enumerations are so."""
    return set(map(type, values)) == _TEXT and len({*map(str, values)}) == len(values)


def _key(value: Json) -> tuple[type, Any]:
    if isinstance(value, list | dict):
        return type(value), repr(value)
    return bool if isinstance(value, bool) else object, value


def _base(values: list[Json], kinds: tuple[str, ...]) -> Kind | None:
    """The kind that all values have."""
    found = {_kind(value) for value in values}
    if found == {"integer", "number"} or (
        found == {"integer"} and kinds == ("number",)
    ):
        return "number"
    if len(found) == 1:
        (only,) = found
        if only not in ("array", "object"):
            return cast(Kind, only)
    return None


def _kind(value: Json) -> str:
    for type_, kind in _KINDS.items():
        if type(value) is type_:
            return kind
    # Numbers that keep their text are subclasses.
    return "integer" if isinstance(value, int) else "number"


def _fitting(
    doc: Doc, value: Json, kinds: tuple[str, ...], pointer: str, what: str
) -> Json:
    """The value, or what it means where its type is not one of `kinds`."""
    if value is None or not kinds:
        return value
    kind = _kind(value)
    if kind in kinds or (kind == "integer" and "number" in kinds):
        return value
    meant = _meant(value, kinds)
    if meant is None:
        if kind == "number" and isinstance(value, float) and value.is_integer():
            return int(value)
        expected = " or ".join(kinds)
        message = f"{what} is {kind_of(value)}, though the type is {expected}"
        doc.habit(codes.VALUE_OF_OTHER_TYPE, message, pointer)
        return value
    if kind != "number" and kind != "integer":
        message = f"{what} is {kind_of(value)}, though the type is {kinds[0]}"
        doc.habit(codes.VALUE_OF_OTHER_TYPE, f"{message}; it is read as that", pointer)
    return meant


def _meant(value: Json, kinds: tuple[str, ...]) -> Json:
    """The value in one of the kinds, or None."""
    if isinstance(value, dict | list):
        return None
    if "string" in kinds:
        return as_text(value)
    if isinstance(value, str):
        if "boolean" in kinds and value.lower() in ("true", "false"):
            return value.lower() == "true"
        try:
            if "integer" in kinds:
                return int(value)
            if "number" in kinds:
                return float(value)
        except ValueError:
            return None
    return None


def _labels(
    shape: dict[str, Json], values: list[Json]
) -> tuple[tuple[str | None, str | None], ...]:
    """The name and description of each value, where the source gives any."""
    names: list[str | None] = []
    descriptions: list[str | None] = []
    for key in ("x-enum-varnames", "x-enumNames"):
        names = names or _by_value(shape.get(key), values)
    for key in ("x-enum-descriptions", "x-enumDescriptions"):
        descriptions = descriptions or _by_value(shape.get(key), values)
    detailed = shape.get("x-ms-enum")
    if isinstance(detailed, dict) and isinstance(detailed.get("values"), list):
        found = {
            repr(entry.get("value")): entry
            for entry in cast(list[Json], detailed["values"])
            if isinstance(entry, dict)
        }
        entries = [found.get(repr(value), {}) for value in values]
        names = names or [_text(entry.get("name")) for entry in entries]
        descriptions = descriptions or [
            _text(entry.get("description")) for entry in entries
        ]
    if not any(names) and not any(descriptions):
        return ()
    empty: list[str | None] = [None] * len(values)
    return tuple(zip(names or empty, descriptions or empty, strict=True))


def _by_value(given: Json, values: list[Json]) -> list[str | None]:
    """What an extension says of each value: a list in their order, or a map by value."""
    if isinstance(given, list) and len(given) == len(values):
        return [_text(entry) for entry in given]
    if isinstance(given, dict):
        return [
            None if isinstance(value, list | dict) else _text(given.get(as_text(value)))
            for value in values
        ]
    return []


def _text(value: Json) -> str | None:
    return value if isinstance(value, str) and value else None
