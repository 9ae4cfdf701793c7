"""What the attributes of a field's tag say, each with its evidence (grade stated).

In: a :class:`~specloom.read.pages.mdx.fields.Claim`. Out: :class:`Said`; what no
attribute says is None. An expression that is no literal says nothing.
"""

from __future__ import annotations

import json
from typing import Final

from specloom.document.tag_values import Value
from specloom.ir import types as t
from specloom.ir.evidence import Evidence
from specloom.read.pages.mdx.fields import Claim
from specloom.read.pages.saying import stated
from specloom.read.pages.words.spelling import spelt, split
from specloom.read.pages.words.values import Kind, value
from specloom.records import record
from specloom.source import Span

_RULE: Final = "field component"
_ABSENT: Final = frozenset({"", "null", "undefined", "none", "n/a", "-"})
"""Words for that there is no default, for a text."""
_BOUNDS: Final = {
    "min": "minimum",
    "minimum": "minimum",
    "max": "maximum",
    "maximum": "maximum",
    "exclusiveMinimum": "exclusive_minimum",
    "exclusiveMaximum": "exclusive_maximum",
    "multipleOf": "multiple_of",
    "minLength": "min_length",
    "maxLength": "max_length",
    "pattern": "pattern",
    "minItems": "min_items",
    "maxItems": "max_items",
}
_COUNTS: Final = ("min_length", "max_length", "min_items", "max_items")


@record(frozen=True, slots=True)
class Said:
    """What is said, and why. `type` is as written, with its place."""

    type: tuple[str, Span] | None = None
    required: tuple[bool, Evidence] | None = None
    default: tuple[Value, Evidence] | None = None
    example: tuple[Value, Evidence] | None = None
    values: tuple[tuple[t.Json, ...], Evidence] | None = None
    bounds: tuple[t.Constraints, Evidence] | None = None
    format: tuple[str, Evidence] | None = None
    nullable: Evidence | None = None
    deprecated: Evidence | None = None
    direction: t.Direction | None = None


def attributes(claim: Claim) -> Said:
    """All that the tag says."""
    return Said(
        _type(claim),
        _required(claim),
        _literal(claim, "default", "defaultValue"),
        _literal(claim, "example", "placeholder", "initialValue"),
        _values(claim),
        _bounds(claim),
        _format(claim),
        _switch(claim, "nullable"),
        _deprecated(claim),
        _direction(claim),
    )


def _type(claim: Claim) -> tuple[str, Span] | None:
    names = ("type", "dataType", "param-type", "schema")
    found = claim.attribute(*names)
    if found is None:
        return None
    if isinstance(found[0].value, list):
        return " | ".join(str(it) for it in found[0].value), found[1]
    text = claim.element.text(*names)
    return None if text is None else (text, found[1])


def _required(claim: Claim) -> tuple[bool, Evidence] | None:
    needed = claim.flag("required", "mandatory")
    if needed is not None:
        return needed[0], stated(needed[1], _RULE)
    optional = claim.flag("optional")
    return None if optional is None else (not optional[0], stated(optional[1], _RULE))


def _literal(claim: Claim, *names: str) -> tuple[Value, Evidence] | None:
    found = claim.attribute(*names)
    if found is None or found[0].value_start == found[0].start:
        return None
    if not found[0].literal:
        text = claim.element.text(*names)
        if text is not None:
            return text, stated(found[1], _RULE)
        # An object is no literal of tags, and may be one of JSON.
        return found[0].value, stated(found[1], _RULE)
    if found[0].value_start == found[0].value_end == found[0].end:
        return None
    return found[0].value, stated(found[1], _RULE)


def _values(claim: Claim) -> tuple[tuple[t.Json, ...], Evidence] | None:
    found = claim.attribute("enum", "options", "values", "oneOf", "allowedValues")
    if found is None:
        return None
    values: list[t.Json] = []
    given = found[0].value
    if isinstance(given, list):
        values = [it for it in given if not isinstance(it, list)]
    elif isinstance(given, str) and found[0].literal:
        for part in split(given):
            one = spelt(part, strict=False)
            if not isinstance(one, t.Unset):
                values.append(one)
    if not values:
        return None
    return tuple(dict.fromkeys(values)), stated(found[1], _RULE)


def _bounds(claim: Claim) -> tuple[t.Constraints, Evidence] | None:
    made: dict[str, int | float | str] = {}
    why: Span | None = None
    for name, bound in _BOUNDS.items():
        found = claim.attribute(name)
        if found is None:
            continue
        given = found[0].value
        if bound == "pattern":
            if isinstance(given, str):
                made[bound], why = given, found[1]
            continue
        number = value(given, "number") if isinstance(given, str) else given
        if isinstance(number, bool) or not isinstance(number, int | float):
            continue
        if bound in _COUNTS and (not isinstance(number, int) or number < 0):
            continue
        made[bound], why = number, found[1]
    if why is None:
        return None
    # The names are those of the attributes, the values of their kinds.
    return t.Constraints(**made), stated(why, _RULE)  # type: ignore[arg-type]


def _format(claim: Claim) -> tuple[str, Evidence] | None:
    found, text = claim.attribute("format"), claim.element.text("format")
    if found is None or not text or any(it.isspace() for it in text):
        return None
    return text, stated(found[1], _RULE)


def _switch(claim: Claim, *names: str) -> Evidence | None:
    found = claim.flag(*names)
    return stated(found[1], _RULE) if found is not None and found[0] else None


def _deprecated(claim: Claim) -> Evidence | None:
    found = _switch(claim, "deprecated")
    if found is not None:
        return found
    reason = claim.attribute("deprecated")
    if reason is None or not isinstance(reason[0].value, str):
        return None
    # A text is the reason; a word for no is none.
    return stated(reason[1], _RULE) if claim.flag("deprecated") is None else None


def _direction(claim: Claim) -> t.Direction | None:
    if _switch(claim, "readOnly", "readonly", "read-only") is not None:
        return "read"
    if _switch(claim, "writeOnly", "writeonly", "write-only") is not None:
        return "write"
    return None


def typed(given: Value, kind: Kind) -> t.Json | t.Unset:
    """A value of an attribute as one of a kind; UNSET if it is none."""
    if given is None:
        return t.UNSET
    if isinstance(given, str):
        return _spelt(given, kind)
    if isinstance(given, list):
        items: list[t.Json] = [it for it in given if not isinstance(it, list)]
        whole = kind in ("array", "any") and len(items) == len(given)
        return items if whole else t.UNSET
    if kind == "string" and not isinstance(given, bool):
        return str(given)
    fitting: dict[Kind, bool] = {
        "boolean": isinstance(given, bool),
        "integer": isinstance(given, int) and not isinstance(given, bool),
        "number": not isinstance(given, bool),
        "any": True,
    }
    return given if fitting.get(kind, False) else t.UNSET


def _spelt(given: str, kind: Kind) -> t.Json | t.Unset:
    if kind in ("string", "any"):
        return t.UNSET if given.strip().lower() in _ABSENT else given
    if kind not in ("array", "object"):
        found = value(given, kind)
        return t.UNSET if found is None else found
    try:
        made: t.Json = json.loads(given)
    except (ValueError, RecursionError):
        return t.UNSET
    return made if isinstance(made, list if kind == "array" else dict) else t.UNSET
