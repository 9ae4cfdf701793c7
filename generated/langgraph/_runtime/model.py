"""The classes that generated models derive from.

What always holds for a model: its fields have Python names and their wire names as
aliases; a field that was not given is `MISSING` and is left out of dumps; fields that
the class does not declare are kept and dumped back; values are not coerced (`"1"` is no
integer). Validators are built on first use. Models are made by users (keywords, checked),
by `codec` (JSON from the wire) and by `lenient` (JSON that does not fit).
"""

from __future__ import annotations

import re
import sys
from contextvars import ContextVar
from functools import cache
from threading import RLock
from typing import TYPE_CHECKING, Any, Literal, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    ValidationInfo,
    model_validator,
)
from pydantic.fields import FieldInfo
from pydantic_core import MISSING, InitErrorDetails, PydanticCustomError

from .jsontext import check_written

Direction = Literal["request", "answer"]

READING_ANSWER = "answer"
"""Validation context: an answer is read; closed models keep what they do not know."""

READING_REQUEST = "request"
"""Validation context: a request is read; read-only fields are dropped."""

CHECKING_REQUEST = "request to send"
"""Validation context: a request is made of keywords."""

CHECKING_ANSWER = "answer to send"
"""Validation context: a server checks its own answer."""

writing: ContextVar[Direction | None] = ContextVar("writing", default=None)
"""What is being dumped, so that read-only and write-only fields can be left out."""

LISTED = 1000
"""Faults of one value that are spelled out: a million would take a minute."""

_building = RLock()
_DEPTH = 20_000
"""Python frames that pydantic may use to build a chain of models (12 a model)."""


class Model(BaseModel):
    """An object of the API. `model_extra` holds what the document does not declare."""

    model_config = ConfigDict(
        extra="allow",
        strict=True,
        defer_build=True,
        validate_by_name=True,
        validate_by_alias=True,
        serialize_by_alias=True,
        allow_inf_nan=False,
        ser_json_inf_nan="constants",  # so that jsontext sees them
        protected_namespaces=(),
    )

    if TYPE_CHECKING:
        # So that a model may declare the type of its further fields.
        __pydantic_extra__: Any = Field(init=False)

    else:

        def __getattr__(self, name):
            # Only reached when an answer lacked a field that its type requires.
            if name in type(self).model_fields:
                return MISSING
            return super().__getattr__(name)

        def model_dump(self, **options):
            options.setdefault("warnings", False)
            return super().model_dump(**options)

        def model_dump_json(self, **options):
            options.setdefault("warnings", False)
            text = super().model_dump_json(**options)
            if "NaN" in text or "Infinity" in text:
                check_written(text.encode())
            return text

        @classmethod
        def model_rebuild(cls, **options):
            options["_parent_namespace_depth"] = (
                options.get("_parent_namespace_depth", 2) + 1
            )
            with DeepRecursion():
                return super().model_rebuild(**options)


class ClosedModel(Model):
    """An object that declares no further fields: requests refuse them, answers do not."""

    @model_validator(mode="after")
    def _refuse_unknown(self, info: ValidationInfo) -> Self:
        extra = self.model_extra
        if extra and info.context != READING_ANSWER:
            raise PydanticCustomError(
                "extra_forbidden",
                "unknown fields: {names}",
                {"names": ", ".join(map(repr, extra))},
            )
        return self


class Needed:
    """In an annotation: the field is in every request, or in every answer."""

    __slots__ = ("direction",)

    def __init__(self, direction: Direction) -> None:
        self.direction = direction

    def __repr__(self) -> str:
        return f"Needed({self.direction!r})"


class DirectedModel(Model):
    """An object with fields that one side must send, and the other one never does."""

    @model_validator(mode="after")
    def _refuse_incomplete(self, info: ValidationInfo) -> Self:
        faults = [
            InitErrorDetails(type="missing", loc=(alias,), input=self)
            for name, alias in _needed(type(self), info.context)
            if getattr(self, name) is MISSING
        ]
        if faults:
            raise ValidationError.from_exception_data(type(self).__name__, faults)
        return self


_VALIDATOR = re.compile(r"function-[a-z]+\[[^\[\](]*\(\), ")


def place_of(name: str, location: tuple[str | int, ...]) -> str:
    """Where pydantic found something, below a name or (without one) the whole."""
    parts = map(_plain, location)
    return ".".join((name, *parts) if name else parts)


def places(error: ValidationError) -> str:
    """Where pydantic found what, for a log: without values, which may be secrets."""
    if error.error_count() > LISTED:
        return f"{error.error_count()} places"
    found = error.errors(include_url=False, include_context=False, include_input=False)
    return ", ".join(
        f"{place_of('', it['loc']) or 'the whole'} ({it['type']})" for it in found
    )


def _plain(part: str | int) -> str:
    """A part of a location; a variant of a union without the validators around it."""
    text = str(part)
    if "()" not in text:
        return text
    plain, count = _VALIDATOR.subn("", text)
    return plain.partition("[")[0].rstrip("]") if count else text


def fields_of(class_: type[BaseModel]) -> dict[str, FieldInfo]:
    """The fields of a model, all known: also those of types that are defined later."""
    if not class_.__pydantic_fields_complete__:
        class_.model_rebuild()
    return class_.model_fields


@cache
def _needed(class_: type[Model], context: str | None) -> list[tuple[str, str]]:
    """The fields that must be there in a context, by their Python and wire names."""
    direction = _DIRECTIONS.get(context or "")
    return [
        (name, field.alias or name)
        for name, field in fields_of(class_).items()
        for it in field.metadata
        if isinstance(it, Needed) and it.direction == direction
    ]


_DIRECTIONS: dict[str, Direction] = {
    READING_REQUEST: "request",
    CHECKING_REQUEST: "request",
    CHECKING_ANSWER: "answer",
}


class DeepRecursion:
    """Let long chains of models be built: pydantic descends them recursively."""

    def __enter__(self) -> None:
        _building.acquire()
        self._limit = sys.getrecursionlimit()
        sys.setrecursionlimit(max(self._limit, _DEPTH))

    def __exit__(self, *raised: object) -> None:
        sys.setrecursionlimit(self._limit)
        _building.release()
