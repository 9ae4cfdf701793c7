"""An operation on its own: what a client sends in a call, and what a handler gets."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, ClassVar

from pydantic import MISSING
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send

from templates.runtime.client import SyncClient
from templates.runtime.handling import Request, Result, Route
from templates.runtime.plan import Answer, Api, Body, Parameter, Plan, Scheme
from templates.runtime.server import build_app


class Echo:
    """A server with one operation, `PUT path`, which answers 204."""

    def __init__(
        self,
        *parameters: Parameter,
        path: str = "/echo",
        body: Body | None = None,
        schemes: Mapping[str, Scheme] | None = None,
    ) -> None:
        schemes = schemes or {}
        self.api = Api("Echo", "1", ("http://echo.test",), schemes, dict)
        self.plan: Plan[None] = Plan(
            "echo",
            "PUT",
            path,
            parameters,
            body,
            answers={"204": Answer()},
            security=tuple({name: ()} for name in schemes),
        )
        names = [it.python for it in parameters] + (["body"] if body else [])
        annotations = dict.fromkeys(names, "Any")
        members = dict.fromkeys(names, MISSING)
        self.request = type(
            "Echoed", (Request,), {"__annotations__": annotations, **members}
        )
        self.seen: Any = None
        self.scope: Any = None
        route: Route[Any, Any] = Route(self.plan, self.request, Echo.echo, self)
        self.app = build_app(
            self.api, [route], document=Path("echo.json"), authorize=lambda _: True
        )

    async def echo(self, request: Any, /) -> Done:
        self.seen = request
        return Done()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.scope = scope
        await self.app(scope, receive, send)

    def call(
        self, *path: Any, held: Mapping[str, str] | None = None, **given: Any
    ) -> Any:
        """Call it with our client; what the handler got."""
        http = TestClient(self)
        client = SyncClient(self.api, held or {}, base_url=None, http_client=http)
        client.call(self.plan, *path, **given)
        return self.seen

    def http(self) -> TestClient:
        """Another client."""
        return TestClient(self, base_url="http://echo.test")

    @property
    def query(self) -> str:
        """What came as the query."""
        query: bytes = self.scope["query_string"]
        return query.decode()


class Done(Result):
    status: ClassVar[int] = 204
