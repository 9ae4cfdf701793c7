"""The operations on threads."""

from __future__ import annotations

from typing import Any, ClassVar, Protocol

from .. import models
from .._plans import threads
from .._runtime.handling import Request, Result, Route


class CreateThread(Request):
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

    Answer = Created | PaymentRequired


class ThreadsApi(Protocol):
    """The operations on threads."""

    async def create(
        self, request: CreateThread, /
    ) -> CreateThread.Created | CreateThread.PaymentRequired:
        """Create thread"""
        ...


def threads_routes(api: ThreadsApi | None) -> list[Route[ThreadsApi, Any]]:
    """The routes of these operations."""
    return [
        Route(threads.create, CreateThread, ThreadsApi.create, api),
    ]
