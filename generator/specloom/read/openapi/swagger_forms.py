"""Parameters of Swagger 2.0, among them those that stand in the body (section 5.2).

In: nodes of a 2.0 document. Out: `Parameter`, and a `Body` of what stands in it. A `body`
parameter is the whole of it, `formData` parameters are the fields of a form;
`collectionFormat` becomes style and explode. Section numbers are those of the OpenAPI
Specification 2.0.
"""

from __future__ import annotations

from typing import Final, TypeAlias, cast

from specloom.document import Json
from specloom.ir.api import Body, Content, Encoding, Location, Parameter, Style
from specloom.ir.evidence import Evidence, Grade
from specloom.ir.types import (
    NO_EVIDENCE,
    NO_NOTES,
    UNSET,
    Any_,
    Array,
    Binary,
    Field,
    Notes,
    Nullable,
    Object,
    Primitive,
    Type,
)
from specloom.read.openapi import codes
from specloom.read.openapi.expect import extensions, flag, member
from specloom.read.openapi.keywords import SIMPLE_SCHEMA, SWAGGER_PARAMETER
from specloom.read.openapi.parameters import can_be_called
from specloom.read.openapi.parts import part, schema_of_part
from specloom.read.openapi.schema import declared
from specloom.read.openapi.state import Doc
from specloom.read.openapi.swagger import in_media, media_types
from specloom.records import record, replace
from specloom.source import Span

_MULTIPART: Final = "multipart/form-data"
_URLENCODED: Final = "application/x-www-form-urlencoded"
_PLACES: Final = ("path", "query", "header", "formData", "body")
_STYLES: Final[dict[str, tuple[Style, bool]]] = {
    "csv": ("form", False),
    "ssv": ("spaceDelimited", False),
    "pipes": ("pipeDelimited", False),
    "multi": ("form", True),
}
Styled: TypeAlias = "tuple[Type, Style, bool]"


@record(frozen=True, slots=True)
class FormPart:
    """A parameter that stands in the body: the whole of it, or a field of a form."""

    name: str
    type: Type
    required: bool
    whole: bool
    style: Style | None
    explode: bool | None
    description: str | None
    node: dict[str, Json]
    span: Span
    component: str | None = None


def parameter(doc: Doc, node: Json, pointer: str) -> Parameter | FormPart | None:
    """A Parameter Object (5.2) or a reference to one."""
    found: object = part(doc, node, pointer, "parameters", "", _parameter)
    return cast("Parameter | FormPart | None", found)


def _parameter(
    doc: Doc, node: dict[str, Json], pointer: str, component: str | None
) -> Parameter | FormPart | None:
    name = member(doc, node, "name", pointer)
    place = member(doc, node, "in", pointer)
    if not name and place == "body":
        name = "body"
    if not name or place not in _PLACES:
        shown = f"`{name}`" if name else "a parameter without a name"
        message = f"{shown} stands in {place or 'no place'}; it is left out"
        doc.say(
            codes.UNUSABLE_PARAMETER,
            message,
            pointer,
            f"`in` is one of {', '.join(_PLACES)}",
        )
        return None
    if not can_be_called(doc, name, place, pointer):
        return None
    required = flag(doc, node, "required", pointer)
    if place == "path" and not required:
        doc.habit(
            codes.NOT_REQUIRED, "a path parameter is not marked as required", pointer
        )
        required = True
    span = Span(doc.origin, pointer)
    description = member(doc, node, "description", pointer)
    if place == "body":
        whole = _whole_type(doc, node, pointer)
        return FormPart(
            name, whole, required, True, None, None, description, node, span, component
        )
    type_, style, explode = _styled(doc, node, pointer, place)
    if place == "formData":
        listed = isinstance(_inner(type_), Array)
        return FormPart(
            name,
            type_,
            required,
            False,
            style if listed else None,
            explode if listed else None,
            description,
            node,
            span,
        )
    return Parameter(
        name,
        cast(Location, place),
        type_,
        required,
        style,
        explode,
        False,
        flag(doc, node, "allowEmptyValue", pointer),
        None,
        description,
        False,
        (),
        extensions(doc, node, SWAGGER_PARAMETER, pointer),
        component,
        span,
    )


def _whole_type(doc: Doc, node: dict[str, Json], pointer: str) -> Type:
    if "schema" in node:
        return schema_of_part(doc, node["schema"], pointer + "/schema")
    doc.say(codes.NO_SCHEMA, "the body has no `schema`; any value is read", pointer)
    return Any_("unspecified", NO_NOTES, Span(doc.origin, pointer))


def _inner(type_: Type) -> Type:
    return type_.inner if isinstance(type_, Nullable) else type_


