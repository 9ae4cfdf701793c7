"""A server's request, parsed and checked by its plan.

`parse` returns the keyword arguments of the operation's request class, or raises Refused
with the faults it found, a hundred at most. `path` holds the raw (still
percent-encoded) path values.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError
from starlette.requests import Request as HttpRequest

from . import bodies, params
from .codec import codec
from .failures import Fault, Refused, fault, faults_of
from .jsontext import NotJson
from .plan import Body, Parameter, Plan
from .shapes import is_dict

MAX_BODY = 16 * 1024 * 1024
"""Bytes of a request body that are read before it is refused."""

MAX_FAULTS = 100
"""Faults that are reported of one request."""


async def parse(
    plan: Plan[Any], http: HttpRequest, path: Mapping[str, str]
) -> dict[str, object]:
    """Parse parameters and body; report all faults at once."""
    faults: list[Fault] = []
    values: dict[str, object] = {}
    query = params.query_pairs(http.scope.get("query_string", b"").decode("latin-1"))
    names = [p.name for p in plan.parameters if p.location == "query"]
    for parameter in plan.parameters:
        text = _text(parameter, http, path, query, names)
        if text is None:
            if parameter.required:
                faults.append(
                    fault(parameter.location, parameter.name, "is required", "missing")
                )
            continue
        try:
            values[parameter.python] = _value(parameter, text)
        except ValidationError as error:
            faults += faults_of(parameter.location, parameter.name, error)
        except NotJson as error:
            message = f"not JSON: {error}"
            faults.append(fault(parameter.location, parameter.name, message, "json"))
    if plan.body is not None:
        faults += await _parse_body(plan.body, http, values)
    if faults:
        raise Refused("invalid", faults[:MAX_FAULTS])
    return values


async def _parse_body(
    body: Body, http: HttpRequest, values: dict[str, object]
) -> list[Fault]:
    raw = await _read(http)
    header = http.headers.get("content-type")
    if not raw and (header is None or not body.required):
        missing = fault("body", "", "a body is required", "missing")
        return [missing] if body.required else []
    chosen = bodies.choose(body.content, header)
    if chosen is None and header is not None:
        message = f"the body must be {' or '.join(body.content)}"
        raise Refused(
            "unsupported_media_type", [fault("body", "", message, "media_type")]
        )
    media, lazy = chosen or next(iter(body.content.items()))
    try:
        values["body"] = bodies.read(media, header, lazy, raw)
    except NotJson as error:
        return [fault("body", error.place, f"not JSON: {error}", "json")]
    except bodies.TooMany as error:
        return [fault("body", "", str(error), "too_many")]
    except ValidationError as error:
        return faults_of("body", "", error)
    return []


def _text(
    parameter: Parameter,
    http: HttpRequest,
    path: Mapping[str, str],
    query: params.Pairs,
    names: list[str],
) -> params.Text | None:
    name = parameter.name
    match parameter.location:
        case "path":
            return params.read_path(parameter, path[name])
        case "query":
            others = [other for other in names if other != name]
            return params.read_query(parameter, query, others)
        case "header":
            lines = http.headers.getlist(name)  # a list may stand on several lines
            if not lines:
                return None
            line = ",".join(lines) if parameter.shape == "array" else lines[0]
            return params.read_header(parameter, line)
        case "cookie":
            raw = http.cookies.get(name)
            return None if raw is None else params.read_cookie(parameter, raw)


def _value(parameter: Parameter, text: params.Text) -> object:
    if parameter.media_type is not None and bodies.is_json(parameter.media_type):
        return codec(parameter.type).read_request(str(text).encode())
    if parameter.style == "deepObject" and is_dict(text):
        text = bodies.with_lists(codec(parameter.type).type, text)
    return codec(parameter.type).read_text(text)


async def _read(http: HttpRequest) -> bytes:
    out = bytearray()
    async for chunk in http.stream():
        out += chunk
        if len(out) > MAX_BODY:
            raise Refused("too_large")
    return bytes(out)
