"""The types that generated annotations are made of, beside Python's own.

Names here are what a generated model or plan may import; each says what is accepted
from Python, what is read from JSON, and what is written. Values outside the described
set are refused; validators that JSON Schema defines for one kind of value ignore others.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping
from datetime import date, datetime, time
from functools import cache
from typing import Annotated, Any, Literal, Never, TypeVar
from uuid import UUID

from pydantic import (
    BeforeValidator,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    GetPydanticSchema,
    PlainSerializer,
    SerializationInfo,
    ValidationInfo,
)
from pydantic_core import (
    MISSING,
    CoreSchema,
    PydanticCustomError,
    PydanticKnownError,
    SchemaValidator,
    core_schema,
)

from .files import from_upload, whole
from .jsontext import identity
from .model import READING_ANSWER, READING_REQUEST, Model, Needed, fields_of, writing
from .pattern import translate
from .shapes import is_dict, is_list

T = TypeVar("T")


class _Text:
    """A format whose values are text in JSON and objects in Python.

    JSON is held to the form that the format's RFC gives, whatever pydantic reads beside
    it (seconds since 1970, UUIDs in braces). Answers may have any form of ISO 8601.
    """

    __slots__ = ("__name__", "_fits", "_format", "_loose", "_parse")

    def __init__(
        self, format_: str, schema: CoreSchema, form: str, *, loose: bool = True
    ) -> None:
        self.__name__ = schema["type"]  # stands in the places of errors
        self._format, self._loose = format_, loose
        self._fits = re.compile(form, re.ASCII).fullmatch
        self._parse = SchemaValidator(schema).validate_python

    def __call__(self, value: object, info: ValidationInfo) -> object:
        """The object that a value from JSON or from Python stands for."""
        if info.mode == "json":
            if not isinstance(value, str):
                raise _misfit(self.__name__, "type")
            if not self._fits(value):
                loose = self._loose and info.context == READING_ANSWER
                if not loose or _NUMERAL(value):
                    raise _misfit(self.__name__, "parsing")
        return self._parse(value)

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.with_info_plain_validator_function(self)

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {"type": "string", "format": self._format}


def _misfit(kind: str, fault: Literal["type", "parsing"]) -> PydanticKnownError:
    why = {"error": "not in the form of its RFC"} if fault == "parsing" else None
    # Its types are a list of literals, of which these are some.
    return PydanticKnownError(f"{kind}_{fault}", why)  # type: ignore[arg-type]


_DATE = r"\d{4}-\d\d-\d\d"
_TIME = r"\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)?"
_NUMERAL = re.compile(r"[+-]?[\d.]+", re.ASCII).fullmatch
_HEX = "[0-9A-Fa-f]"

_UUID = f"{_HEX}{{8}}(-{_HEX}{{4}}){{3}}-{_HEX}{{12}}"

Uuid = Annotated[UUID, _Text("uuid", core_schema.uuid_schema(), _UUID, loose=False)]
"""`format: uuid` (RFC 4122, section 3). Python may give a `UUID` or its text."""

DateTime = Annotated[
    datetime,
    _Text("date-time", core_schema.datetime_schema(), f"{_DATE}[Tt]{_TIME}"),
]
"""`format: date-time` (RFC 3339, section 5.6), with or without an offset.

Finer than microseconds is cut off.
"""

Date = Annotated[date, _Text("date", core_schema.date_schema(), _DATE)]
"""`format: date` (RFC 3339, section 5.6)."""

Time = Annotated[time, _Text("time", core_schema.time_schema(), _TIME)]
"""`format: time` (RFC 3339, section 5.6), with or without an offset."""


def _from_base64(value: object) -> object:
    if not isinstance(value, str):
        return whole(value)
    try:
        return base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError) as error:
        details = {"why": str(error)}
        raise PydanticCustomError("base64", "not base64: {why}", details) from None


def _to_base64(value: object, info: SerializationInfo) -> object:
    sent = info.mode == "json" or writing.get() is not None  # in JSON, or in a form
    return (
        base64.b64encode(value).decode() if isinstance(value, bytes) and sent else value
    )


Base64 = Annotated[bytes, BeforeValidator(_from_base64), PlainSerializer(_to_base64)]
"""`format: byte`: bytes in Python, base64 text in JSON and in forms."""


def _from_text(value: object) -> object:
    return value.encode() if isinstance(value, str) else from_upload(whole(value))


Binary = Annotated[bytes, BeforeValidator(_from_text)]
"""`format: binary`: the bytes of a body or a part; in JSON, text.

