"""The operations on boxes."""

from __future__ import annotations

from typing import Any, ClassVar, Protocol

from .._plans import boxes
from .._runtime.handling import Request, Result, Route


class ListBoxes(Request):
    """GET /boxes"""

    class NoContent(Result):
        """204: Nothing is in them."""

        status: ClassVar[int] = 204


class AddBox(Request):
    """POST /boxes"""

    class NoContent(Result):
        """204: It stands."""

        status: ClassVar[int] = 204


class BoxesApi(Protocol):
    """The operations on boxes."""

    async def list(self, request: ListBoxes, /) -> ListBoxes.NoContent: ...

    async def add(self, request: AddBox, /) -> AddBox.NoContent: ...


def boxes_routes(api: BoxesApi | None) -> list[Route[BoxesApi, Any]]:
    """The routes of these operations."""
    return [
        Route(boxes.list, ListBoxes, BoxesApi.list, api),
        Route(boxes.add, AddBox, BoxesApi.add, api),
    ]
