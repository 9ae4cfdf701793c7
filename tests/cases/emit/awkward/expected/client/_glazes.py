"""The operations on glazes."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from .. import models
from .._plans import glazes
from .._runtime.client import AsyncResource, Resource

if TYPE_CHECKING:
    from .._responses.glazes import (
        AsyncRawGlazes,
        AsyncStreamedGlazes,
        RawGlazes,
        StreamedGlazes,
    )


class Glazes(Resource):
    """The operations on glazes."""

    @cached_property
    def with_raw_response(self) -> RawGlazes:
        """The same, with whole answers."""
        from .._responses.glazes import RawGlazes

        return RawGlazes(self)

    @cached_property
    def with_streaming_response(self) -> StreamedGlazes:
        """The same, with answers whose bodies are still to be read."""
        from .._responses.glazes import StreamedGlazes

        return StreamedGlazes(self)

    def list(self) -> models.ListGlazesResponse:
        """GET /glazes"""
        return self._call(glazes.list)


class AsyncGlazes(AsyncResource):
    """The operations on glazes."""

    @cached_property
    def with_raw_response(self) -> AsyncRawGlazes:
        """The same, with whole answers."""
        from .._responses.glazes import AsyncRawGlazes

        return AsyncRawGlazes(self)

    @cached_property
    def with_streaming_response(self) -> AsyncStreamedGlazes:
        """The same, with answers whose bodies are still to be read."""
        from .._responses.glazes import AsyncStreamedGlazes

        return AsyncStreamedGlazes(self)

    async def list(self) -> models.ListGlazesResponse:
        """GET /glazes"""
        return await self._call(glazes.list)
