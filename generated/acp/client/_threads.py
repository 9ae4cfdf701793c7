"""The operations on threads."""

from __future__ import annotations

from typing import overload

from pydantic import MISSING

from .. import models
from .._plans import threads
from .._runtime.client import AsyncResource, Resource


class Threads(Resource):
    """The operations on threads."""

    @overload
    def create(
        self, *, body: models.CreateThreadRequest
    ) -> models.CreateThreadResponse: ...

    @overload
    def create(
        self,
        *,
        project_id: str | MISSING = MISSING,
        environment_id: str | MISSING = MISSING,
        agent_id: str | MISSING = MISSING,
        title: str | MISSING = MISSING,
        app_id: str | MISSING = MISSING,
        content: str | MISSING = MISSING,
        task: str | MISSING = MISSING,
        stream: bool | MISSING = MISSING,
        metadata: dict[str, object] | MISSING = MISSING,
    ) -> models.CreateThreadResponse: ...

    def create(self, **given: object) -> models.CreateThreadResponse:
        """Create thread

        Create a new conversation thread. The thread can be project-scoped, scheduled,
        or immediately executed depending on the request body.

        Raises PaymentRequired.
        """
        return self._call(threads.create, **given)


class AsyncThreads(AsyncResource):
    """The operations on threads."""

    @overload
    async def create(
        self, *, body: models.CreateThreadRequest
    ) -> models.CreateThreadResponse: ...

    @overload
    async def create(
        self,
        *,
        project_id: str | MISSING = MISSING,
        environment_id: str | MISSING = MISSING,
        agent_id: str | MISSING = MISSING,
        title: str | MISSING = MISSING,
        app_id: str | MISSING = MISSING,
        content: str | MISSING = MISSING,
        task: str | MISSING = MISSING,
        stream: bool | MISSING = MISSING,
        metadata: dict[str, object] | MISSING = MISSING,
    ) -> models.CreateThreadResponse: ...

    async def create(self, **given: object) -> models.CreateThreadResponse:
        """Create thread

        Create a new conversation thread. The thread can be project-scoped, scheduled,
        or immediately executed depending on the request body.

        Raises PaymentRequired.
        """
        return await self._call(threads.create, **given)
