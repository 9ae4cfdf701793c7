"""The operations on given."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, overload

from pydantic import MISSING

from .. import models
from .._plans import given as _plans
from .._runtime.client import AsyncResource, Resource

if TYPE_CHECKING:
    from .._responses.given import (
        AsyncRawGiven,
        AsyncStreamedGiven,
        RawGiven,
        StreamedGiven,
    )


class Given(Resource):
    """The operations on given."""

    @cached_property
    def with_raw_response(self) -> RawGiven:
        """The same, with whole answers."""
        from .._responses.given import RawGiven

        return RawGiven(self)

    @cached_property
    def with_streaming_response(self) -> StreamedGiven:
        """The same, with answers whose bodies are still to be read."""
        from .._responses.given import StreamedGiven

        return StreamedGiven(self)

    @overload
    def make_jug(self, *, body: models.MakeJugRequest | MISSING = MISSING) -> None: ...

    @overload
    def make_jug(self, *, size: int | MISSING = MISSING) -> None: ...

    def make_jug(self, **given: object) -> None:
        """POST /jugs"""
        return self._call(_plans.make_jug, **given)


class AsyncGiven(AsyncResource):
    """The operations on given."""

    @cached_property
    def with_raw_response(self) -> AsyncRawGiven:
        """The same, with whole answers."""
        from .._responses.given import AsyncRawGiven

        return AsyncRawGiven(self)

    @cached_property
    def with_streaming_response(self) -> AsyncStreamedGiven:
        """The same, with answers whose bodies are still to be read."""
        from .._responses.given import AsyncStreamedGiven

        return AsyncStreamedGiven(self)

    @overload
    async def make_jug(
        self, *, body: models.MakeJugRequest | MISSING = MISSING
    ) -> None: ...

    @overload
    async def make_jug(self, *, size: int | MISSING = MISSING) -> None: ...

    async def make_jug(self, **given: object) -> None:
        """POST /jugs"""
        return await self._call(_plans.make_jug, **given)
