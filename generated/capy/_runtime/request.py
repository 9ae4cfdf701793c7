"""From a plan and arguments to a request, and from an answer to a result.

The one place where a client's bytes are decided; knows nothing of sync and async. Built
requests are checked: an argument that breaks its documented rules raises RequestInvalid.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar, cast

import httpx2
from pydantic import ValidationError
from pydantic_core import MISSING, PydanticSerializationError

from . import bodies, params, security
from .codec import NotJson, codec
from .errors import AnswerInvalid, Reply, RequestInvalid, StatusError
from .plan import Answer, Api, Body, Lazy, Parameter, Plan
from .routing import path_parts

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Prepared:
    """One request, ready to send."""

    method: str
    url: str
    headers: dict[str, str]
    content: bytes | None


@cache
def _by_location(plan: Plan[Any]) -> dict[str, list[Parameter]]:
    found: dict[str, list[Parameter]] = {}
    for parameter in plan.parameters:
        found.setdefault(parameter.location, []).append(parameter)
    return found


def prepare(
    plan: Plan[Any],
    api: Api,
    held: Mapping[str, security.Credential],
    base_url: str,
    path: tuple[object, ...],
    given: dict[str, object],
) -> Prepared:
    """Build the request of a call. `path` are the path arguments in template order."""
    by_location = _by_location(plan)
    url = base_url + _path(plan, by_location.get("path", []), path)
    headers = {"Accept": _accept(plan)}
    query: list[str] = []
    cookies: list[str] = []
    for parameter in plan.parameters:
        if parameter.location == "path":
            continue
        value = given.pop(parameter.python, MISSING)
        if value is MISSING or (value is None and not parameter.required):
            continue
        wire = _wire(plan, parameter, value)
        if parameter.location == "query":
            query.append(params.write_query(parameter, wire))
        elif parameter.location == "header":
            headers[parameter.name] = _header(plan, parameter, wire)
        else:
            cookies.append(params.write_cookie(parameter, wire))
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
    return Prepared(plan.method, url, headers, content)


def _path(
    plan: Plan[Any], parameters: list[Parameter], arguments: tuple[object, ...]
) -> str:
    if len(parameters) != len(arguments):
        raise TypeError(f"{plan.id} takes {len(parameters)} path arguments")
    template = path_parts(plan.path)
    parts = list(template)
    for parameter, value in zip(parameters, arguments, strict=True):
        text = params.write_path(parameter, _wire(plan, parameter, value))
        if not text:
            raise RequestInvalid(plan.id, f"{parameter.python} must not be empty")
        parts = [
            text if index % 2 and template[index] == parameter.name else part
            for index, part in enumerate(parts)
        ]
    path = "".join(parts)
    for segment in path.split("/"):
        if segment.replace("%2E", ".").replace("%2e", ".") in (".", ".."):
            raise RequestInvalid(
                plan.id, f"a path argument makes {segment!r} a segment"
            )
    return path


def _wire(plan: Plan[Any], parameter: Parameter, value: object) -> Any:
    """Check an argument and turn it into what JSON has."""
    if type(value) is str and parameter.type() is str:
        return value
    reader = codec(parameter.type)
    try:
        return reader.dump(reader.check(value), "request")
    except ValidationError as error:
        raise _invalid(plan, parameter.python, error) from None
    except PydanticSerializationError as error:
        raise RequestInvalid(plan.id, f"{parameter.python}: {error}") from error


def _header(plan: Plan[Any], parameter: Parameter, wire: Any) -> str:
    text = params.write_header(parameter, wire).strip(" \t")
    check_header(plan.id, parameter.python, text)
    return text


def check_header(operation: str, name: str, text: str) -> None:
    """Refuse a header that cannot be sent, or that would be two."""
    if has_control(text):
        raise RequestInvalid(operation, f"{name} holds a control character")
    if not text.isascii():
        raise RequestInvalid(operation, f"{name} holds a character that is not ASCII")


def has_control(text: str) -> bool:
    """Whether a header's value holds what would end it."""
    return any((char < " " and char != "\t") or char == "\x7f" for char in text)


