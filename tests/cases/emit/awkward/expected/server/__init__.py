"""The server of Kiln: implement the protocols, then `create_app`."""

from __future__ import annotations

from pathlib import Path

from fastapi import FastAPI

from .._plans import API
from .._runtime.handling import Access, Authorize, Forbidden, P, Undocumented, deny
from .._runtime.server import build_app
from ._body import BodyApi, MakePot, body_routes
from ._given import GivenApi, MakeJug, given_routes
from ._glazes import GlazesApi, ListGlazes, glazes_routes
from ._literal import Literal_, LiteralResourceApi, literal_routes

_DOCUMENT = Path(__file__).parent.parent / "openapi.json"


def create_app(
    *,
    body: BodyApi[P] | None = None,
    given: GivenApi[P] | None = None,
    glazes: GlazesApi[P] | None = None,
    literal: LiteralResourceApi[P] | None = None,
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
