"""The server of Quotes \"\"\" and \\ and \x23 -*- \x63oding: rot13 -*-: implement the
protocols, then `create_app`.
"""

from __future__ import annotations

from pathlib import Path

from fastapi import FastAPI

from .._plans import API
from .._runtime.handling import Access, Authorize, Forbidden, P, Undocumented, deny
from .._runtime.server import build_app
from ._x_raise_system_exit import (
    ImportOsAbort,
    XRaiseSystemExitApi,
    x_raise_system_exit_routes,
)

_DOCUMENT = Path(__file__).parent.parent / "openapi.json"


def create_app(
    *,
    x_raise_system_exit: XRaiseSystemExitApi[P] | None = None,
    authorize: Authorize[P] = deny,
    check_answers: bool = True,
) -> FastAPI:
    """The app. Operations of a resource without an implementation answer 501.

    authorize: returns the principal, which requests carry, or None to deny; without it
        everyone is denied
    check_answers: check what handlers return against the document
    """
    return build_app(
        API,
        [*x_raise_system_exit_routes(x_raise_system_exit)],
        document=_DOCUMENT,
        authorize=authorize,
        check_answers=check_answers,
    )


__all__ = [
    "Access",
    "Authorize",
    "Forbidden",
    "ImportOsAbort",
    "Undocumented",
    "XRaiseSystemExitApi",
    "create_app",
]
