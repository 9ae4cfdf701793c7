"""Who gets in: the credentials of a request, put before `authorize`.

Of the alternatives that an operation documents, those are tried for which the request has
all credentials; the first that is granted gives the principal. What is raised where
there is none says how to get in.
"""

from __future__ import annotations

import inspect
from typing import Any

from starlette.requests import Request as HttpRequest

from .authentication import challenge, has_scopes, present, word
from .failures import Refused
from .handling import Access, Authorize, Forbidden
from .plan import Api, Plan
from .security import Credential


async def admit(
    api: Api, plan: Plan[Any], authorize: Authorize[object], http: HttpRequest
) -> object:
    """The principal; None where anybody may come. Raises Refused."""
    refused: Refused | None = None
    token_refused = False
    for alternative in plan.security:
        found = _found(api, http, tuple(alternative))
        if not found:
            continue
        try:
            principal: object = authorize(Access(plan.id, found, alternative))
            if inspect.isawaitable(principal):
                principal = await principal
        except Forbidden:
            said = None
            if has_scopes(alternative, api.schemes):
                error = "insufficient_scope"
                said = challenge((alternative,), api.schemes, api.title, error=error)
            refused = refused or Refused("forbidden", challenge=said)
            continue
        if principal is not None and principal is not False:
            return principal
        token_refused |= any(word(api.schemes[it]) == "Bearer" for it in found)
    if refused is not None:
        raise refused
    if not plan.security or {} in plan.security:
        return None
    error = "invalid_token" if token_refused else ""
    said = challenge(plan.security, api.schemes, api.title, error=error)
    raise Refused("unauthorized", challenge=said)


def _found(
    api: Api, http: HttpRequest, names: tuple[str, ...]
) -> dict[str, Credential]:
    """The credentials of an alternative; empty unless the request has all of them."""
    found: dict[str, Credential] = {}
    get = http.headers.get, http.query_params.get, http.cookies.get
    tls = http.scope.get("extensions", {}).get("tls")
    for name in names:
        scheme = api.schemes.get(name)
        held = present(scheme, *get, tls) if scheme is not None else None
        if held is None:  # not there, or of a scheme that is not declared
            return {}
        found[name] = held
    return found
