"""The operations on threads."""

from __future__ import annotations

from typing import Literal, overload
from uuid import UUID

from pydantic import MISSING

from .. import models
from .._plans import threads
from .._runtime.client import AsyncResource, Resource


class Threads(Resource):
    """The operations on threads."""

    @overload
    def create(
        self, *, body: models.CreateThreadRequest | MISSING = MISSING
    ) -> models.CreateThreadResponse: ...

    @overload
    def create(
        self,
        *,
        thread_id: UUID | str | MISSING = MISSING,
        metadata: dict[str, object] | MISSING = MISSING,
        if_exists: Literal["raise", "do_nothing"] | MISSING = MISSING,
        ttl: dict[str, object] | MISSING = MISSING,
    ) -> models.CreateThreadResponse: ...

    def create(self, **given: object) -> models.CreateThreadResponse:
        """Create a new thread."""
        return self._call(threads.create, **given)


class AsyncThreads(AsyncResource):
    """The operations on threads."""

    @overload
    async def create(
        self, *, body: models.CreateThreadRequest | MISSING = MISSING
    ) -> models.CreateThreadResponse: ...

    @overload
    async def create(
        self,
        *,
        thread_id: UUID | str | MISSING = MISSING,
        metadata: dict[str, object] | MISSING = MISSING,
        if_exists: Literal["raise", "do_nothing"] | MISSING = MISSING,
        ttl: dict[str, object] | MISSING = MISSING,
    ) -> models.CreateThreadResponse: ...

    async def create(self, **given: object) -> models.CreateThreadResponse:
        """Create a new thread."""
        return await self._call(threads.create, **given)
