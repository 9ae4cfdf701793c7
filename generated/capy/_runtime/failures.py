"""What a server answers by itself: the documented status and shape, filled in.

`Refused` carries the reason and the faults found; `failure` turns them into an answer by
the templates of the plan, else of the API, else a plain one of our own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import ValidationError
from pydantic_core import to_json
from starlette.responses import Response

from .plan import Api, Failure, Location, Plan, Reason, Slot
from .shapes import is_dict, is_list

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
    """The app answers by itself, for a reason."""

    def __init__(self, reason: Reason, faults: Sequence[Fault] = ()) -> None:
        super().__init__(reason)
        self.reason: Reason = reason
        self.faults = list(faults)


def fault(location: Location | str, place: str, message: str, kind: str) -> Fault:
    """One thing that is wrong with a request."""
    return {"in": location, "place": place, "message": message, "type": kind}


def faults_of(location: str, name: str, error: ValidationError) -> list[Fault]:
    """What pydantic found, below a parameter's name or (without one) in the body."""
    return [
        fault(
            location,
            ".".join(map(str, (name, *found["loc"]) if name else found["loc"])),
            found["msg"],
            found["type"],
        )
        for found in error.errors(include_url=False, include_context=False)
    ]


def reason_of(status: int) -> Reason | None:
    """The reason that usually has this status."""
    for reason, (usual, _) in _USUAL.items():
        if usual == status:
            return reason
    return None


def failure(
    api: Api, plan: Plan[Any] | None, reason: Reason, faults: Sequence[Fault] = ()
) -> Response:
    """Fill in the documented error template of a reason."""
    template = _template(api, plan, reason)
    headers = {"WWW-Authenticate": "Bearer"} if template.status == 401 else None
    if template.body is None:
        return Response(status_code=template.status, headers=headers)
    values: dict[Slot, object] = {
        Slot.CODE: reason,
        Slot.MESSAGE: _message(reason, faults),
        Slot.DETAILS: {"errors": list(faults)},
        Slot.ERRORS: list(faults),
        Slot.STATUS: template.status,
    }
    body = to_json(_fill(template.body, values))
    return Response(body, template.status, headers, template.media_type)


def _template(api: Api, plan: Plan[Any] | None, reason: Reason) -> Failure:
    found = plan.failures.get(reason) if plan is not None else None
    found = found or api.failures.get(reason)
    if found is None and plan is not None and reason == "unsupported_media_type":
        return _template(api, plan, "invalid")
    plain = {"code": Slot.CODE, "message": Slot.MESSAGE}
    return found or Failure(_USUAL[reason][0], plain)


def _message(reason: Reason, faults: Sequence[Fault]) -> str:
    if not faults:
        return _USUAL[reason][1]
    more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
    first = faults[0]
    return f"{first['place'] or first['in']}: {first['message']}{more}"


def _fill(template: object, values: Mapping[Slot, object]) -> object:
    if isinstance(template, Slot):
        return values[template]
    if is_dict(template):
        return {key: _fill(item, values) for key, item in template.items()}
    if is_list(template):
        return [_fill(item, values) for item in template]
    return template
