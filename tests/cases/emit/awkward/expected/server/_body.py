"""The operations on body."""

from __future__ import annotations

from typing import Any, ClassVar, Protocol

from pydantic import MISSING

from .._plans import body
from .._runtime.handling import Request, Result, Route


class MakePot(Request):
    """POST /pots"""

    body: bytes | MISSING = MISSING

    class NoContent(Result):
        """204: Made."""

        status: ClassVar[int] = 204


class BodyApi(Protocol):
    """The operations on body."""

    async def make_pot(self, request: MakePot, /) -> MakePot.NoContent: ...


def body_routes(api: BodyApi | None) -> list[Route[BodyApi, Any]]:
    """The routes of these operations."""
    return [
        Route(body.make_pot, MakePot, BodyApi.make_pot, api),
    ]
