"""Error bodies that a server can fill in, made from the documented error schemas.

In: the type of an error answer, and why the server refuses. Out: a :data:`Template`:
JSON with slots, valid against the schema whatever the slots are filled with; or None
where none can be made. Which field has which role follows from its name and its type
(`code`, `message`, `details`, ...); everything else that is required gets the smallest
instance of its type. Used by `failures`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Final, TypeAlias, assert_never

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


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a server refuses, with the status that it answers."""

    reason: str
    status: int


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
_MESSAGE: Final = frozenset(
    ("message", "msg", "detail", "details", "description", "title", "reason")
) | frozenset(("errormessage", "errordescription", "errordetail", "usermessage"))
_STATUS: Final = frozenset(
    ("status", "statuscode", "httpstatus", "httpstatuscode", "httpcode")
) | frozenset(("code", "errorcode", "error"))
_DETAILS: Final = frozenset(
    ("details", "detail", "errors", "error", "errordetails", "validationerrors")
)
_AROUND: Final = frozenset(
    ("error", "errors", "fault", "exception", "problem", "status")
)
"""What an object is called that the other roles stand in, beside those for details."""
_SUCCESS: Final = frozenset(("success", "ok", "successful", "succeeded"))

_ROLES: Final = _CODE | _MESSAGE | _STATUS | _DETAILS | _AROUND | _SUCCESS

_LONGEST: Final = max(map(len, REASONS))
_SHORTEST: Final = min(map(len, REASONS))
_ENOUGH: Final = 1000  # of characters, for a sentence that names a place
_LEAST: Final = 8
_BUDGET: Final = 1000  # types that are looked at for one template

