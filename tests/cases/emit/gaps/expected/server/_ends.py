"""The operations on ends."""

from __future__ import annotations

from typing import Any, ClassVar, Protocol

from pydantic import MISSING

from .. import models
from .._plans import ends
from .._runtime.handling import P_co, P_contra, Request, Result, Route


class ListEnds(Request[P_co | None]):
    """GET /ends"""

    filter: list[models.ListEndsFilterItem] | MISSING = MISSING

    class Ok(Result):
        """200: Ends."""

        body: str
        status: ClassVar[int] = 200


class EndsApi(Protocol[P_contra]):
    """The operations on ends."""

    async def list(self, request: ListEnds[P_contra], /) -> ListEnds.Ok: ...


def ends_routes(api: EndsApi[Any] | None) -> list[Route[Any, Any]]:
    """The routes of these operations."""
    return [
        Route(ends.list, ListEnds, EndsApi.list, api),
    ]
