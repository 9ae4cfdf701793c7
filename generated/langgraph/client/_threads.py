"""The operations on threads."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Literal, overload
from uuid import UUID

from pydantic import MISSING

from .. import models
from .._plans import threads
from .._runtime.client import AsyncResource, Resource

if TYPE_CHECKING:
    from .._responses.threads import (
        AsyncRawThreads,
        AsyncStreamedThreads,
        RawThreads,
        StreamedThreads,
    )


class Threads(Resource):
    """The operations on threads."""

    @cached_property
    def with_raw_response(self) -> RawThreads:
        """The same, with whole answers."""
        from .._responses.threads import RawThreads

        return RawThreads(self)

    @cached_property
    def with_streaming_response(self) -> StreamedThreads:
        """The same, with answers whose bodies are still to be read."""
        from .._responses.threads import StreamedThreads

        return StreamedThreads(self)

    @overload
    def create(
        self, *, body: models.CreateThreadRequest | MISSING = MISSING
    ) -> models.CreateThreadResponse: ...

    @overload
    def create(
        self,
        *,
        thread_id: UUID | str | MISSING = MISSING,
        metadata: dict[str, object] | MISSING = MISSING,
        if_exists: Literal["raise", "do_nothing"] | MISSING = MISSING,
        ttl: dict[str, object] | MISSING = MISSING,
    ) -> models.CreateThreadResponse: ...

    def create(self, **given: object) -> models.CreateThreadResponse:
        """Create a new thread."""
        return self._call(threads.create, **given)


class AsyncThreads(AsyncResource):
    """The operations on threads."""

    @cached_property
    def with_raw_response(self) -> AsyncRawThreads:
        """The same, with whole answers."""
        from .._responses.threads import AsyncRawThreads

        return AsyncRawThreads(self)

    @cached_property
    def with_streaming_response(self) -> AsyncStreamedThreads:
        """The same, with answers whose bodies are still to be read."""
        from .._responses.threads import AsyncStreamedThreads

        return AsyncStreamedThreads(self)

    @overload
    async def create(
        self, *, body: models.CreateThreadRequest | MISSING = MISSING
    ) -> models.CreateThreadResponse: ...

    @overload
    async def create(
        self,
        *,
        thread_id: UUID | str | MISSING = MISSING,
        metadata: dict[str, object] | MISSING = MISSING,
        if_exists: Literal["raise", "do_nothing"] | MISSING = MISSING,
        ttl: dict[str, object] | MISSING = MISSING,
    ) -> models.CreateThreadResponse: ...

    async def create(self, **given: object) -> models.CreateThreadResponse:
        """Create a new thread."""
        return await self._call(threads.create, **given)