# What a code is called in an enumeration of codes: words, best first.
_ALIKE: Final[Mapping[str, tuple[str, ...]]] = {
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


class ErrorBodies:
    """Makes templates; remembers those of references."""

    def __init__(self, declarations: Mapping[str, t.Type]) -> None:
        self._declarations = declarations
        self._known: dict[tuple[str, Refusal | None], Template] = {}
        self._open: set[str] = set()
        self._particular = False
        self._budget = 0

    def template(self, type_: t.Type, refusal: Refusal) -> Template:
        """The body for a refusal. Raises Impossible."""
        self._budget = _BUDGET
        if not isinstance(type_, t.Ref):
            return self._make(type_, "", refusal)
        for key in ((type_.id, None), (type_.id, refusal)):
            if key in self._known:
                return self._known[key]
        self._particular = False
        made = self._make(type_, "", refusal)
        self._known[type_.id, refusal if self._particular else None] = made
        return made

    def _make(self, type_: t.Type, name: str, refusal: Refusal) -> Template:
        self._budget -= 1
        if self._budget < 0:
            raise Impossible
        match type_:
            case t.Primitive():
                return self._primitive(type_, name, refusal)
            case t.Enum(values=values):
                return self._choice(values, name, refusal)
            case t.Const(value=value):
                return json_value(value)
            case t.Object():
                return self._object(type_, name, refusal)
            case t.Map():
                return self._map(type_, name, refusal)
            case t.Array():
                return self._array(type_, name, refusal)
            case t.Tuple(items=items, constraints=bounds):
                least = len(items) if bounds.min_items is None else bounds.min_items
                if least > len(items):
                    raise Impossible
                return [self._make(item, "", refusal) for item in items[:least]]
            case t.Union():
                return self._union(type_, name, refusal)
            case t.Intersection():
                return self._all_of(type_, name, refusal)
            case t.Nullable(inner=inner):
                return self._nullable(inner, name, refusal)
            case t.Ref(id=id_):
                return self._ref(id_, name, refusal)
            case t.Any_():
                return _of_any(name)
            case t.Binary() | t.Never():
                raise Impossible
            case _:
                assert_never(type_)

    def _ref(self, id_: str, name: str, refusal: Refusal) -> Template:
        target = self._declarations.get(id_)
        if target is None or id_ in self._open:
            raise Impossible
        self._open.add(id_)
        try:
            return self._make(target, name, refusal)
        finally:
            self._open.discard(id_)

    def _nullable(self, inner: t.Type, name: str, refusal: Refusal) -> Template:
        try:
            made = self._make(inner, name, refusal)
        except Impossible:
            return None
        return made if says(made) else None

    # Scalars

    def _primitive(self, type_: t.Primitive, name: str, refusal: Refusal) -> Template:
        match type_.kind:
            case "boolean":
                return _plain(name) == "error"
            case "integer" | "number":
                return _number(type_.constraints, name)
            case "string":
                if _plain(name) in ("status", "statuscode"):
                    self._particular = True
                    return _text(type_, None, str(refusal.status))
                return _text(type_, _slot_of_text(name), "")
            case _:
                assert_never(type_.kind)

    def _choice(
        self, values: tuple[t.Json, ...], name: str, refusal: Refusal
    ) -> Template:
        if not values:
            raise Impossible
        if len(values) > 1:
            self._particular = True
        if refusal.status in values:
            return refusal.status
        told = [(_plain(value), value) for value in values if isinstance(value, str)]
        for value, original in told:
            if value == str(refusal.status):
                return original
        for alike in (_plain(refusal.reason), *_ALIKE.get(refusal.reason, ())):
            for value, original in told:
                if alike in value:
                    return original
        return json_value(values[0])

    # Containers

    def _object(
        self,
        type_: t.Object,
        name: str,
        refusal: Refusal,
        given: Mapping[str, str] = {},
    ) -> Template:
        if not type_.fields and _plain(name) in _DETAILS and _is_open(type_):
            return Slot.DETAILS
        made: dict[str, Template] = {}
        spoken = any(_plain(field.name) in _MESSAGE for field in type_.fields)
        for field in type_.fields:
            if field.name in given:
                made[field.name] = given[field.name]
                continue
            if field.direction == "write":
                continue
            called = field.name
            plain = _plain(called)
            if not (field.required or plain in _ROLES or _is_simple(field.type)):
                continue
            if plain == "error" and not spoken and _is_text(field.type):
                called = "message"
            try:
                value = self._make(field.type, called, refusal)
            except Impossible:
                if field.required:
                    raise
                continue
            if field.required or says(value) or plain in _SUCCESS:
                made[field.name] = value
        for missing in type_.required_undeclared:
            if isinstance(type_.additional, t.Never):
                raise Impossible
            value_type = type_.additional or t.Any_()
            made[missing] = self._make(value_type, missing, refusal)
        bounds = type_.constraints
        if not (bounds.min_properties or 0) <= len(made):
            raise Impossible
        if bounds.max_properties is not None and len(made) > bounds.max_properties:
            raise Impossible
        return made

    def _map(self, type_: t.Map, name: str, refusal: Refusal) -> Template:
        bounds = type_.constraints
        if type_.keys is not None or (bounds.min_properties or 0) > 1:
            raise Impossible
        if bounds.max_properties == 0:
            return {}
        if _plain(name) in _DETAILS and _takes_errors(type_.values):
            return Slot.DETAILS
        if bounds.min_properties or not name:
            return {"error": self._make(type_.values, "message", refusal)}
        return {}

    def _array(self, type_: t.Array, name: str, refusal: Refusal) -> Template:
        bounds = type_.constraints
        least = bounds.min_items or 0
        if _plain(name) in _DETAILS and _takes_errors(type_):
            return Slot.ERRORS
        if bounds.max_items == 0:
            return []
        singular = "message" if _is_text(type_.items) else name
        if least > 1 and bounds.unique_items:
            raise Impossible
        try:
            item = self._make(type_.items, singular, refusal)
        except Impossible:
            if least:
                raise
            return []
        wanted = least or (1 if _plain(name) in _DETAILS and says(item) else 0)
        return [item] * (wanted or (0 if name else 1))

    def _union(self, type_: t.Union, name: str, refusal: Refusal) -> Template:
        best: Template = None
        most = -1
        for variant in type_.variants:
            try:
                made = self._variant(type_, variant, name, refusal)
            except Impossible:
                continue
            if (told := len(list(slots(made)))) > most:
                best, most = made, told
        if most < 0:
            raise Impossible
        return best

    def _variant(
        self, union: t.Union, variant: t.Type, name: str, refusal: Refusal
    ) -> Template:
        """A variant, with the discriminator's value where the mapping says it."""
        by = union.discriminator
        if (
            by is not None
            and isinstance(variant, t.Ref)
            and variant.id not in self._open
        ):
            target = self._declarations.get(variant.id)
            value = next((key for key, id_ in by.mapping if id_ == variant.id), None)
            if isinstance(target, t.Object) and value is not None:
                self._open.add(variant.id)
                try:
                    return self._object(target, name, refusal, {by.field: value})
                finally:
                    self._open.discard(variant.id)
        return self._make(variant, name, refusal)

    def _all_of(self, type_: t.Intersection, name: str, refusal: Refusal) -> Template:
        whole: dict[str, Template] = {}
        for part in type_.parts:
            made = self._make(part, name, refusal)
            if not isinstance(made, dict):
                raise Impossible
            whole.update(made)
        return whole


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


def _plain(name: str) -> str:
    return "".join(filter(str.isalpha, name)).lower() or name


def _is_simple(type_: t.Type) -> bool:
    inner = type_.inner if isinstance(type_, t.Nullable) else type_
    return isinstance(inner, t.Primitive | t.Enum)


def _is_text(type_: t.Type) -> bool:
    inner = type_.inner if isinstance(type_, t.Nullable) else type_
    return isinstance(inner, t.Primitive) and inner.kind == "string"


def _slot_of_text(name: str) -> Slot | None:
    plain = _plain(name)
    if plain in _CODE:
        return Slot.CODE
    return Slot.MESSAGE if plain in _MESSAGE or not plain else None


def _of_any(name: str) -> Template:
    plain = _plain(name)
    if not plain:
        return {"code": Slot.CODE, "message": Slot.MESSAGE}
    if plain in _DETAILS and plain != "error":
        return Slot.DETAILS
    if plain in _CODE:
        return Slot.CODE
    return Slot.MESSAGE if plain in _MESSAGE else None


def _number(bounds: t.Constraints, name: str) -> Template:
    low, high = _limits(bounds)
    step = bounds.multiple_of
    if _plain(name) in _STATUS and low <= 400 and high >= 599 and step in (None, 1):
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


def _text(type_: t.Primitive, slot: Slot | None, plain: str) -> Template:
    """A slot where any of its values fits, else the smallest text that does."""
    bounds = type_.constraints
    shortest = bounds.min_length or 0
    longest = bounds.max_length
    known = _BY_FORMAT.get(type_.format or "")
    free = known is None and not bounds.content_encoding
    if free and slot is Slot.CODE and shortest <= _SHORTEST:
        fits = longest is None or longest >= _LONGEST
        if fits and all(_matches(bounds.pattern, reason) for reason in REASONS):
            return slot
    if free and slot is Slot.MESSAGE and shortest <= _LEAST:
        if bounds.pattern is None and (longest is None or longest >= _ENOUGH):
            return slot
    shown = [type_.notes.default, *(example.value for example in type_.notes.examples)]
    texts = [plain] if known is None else [known]
    texts += [value for value in shown if isinstance(value, str)]
    texts += ["a" * shortest, "A" * shortest, "0" * shortest] if free else []
    for text in texts:
        if shortest <= len(text) and (longest is None or len(text) <= longest):
            if _matches(bounds.pattern, text):
                return text
    raise Impossible


def _matches(pattern: str | None, text: str) -> bool:
    if pattern is None:
        return True
    try:
        return re.search(pattern, text) is not None
    except re.error:
        return False


def _is_open(type_: t.Object) -> bool:
    return type_.additional is None or _takes_errors(type_.additional)


_FAULT: Final = frozenset(("in", "place", "message", "type"))


def _takes_errors(type_: t.Type) -> bool:
    """Whether the list of faults, each four texts, is an instance of the type."""
    match type_:
        case t.Any_():
            return True
        case t.Array(items=items, constraints=bounds):
            few = (bounds.max_items or 0) or bounds.min_items or bounds.unique_items
            return not few and _takes_fault(items)
        case t.Nullable(inner=inner):
            return _takes_errors(inner)
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
