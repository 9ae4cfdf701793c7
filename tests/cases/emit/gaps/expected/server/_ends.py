"""The operations on ends."""

from __future__ import annotations

from typing import Any, ClassVar, Protocol

from pydantic import MISSING

from .. import models
from .._plans import ends
from .._runtime.handling import Request, Result, Route


class ListEnds(Request):
    """GET /ends"""

    filter: list[models.ListEndsFilterItem] | MISSING = MISSING

    class Ok(Result):
        """200: Ends."""

        body: str
        status: ClassVar[int] = 200


class EndsApi(Protocol):
    """The operations on ends."""

    async def list(self, request: ListEnds, /) -> ListEnds.Ok: ...


def ends_routes(api: EndsApi | None) -> list[Route[EndsApi, Any]]:
    """The routes of these operations."""
    return [
        Route(ends.list, ListEnds, EndsApi.list, api),
    ]
