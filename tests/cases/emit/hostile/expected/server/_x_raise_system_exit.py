"""> > > raise SystemExit"""

from __future__ import annotations

from typing import Any, ClassVar, Protocol

from pydantic import MISSING

from .. import models
from .._plans import x_raise_system_exit
from .._runtime.handling import P_co, P_contra, Request, Result, Route


class ImportOsAbort(Request[P_co | None]):
    """GET /a"b/{self}: \"\"\" raise SystemExit"""

    self_: str

    class_: models.ImportOsAbortClass | MISSING = MISSING

    class Ok(Result):
        """200: {{ 7 * 7 }} {% raw %}"""

        body: models.ModelConfig
        status: ClassVar[int] = 200


class XRaiseSystemExitApi(Protocol[P_contra]):
    """> > > raise SystemExit"""

    async def import_os_abort(
        self, request: ImportOsAbort[P_contra], /
    ) -> ImportOsAbort.Ok:
        """\"\"\" raise SystemExit"""
        ...


def x_raise_system_exit_routes(
    api: XRaiseSystemExitApi[Any] | None,
) -> list[Route[Any, Any]]:
    """The routes of these operations."""
    return [
        Route(
            x_raise_system_exit.import_os_abort,
            ImportOsAbort,
            XRaiseSystemExitApi.import_os_abort,
            api,
        ),
    ]
