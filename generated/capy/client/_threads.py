"""The operations on threads."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Literal, overload

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
    def create_and_start(
        self, *, body: models.CreateThreadBody
    ) -> models.CreateThreadResponse: ...

    @overload
    def create_and_start(
        self,
        *,
        project_id: str,
        prompt: str,
        impersonate_user_email: str | MISSING = MISSING,
        model: models.CreateThreadBodyModel | MISSING = MISSING,
        speed: Literal["fast", "standard"] | MISSING = MISSING,
        reasoning: models.CreateThreadBodyReasoning | MISSING = MISSING,
        build_model: models.CreateThreadBodyBuildModel | MISSING = MISSING,
        build_speed: Literal["fast", "standard"] | MISSING = MISSING,
        build_reasoning: models.CreateThreadBodyBuildReasoning | MISSING = MISSING,
        repos: list[models.CreateThreadBodyRepo] | MISSING = MISSING,
        browser_snapshot_ids: list[str] | MISSING = MISSING,
        attachment_urls: list[str] | MISSING = MISSING,
        tags: list[str] | MISSING = MISSING,
        slack: models.CreateThreadBodySlack | MISSING = MISSING,
        reliability_investigation_id: str | MISSING = MISSING,
    ) -> models.CreateThreadResponse: ...

    def create_and_start(self, **given: object) -> models.CreateThreadResponse:
        """Create and start thread

        Create a new captain thread and immediately start execution, optionally
        assigning existing project tags.

        Raises Unauthorized, Forbidden, NotFound, UnprocessableContent,
        InternalServerError.
        """
        return self._call(threads.create_and_start, **given)


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
    async def create_and_start(
        self, *, body: models.CreateThreadBody
    ) -> models.CreateThreadResponse: ...

    @overload
    async def create_and_start(
        self,
        *,
        project_id: str,
        prompt: str,
        impersonate_user_email: str | MISSING = MISSING,
        model: models.CreateThreadBodyModel | MISSING = MISSING,
        speed: Literal["fast", "standard"] | MISSING = MISSING,
        reasoning: models.CreateThreadBodyReasoning | MISSING = MISSING,
        build_model: models.CreateThreadBodyBuildModel | MISSING = MISSING,
        build_speed: Literal["fast", "standard"] | MISSING = MISSING,
        build_reasoning: models.CreateThreadBodyBuildReasoning | MISSING = MISSING,
        repos: list[models.CreateThreadBodyRepo] | MISSING = MISSING,
        browser_snapshot_ids: list[str] | MISSING = MISSING,
        attachment_urls: list[str] | MISSING = MISSING,
        tags: list[str] | MISSING = MISSING,
        slack: models.CreateThreadBodySlack | MISSING = MISSING,
        reliability_investigation_id: str | MISSING = MISSING,
    ) -> models.CreateThreadResponse: ...

    async def create_and_start(self, **given: object) -> models.CreateThreadResponse:
        """Create and start thread

        Create a new captain thread and immediately start execution, optionally
        assigning existing project tags.

        Raises Unauthorized, Forbidden, NotFound, UnprocessableContent,
        InternalServerError.
        """
        return await self._call(threads.create_and_start, **given)
