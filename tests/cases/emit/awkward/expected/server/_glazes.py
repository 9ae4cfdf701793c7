"""The operations on glazes."""

from __future__ import annotations

from typing import Any, ClassVar, Protocol

from .. import models
from .._plans import glazes
from .._runtime.handling import P_co, P_contra, Request, Result, Route


class ListGlazes(Request[P_co | None]):
    """GET /glazes"""

    class Ok(Result):
        """200: A glaze."""

        body: models.ListGlazesResponse
        status: ClassVar[int] = 200


class GlazesApi(Protocol[P_contra]):
    """The operations on glazes."""

    async def list(self, request: ListGlazes[P_contra], /) -> ListGlazes.Ok: ...


def glazes_routes(api: GlazesApi[Any] | None) -> list[Route[Any, Any]]:
    """The routes of these operations."""
    return [
        Route(glazes.list, ListGlazes, GlazesApi.list, api),
    ]
