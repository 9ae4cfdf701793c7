"""The operations on given."""

from __future__ import annotations

from typing import overload

from pydantic import MISSING

from .. import models
from .._plans import given as _plans
from .._runtime.client import AsyncResource, Resource


class Given(Resource):
    """The operations on given."""

    @overload
    def make_jug(self, *, body: models.MakeJugRequest | MISSING = MISSING) -> None: ...

    @overload
    def make_jug(self, *, size: int | MISSING = MISSING) -> None: ...

    def make_jug(self, **given: object) -> None:
        """POST /jugs"""
        return self._call(_plans.make_jug, **given)


class AsyncGiven(AsyncResource):
    """The operations on given."""

    @overload
    async def make_jug(
        self, *, body: models.MakeJugRequest | MISSING = MISSING
    ) -> None: ...

    @overload
    async def make_jug(self, *, size: int | MISSING = MISSING) -> None: ...

    async def make_jug(self, **given: object) -> None:
        """POST /jugs"""
        return await self._call(_plans.make_jug, **given)
