"""Devic's agents, kept in memory: one agent, which says again what it was told.

    uvicorn examples.devic:app

Whoever brings the token `good` gets in.
"""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID, uuid4

from generated.devic import models
from generated.devic.server import Access, CreateAgentThread, create_app

PARROT = UUID("3fa85f64-5717-4562-b3fc-2c963f66afa6")
TOKENS = {"good": "ida"}


class Agents:
    """The threads of all agents."""

    def __init__(self) -> None:
        self._threads: dict[UUID, list[models.AgentThread]] = {PARROT: []}

    async def create_thread(
        self, request: CreateAgentThread, /
    ) -> CreateAgentThread.Answer:
        """Let an agent answer, at once or later."""
        threads = self._threads.get(request.agent_id)
        if threads is None:
            return CreateAgentThread.NotFound()
        asked = request.body
        messages = [*asked.messages]
        if asked.async_ is not True:
            said = messages[-1].content if messages else "Hello"
            messages.append(models.AgentThreadMessage(role="assistant", content=said))
        thread = models.AgentThread(
            id=uuid4(),
            agent_id=request.agent_id,
            status="RUNNING" if asked.async_ is True else "COMPLETED",
            created_at=datetime.now(UTC),
            metadata=asked.metadata,
            messages=messages,
        )
        threads.append(thread)
        return CreateAgentThread.Created(thread)


def authorize(access: Access, /) -> str | None:
    """Who brings this token."""
    return TOKENS.get(access.token)


app = create_app(agents=Agents(), authorize=authorize)
