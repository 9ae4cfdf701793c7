"""The operations on literal."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Literal

from pydantic import MISSING

from .._plans import literal
from .._runtime.client import AsyncResource, Resource

if TYPE_CHECKING:
    from .._responses.literal import (
        AsyncRawLiteralResource,
        AsyncStreamedLiteralResource,
        RawLiteralResource,
        StreamedLiteralResource,
    )


class LiteralResource(Resource):
    """The operations on literal."""

    @cached_property
    def with_raw_response(self) -> RawLiteralResource:
        """The same, with whole answers."""
        from .._responses.literal import RawLiteralResource

        return RawLiteralResource(self)

    @cached_property
    def with_streaming_response(self) -> StreamedLiteralResource:
        """The same, with answers whose bodies are still to be read."""
        from .._responses.literal import StreamedLiteralResource

        return StreamedLiteralResource(self)

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

    @cached_property
    def with_raw_response(self) -> AsyncRawLiteralResource:
        """The same, with whole answers."""
        from .._responses.literal import AsyncRawLiteralResource

        return AsyncRawLiteralResource(self)

    @cached_property
    def with_streaming_response(self) -> AsyncStreamedLiteralResource:
        """The same, with answers whose bodies are still to be read."""
        from .._responses.literal import AsyncStreamedLiteralResource

        return AsyncStreamedLiteralResource(self)

    async def literal(
        self,
        *,
        glaze: Literal["ash", "tin"] | MISSING = MISSING,
        count: int | MISSING = MISSING,
    ) -> None:
        """GET /firings"""
        return await self._call(literal.literal, glaze=glaze, count=count)
