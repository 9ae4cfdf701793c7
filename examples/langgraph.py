"""LangGraph's threads, kept in memory.

    uvicorn examples.langgraph:app

The pages document one operation and no error, so what a second thread of the same id is
answered stands here and not in the generated types: `Undocumented`. Threads are kept
until the process ends, whatever their `ttl` says.
"""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID, uuid4

from pydantic import MISSING

from generated.langgraph import models
from generated.langgraph.server import CreateThread, Undocumented, create_app


class Threads:
    """The threads of one server."""

    def __init__(self) -> None:
        self._known: dict[UUID, models.CreateThreadResponse] = {}

    async def create(self, request: CreateThread, /) -> CreateThread.Answer:
        """Make a thread; of an id that there is already, say so or answer with it."""
        asked = request.body
        if asked is MISSING:
            asked = models.CreateThreadRequest()
        thread_id = uuid4() if asked.thread_id is MISSING else asked.thread_id
        known = self._known.get(thread_id)
        if known is None:
            known = self._known[thread_id] = _made(thread_id, asked)
        elif asked.if_exists != "do_nothing":
            message = f"Thread with ID {thread_id} already exists"
            raise Undocumented(409, {"detail": message})
        return CreateThread.Ok(known)


def _made(
    thread_id: UUID, asked: models.CreateThreadRequest
) -> models.CreateThreadResponse:
    now = datetime.now(UTC)
    return models.CreateThreadResponse(
        thread_id=thread_id,
        created_at=now,
        updated_at=now,
        metadata={} if asked.metadata is MISSING else asked.metadata,
        status="idle",
        config={},
        values=None,
    )


app = create_app(threads=Threads())