An open file, or a name with a file, becomes a `File`; so does a part that is read.
"""


def _nothing(value: object) -> Never:
    raise PydanticCustomError("never", "no value is allowed here")


Nothing = Annotated[
    Never,
    GetPydanticSchema(
        lambda _, __: core_schema.no_info_plain_validator_function(_nothing)
    ),
]
"""A schema that nothing satisfies (`false`, `not: {}`)."""


def _drop_from_requests(value: object, info: ValidationInfo) -> object:
    return MISSING if info.context == READING_REQUEST else value


def _drop_misfits(value: object, info: ValidationInfo) -> object:
    if info.context == READING_REQUEST:
        return MISSING
    raise PydanticCustomError("misfit", "not of the type of the read-only field")


class _Dropped:
    """Drops a value from requests, whether it fits its type or not.

    JSON is given to the type as JSON: behind a function of Python, as for values from
    Python, it would be lists that are no tuples.
    """

    __slots__ = ()

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        drop = core_schema.with_info_after_validator_function
        fitting = drop(_drop_from_requests, handler(source))
        misfits = core_schema.with_info_plain_validator_function(_drop_misfits)
        return core_schema.json_or_python_schema(
            core_schema.union_schema(
                [(fitting, "value"), (misfits, "dropped")], mode="left_to_right"
            ),
            core_schema.with_info_before_validator_function(
                _drop_from_requests, handler(source)
            ),
        )


ReadOnly = Annotated[
    T,
    _Dropped(),
    Field(exclude_if=lambda _: writing.get() == "request"),
]
"""`ReadOnly[X | MISSING]`: never sent by a client, dropped when a server reads it."""

WriteOnly = Annotated[T, Field(exclude_if=lambda _: writing.get() == "answer")]
"""`WriteOnly[X | MISSING]`: never sent by a server."""


RequiredReadOnly = Annotated[ReadOnly[T], Needed("answer")]
"""`RequiredReadOnly[X | MISSING]` of a `DirectedModel`: `ReadOnly`, in every answer."""

RequiredWriteOnly = Annotated[WriteOnly[T], Needed("request")]
"""`RequiredWriteOnly[X | MISSING]` of a `DirectedModel`: `WriteOnly`, in every request."""


class Text:
    """`Annotated[Uuid, Text(max_length=36, pattern="^a")]`: bounds on a format's text.

    Of what stands in JSON; values that Python gives in another form have none.
    """

    __slots__ = ("max_length", "min_length", "pattern")

    def __init__(
        self,
        *,
        min_length: int = 0,
        max_length: int | None = None,
        pattern: str | None = None,
    ) -> None:
        self.min_length, self.max_length = min_length, max_length
        self.pattern = pattern

    def __repr__(self) -> str:
        given = {name: getattr(self, name) for name in self.__slots__}
        shown = (f"{name}={value!r}" for name, value in given.items() if value)
        return f"Text({', '.join(shown)})"

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        text: CoreSchema = core_schema.str_schema(
            min_length=self.min_length, max_length=self.max_length, strict=True
        )
        if self.pattern is not None:
            text = Pattern(self.pattern).over(text)
        check = SchemaValidator(text).validate_python

        def checked(value: object) -> object:
            return check(value) if isinstance(value, str) else value

        return core_schema.no_info_before_validator_function(checked, handler(source))


class Pattern:
    """`Annotated[str, Pattern("^a+$")]`: an ECMA-262 pattern that the text contains.

    Values that are no text pass, as JSON Schema has it. A pattern that Python's `re`
    cannot express is not checked; generation lists it as a gap.
    """

    __slots__ = ("expression",)

    def __init__(self, expression: str) -> None:
        self.expression = expression

    def __repr__(self) -> str:
        return f"Pattern({self.expression!r})"

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return self.over(handler(source))

    def over(self, schema: CoreSchema) -> CoreSchema:
        """The schema, and the pattern after it."""
        search = _search(self.expression)
        details = {"pattern": self.expression}

        def check(value: object) -> object:
            if isinstance(value, str) and search is not None and not search(value):
                raise PydanticCustomError(
                    "string_pattern_mismatch", "does not match {pattern}", details
                )
            return value

        return core_schema.no_info_after_validator_function(check, schema)


@cache
def _search(expression: str) -> Any:
    python = translate(expression)
    return None if python is None else re.compile(python, re.ASCII).search


class OneOf:
    """`Annotated[float, OneOf(0.5, 1.5)]`: exactly these JSON values.

    Used where `Literal` cannot hold the values (numbers with a fraction, arrays,
    objects) or would confuse them (`Literal[1]` accepts `True`).
    """

    __slots__ = ("values",)

    def __init__(self, *values: object) -> None:
        self.values = values

    def __repr__(self) -> str:
        return f"OneOf({', '.join(map(repr, self.values))})"

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        known = [(identity(value), value) for value in self.values]
        expected = ", ".join(map(repr, self.values))

        def check(value: object) -> object:
            key = identity(value)
            for candidate, literal in known:
                if candidate == key:
                    return literal
            raise PydanticCustomError(
                "literal_error", "Input should be {expected}", {"expected": expected}
            )

        return core_schema.no_info_plain_validator_function(check)


class UniqueItems:
    """`Annotated[list[X], UniqueItems()]`: no two elements are equal as JSON."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "UniqueItems()"

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        def check(value: object) -> object:
            if is_list(value) and len(set(map(identity, value))) < len(value):
                raise PydanticCustomError("unique_items", "items are not unique")
            return value

        return core_schema.no_info_after_validator_function(check, handler(source))


