"""The server of acp: implement the protocols, then `create_app`."""

from __future__ import annotations

from pathlib import Path

from fastapi import FastAPI

from .._plans import API
from .._runtime.handling import Access, Authorize, Forbidden, P, Undocumented, deny
from .._runtime.server import build_app
from ._threads import CreateThread, ThreadsApi, threads_routes

_DOCUMENT = Path(__file__).parent.parent / "openapi.json"


def create_app(
    *,
    threads: ThreadsApi[P] | None = None,
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
        [*threads_routes(threads)],
        document=_DOCUMENT,
        authorize=authorize,
        check_answers=check_answers,
    )


__all__ = [
    "Access",
    "Authorize",
    "CreateThread",
    "Forbidden",
    "ThreadsApi",
    "Undocumented",
    "create_app",
]
