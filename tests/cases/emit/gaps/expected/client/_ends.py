"""The operations on ends."""

from __future__ import annotations

import builtins
from functools import cached_property
from typing import TYPE_CHECKING

from pydantic import MISSING

from .. import models
from .._plans import ends
from .._runtime.client import AsyncResource, Resource

if TYPE_CHECKING:
    from .._responses.ends import AsyncRawEnds, AsyncStreamedEnds, RawEnds, StreamedEnds


class Ends(Resource):
    """The operations on ends."""

    @cached_property
    def with_raw_response(self) -> RawEnds:
        """The same, with whole answers."""
        from .._responses.ends import RawEnds

        return RawEnds(self)

    @cached_property
    def with_streaming_response(self) -> StreamedEnds:
        """The same, with answers whose bodies are still to be read."""
        from .._responses.ends import StreamedEnds

        return StreamedEnds(self)

    def list(
        self, *, filter: builtins.list[models.ListEndsFilterItem] | MISSING = MISSING
    ) -> str:
        """GET /ends"""
        return self._call(ends.list, filter=filter)


class AsyncEnds(AsyncResource):
    """The operations on ends."""

    @cached_property
    def with_raw_response(self) -> AsyncRawEnds:
        """The same, with whole answers."""
        from .._responses.ends import AsyncRawEnds

        return AsyncRawEnds(self)

    @cached_property
    def with_streaming_response(self) -> AsyncStreamedEnds:
        """The same, with answers whose bodies are still to be read."""
        from .._responses.ends import AsyncStreamedEnds

        return AsyncStreamedEnds(self)

    async def list(
        self, *, filter: builtins.list[models.ListEndsFilterItem] | MISSING = MISSING
    ) -> str:
        """GET /ends"""
        return await self._call(ends.list, filter=filter)
