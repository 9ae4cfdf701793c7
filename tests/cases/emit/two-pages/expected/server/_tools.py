"""The operations on tools."""

from __future__ import annotations

from typing import Any, ClassVar, Protocol

from pydantic import MISSING

from .. import models
from .._plans import tools
from .._runtime.handling import P_co, P_contra, Request, Result, Route


class ListTools(Request[P_co | None]):
    """GET /tools: List the tools."""

    class Ok(Result):
        """200: Done."""

        body: list[models.Tool]
        status: ClassVar[int] = 200


class AddTools(Request[P_co | None]):
    """POST /tools: Add a tool."""

    body: models.Tool | MISSING = MISSING

    class Ok(Result):
        """200: Done."""

        body: models.Tool
        status: ClassVar[int] = 200


class ToolsApi(Protocol[P_contra]):
    """The operations on tools."""

    async def list(self, request: ListTools[P_contra], /) -> ListTools.Ok:
        """List the tools."""
        ...

    async def add(self, request: AddTools[P_contra], /) -> AddTools.Ok:
        """Add a tool."""
        ...


def tools_routes(api: ToolsApi[Any] | None) -> list[Route[Any, Any]]:
    """The routes of these operations."""
    return [
        Route(tools.list, ListTools, ToolsApi.list, api),
        Route(tools.add, AddTools, ToolsApi.add, api),
    ]
