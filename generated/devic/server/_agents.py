"""Endpoints related to AI agents and their operations"""

from __future__ import annotations

from typing import Any, ClassVar, Protocol
from uuid import UUID

from .. import models
from .._plans import agents
from .._runtime.handling import P_co, P_contra, Request, Result, Route


class CreateAgentThread(Request[P_co]):
    """POST /v1/agents/{agentId}/threads: Create a new thread for an agent"""

    agent_id: UUID
    """UUID of the agent for which to create the thread"""

    body: models.CreateThreadRequest
    """Payload to create a new thread"""

    class Created(Result):
        """201: Thread created successfully"""

        body: models.AgentThread
        status: ClassVar[int] = 201

    class BadRequest(Result):
        """400: Invalid input payload"""

        body: models.ErrorResponse
        status: ClassVar[int] = 400

    class Unauthorized(Result):
        """401: Unauthorized - Invalid or missing token"""

        status: ClassVar[int] = 401

    class NotFound(Result):
        """404: Agent not found"""

        status: ClassVar[int] = 404

    class TooManyRequests(Result):
        """429: Too Many Requests - Rate limit exceeded"""

        status: ClassVar[int] = 429

    class InternalServerError(Result):
        """500: Internal Server Error"""

        status: ClassVar[int] = 500

    Answer = (
        Created
        | BadRequest
        | Unauthorized
        | NotFound
        | TooManyRequests
        | InternalServerError
    )


class AgentsApi(Protocol[P_contra]):
    """Endpoints related to AI agents and their operations"""

    async def create_thread(
        self, request: CreateAgentThread[P_contra], /
    ) -> CreateAgentThread.Answer:
        """Create a new thread for an agent"""
        ...


def agents_routes(api: AgentsApi[Any] | None) -> list[Route[Any, Any]]:
    """The routes of these operations."""
    return [
        Route(agents.create_thread, CreateAgentThread, AgentsApi.create_thread, api),
    ]
