"""The `type` of a schema, with and without one stated.

In: the shaping and bounding keywords of a schema. Out: :class:`Kinds`: which of JSON's
types are allowed, besides null, and whether null is.
"""

from __future__ import annotations

from typing import Final

from specloom.document import Json
from specloom.read.openapi import codes
from specloom.read.openapi.keywords import NEARLY, TYPES
from specloom.read.openapi.state import Doc
from specloom.records import record

_OBJECT: Final = (
    "properties",
    "required",
    "additionalProperties",
    "patternProperties",
    "propertyNames",
)
_ARRAY: Final = ("items", "prefixItems")
_OBJECT_BOUNDS: Final = ("minProperties", "maxProperties")
_ARRAY_BOUNDS: Final = ("minItems", "maxItems", "uniqueItems")
_STRING_BOUNDS: Final = (
    "pattern",
    "minLength",
    "maxLength",
    "contentEncoding",
    "contentMediaType",
)
_EVERYTHING: Final = frozenset({"string", "number", "boolean", "array", "object"})


@record(frozen=True, slots=True)
class Kinds:
    """What a schema allows. `names` empty: anything, unless `cause` says it is unclear.

    `implied`: no type is stated, other keywords imply the one that there is.
    `format`: a format that the spelling of the type implies. `null`: null is allowed.
    """

    names: tuple[str, ...] = ()
    null: bool = False
    stated: bool = False
    implied: str | None = None
    format: str | None = None
    cause: str | None = None


_PLAIN: Final = {
    name: Kinds((name,), stated=True) for name in TYPES if name != "null"
} | {"null": Kinds((), null=True, stated=True)}


def kinds_of(
    doc: Doc, shape: dict[str, Json], bounds: dict[str, Json] | None, pointer: str
) -> Kinds:
    """The kinds that a schema allows."""
    stated = shape.get("type")
    if type(stated) is str:
        plain = _PLAIN.get(stated)
        if plain is not None:
            return plain
    if stated is None:
        if "type" in shape:
            hint = "quote it if the null type is meant: `type: 'null'`"
            doc.say(codes.UNKNOWN_TYPE, "`type` is empty", f"{pointer}/type", hint)
        return _implied(shape, bounds)
    if isinstance(stated, list):
        return _several(doc, stated, pointer)
    return _one(doc, stated, f"{pointer}/type")


def _several(doc: Doc, stated: list[Json], pointer: str) -> Kinds:
    if doc.dialect.stated and not doc.dialect.siblings:
        message = "a list of types is a keyword of OpenAPI 3.1; it is read so"
        doc.habit(codes.OTHER_VERSION, message, f"{pointer}/type")
    names: list[str] = []
    null = False
    format_ = cause = None
    for index, entry in enumerate(stated):
        if entry is None:
            null = True
            continue
        one = _PLAIN.get(entry) if isinstance(entry, str) else None
        one = one or _one(doc, entry, f"{pointer}/type/{index}")
        names.extend(name for name in one.names if name not in names)
        null = null or one.null
        format_ = format_ or one.format
        cause = cause or one.cause
    if not stated:
        message = "`type` is an empty list"
        doc.say(codes.UNKNOWN_TYPE, message, f"{pointer}/type")
    if "number" in names and "integer" in names:
        names.remove("integer")
    if cause is not None or names == [] or _EVERYTHING.issubset(names):
        # Every type is no restriction; an unknown one may be any.
        everything = null and not names and cause is None
        return Kinds((), everything, stated=everything, cause=cause)
    return Kinds(tuple(names), null, stated=True, format=format_)


def _one(doc: Doc, stated: Json, pointer: str) -> Kinds:
    """A type that is not one of JSON Schema's."""
    if isinstance(stated, str):
        word = stated.strip().lower()
        meant, format_ = (word, None) if word in TYPES else NEARLY.get(word, ("", None))
        if meant:
            if word != "file" or not doc.dialect.swagger:
                message = f"there is no type `{stated}`; it is read as `{meant}`"
                doc.habit(codes.MISSPELT_TYPE, message, pointer)
            null = meant == "null"
            names = () if null else (meant,)
            return Kinds(names, null, stated=True, format=format_)
        if word in ("any", "mixed", "*"):
            message = f"there is no type `{stated}`; it is read as any value"
            doc.habit(codes.MISSPELT_TYPE, message, pointer)
            return Kinds()
    shown = f"`{stated}`" if isinstance(stated, str) else "anything but a name"
    doc.say(codes.UNKNOWN_TYPE, f"`type` cannot be {shown}", pointer)
    return Kinds(cause=codes.UNKNOWN_TYPE)


def _implied(shape: dict[str, Json], bounds: dict[str, Json] | None) -> Kinds:
    """What keywords of one kind imply where no type is stated."""
    for key in _OBJECT:
        if key in shape:
            return Kinds(("object",), implied=key)
    for key in _ARRAY:
        if key in shape:
            return Kinds(("array",), implied=key)
    for key in bounds or ():
        if key in _OBJECT_BOUNDS:
            return Kinds(("object",), implied=key)
        if key in _ARRAY_BOUNDS:
            return Kinds(("array",), implied=key)
        if key in _STRING_BOUNDS:
            return Kinds(("string",), implied=key)
        return Kinds(("number",), implied=key)
    format_ = shape.get("format")
    if isinstance(format_, str):
        return Kinds((_FORMATS.get(format_, "string"),), implied="format")
    return Kinds()


_FORMATS: Final = {
    "int32": "integer",
    "int64": "integer",
    "float": "number",
    "double": "number",
    "decimal": "number",
}
