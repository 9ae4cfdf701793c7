"""The operations on glazes."""

from __future__ import annotations

from typing import Any, ClassVar, Protocol

from .. import models
from .._plans import glazes
from .._runtime.handling import Request, Result, Route


class ListGlazes(Request):
    """GET /glazes"""

    class Ok(Result):
        """200: A glaze."""

        body: models.ListGlazesResponse
        status: ClassVar[int] = 200


class GlazesApi(Protocol):
    """The operations on glazes."""

    async def list(self, request: ListGlazes, /) -> ListGlazes.Ok: ...


def glazes_routes(api: GlazesApi | None) -> list[Route[GlazesApi, Any]]:
    """The routes of these operations."""
    return [
        Route(glazes.list, ListGlazes, GlazesApi.list, api),
    ]
