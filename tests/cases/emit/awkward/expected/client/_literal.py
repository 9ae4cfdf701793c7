"""The operations on literal."""

from __future__ import annotations

from typing import Literal

from pydantic import MISSING

from .._plans import literal
from .._runtime.client import AsyncResource, Resource


class LiteralResource(Resource):
    """The operations on literal."""

    def literal(
        self,
        *,
        glaze: Literal["ash", "tin"] | MISSING = MISSING,
        count: int | MISSING = MISSING,
    ) -> None:
        """GET /firings"""
        return self._call(literal.literal, glaze=glaze, count=count)


class AsyncLiteralResource(AsyncResource):
    """The operations on literal."""

    async def literal(
        self,
        *,
        glaze: Literal["ash", "tin"] | MISSING = MISSING,
        count: int | MISSING = MISSING,
    ) -> None:
        """GET /firings"""
        return await self._call(literal.literal, glaze=glaze, count=count)
