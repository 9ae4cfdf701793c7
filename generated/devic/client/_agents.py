"""Endpoints related to AI agents and their operations"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, overload
from uuid import UUID

from pydantic import MISSING

from .. import models
from .._plans import agents
from .._runtime.client import AsyncResource, Resource

if TYPE_CHECKING:
    from .._responses.agents import (
        AsyncRawAgents,
        AsyncStreamedAgents,
        RawAgents,
        StreamedAgents,
    )


class Agents(Resource):
    """Endpoints related to AI agents and their operations"""

    @cached_property
    def with_raw_response(self) -> RawAgents:
        """The same, with whole answers."""
        from .._responses.agents import RawAgents

        return RawAgents(self)

    @cached_property
    def with_streaming_response(self) -> StreamedAgents:
        """The same, with answers whose bodies are still to be read."""
        from .._responses.agents import StreamedAgents

        return StreamedAgents(self)

    @overload
    def create_thread(
        self, agent_id: UUID | str, *, body: models.CreateThreadRequest
    ) -> models.AgentThread: ...

    @overload
    def create_thread(
        self,
        agent_id: UUID | str,
        *,
        messages: list[models.AgentThreadMessage],
        metadata: dict[str, object] | MISSING = MISSING,
        tenant_id: str | MISSING = MISSING,
        subtenant_id: str | MISSING = MISSING,
        async_: bool | MISSING = MISSING,
    ) -> models.AgentThread: ...

    def create_thread(
        self, agent_id: UUID | str, **given: object
    ) -> models.AgentThread:
        """Create a new thread for an agent

        Creates a new execution thread for the specified agent. Threads allow you to run
        agent tasks, manage their state, and track associated costs.

        agent_id: UUID of the agent for which to create the thread
        body: Payload to create a new thread

        Raises BadRequest, Unauthorized, NotFound, TooManyRequests, InternalServerError.
        """
        return self._call(agents.create_thread, agent_id, **given)


class AsyncAgents(AsyncResource):
    """Endpoints related to AI agents and their operations"""

    @cached_property
    def with_raw_response(self) -> AsyncRawAgents:
        """The same, with whole answers."""
        from .._responses.agents import AsyncRawAgents

        return AsyncRawAgents(self)

    @cached_property
    def with_streaming_response(self) -> AsyncStreamedAgents:
        """The same, with answers whose bodies are still to be read."""
        from .._responses.agents import AsyncStreamedAgents

        return AsyncStreamedAgents(self)

    @overload
    async def create_thread(
        self, agent_id: UUID | str, *, body: models.CreateThreadRequest
    ) -> models.AgentThread: ...

    @overload
    async def create_thread(
        self,
        agent_id: UUID | str,
        *,
        messages: list[models.AgentThreadMessage],
        metadata: dict[str, object] | MISSING = MISSING,
        tenant_id: str | MISSING = MISSING,
        subtenant_id: str | MISSING = MISSING,
        async_: bool | MISSING = MISSING,
    ) -> models.AgentThread: ...

    async def create_thread(
        self, agent_id: UUID | str, **given: object
    ) -> models.AgentThread:
        """Create a new thread for an agent

        Creates a new execution thread for the specified agent. Threads allow you to run
        agent tasks, manage their state, and track associated costs.

        agent_id: UUID of the agent for which to create the thread
        body: Payload to create a new thread

        Raises BadRequest, Unauthorized, NotFound, TooManyRequests, InternalServerError.
        """
        return await self._call(agents.create_thread, agent_id, **given)
