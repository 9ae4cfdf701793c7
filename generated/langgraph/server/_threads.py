"""The operations on threads."""

from __future__ import annotations

from typing import Any, ClassVar, Protocol

from pydantic import MISSING

from .. import models
from .._plans import threads
from .._runtime.handling import P_co, P_contra, Request, Result, Route


class CreateThread(Request[P_co | None]):
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


class ThreadsApi(Protocol[P_contra]):
    """The operations on threads."""

    async def create(
        self, request: CreateThread[P_contra], /
    ) -> CreateThread.Ok | CreateThread.Default:
        """Create a new thread."""
        ...


def threads_routes(api: ThreadsApi[Any] | None) -> list[Route[Any, Any]]:
    """The routes of these operations."""
    return [
        Route(threads.create, CreateThread, ThreadsApi.create, api),
    ]
