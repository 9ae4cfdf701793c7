"""A server's request, parsed and checked by its plan.

`parse` returns the keyword arguments of the operation's request class, or raises Refused
with the faults it found, a hundred at most. `path` holds the raw (still
percent-encoded) path values.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from contextlib import suppress
from typing import Any

from pydantic import ValidationError
from starlette.requests import Request as HttpRequest

from . import bodies, forms, params, parsing
from .codec import codec
from .failures import Fault, Refused, fault, faults_of
from .fields import key_names, others_of, with_lists
from .jsontext import NotJson
from .plan import Api, Body, Parameter, Plan
from .shapes import is_dict, is_list
from .uploads import ByteStream

MAX_BODY = 16 * 1024 * 1024
"""Bytes of a request body that are read before it is refused; a stream has no end."""

MAX_FAULTS = 100
"""Faults that are reported of one request."""


async def parse(
    api: Api, plan: Plan[Any], http: HttpRequest, path: Mapping[str, str]
) -> dict[str, object]:
    """Parse parameters and body; report all faults at once."""
    faults: list[Fault] = []
    values: dict[str, object] = {}
    sent = _Sent(api, plan, http, path)
    for parameter in plan.parameters:
        try:
            text = sent.text(parameter)
            if text is not None and not _unused(parameter, text):
                values[parameter.python] = _value(parameter, text)
            elif parameter.required:
                faults.append(
                    fault(parameter.location, parameter.name, "is required", "missing")
                )
        except ValidationError as error:
            faults += faults_of(parameter.location, parameter.name, error)
        except parsing.Malformed as error:
            faults.append(fault(parameter.location, parameter.name, str(error), "text"))
        except parsing.TooMany as error:
            faults.append(
                fault(parameter.location, parameter.name, str(error), "too_many")
            )
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
    header = http.headers.get("content-type")
    chosen = bodies.choose(body.content, header)
    media, lazy = chosen or next(iter(body.content.items()))
    stream = None
    if bodies.is_binary(lazy) and bodies.media_type(media) != bodies.MULTIPART:
        stream = ByteStream(http.stream(), MAX_BODY)
    raw = b"" if stream else await ByteStream(http.stream(), MAX_BODY).read()
    if not (raw or (stream and _has_body(http))) and (
        header is None or not body.required
    ):
        missing = fault("body", "", "a body is required", "missing")
        return [missing] if body.required else []
    if chosen is None and header is not None:
        message = f"the body must be {' or '.join(body.content)}"
        raise Refused(
            "unsupported_media_type", [fault("body", "", message, "media_type")]
        )
    if stream is not None:
        values["body"] = stream
        return []
    parts = body.parts.get(media, {})
    try:
        values["body"] = bodies.read(media, header, lazy, raw, parts)
    except NotJson as error:
        return [fault("body", error.place, f"not JSON: {error}", "json")]
    except parsing.Malformed as error:
        return [fault("body", "", str(error), "text")]
    except parsing.TooMany as error:
        return [fault("body", "", str(error), "too_many")]
    except ValidationError as error:
        return faults_of("body", "", error)
    return []


def _has_body(http: HttpRequest) -> bool:
    length = http.headers.get("content-length", "0")
    return length != "0" or "transfer-encoding" in http.headers


class _Sent:
    """Where the parameters of a request stand, taken apart once."""

    __slots__ = ("_api", "_cookies", "_http", "_path", "_plan", "_query")

    def __init__(
        self, api: Api, plan: Plan[Any], http: HttpRequest, path: Mapping[str, str]
    ) -> None:
        self._api, self._plan, self._http, self._path = api, plan, http, path
        self._query: parsing.Pairs | None = None
        self._cookies: parsing.Pairs | None = None

    def text(self, parameter: Parameter) -> parsing.Text | None:
        """The text of a parameter, None where it is absent. Raises Malformed."""
        match parameter.location:
            case "path":
                return parsing.read_path(parameter, self._path[parameter.name])
            case "query":
                if self._query is None:
                    self._query = parsing.query_pairs(self._raw_query())
                return parsing.read_query(
                    parameter, self._query, self._others(parameter)
                )
            case "querystring":
                keys = key_names(self._api, self._plan, "query")
                parts = self._raw_query().split("&")
                mine = [it for it in parts if it.partition("=")[0] not in keys]
                return parsing.read_whole_query(parameter, "&".join(mine))
            case "header":
                lines = self._http.headers.getlist(parameter.name)
                if not lines:
                    return None
                parted = parameter.shape != "scalar" and parameter.media_type is None
                line = ",".join(lines) if parted else lines[0]
                return parsing.read_header(parameter, line)
            case "cookie":
                if self._cookies is None:
                    lines = self._http.headers.getlist("cookie")
                    self._cookies = parsing.cookie_pairs(";".join(lines))
                return parsing.read_cookie(
                    parameter, self._cookies, self._others(parameter)
                )

    def _raw_query(self) -> str:
        raw: bytes = self._http.scope.get("query_string", b"")
        return raw.decode("latin-1")

    def _others(self, parameter: Parameter) -> Container[str]:
        if not params.is_spread(parameter):
            return ()
        return others_of(self._api, self._plan, parameter)


def _unused(parameter: Parameter, text: parsing.Text) -> bool:
    """Whether an empty text stands for no value (`allowEmptyValue`)."""
    return parameter.allow_empty and text in ("", [""]) and not _takes(parameter, text)


def _takes(parameter: Parameter, text: object) -> bool:
    try:
        codec(parameter.type).read_text(text)
    except ValidationError:
        return False
    return True


def _value(parameter: Parameter, text: parsing.Text) -> object:
    reader = codec(parameter.type)
    media = parameter.media_type
    if media is not None and isinstance(text, str):
        if bodies.is_json(media):
            return reader.read_request(text.encode())
        if bodies.media_type(media) != bodies.FORM:
            return reader.read_text(text)
        given = forms.read_form(text, dict(parameter.parts), reader.type)
        return reader.read_text(with_lists(reader.type, given), nested=True)
    if is_dict(text):
        found = (
            with_lists(reader.type, text) if parameter.style == "deepObject" else text
        )
        return reader.read_text(found, nested=True)
    try:
        return reader.read_text(text, nested=is_list(text))
    except ValidationError as error:
        if text not in ("", [""]):
            raise
        with suppress(ValidationError):  # no text is null, or a list of nothing
            return reader.read_text([] if is_list(text) else None)
        raise error from None
