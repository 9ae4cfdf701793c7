"""The operations on boxes."""

from __future__ import annotations

from .._plans import boxes
from .._runtime.client import AsyncResource, Resource


class Boxes(Resource):
    """The operations on boxes."""

    def list(self) -> None:
        """GET /boxes"""
        return self._call(boxes.list)

    def add(self) -> None:
        """POST /boxes"""
        return self._call(boxes.add)


class AsyncBoxes(AsyncResource):
    """The operations on boxes."""

    async def list(self) -> None:
        """GET /boxes"""
        return await self._call(boxes.list)

    async def add(self) -> None:
        """POST /boxes"""
        return await self._call(boxes.add)
