"""The server of Kiln: implement the protocols, then `create_app`."""

from __future__ import annotations

from pathlib import Path

from fastapi import FastAPI

from .._plans import API
from .._runtime.handling import Access, Authorize, Forbidden, Undocumented, deny
from .._runtime.server import build_app
from ._body import BodyApi, MakePot, body_routes
from ._given import GivenApi, MakeJug, given_routes
from ._glazes import GlazesApi, ListGlazes, glazes_routes
from ._literal import Literal_, LiteralResourceApi, literal_routes

_DOCUMENT = Path(__file__).parent.parent / "openapi.json"


def create_app(
    *,
    body: BodyApi | None = None,
    given: GivenApi | None = None,
    glazes: GlazesApi | None = None,
    literal: LiteralResourceApi | None = None,
    authorize: Authorize = deny,
    check_answers: bool = True,
) -> FastAPI:
    """The app. Operations of a resource without an implementation answer 501.

    authorize: returns the caller, or None to deny; without it everyone is denied
    check_answers: check what handlers return against the document
    """
    return build_app(
        API,
        [
            *body_routes(body),
            *given_routes(given),
            *glazes_routes(glazes),
            *literal_routes(literal),
        ],
        document=_DOCUMENT,
        authorize=authorize,
        check_answers=check_answers,
    )


__all__ = [
    "Access",
    "Authorize",
    "BodyApi",
    "Forbidden",
    "GivenApi",
    "GlazesApi",
    "ListGlazes",
    "LiteralResourceApi",
    "Literal_",
    "MakeJug",
    "MakePot",
    "Undocumented",
    "create_app",
]
