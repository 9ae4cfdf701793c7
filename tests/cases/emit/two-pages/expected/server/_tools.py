"""The operations on tools."""

from __future__ import annotations

from typing import Any, ClassVar, Protocol

from pydantic import MISSING

from .. import models
from .._plans import tools
from .._runtime.handling import Request, Result, Route


class ListTools(Request):
    """GET /tools: List the tools."""

    class Ok(Result):
        """200: Done."""

        body: list[models.Tool]
        status: ClassVar[int] = 200


class AddTools(Request):
    """POST /tools: Add a tool."""

    body: models.Tool | MISSING = MISSING

    class Ok(Result):
        """200: Done."""

        body: models.Tool
        status: ClassVar[int] = 200


class ToolsApi(Protocol):
    """The operations on tools."""

    async def list(self, request: ListTools, /) -> ListTools.Ok:
        """List the tools."""
        ...

    async def add(self, request: AddTools, /) -> AddTools.Ok:
        """Add a tool."""
        ...


def tools_routes(api: ToolsApi | None) -> list[Route[ToolsApi, Any]]:
    """The routes of these operations."""
    return [
        Route(tools.list, ListTools, ToolsApi.list, api),
        Route(tools.add, AddTools, ToolsApi.add, api),
    ]