def _body(
    plan: Plan[Any], body: Body, given: dict[str, object], headers: dict[str, str]
) -> bytes | None:
    media, lazy = next(iter(body.content.items()))
    value = given.pop("body", MISSING)
    if value is MISSING and body.keywords:
        model = codec(lazy).type
        # What is left over is a misspelt argument; fields beyond the document are
        # given to the model itself, as `body=`.
        names = [name for name in given if name in model.model_fields]
        fields = {name: given.pop(name) for name in names}
        fields = {name: v for name, v in fields.items() if v is not MISSING}
        if given or (not fields and not body.required):
            return None
        try:
            value = codec(lazy).make(fields)
        except ValidationError as error:
            raise _invalid(plan, "", error) from None
    elif value is MISSING:
        if body.required:
            raise TypeError(f"{plan.id} needs body=")
        return None
    else:
        try:
            value = codec(lazy).check(value)
        except ValidationError as error:
            raise _invalid(plan, "body", error) from None
    try:
        content, headers["Content-Type"] = bodies.write(media, lazy, value, "request")
    except (PydanticSerializationError, UnicodeError, NotJson) as error:
        raise RequestInvalid(plan.id, f"body: {error}") from error
    return content


def _invalid(plan: Plan[Any], where: str, error: ValidationError) -> RequestInvalid:
    # Without the values: they may be secrets. So pydantic's error is no cause either.
    faults: list[str] = []
    for found in error.errors(include_url=False, include_context=False):
        place = ".".join(map(str, (where, *found["loc"]) if where else found["loc"]))
        faults.append(f"{place or 'body'}: {found['msg']}")
    return RequestInvalid(plan.id, "; ".join(faults))


@cache
def _accept(plan: Plan[Any]) -> str:
    """Every documented media type, those of successes first."""
    media: dict[str, None] = {}
    for status in sorted(plan.answers, key=lambda status: status[:1] != "2"):
        media.update(dict.fromkeys(plan.answers[status].content))
    return ", ".join(media) or "*/*"


def documented(plan: Plan[Any], status: int) -> Answer | None:
    """The documented answer of a status: exact, range, any success, default."""
    answers = plan.answers
    found = answers.get(str(status)) or answers.get(f"{status // 100}XX")
    if found is None and 200 <= status < 300:
        successes = [answer for key, answer in answers.items() if key[:1] == "2"]
        found = successes[0] if len(successes) == 1 else None
    return found or answers.get("default")


def finish(plan: Plan[T], api: Api, response: httpx2.Response) -> T:
    """The result of an answer, or its typed error."""
    status = response.status_code
    answer = documented(plan, status)
    if not 200 <= status < 300:
        raise _status_error(plan, api, response, answer)
    raw = response.content
    if answer is None or not answer.content or (not raw and status == 204):
        return cast(T, None)
    header = response.headers.get("content-type")
    media, lazy = bodies.choose(answer.content, header) or next(
        iter(answer.content.items())
    )
    if not raw and not (bodies.is_binary(lazy) or _is_text(media, lazy)):
        raise AnswerInvalid(plan.id, f"status {status} without a body", status, raw)
    try:
        return cast(T, _read(media, lazy, raw))
    except NotJson as error:
        text = f"status {status}, body is no JSON: {error}"
        raise AnswerInvalid(plan.id, text, status, raw) from None


def _read(media: str, lazy: Lazy, raw: bytes) -> object:
    if bodies.is_binary(lazy):
        return raw
    if bodies.is_json(media):
        return codec(lazy).read_answer(raw)
    if _is_text(media, lazy):
        return raw.decode("utf-8", "replace")
    try:
        return codec(lazy).read_answer(raw)
    except NotJson:
        return raw


def _is_text(media: str, lazy: Lazy) -> bool:
    if bodies.is_json(media):
        return False
    return media.startswith("text/") or codec(lazy).type is str


def _status_error(
    plan: Plan[Any], api: Api, response: httpx2.Response, answer: Answer | None
) -> Exception:
    status, raw = response.status_code, response.content
    body: object = None
    if answer is not None and answer.content and raw:
        header = response.headers.get("content-type")
        media, lazy = bodies.choose(answer.content, header) or next(
            iter(answer.content.items())
        )
        try:
            body = _read(media, lazy, raw)
        except NotJson:
            body = None
    classes = api.errors()
    class_ = classes.get(status) or classes.get(f"{status // 100}XX") or StatusError
    headers = {name.lower(): value for name, value in response.headers.items()}
    return class_(plan.id, Reply(status, headers, body, raw))
