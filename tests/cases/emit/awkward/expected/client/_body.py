"""The operations on body."""

from __future__ import annotations

from pydantic import MISSING

from .._plans import body as _plans
from .._runtime.client import AsyncResource, Resource
from .._runtime.files import AsyncBytes, Bytes


class Body(Resource):
    """The operations on body."""

    def make_pot(self, *, body: Bytes | MISSING = MISSING) -> None:
        """POST /pots"""
        return self._call(_plans.make_pot, body=body)


class AsyncBody(AsyncResource):
    """The operations on body."""

    async def make_pot(self, *, body: AsyncBytes | MISSING = MISSING) -> None:
        """POST /pots"""
        return await self._call(_plans.make_pot, body=body)
