"""The operations on boxes."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from .._plans import boxes
from .._runtime.client import AsyncResource, Resource

if TYPE_CHECKING:
    from .._responses.boxes import (
        AsyncRawBoxes,
        AsyncStreamedBoxes,
        RawBoxes,
        StreamedBoxes,
    )


class Boxes(Resource):
    """The operations on boxes."""

    @cached_property
    def with_raw_response(self) -> RawBoxes:
        """The same, with whole answers."""
        from .._responses.boxes import RawBoxes

        return RawBoxes(self)

    @cached_property
    def with_streaming_response(self) -> StreamedBoxes:
        """The same, with answers whose bodies are still to be read."""
        from .._responses.boxes import StreamedBoxes

        return StreamedBoxes(self)

    def list(self) -> None:
        """GET /boxes"""
        return self._call(boxes.list)

    def add(self) -> None:
        """POST /boxes"""
        return self._call(boxes.add)


class AsyncBoxes(AsyncResource):
    """The operations on boxes."""

    @cached_property
    def with_raw_response(self) -> AsyncRawBoxes:
        """The same, with whole answers."""
        from .._responses.boxes import AsyncRawBoxes

        return AsyncRawBoxes(self)

    @cached_property
    def with_streaming_response(self) -> AsyncStreamedBoxes:
        """The same, with answers whose bodies are still to be read."""
        from .._responses.boxes import AsyncStreamedBoxes

        return AsyncStreamedBoxes(self)

    async def list(self) -> None:
        """GET /boxes"""
        return await self._call(boxes.list)

    async def add(self) -> None:
        """POST /boxes"""
        return await self._call(boxes.add)