class By:
    """`Annotated[A | B, By("kind", {"a": A, "b": B})]`: a field chooses the variant.

    `field` is the wire name of a field, `variants` maps its values to types. What has
    another value there, or none, is of any variant: a discriminator is no constraint
    (OpenAPI 3.1, section 4.8.25). With `other` given, it is of that type.
    """

    __slots__ = ("field", "other", "variants")

    def __init__(
        self, field: str, variants: Mapping[str, object], other: object = None
    ) -> None:
        self.field, self.variants, self.other = field, variants, other

    def __repr__(self) -> str:
        return f"By({self.field!r}, ...)"

    def choice(self, value: object) -> object:
        """The type that the field chooses; None where it chooses none."""
        tag = self._tag(value)
        return self.variants[tag] if isinstance(tag, str) else self.other

    def _tag(self, value: object) -> str | int:
        tag: object = None
        if isinstance(value, Model):
            tag = (value.model_extra or {}).get(self.field)
            for name, field in fields_of(type(value)).items():
                if (field.alias or name) == self.field:
                    tag = getattr(value, name)
        elif is_dict(value):
            tag = value.get(self.field)
        return tag if isinstance(tag, str) and tag in self.variants else _OTHER

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        known: dict[int, CoreSchema] = {}
        choices: dict[str | int, CoreSchema] = {}
        for tag, type_ in self.variants.items():
            if id(type_) not in known:
                known[id(type_)] = handler.generate_schema(type_)
            choices[tag] = known[id(type_)]
        other = handler(source)
        choices[_OTHER] = handler.generate_schema(self.other) if self.other else other
        return core_schema.tagged_union_schema(choices, self._tag)


_OTHER = 0
"""The tag, which is no text, of values that have none of the known ones."""
