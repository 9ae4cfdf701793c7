"""The operations on threads."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, overload

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
        self, *, body: models.CreateThreadRequest
    ) -> models.CreateThreadResponse: ...

    @overload
    def create(
        self,
        *,
        project_id: str | MISSING = MISSING,
        environment_id: str | MISSING = MISSING,
        agent_id: str | MISSING = MISSING,
        title: str | MISSING = MISSING,
        app_id: str | MISSING = MISSING,
        content: str | MISSING = MISSING,
        task: str | MISSING = MISSING,
        stream: bool | MISSING = MISSING,
        metadata: dict[str, object] | MISSING = MISSING,
    ) -> models.CreateThreadResponse: ...

    def create(self, **given: object) -> models.CreateThreadResponse:
        """Create thread

        Create a new conversation thread. The thread can be project-scoped, scheduled,
        or immediately executed depending on the request body.

        Raises PaymentRequired.
        """
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
        self, *, body: models.CreateThreadRequest
    ) -> models.CreateThreadResponse: ...

    @overload
    async def create(
        self,
        *,
        project_id: str | MISSING = MISSING,
        environment_id: str | MISSING = MISSING,
        agent_id: str | MISSING = MISSING,
        title: str | MISSING = MISSING,
        app_id: str | MISSING = MISSING,
        content: str | MISSING = MISSING,
        task: str | MISSING = MISSING,
        stream: bool | MISSING = MISSING,
        metadata: dict[str, object] | MISSING = MISSING,
    ) -> models.CreateThreadResponse: ...

    async def create(self, **given: object) -> models.CreateThreadResponse:
        """Create thread

        Create a new conversation thread. The thread can be project-scoped, scheduled,
        or immediately executed depending on the request body.

        Raises PaymentRequired.
        """
        return await self._call(threads.create, **given)
