"""What fields of error bodies are for, and the values that go into them.

In: the name and the type of a field that holds no others. Out: a slot that the server
fills in, or the smallest instance of the type. Names are compared in lower case, by
their letters alone. Used by `error_bodies`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import Enum
from typing import Final, TypeAlias

from specloom.ir import types as t


class Slot(Enum):
    """What a server fills in; the names are those of the runtime's `Slot`."""

    CODE = "CODE"
    MESSAGE = "MESSAGE"
    DETAILS = "DETAILS"
    ERRORS = "ERRORS"
    STATUS = "STATUS"


Template: TypeAlias = (
    "Slot | bool | int | float | str | list[Template] | dict[str, Template] | None"
)


class Impossible(Exception):
    """No instance of a type can be made here."""


REASONS: Final[tuple[str, ...]] = (
    "invalid",
    "unauthorized",
    "forbidden",
    "not_found",
    "method_not_allowed",
    "too_large",
    "unsupported_media_type",
    "internal",
    "not_implemented",
)

# Role by name, compared in lower case without anything but letters.
_CODE: Final = frozenset(
    ("code", "error", "type", "kind", "errorcode", "errortype", "errorkey")
)
MESSAGE: Final = frozenset(
    ("message", "msg", "detail", "details", "description", "title", "reason")
) | frozenset(("errormessage", "errordescription", "errordetail", "usermessage"))
_STATUS: Final = frozenset(
    ("status", "statuscode", "httpstatus", "httpstatuscode", "httpcode")
) | frozenset(("code", "errorcode", "error"))
DETAILS: Final = frozenset(
    ("details", "detail", "errors", "error", "errordetails", "validationerrors")
)
_AROUND: Final = frozenset(
    ("error", "errors", "fault", "exception", "problem", "status")
)
"""What an object is called that the other roles stand in, beside those for details."""
SUCCESS: Final = frozenset(("success", "ok", "successful", "succeeded"))

ROLES: Final = _CODE | MESSAGE | _STATUS | DETAILS | _AROUND | SUCCESS

_ENOUGH: Final = 1000  # of characters, for a sentence that names a place
_LEAST: Final = 8

# What a code is called in an enumeration of codes: words, best first.
ALIKE: Final[Mapping[str, tuple[str, ...]]] = {
    "invalid": ("invalidrequest", "badrequest", "validation", "invalid", "malformed"),
    "unauthorized": ("unauthorized", "unauthenticated", "authentication", "auth"),
    "forbidden": ("forbidden", "permission", "denied", "access"),
    "not_found": ("notfound", "missing", "unknown"),
    "method_not_allowed": ("methodnotallowed", "notallowed", "method"),
    "too_large": ("toolarge", "large", "size", "limit"),
    "unsupported_media_type": ("unsupportedmediatype", "mediatype", "unsupported"),
    "internal": ("internalservererror", "internal", "server", "unexpected"),
    "not_implemented": ("notimplemented", "unimplemented", "unsupported"),
}

_BY_FORMAT: Final[Mapping[str, str]] = {
    "uuid": "00000000-0000-0000-0000-000000000000",
    "date-time": "1970-01-01T00:00:00Z",
    "date": "1970-01-01",
    "time": "00:00:00Z",
    "duration": "PT0S",
    "email": "nobody@example.com",
    "idn-email": "nobody@example.com",
    "hostname": "localhost",
    "idn-hostname": "localhost",
    "ipv4": "0.0.0.0",
    "ipv6": "::",
    "uri": "about:blank",
    "iri": "about:blank",
    "uri-reference": "about:blank",
    "iri-reference": "about:blank",
    "url": "about:blank",
    "json-pointer": "",
    "byte": "",
    "binary": "",
}


def slots(template: Template) -> list[Slot]:
    """The slots of a template, in order."""
    match template:
        case Slot():
            return [template]
        case list():
            return [slot for item in template for slot in slots(item)]
        case dict():
            return [slot for item in template.values() for slot in slots(item)]
        case _:
            return []


def size(template: Template) -> int:
    """How many values a template has, lists and objects counted in."""
    match template:
        case list():
            return 1 + sum(map(size, template))
        case dict():
            return 1 + sum(map(size, template.values()))
        case _:
            return 1


def says(template: Template) -> bool:
    """Whether a template tells what is wrong."""
    return any(slot is not Slot.STATUS for slot in slots(template)) or (
        template is Slot.STATUS
    )


def json_value(value: t.Json) -> Template:
    """A JSON value as a template without slots."""
    if isinstance(value, list):
        return [json_value(item) for item in value]
    if isinstance(value, dict):
        return {key: json_value(item) for key, item in value.items()}
    return value


def plain(name: str) -> str:
    """A name by its letters, in lower case."""
    return "".join(filter(str.isalpha, name)).lower() or name


def is_simple(type_: t.Type) -> bool:
    """Whether a field holds no others."""
    inner = type_.inner if isinstance(type_, t.Nullable) else type_
    return isinstance(inner, t.Primitive | t.Enum)


