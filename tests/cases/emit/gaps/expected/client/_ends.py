"""The operations on ends."""

from __future__ import annotations

import builtins

from pydantic import MISSING

from .. import models
from .._plans import ends
from .._runtime.client import AsyncResource, Resource


class Ends(Resource):
    """The operations on ends."""

    def list(
        self, *, filter: builtins.list[models.ListEndsFilterItem] | MISSING = MISSING
    ) -> str:
        """GET /ends"""
        return self._call(ends.list, filter=filter)


class AsyncEnds(AsyncResource):
    """The operations on ends."""

    async def list(
        self, *, filter: builtins.list[models.ListEndsFilterItem] | MISSING = MISSING
    ) -> str:
        """GET /ends"""
        return await self._call(ends.list, filter=filter)
