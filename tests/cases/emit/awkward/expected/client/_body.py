"""The operations on body."""

from __future__ import annotations

from pydantic import MISSING

from .._plans import body as _plans
from .._runtime.client import AsyncResource, Resource


class Body(Resource):
    """The operations on body."""

    def make_pot(self, *, body: bytes | MISSING = MISSING) -> None:
        """POST /pots"""
        return self._call(_plans.make_pot, body=body)


class AsyncBody(AsyncResource):
    """The operations on body."""

    async def make_pot(self, *, body: bytes | MISSING = MISSING) -> None:
        """POST /pots"""
        return await self._call(_plans.make_pot, body=body)