def is_text(type_: t.Type) -> bool:
    """Whether a field is text."""
    inner = type_.inner if isinstance(type_, t.Nullable) else type_
    return isinstance(inner, t.Primitive) and inner.kind == "string"


def slot_of_text(name: str) -> Slot | None:
    """What a text of this name is for."""
    role = plain(name)
    if role in _CODE:
        return Slot.CODE
    return Slot.MESSAGE if role in MESSAGE or not role else None


def of_any(name: str) -> Template:
    """The value of a field of this name whose type says nothing."""
    role = plain(name)
    if not role:
        return {"code": Slot.CODE, "message": Slot.MESSAGE}
    if role in DETAILS and role != "error":
        return Slot.DETAILS
    if role in _CODE:
        return Slot.CODE
    return Slot.MESSAGE if role in MESSAGE else None


def number(bounds: t.Constraints, name: str) -> Template:
    """The status where it is that, else the number within bounds that is nearest to 0.

    Raises Impossible.
    """
    low, high = _limits(bounds)
    step = bounds.multiple_of
    if plain(name) in _STATUS and low <= 400 and high >= 599 and step in (None, 1):
        return Slot.STATUS
    if low <= 0 <= high:
        return 0
    edge = low if low > 0 else high
    value = edge if not step else -(-edge // step) * step
    if not low <= value <= high:
        raise Impossible
    return int(value) if float(value).is_integer() else value


def _limits(bounds: t.Constraints) -> tuple[float, float]:
    low = float("-inf") if bounds.minimum is None else bounds.minimum
    high = float("inf") if bounds.maximum is None else bounds.maximum
    if bounds.exclusive_minimum is not None:
        low = max(low, bounds.exclusive_minimum + 1)
    if bounds.exclusive_maximum is not None:
        high = min(high, bounds.exclusive_maximum - 1)
    return low, high


def text(type_: t.Primitive, slot: Slot | None, plainly: str) -> Template:
    """A slot where any of its values fits, else the smallest text that does.

    Raises Impossible.
    """
    bounds = type_.constraints
    known = _BY_FORMAT.get(type_.format or "")
    free = known is None and not bounds.content_encoding
    if free and slot is not None and _takes(slot, bounds):
        return slot
    size = bounds.min_length or 0
    texts = [plainly] if known is None else [known]
    shown = [type_.notes.default, *(example.value for example in type_.notes.examples)]
    texts += [value for value in shown if isinstance(value, str)]
    if free and size < _ENOUGH:
        texts += ["a" * size, "A" * size, "0" * size]
    for it in texts:
        if _fits(it, bounds) and _matches(bounds.pattern, it, it in shown):
            return it
    raise Impossible


def _takes(slot: Slot, bounds: t.Constraints) -> bool:
    """Whether every value of a slot is within the bounds."""
    shortest, longest = bounds.min_length or 0, bounds.max_length
    if slot is Slot.CODE:
        fits = all(_fits(reason, bounds) for reason in REASONS)
        return fits and all(_matches(bounds.pattern, reason) for reason in REASONS)
    fits = shortest <= _LEAST and (longest is None or longest >= _ENOUGH)
    return fits and bounds.pattern is None


def _fits(it: str, bounds: t.Constraints) -> bool:
    longest = bounds.max_length
    return (bounds.min_length or 0) <= len(it) and (
        longest is None or len(it) <= longest
    )


_REPEATED: Final = re.compile(r"\)[*+{]")


def _matches(pattern: str | None, it: str, shown: bool = False) -> bool:
    """Whether a text has a pattern; `shown`: the specification shows it as an example.

    Matching a repeated group may take forever, so that is not tried: of such patterns
    the examples are believed.
    """
    if pattern is None:
        return True
    if _REPEATED.search(pattern):
        return shown
    try:
        return re.search(pattern, it[:_ENOUGH]) is not None
    except re.error:
        return False


def is_open(type_: t.Object) -> bool:
    """Whether an object without declared fields takes the list of faults as one."""
    return type_.additional is None or takes_errors(type_.additional)


def takes_errors(type_: t.Type) -> bool:
    """Whether the list of faults, each four texts, is an instance of the type."""
    match type_:
        case t.Any_():
            return True
        case t.Array(items=items, constraints=bounds):
            few = (bounds.max_items or 0) or bounds.min_items or bounds.unique_items
            return not few and _takes_fault(items)
        case t.Nullable(inner=inner):
            return takes_errors(inner)
        case _:
            return False


def _takes_fault(type_: t.Type) -> bool:
    match type_:
        case t.Any_():
            return True
        case t.Map(values=values, keys=None, constraints=t.NO_CONSTRAINTS):
            return isinstance(values, t.Any_) or (
                isinstance(values, t.Primitive)
                and values.kind == "string"
                and values.format is None
                and values.constraints == t.NO_CONSTRAINTS
            )
        case t.Object(fields=()):
            return type_.additional is None and not type_.required_undeclared
        case _:
            return False