def _styled(doc: Doc, node: dict[str, Json], pointer: str, place: str) -> Styled:
    """The type of a simple value, and how an array of them is written (5.2.2)."""
    if "schema" in node and "type" not in node:
        message = "only a body has a `schema` in this version; it is read"
        doc.habit(codes.NO_SCHEMA, message, pointer)
        type_ = schema_of_part(doc, node["schema"], pointer + "/schema")
    else:
        simple = {key: value for key, value in node.items() if key in SIMPLE_SCHEMA}
        type_ = declared(doc, simple, pointer)
        if isinstance(type_, Any_) and "type" not in node:
            message = f"`{node['name']}` has no type; text is read"
            doc.say(codes.NO_SCHEMA, message, pointer)
            why = {
                "type": Evidence(Span(doc.origin, pointer), Grade.GUESSED, "no type")
            }
            type_ = Primitive("string", notes=Notes(evidence=why), span=type_.span)
    default: Style = "simple" if place in ("path", "header") else "form"
    if not isinstance(_inner(type_), Array):
        return type_, default, default == "form"
    stated = node.get("collectionFormat", "csv")
    _nested(doc, node.get("items"), f"{pointer}/items")
    at = f"{pointer}/collectionFormat"
    if stated == "tsv":
        message = (
            "values with tabs between them have no style; the text is sent as it is"
        )
        doc.say(codes.NO_STYLE, message, at, "join the values with tabs")
        why = {"type": Evidence(Span(doc.origin, at), Grade.GUESSED, "tsv")}
        text = Primitive("string", notes=Notes(evidence=why), span=type_.span)
        return text, default, default == "form"
    style = _STYLES.get(stated) if isinstance(stated, str) else None
    if style is None:
        message = f"there is no collectionFormat `{stated}`; csv is read"
        doc.say(codes.BAD_COLLECTION, message, at)
        style = _STYLES["csv"]
    if default == "simple" and stated != "csv":
        message = f"the collectionFormat `{stated}` is not for a {place} parameter"
        doc.say(codes.BAD_COLLECTION, message, at, "csv is read")
    return (type_, default, False) if default == "simple" else (type_, *style)


def _nested(doc: Doc, node: Json, pointer: str) -> None:
    """Arrays in arrays have separators of their own, which no style can say."""
    if isinstance(node, dict) and node.get("type") == "array":
        stated = node.get("collectionFormat", "csv")
        message = f"an array in an array with `{stated}` between has no style"
        doc.say(
            codes.NO_STYLE, message, pointer, "the inner values are read as JSON arrays"
        )


def body(
    doc: Doc, operation: dict[str, Json], pointer: str, parts: tuple[FormPart, ...]
) -> Body | None:
    """The body of an operation, from its parameters in it."""
    if not parts:
        return None
    consumed, guessed = media_types(doc, operation, "consumes", pointer)
    wholes = [it for it in parts if it.whole]
    if wholes:
        for it in parts:
            if it is not wholes[-1]:
                message = f"the body is described twice; `{it.name}` is left out"
                doc.say(codes.TWO_BODIES, message, it.span.pointer)
        return _whole(doc, wholes[-1], consumed, guessed)
    # The later one wins: an operation's parameter replaces that of its path item.
    fields = {it.name: it for it in parts}
    return _form(doc, tuple(fields.values()), consumed)


def _whole(doc: Doc, it: FormPart, consumed: tuple[str, ...], guessed: bool) -> Body:
    contents = tuple(
        Content(media_type, in_media(media_type, it.type), span=it.span)
        for media_type in consumed
    )
    evidence = NO_EVIDENCE
    if guessed:
        evidence = {"contents": Evidence(it.span, Grade.GUESSED, "no consumes")}
    found = extensions(doc, it.node, SWAGGER_PARAMETER, it.span.pointer)
    return Body(
        contents,
        it.required,
        it.description,
        found,
        it.component,
        it.span,
        evidence,
    )


def _form(doc: Doc, parts: tuple[FormPart, ...], consumed: tuple[str, ...]) -> Body:
    fields = tuple(_field(doc, it) for it in parts)
    type_ = Object(fields, span=parts[0].span)
    encodings = tuple(
        Encoding(it.name, style=it.style, explode=it.explode)
        for it in parts
        if it.style is not None
    )
    has_file = any(isinstance(_inner(it.type), Binary) for it in parts)
    allowed = (_MULTIPART,) if has_file else (_MULTIPART, _URLENCODED)
    kept = tuple(it for it in consumed if it.partition(";")[0] in allowed)
    evidence = NO_EVIDENCE
    if not kept:
        kept = (_MULTIPART if has_file else _URLENCODED,)
        why = Evidence(parts[0].span, Grade.STATED, "formData implies the media type")
        evidence = {"contents": why}
    contents = tuple(
        Content(media_type, type_, None, encodings, span=parts[0].span)
        for media_type in kept
    )
    required = any(it.required for it in parts)
    return Body(contents, required, span=parts[0].span, evidence=evidence)


def _field(doc: Doc, it: FormPart) -> Field:
    type_ = it.type
    found = extensions(doc, it.node, SWAGGER_PARAMETER, it.span.pointer)
    if it.description is not None or found or type_.notes.default is not UNSET:
        notes = replace(
            type_.notes,
            description=it.description or type_.notes.description,
            default=UNSET,
            extensions={**type_.notes.extensions, **found},
        )
        type_ = replace(type_, notes=notes)
    default = it.node.get("default", UNSET)
    return Field(it.name, type_, it.required, default, span=it.span)
