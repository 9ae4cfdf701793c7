"""The operations on glazes."""

from __future__ import annotations

from .. import models
from .._plans import glazes
from .._runtime.client import AsyncResource, Resource


class Glazes(Resource):
    """The operations on glazes."""

    def list(self) -> models.ListGlazesResponse:
        """GET /glazes"""
        return self._call(glazes.list)


class AsyncGlazes(AsyncResource):
    """The operations on glazes."""

    async def list(self) -> models.ListGlazesResponse:
        """GET /glazes"""
        return await self._call(glazes.list)
