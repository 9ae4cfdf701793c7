"""The operations on threads."""

from __future__ import annotations

from typing import Any, ClassVar, Protocol

from .. import models
from .._plans import threads
from .._runtime.handling import P_co, P_contra, Request, Result, Route


class CreateAndStartThread(Request[P_co]):
    """POST /v1/threads: Create and start thread"""

    body: models.CreateThreadBody

    class Ok(Result):
        """200: Success"""

        body: models.CreateThreadResponse
        status: ClassVar[int] = 200

    class Unauthorized(Result):
        """401: Unauthorized"""

        body: models.ErrorResponse
        status: ClassVar[int] = 401

    class Forbidden(Result):
        """403: Forbidden"""

        body: models.ErrorResponse
        status: ClassVar[int] = 403

    class NotFound(Result):
        """404: Not found"""

        body: models.ErrorResponse
        status: ClassVar[int] = 404

    class UnprocessableContent(Result):
        """422: Validation error"""

        body: models.ErrorResponse
        status: ClassVar[int] = 422

    class InternalServerError(Result):
        """500: Internal error"""

        body: models.ErrorResponse
        status: ClassVar[int] = 500

    Answer = (
        Ok
        | Unauthorized
        | Forbidden
        | NotFound
        | UnprocessableContent
        | InternalServerError
    )


class ThreadsApi(Protocol[P_contra]):
    """The operations on threads."""

    async def create_and_start(
        self, request: CreateAndStartThread[P_contra], /
    ) -> CreateAndStartThread.Answer:
        """Create and start thread"""
        ...


def threads_routes(api: ThreadsApi[Any] | None) -> list[Route[Any, Any]]:
    """The routes of these operations."""
    return [
        Route(
            threads.create_and_start,
            CreateAndStartThread,
            ThreadsApi.create_and_start,
            api,
        ),
    ]
