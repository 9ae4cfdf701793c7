"""From a plan and arguments to a request.

The one place where a client's bytes are decided; knows nothing of sync and async. Built
requests are checked: an argument that breaks its documented rules raises RequestInvalid.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import uuid4

from pydantic import ValidationError
from pydantic_core import MISSING, PydanticSerializationError

from . import bodies, params, security
from .codec import codec
from .errors import RequestInvalid
from .files import Content
from .jsontext import NotJson
from .model import place_of
from .plan import Api, Body, Lazy, Parameter, Plan
from .routing import crowded, path_parts, reads_as
from .shapes import is_dict


@dataclass(frozen=True, slots=True)
class Prepared:
    """One request, ready to send."""

    method: str
    url: str
    headers: dict[str, str]
    content: Content | None
    later: list[security.Step]


@cache
def _by_location(plan: Plan[Any]) -> dict[str, list[Parameter]]:
    found: dict[str, list[Parameter]] = {}
    for parameter in plan.parameters:
        found.setdefault(parameter.location, []).append(parameter)
    return found


def prepare(
    plan: Plan[Any],
    api: Api,
    held: Mapping[str, security.Held],
    base_url: str,
    path: tuple[object, ...],
    given: dict[str, object],
) -> Prepared:
    """Build the request of a call. `path` are the path arguments in template order."""
    by_location = _by_location(plan)
    url = base_url + _path(api, plan, by_location.get("path", []), path)
    headers = {"Accept": _accept(plan)}
    query: list[str] = []
    cookies: list[str] = []
    for parameter in plan.parameters:
        location = parameter.location
        if location == "path":
            continue
        value = given.pop(parameter.python, MISSING)
        if value is MISSING and parameter.idempotency:
            value = str(uuid4())
        if value is MISSING or (value is None and not parameter.required):
            continue
        wire = _wire(plan, parameter, value)
        if not wire and params.is_undefined(parameter, wire):
            if parameter.required:
                message = f"{parameter.python} is empty, which has no text"
                raise RequestInvalid(plan.id, message)
        elif location == "query":
            query.append(_spelled(api, plan, parameter, params.write_query, wire))
        elif location == "header":
            headers[parameter.name] = _header(api, plan, parameter, wire)
        elif location == "cookie":
            cookies.append(_spelled(api, plan, parameter, params.write_cookie, wire))
        else:
            query.append(_spelled(api, plan, parameter, params.write_whole_query, wire))
    content = None
    if plan.body is not None:
        content = _body(plan, plan.body, given, headers)
    if given:
        raise TypeError(f"{plan.id} takes no argument {', '.join(map(repr, given))}")
    applied = security.apply(plan.security, api.schemes, held)
    headers.update(applied.headers)
    query += [f"{params.encode(k)}={params.encode(v)}" for k, v in applied.query]
    cookies += [f"{name}={value}" for name, value in applied.cookies]
    if cookies:
        headers["Cookie"] = "; ".join(cookies)
    text = "&".join(part for part in query if part)
    if text:
        url += f"{'&' if '?' in plan.path else '?'}{text}"
    return Prepared(plan.method, url, headers, content, applied.later)


def _path(
    api: Api,
    plan: Plan[Any],
    parameters: list[Parameter],
    arguments: tuple[object, ...],
) -> str:
    if len(parameters) != len(arguments):
        raise TypeError(f"{plan.id} takes {len(parameters)} path arguments")
    texts: dict[str, str] = {}
    for parameter, value in zip(parameters, arguments, strict=True):
        wire = _wire(plan, parameter, value)
        empty = wire is None or params.is_undefined(parameter, wire)
        text = "" if empty else _spelled(api, plan, parameter, params.write_path, wire)
        if not text:
            raise RequestInvalid(plan.id, f"{parameter.python} must not be empty")
        texts[parameter.name] = text
    path = "".join(
        [
            texts.get(part, part) if index % 2 else part
            for index, part in enumerate(path_parts(plan.path))
        ]
    )
    segments = path.split("/")
    for segment in segments:
        if segment.replace("%2E", ".").replace("%2e", ".") in (".", ".."):
            raise RequestInvalid(
                plan.id, f"a path argument makes {segment!r} a segment"
            )
    for index, template in crowded(plan.path):
        for name, found in reads_as(template, segments[index]).items():
            if found != texts.get(name, found):
                message = f"{name} holds the text that ends it in {template!r}"
                raise RequestInvalid(plan.id, message)
    return path


def _wire(plan: Plan[Any], parameter: Parameter, value: object) -> Any:
    """Check an argument and turn it into what JSON has."""
    if type(value) is str and (
        parameter.type() is str or (not value and parameter.allow_empty)
    ):
        return value
    reader = codec(parameter.type)
    try:
        return reader.dump(reader.check(value), "request")
    except ValidationError as error:
        raise _invalid(plan, parameter.python, error) from None
    except (PydanticSerializationError, NotJson) as error:
        raise RequestInvalid(plan.id, f"{parameter.python}: {error}") from error


def _spelled(
    api: Api,
    plan: Plan[Any],
    parameter: Parameter,
    write: Callable[[Parameter, Any], str],
    wire: Any,
) -> str:
    """The text of an argument, if its reader can tell what it was."""
    try:
        if wire is None:
            wire = _null(parameter)
        elif is_dict(wire) and params.is_spread(parameter):
            from .fields import others_of

            others = others_of(api, plan, parameter)
            deep = parameter.style == "deepObject"
            keys = [f"{parameter.name}[{key}]" for key in wire] if deep else wire
            params.refuse_taken(keys, others)
        return write(parameter, wire)
    except params.Ambiguous as error:
        raise RequestInvalid(plan.id, f"{parameter.python}: {error}") from None


def _null(parameter: Parameter) -> str | None:
    """What stands for a null that must be sent: the empty text, where that is none."""
    if parameter.media_type is not None:
        return None
    try:
        codec(parameter.type).read_text("")
    except ValidationError:
        return ""
    raise params.Ambiguous("null has no text")


def _header(api: Api, plan: Plan[Any], parameter: Parameter, wire: Any) -> str:
    text = _spelled(api, plan, parameter, params.write_header, wire)
    check_header(plan.id, parameter.python, text)
    return text


def check_header(operation: str, name: str, text: str) -> None:
    """Refuse a header that cannot be sent, or that would be two."""
    if has_control(text):
        raise RequestInvalid(operation, f"{name} holds a control character")
    if not text.isascii():
        raise RequestInvalid(operation, f"{name} holds a character that is not ASCII")


_CONTROL = re.compile(r"[\x00-\x08\x0A-\x1F\x7F]").search


def has_control(text: str) -> bool:
    """Whether a header's value holds what would end it."""
    return _CONTROL(text) is not None


