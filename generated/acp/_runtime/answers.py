"""From an answer to a result, or to its typed error. Knows nothing of sync and async.

A success is read by its documented media type; one without a body is None only where
the operation documents an empty success, or a value that may be null. Every other
status raises a StatusError.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar, cast

import httpx2
from pydantic import ValidationError

from . import bodies, security, telling
from .codec import codec
from .errors import AnswerInvalid, Reply, StatusError
from .jsontext import NotJson, OtherKind, parse
from .model import places
from .plan import Answer, Api, Lazy, Plan

T = TypeVar("T")
Unfit = Callable[[ValidationError], None]


def documented(plan: Plan[Any], status: int) -> Answer | None:
    """The documented answer of a status: exact, range, default."""
    return _of_status(plan, status) or plan.answers.get("default")


def _of_status(plan: Plan[Any], status: int) -> Answer | None:
    return plan.answers.get(str(status)) or plan.answers.get(f"{status // 100}XX")


def _success(plan: Plan[Any], status: int) -> Answer:
    """What a success is read as; an undocumented one as the first that has a body.

    Beside documented successes, the default is what errors are like.
    """
    successes = _successes(plan)
    if not successes:
        return documented(plan, status) or Answer()
    with_body = next((it for it in successes if it.content), Answer())
    return _of_status(plan, status) or with_body


def finish(
    plan: Plan[T],
    api: Api,
    response: httpx2.Response,
    held: Mapping[str, security.Held],
    misfit: Callable[[str], None] | None = None,
    strict: bool = False,
) -> T:
    """The result of an answer, or its typed error, in which no secret is shown.

    `misfit` is told the places of a success that are not as documented; `strict` makes
    them an error.
    """
    status = response.status_code
    if 200 <= status < 300:

        def unfit(error: ValidationError) -> None:
            if misfit is not None:
                misfit(places(error))
            if strict:
                text = f"status {status}, breaks the document: {places(error)}"
                raise AnswerInvalid(plan.id, text, _reply(response))

        checked = strict or misfit is not None
        return cast(T, _result(plan, response, unfit if checked else None))
    body = _error_body(plan, response)
    told = telling.shown(telling.told(body) or _undocumented(response), held)
    classes = api.errors()
    class_ = classes.get(status) or classes.get(f"{status // 100}XX") or StatusError
    call = f"{plan.method} {plan.path}"
    named = "" if plan.id == call else call
    raise class_(plan.id, _reply(response, body, told), named)


def _result(plan: Plan[Any], response: httpx2.Response, unfit: Unfit | None) -> object:
    status, raw = response.status_code, response.content
    answer = _success(plan, status)
    if not answer.content:
        return None
    media, lazy = _chosen(answer, response)
    if not raw and not (bodies.is_binary(lazy) or _is_text(media, lazy)):
        if any(not it.content for it in _successes(plan)) or _takes_none(lazy):
            return None
        raise AnswerInvalid(
            plan.id, f"status {status} without a body", _reply(response)
        )
    try:
        return _read(media, lazy, raw, unfit)
    except (NotJson, OtherKind) as error:
        why = "body is no JSON: " if isinstance(error, NotJson) else ""
        text = f"status {status}, {why}{error}"
        raise AnswerInvalid(plan.id, text, _reply(response)) from None


def _takes_none(lazy: Lazy) -> bool:
    try:
        return codec(lazy).read_strict(b"null") is None
    except ValidationError:
        return False


def _successes(plan: Plan[Any]) -> list[Answer]:
    return [answer for key, answer in plan.answers.items() if key[:1] == "2"]


def _chosen(answer: Answer, response: httpx2.Response) -> tuple[str, Lazy]:
    header = response.headers.get("content-type")
    first = next(iter(answer.content.items()))
    return bodies.choose(answer.content, header) or first


def _read(media: str, lazy: Lazy, raw: bytes, unfit: Unfit | None = None) -> object:
    if bodies.is_binary(lazy):
        return raw
    if bodies.is_json(media):
        return codec(lazy).read_answer(raw, unfit)
    if _is_text(media, lazy):
        return raw.decode("utf-8", "replace")
    try:
        return codec(lazy).read_answer(raw, unfit)
    except NotJson:
        return raw


def _is_text(media: str, lazy: Lazy) -> bool:
    if bodies.is_json(media):
        return False
    return media.startswith("text/") or codec(lazy).type is str


def _reply(response: httpx2.Response, body: object = None, told: str = "") -> Reply:
    headers = {name.lower(): value for name, value in response.headers.items()}
    return Reply(response.status_code, headers, body, response.content, told)


def _error_body(plan: Plan[Any], response: httpx2.Response) -> object:
    """The documented body of an error; None where there is none or it is another."""
    answer = documented(plan, response.status_code)
    if answer is None or not answer.content or not response.content:
        return None
    try:
        return _read(*_chosen(answer, response), response.content)
    except (NotJson, OtherKind):
        return None


def _undocumented(response: httpx2.Response) -> str:
    """What an error says that has not the documented form."""
    media = response.headers.get("content-type")
    if bodies.is_json(media or ""):
        try:
            return telling.told(parse(response.content))
        except NotJson:
            return ""
    if bodies.media_type(media) != "text/plain":
        return ""
    return response.content.decode("utf-8", "replace")
