"""The operations on body."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from pydantic import MISSING

from .._plans import body as _plans
from .._runtime.client import AsyncResource, Resource
from .._runtime.files import AsyncBytes, Bytes

if TYPE_CHECKING:
    from .._responses.body import AsyncRawBody, AsyncStreamedBody, RawBody, StreamedBody


class Body(Resource):
    """The operations on body."""

    @cached_property
    def with_raw_response(self) -> RawBody:
        """The same, with whole answers."""
        from .._responses.body import RawBody

        return RawBody(self)

    @cached_property
    def with_streaming_response(self) -> StreamedBody:
        """The same, with answers whose bodies are still to be read."""
        from .._responses.body import StreamedBody

        return StreamedBody(self)

    def make_pot(self, *, body: Bytes | MISSING = MISSING) -> None:
        """POST /pots"""
        return self._call(_plans.make_pot, body=body)


class AsyncBody(AsyncResource):
    """The operations on body."""

    @cached_property
    def with_raw_response(self) -> AsyncRawBody:
        """The same, with whole answers."""
        from .._responses.body import AsyncRawBody

        return AsyncRawBody(self)

    @cached_property
    def with_streaming_response(self) -> AsyncStreamedBody:
        """The same, with answers whose bodies are still to be read."""
        from .._responses.body import AsyncStreamedBody

        return AsyncStreamedBody(self)

    async def make_pot(self, *, body: AsyncBytes | MISSING = MISSING) -> None:
        """POST /pots"""
        return await self._call(_plans.make_pot, body=body)
