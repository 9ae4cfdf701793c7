"""What a server answers by itself: the documented status and shape, filled in.

`Refused` carries the reason and the faults found; `failure` turns them into an answer by
the templates of the plan, else of the API, else a plain one of our own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from http import HTTPStatus
from typing import Any, cast

from pydantic import ValidationError
from pydantic_core import to_json
from starlette.exceptions import HTTPException
from starlette.responses import Response

from . import authentication
from .answers import documented
from .codec import codec
from .media import is_json
from .model import LISTED, place_of
from .plan import Api, Failure, Location, Plan, Reason, Slot
from .shapes import is_dict, is_list

_LONGEST, _LEAST = 1000, 8
"""Characters of a message: what the templates of every API have room for."""

_USUAL: Mapping[Reason, tuple[int, str]] = {
    "invalid": (400, "The request is not valid."),
    "unauthorized": (401, "Valid credentials are required."),
    "forbidden": (403, "The credentials do not allow this."),
    "not_found": (404, "There is nothing here."),
    "method_not_allowed": (405, "The method is not allowed here."),
    "too_large": (413, "The request body is too large."),
    "unsupported_media_type": (415, "The media type of the body is not supported."),
    "internal": (500, "The server failed."),
    "not_implemented": (501, "This operation is not implemented."),
}

Fault = dict[str, str]
"""`in` (body, path, query, header, cookie), `place`, `message`, `type`."""


class Refused(Exception):
    """The app answers by itself, for a reason. `challenge` says how to get in."""

    def __init__(
        self,
        reason: Reason,
        faults: Sequence[Fault] = (),
        challenge: str | None = None,
    ) -> None:
        super().__init__(reason)
        self.reason: Reason = reason
        self.faults = list(faults)
        self.challenge = challenge


def fault(location: Location | str, place: str, message: str, kind: str) -> Fault:
    """One thing that is wrong with a request."""
    return {"in": location, "place": place, "message": message, "type": kind}


def faults_of(location: str, name: str, error: ValidationError) -> list[Fault]:
    """What pydantic found, below a parameter's name or (without one) in the body."""
    count = error.error_count()
    if count > LISTED:
        return [fault(location, name, f"{count} values do not fit", "too_many")]
    return [
        fault(
            location,
            place_of(name, found["loc"]),
            found["msg"],
            found["type"],
        )
        for found in error.errors(
            include_url=False, include_context=False, include_input=False
        )
    ]


def failure(
    api: Api, plan: Plan[Any] | None, reason: Reason, faults: Sequence[Fault] = ()
) -> Response:
    """Fill in the documented error template of a reason."""
    template = _template(api, plan, reason)
    return _filled(api, plan, template, reason, _message(reason, faults), faults)


def refusal(api: Api, plan: Plan[Any], refused: Refused) -> Response:
    """The answer to a request that is refused."""
    answer = failure(api, plan, refused.reason, refused.faults)
    if refused.challenge is not None:
        answer.headers["WWW-Authenticate"] = refused.challenge
    return answer


def raised(api: Api, plan: Plan[Any] | None, error: HTTPException) -> Response:
    """The answer to an exception of the framework: its status, its detail, our shape."""
    status = error.status_code
    if status < 400:
        return Response(status_code=status, headers=error.headers)
    reason: Reason = "internal" if status >= 500 else "invalid"
    for usual, (its_status, _) in _USUAL.items():
        if its_status == status:
            reason = usual
    template = _template(api, plan, reason)
    message = _detail(error) or _USUAL[reason][1]
    answer: Response | None = None
    if template.status != status:
        answer = _as_documented(api, plan, status, reason, message)
        body = _PLAIN if template.body is None else template.body
        template = Failure(status, body, template.media_type)
    answer = answer or _filled(api, plan, template, reason, message)
    answer.headers.update(error.headers or {})
    return answer


def _as_documented(
    api: Api, plan: Plan[Any] | None, status: int, reason: Reason, message: str
) -> Response | None:
    """An answer in the shape that a status documents, if a template is of that shape."""
    found = documented(plan, status) if plan is not None else None
    if plan is None or found is None:
        return None
    templates = (_template(api, plan, reason), *plan.failures.values())
    for media, lazy in found.content.items():
        for it in (*templates, *api.failures.values()):
            if it.body is None or not (is_json(media) and is_json(it.media_type)):
                continue
            answer = _filled(
                api, plan, Failure(status, it.body, media), reason, message
            )
            with suppress(ValidationError):
                codec(lazy).read_strict(bytes(answer.body))
                return answer
    return None


def _detail(error: HTTPException) -> str:
    """What the exception says beyond its status; empty if that is nothing."""
    detail = cast("object", error.detail)  # FastAPI's may be any JSON
    text = detail if isinstance(detail, str) else to_json(detail, fallback=str).decode()
    usual = {it.value: it.phrase for it in HTTPStatus}.get(error.status_code, "")
    if text in ("", usual):
        return ""
    if len(text) < _LEAST:
        text = f"status {error.status_code}: {text}"
    return text[:_LONGEST]


def _filled(
    api: Api,
    plan: Plan[Any] | None,
    template: Failure,
    reason: Reason,
    message: str,
    faults: Sequence[Fault] = (),
) -> Response:
    headers: dict[str, str] = {}
    if template.status == 401:
        ways = plan.security if plan is not None else ()
        headers["WWW-Authenticate"] = authentication.challenge(
            ways, api.schemes, api.title
        )
    if template.body is None:
        return Response(status_code=template.status, headers=headers)
    values: dict[Slot, object] = {
        Slot.CODE: reason,
        Slot.MESSAGE: message,
        Slot.DETAILS: {"errors": list(faults)},
        Slot.ERRORS: list(faults),
        Slot.STATUS: template.status,
    }
    filled = _fill(template.body, values)
    text = isinstance(filled, str) and template.media_type.startswith("text/")
    body = str(filled).encode("utf-8", "replace") if text else to_json(filled)
    return Response(body, template.status, headers, template.media_type)


_PLAIN: Mapping[str, object] = {"code": Slot.CODE, "message": Slot.MESSAGE}


def _template(api: Api, plan: Plan[Any] | None, reason: Reason) -> Failure:
    found = plan.failures.get(reason) if plan is not None else None
    found = found or api.failures.get(reason)
    if found is None and plan is not None and reason == "unsupported_media_type":
        return _template(api, plan, "invalid")
    return found or Failure(_USUAL[reason][0], _PLAIN)


def _message(reason: Reason, faults: Sequence[Fault]) -> str:
    if not faults:
        return _USUAL[reason][1]
    more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
    first = faults[0]
    text = f"{first['place'] or first['in']}: {first['message']}"
    return text[: _LONGEST - len(more)] + more


def _fill(template: object, values: Mapping[Slot, object]) -> object:
    if isinstance(template, Slot):
        return values[template]
    if is_dict(template):
        return {key: _fill(item, values) for key, item in template.items()}
    if is_list(template):
        return [_fill(item, values) for item in template]
    return template
