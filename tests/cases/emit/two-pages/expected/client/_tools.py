"""The operations on tools."""

from __future__ import annotations

import builtins
from typing import overload

from pydantic import MISSING

from .. import models
from .._plans import tools
from .._runtime.client import AsyncResource, Resource


class Tools(Resource):
    """The operations on tools."""

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
