"""The operations on threads."""

from __future__ import annotations

from typing import Any, ClassVar, Protocol

from .. import models
from .._plans import threads
from .._runtime.handling import P_co, P_contra, Request, Result, Route


class CreateThread(Request[P_co]):
    """POST /v1/threads: Create thread"""

    body: models.CreateThreadRequest

    class Created(Result):
        """201: Thread created"""

        body: models.CreateThreadResponse
        status: ClassVar[int] = 201

    class PaymentRequired(Result):
        """402: Insufficient budget"""

        body: models.CreateThreadPaymentRequired
        status: ClassVar[int] = 402

    class Default(Result):
        """The status default."""

        status: int

    Answer = Created | PaymentRequired | Default


class ThreadsApi(Protocol[P_contra]):
    """The operations on threads."""

    async def create(
        self, request: CreateThread[P_contra], /
    ) -> CreateThread.Created | CreateThread.PaymentRequired | CreateThread.Default:
        """Create thread"""
        ...


def threads_routes(api: ThreadsApi[Any] | None) -> list[Route[Any, Any]]:
    """The routes of these operations."""
    return [
        Route(threads.create, CreateThread, ThreadsApi.create, api),
    ]
