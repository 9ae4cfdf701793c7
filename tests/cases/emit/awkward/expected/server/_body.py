"""The operations on body."""

from __future__ import annotations

from typing import Any, ClassVar, Protocol

from pydantic import MISSING

from .._plans import body
from .._runtime.handling import P_co, P_contra, Request, Result, Route
from .._runtime.uploads import ByteStream


class MakePot(Request[P_co | None]):
    """POST /pots"""

    body: ByteStream | MISSING = MISSING

    class NoContent(Result):
        """204: Made."""

        status: ClassVar[int] = 204


class BodyApi(Protocol[P_contra]):
    """The operations on body."""

    async def make_pot(self, request: MakePot[P_contra], /) -> MakePot.NoContent: ...


def body_routes(api: BodyApi[Any] | None) -> list[Route[Any, Any]]:
    """The routes of these operations."""
    return [
        Route(body.make_pot, MakePot, BodyApi.make_pot, api),
    ]
