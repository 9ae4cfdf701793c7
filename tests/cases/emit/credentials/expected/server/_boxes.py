"""The operations on boxes."""

from __future__ import annotations

from typing import Any, ClassVar, Protocol

from .._plans import boxes
from .._runtime.handling import P_co, P_contra, Request, Result, Route


class ListBoxes(Request[P_co | None]):
    """GET /boxes"""

    class NoContent(Result):
        """204: Nothing is in them."""

        status: ClassVar[int] = 204


class AddBox(Request[P_co]):
    """POST /boxes"""

    class NoContent(Result):
        """204: It stands."""

        status: ClassVar[int] = 204


class BoxesApi(Protocol[P_contra]):
    """The operations on boxes."""

    async def list(self, request: ListBoxes[P_contra], /) -> ListBoxes.NoContent: ...

    async def add(self, request: AddBox[P_contra], /) -> AddBox.NoContent: ...


def boxes_routes(api: BoxesApi[Any] | None) -> list[Route[Any, Any]]:
    """The routes of these operations."""
    return [
        Route(boxes.list, ListBoxes, BoxesApi.list, api),
        Route(boxes.add, AddBox, BoxesApi.add, api),
    ]
