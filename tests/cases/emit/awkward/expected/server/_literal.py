"""The operations on literal."""

from __future__ import annotations

from typing import Any, ClassVar, Literal, Protocol

from pydantic import MISSING

from .._plans import literal
from .._runtime.handling import P_co, P_contra, Request, Result, Route


class Literal_(Request[P_co | None]):
    """GET /firings"""

    glaze: Literal["ash", "tin"] | MISSING = MISSING

    count: int | MISSING = MISSING

    class NoContent(Result):
        """204: None."""

        status: ClassVar[int] = 204


class LiteralResourceApi(Protocol[P_contra]):
    """The operations on literal."""

    async def literal(self, request: Literal_[P_contra], /) -> Literal_.NoContent: ...


def literal_routes(api: LiteralResourceApi[Any] | None) -> list[Route[Any, Any]]:
    """The routes of these operations."""
    return [
        Route(literal.literal, Literal_, LiteralResourceApi.literal, api),
    ]
