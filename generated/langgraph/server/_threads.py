"""The operations on threads."""

from __future__ import annotations

from typing import Any, ClassVar, Protocol

from pydantic import MISSING

from .. import models
from .._plans import threads
from .._runtime.handling import Request, Result, Route


class CreateThread(Request):
    """POST /threads: Create a new thread."""

    body: models.CreateThreadRequest | MISSING = MISSING

    class Ok(Result):
        """The status 200."""

        body: models.CreateThreadResponse
        status: ClassVar[int] = 200

    class Default(Result):
        """The status default."""

        status: int

    Answer = Ok | Default


class ThreadsApi(Protocol):
    """The operations on threads."""

    async def create(
        self, request: CreateThread, /
    ) -> CreateThread.Ok | CreateThread.Default:
        """Create a new thread."""
        ...


def threads_routes(api: ThreadsApi | None) -> list[Route[ThreadsApi, Any]]:
    """The routes of these operations."""
    return [
        Route(threads.create, CreateThread, ThreadsApi.create, api),
    ]
