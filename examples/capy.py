"""Capy's threads, kept in memory, of one project.

    uvicorn examples.capy:app

Whoever brings the token `good` gets in; `seen` is known, and may do nothing.
"""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import uuid4

from pydantic import MISSING

from generated.capy import models
from generated.capy.server import (
    Access,
    CreateAndStartThread,
    Forbidden,
    create_app,
)

PROJECT = "project_1"
TOKENS = {"good": "ida", "seen": "otto"}


class Threads:
    """The threads of each project."""

    def __init__(self) -> None:
        self._projects: dict[str, list[models.CreateThreadResponse]] = {PROJECT: []}

    async def create_and_start(
        self, request: CreateAndStartThread, /
    ) -> CreateAndStartThread.Answer:
        """Make a thread of a prompt, which waits for its turn."""
        asked, now = request.body, datetime.now(UTC).isoformat()
        threads = self._projects.get(asked.project_id)
        if threads is None:
            why = f"There is no project {asked.project_id!r}."
            error = models.ErrorResponseError(code="not_found", message=why)
            return CreateAndStartThread.NotFound(models.ErrorResponse(error=error))
        caller = models.CreateThreadResponseParticipant(
            user_id=str(request.principal),
            user_type="human",
            first_participated_at=now,
            last_participated_at=now,
        )
        tags = [] if asked.tags is MISSING else asked.tags
        thread = models.CreateThreadResponse(
            id=f"thread_{uuid4().hex}",
            project_id=asked.project_id,
            title=None,
            status="active",
            run_state="queued",
            waiting_on=["worker"],
            blocked_on=[],
            pending_wakeups=0,
            participants=[caller],
            tags=[
                models.CreateThreadResponseTag(name=it, color="default") for it in tags
            ],
            created_at=now,
        )
        threads.append(thread)
        return CreateAndStartThread.Ok(thread)


def authorize(access: Access, /) -> str | None:
    """Who brings this token. Raises Forbidden."""
    if access.token == "seen":
        raise Forbidden
    return TOKENS.get(access.token)


app = create_app(threads=Threads(), authorize=authorize)
