"""The operations on tools."""

from __future__ import annotations

import builtins
from functools import cached_property
from typing import TYPE_CHECKING, overload

from pydantic import MISSING

from .. import models
from .._plans import tools
from .._runtime.client import AsyncResource, Resource

if TYPE_CHECKING:
    from .._responses.tools import (
        AsyncRawTools,
        AsyncStreamedTools,
        RawTools,
        StreamedTools,
    )


class Tools(Resource):
    """The operations on tools."""

    @cached_property
    def with_raw_response(self) -> RawTools:
        """The same, with whole answers."""
        from .._responses.tools import RawTools

        return RawTools(self)

    @cached_property
    def with_streaming_response(self) -> StreamedTools:
        """The same, with answers whose bodies are still to be read."""
        from .._responses.tools import StreamedTools

        return StreamedTools(self)

    def list(self) -> builtins.list[models.Tool]:
        """List the tools.

        List the tools. Members only.
        """
        return self._call(tools.list)

    @overload
    def add(self, *, body: models.Tool | MISSING = MISSING) -> models.Tool: ...

    @overload
    def add(self, *, name: str) -> models.Tool: ...

    def add(self, **given: object) -> models.Tool:
        """Add a tool.

        Add a tool. Members only.
        """
        return self._call(tools.add, **given)


class AsyncTools(AsyncResource):
    """The operations on tools."""

    @cached_property
    def with_raw_response(self) -> AsyncRawTools:
        """The same, with whole answers."""
        from .._responses.tools import AsyncRawTools

        return AsyncRawTools(self)

    @cached_property
    def with_streaming_response(self) -> AsyncStreamedTools:
        """The same, with answers whose bodies are still to be read."""
        from .._responses.tools import AsyncStreamedTools

        return AsyncStreamedTools(self)

    async def list(self) -> builtins.list[models.Tool]:
        """List the tools.

        List the tools. Members only.
        """
        return await self._call(tools.list)

    @overload
    async def add(self, *, body: models.Tool | MISSING = MISSING) -> models.Tool: ...

    @overload
    async def add(self, *, name: str) -> models.Tool: ...

    async def add(self, **given: object) -> models.Tool:
        """Add a tool.

        Add a tool. Members only.
        """
        return await self._call(tools.add, **given)
