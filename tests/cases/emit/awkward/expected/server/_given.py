"""The operations on given."""

from __future__ import annotations

from typing import Any, ClassVar, Protocol

from pydantic import MISSING

from .. import models
from .._plans import given
from .._runtime.handling import P_co, P_contra, Request, Result, Route


class MakeJug(Request[P_co | None]):
    """POST /jugs"""

    body: models.MakeJugRequest | MISSING = MISSING

    class NoContent(Result):
        """204: Made."""

        status: ClassVar[int] = 204


class GivenApi(Protocol[P_contra]):
    """The operations on given."""

    async def make_jug(self, request: MakeJug[P_contra], /) -> MakeJug.NoContent: ...


def given_routes(api: GivenApi[Any] | None) -> list[Route[Any, Any]]:
    """The routes of these operations."""
    return [
        Route(given.make_jug, MakeJug, GivenApi.make_jug, api),
    ]
