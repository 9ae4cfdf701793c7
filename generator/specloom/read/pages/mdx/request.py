"""What is sent: the parameters of an operation, and its body.

In: the sections of an operation. Out: parameters, each once, with the schemes that are
among them taken out; and the body that fields describe, with the media type that calls
or the front matter give it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final

from specloom.diagnostics import Diagnostics
from specloom.ir import types as t
from specloom.ir.api import (
    DEFAULT_STYLES,
    Body,
    Content,
    Location,
    Operation,
    Parameter,
    SecurityScheme,
)
from specloom.ir.evidence import Evidence
from specloom.ir.join import join_operations
from specloom.read.pages.mdx.answers import BodyType, Shown, body_type, readable
from specloom.read.pages.mdx.attributes import attributes
from specloom.read.pages.mdx.fields import Claim
from specloom.read.pages.mdx.front import Entry
from specloom.read.pages.mdx.prose import prose
from specloom.read.pages.mdx.sections import Sections
from specloom.read.pages.mdx.security import scheme_of, scheme_of_field
from specloom.read.pages.mdx.types import TWICE, field_of
from specloom.read.pages.saying import UNMARKED, guessed, inferred, stated
from specloom.read.pages.snippets.call import JSON, MULTIPART, Call
from specloom.records import replace
from specloom.source import Span

IGNORED: Final = "SL256"

_MEDIA_TYPES: Final = frozenset({"accept", "content-type"})
"""Headers that media types say (OpenAPI 3.1, section 4.8.12.2)."""


def parameters_of(
    found: Sections, operation: Operation, say: Diagnostics
) -> tuple[list[Parameter], list[SecurityScheme]]:
    """The parameters, each once, and the ways to authenticate among them."""
    made: dict[tuple[str, str], Parameter] = {}
    schemes: list[SecurityScheme] = []
    for claim, place, why in found.parameters:
        assert place != "body"
        if place == "header" and claim.name.lower() in _MEDIA_TYPES:
            message = f"a header parameter `{claim.name}` is ignored, and left out"
            say.add(IGNORED, message, claim.span)
            continue
        if place in ("header", "query", "cookie"):
            scheme = scheme_of_field(claim, place)
            if scheme is not None:
                schemes.append(scheme)
                continue
        parameter = _parameter(claim, place, why, say)
        if place == "path":
            parameter = _in_path(parameter, operation, found)
        key = place, parameter.name.lower() if place == "header" else parameter.name
        before = made.get(key)
        if before is None:
            made[key] = parameter
            continue
        message = f"`{parameter.name}` is described twice; what the first says holds"
        related = (("the first", before.span),) if before.span is not None else ()
        say.add(TWICE, message, claim.span, related=related)
        bare = replace(operation, parameters=(before,))
        # Joined as parameters of one operation, so that what lost is kept.
        made[key] = _joined(bare, replace(operation, parameters=(parameter,)))
    for entry, place, why in found.rows:
        if place == "body":
            continue
        parameter = _made(entry.field, place, why)
        if place in ("header", "query", "cookie") and parameter.span is not None:
            said = parameter.description
            scheme = scheme_of(entry.name, place, said, (), parameter.span, "table")
            if scheme is not None:
                schemes.append(scheme)
                continue
        if place != "header" or entry.name.lower() not in _MEDIA_TYPES:
            made.setdefault((place, parameter.name), parameter)
    return list(made.values()), schemes


def _joined(first: Operation, second: Operation) -> Parameter:
    return join_operations(first, second).parameters[0]


def _parameter(
    claim: Claim, place: Location, why: Evidence | None, say: Diagnostics
) -> Parameter:
    return _made(field_of(claim, say), place, why)


def _made(field: t.Field, place: Location, why: Evidence | None) -> Parameter:
    """A field as a parameter."""
    span = field.span or field.type.span
    assert span is not None
    notes = field.type.notes
    evidence = {"required": notes.evidence["required"]}
    if place == "path" and not field.required:
        evidence["required"] = guessed(span, "placeholder")
    if why is not None:
        evidence["location"] = why
    rest = {key: it for key, it in notes.evidence.items() if key != "required"}
    bare = t.Notes(
        default=field.default, evidence=rest or t.NO_EVIDENCE, conflicts=notes.conflicts
    )
    style = DEFAULT_STYLES[place]
    return Parameter(
        field.name,
        place,
        replace(field.type, notes=bare),
        required=field.required or place == "path",
        style=style,
        explode=style == "form",
        description=notes.description,
        deprecated=notes.deprecated,
        examples=notes.examples,
        span=span,
        evidence=evidence,
    )


@cache
def _placeholder() -> re.Pattern[str]:
    return re.compile(r"\{([^{}]*)\}")


def _in_path(parameter: Parameter, operation: Operation, found: Sections) -> Parameter:
    """The parameter under the name of its placeholder, where only one can be meant."""
    names = _placeholder().findall(operation.path)
    if parameter.name in names:
        return parameter
    described = {claim.name for claim, place, _ in found.parameters if place == "path"}
    free = [it for it in names if it not in described]
    if len(free) == 1 and len(described - {*names}) == 1:
        assert parameter.span is not None
        why = guessed(parameter.span, "placeholder")
        evidence = {**parameter.evidence, "name": why}
        return replace(parameter, name=free[0], evidence=evidence)
    return parameter


def body_of(
    found: Sections, own: Sequence[Call], entries: Mapping[str, Entry], say: Diagnostics
) -> Body | None:
    """The body of the request: its fields, and what calls send."""
    samples: list[Shown] = [(it.body, "call") for it in own if it.body is not None]
    rows = [entry for entry, place, _ in found.rows if place == "body"]
    if samples and not found.body and not rows:
        # What calls send is joined later, with their media types.
        return None
    samples += readable(found.bodies)[0]
    if found.body:
        span = found.body[0].span
    elif rows and rows[0].span is not None:
        span = rows[0].span
    elif samples:
        span = found.bodies[0].span
    else:
        return None
    fields = [(it, 0) for it in found.body]
    made = body_type(fields, samples, span, say, rows=rows, answer=False)
    assert made.type is not None
    media_type, why = _media_type(made, found, own, entries, span)
    evidence = {"media_type": why}
    required = any(it.required for it in _fields(made.type))
    if len(found.body) == 1:
        # It may be the body as a whole, and no member of it.
        needed = attributes(found.body[0]).required
        required = required or (needed is not None and needed[0])
    if required:
        evidence["required"] = stated(span, "required field")
    else:
        evidence["required"] = guessed(span, UNMARKED)
    content = Content(media_type, made.type, examples=made.examples, span=span)
    return Body((content,), required, span=span, evidence=evidence)


def _media_types(found: Sections) -> dict[str, Evidence]:
    """The media types that a field for the header `Content-Type` names."""
    said: dict[str, Evidence] = {}
    for claim, place, _ in found.parameters:
        if place == "header" and claim.name.lower() == "content-type":
            texts = [prose(claim.element.children) or ""]
            for name in ("default", "placeholder", "initialValue", "example"):
                texts.append(claim.element.text(name) or "")
            why = stated(claim.span, "header of the page")
            said |= dict.fromkeys(_named().findall(" ".join(texts)), why)
    return said


@cache
def _named() -> re.Pattern[str]:
    kinds = "application|multipart|text|image|audio|video"
    return re.compile(rf"\b(?:{kinds})/[\w.+-]*\w")


def _media_type(
    made: BodyType,
    found: Sections,
    own: Sequence[Call],
    entries: Mapping[str, Entry],
    span: Span,
) -> tuple[str, Evidence]:
    entry = entries.get("contentType") or entries.get("content-type")
    if entry is not None and "/" in entry.text:
        return entry.text, stated(entry.span, "front matter")
    if made.plain:
        return "text/plain", stated(span, "text")
    said = _media_types(found)
    if len(said) == 1:
        return next(iter(said.items()))
    for call in own:
        if call.media_type is not None and (call.body is not None or call.form):
            return call.media_type, inferred(call.span, "call")
    if any(_is_file(it.type) for it in _fields(made.type)):
        return MULTIPART, guessed(span, "file in the body")
    return JSON, guessed(span, "unnamed media type")


def _fields(type_: t.Type | None) -> tuple[t.Field, ...]:
    return type_.fields if isinstance(type_, t.Object) else ()


def _is_file(type_: t.Type) -> bool:
    match type_:
        case t.Binary() | t.Primitive(format="binary"):
            return True
        case t.Array(items=items):
            return _is_file(items)
        case t.Nullable(inner=inner):
            return _is_file(inner)
        case _:
            return False