def _body(
    plan: Plan[Any], body: Body, given: dict[str, object], headers: dict[str, str]
) -> Content | None:
    value = given.pop("body", MISSING)
    whole = value is not MISSING
    media, lazy = _media(plan, body, given, value)
    place = "body" if whole else ""
    if whole and body.keywords:
        beside = _keywords(lazy, given)
        if beside:
            names = ", ".join(map(repr, beside))
            raise TypeError(
                f"{plan.id} takes body= or its fields: {names} beside body="
            )
    try:
        if whole:
            stream = bodies.streamed(media, lazy, value)
            if stream is not None:
                content, header = stream
                check_header(plan.id, "content_type", header)
                headers["Content-Type"] = header
                return content
            value = codec(lazy).check(bodies.given(lazy, value))
        elif body.keywords:
            fields = _keywords(lazy, given)
            if given or not (fields or body.required or _empty(plan, media, lazy)):
                return None
            value = codec(lazy).make(bodies.listed(media, fields))
        elif body.required:
            raise TypeError(f"{plan.id} needs body=")
        else:
            return None
        parts = body.parts.get(media, {})
        content, header = bodies.write(media, lazy, value, "request", parts)
        if whole and not isinstance(value, str | bytes):
            text = content if bodies.is_json(header) else None
            codec(lazy).recheck(value, text)
    except ValidationError as error:
        raise _invalid(plan, place, error) from None
    except params.Ambiguous as error:
        raise RequestInvalid(plan.id, str(error)) from None
    except (PydanticSerializationError, UnicodeError, NotJson) as error:
        raise RequestInvalid(plan.id, f"body: {error}") from error
    if header not in body.content:
        check_header(plan.id, "content_type", header)
    headers["Content-Type"] = header
    return content


def _media(
    plan: Plan[Any], body: Body, given: dict[str, object], value: object
) -> tuple[str, Lazy]:
    """The media type of a body: as the caller says, else the first that can carry it."""
    items = iter(body.content.items())
    first = next(items)
    said = given.pop("content_type", MISSING) if body.chosen else MISSING
    if said is not MISSING:
        found = bodies.choose(body.content, str(said))
        if found is None:
            known = ", ".join(body.content)
            raise RequestInvalid(plan.id, f"content_type: {said!r} is not in {known}")
        return found if found[0] in body.content else (str(said), found[1])
    if value is MISSING or len(body.content) == 1:
        return first
    return next((it for it in (first, *items) if bodies.carries(*it, value)), first)


def _empty(plan: Plan[Any], media: str, lazy: Lazy) -> bool:
    """Whether `{}` is sent where a body may be left out and none of its fields is given.

    Servers that document an optional object often refuse JSON that is not there. In a
    DELETE a body has no meaning of its own (RFC 9110, section 9.3.5).
    """
    meaningless = plan.method in ("GET", "HEAD", "DELETE")
    return not meaningless and bodies.is_json(media) and _fits_empty(lazy)


@cache
def _fits_empty(lazy: Lazy) -> bool:
    try:
        codec(lazy).make({})
    except ValidationError:
        return False
    return True


def _keywords(lazy: Lazy, given: dict[str, object]) -> dict[str, object]:
    """Take the body's fields out of the arguments.

    What is left over is a misspelt argument; fields beyond the document are given to
    the model itself, as `body=`.
    """
    model = codec(lazy).type
    names = [name for name in given if name in model.model_fields]
    fields = {name: given.pop(name) for name in names}
    return {name: value for name, value in fields.items() if value is not MISSING}


def _invalid(plan: Plan[Any], where: str, error: ValidationError) -> RequestInvalid:
    # Without the values: they may be secrets. So pydantic's error is no cause either.
    faults: list[str] = []
    for found in error.errors(include_url=False, include_context=False):
        place = place_of(where, found["loc"])
        faults.append(f"{place or 'body'}: {found['msg']}")
    return RequestInvalid(plan.id, "; ".join(faults))


@cache
def _accept(plan: Plan[Any]) -> str:
    """Every documented media type, those of successes first."""
    media: dict[str, None] = {}
    for status in sorted(plan.answers, key=lambda status: status[:1] != "2"):
        answer = plan.answers[status]
        media.update(dict.fromkeys(answer.content or answer.items))
    return ", ".join(media) or "*/*"
