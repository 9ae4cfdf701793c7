"""Calls of a generated client, sync or async, with what went over the wire."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx2


class Caller:
    """Calls one server through the clients of one generated package."""

    def __init__(self, package: Any, url: str, kind: str) -> None:
        self.package = package
        self.url = url
        self.kind = kind
        self.answers: list[httpx2.Response] = []

    @property
    def sent(self) -> bytes:
        """The body of the last request."""
        return self.answers[-1].request.content

    @property
    def answer(self) -> httpx2.Response:
        """The last answer, its body read."""
        return self.answers[-1]

    def __call__(
        self, resource: str, method: str, *path: object, **given: object
    ) -> Any:
        """Call `client.resource.method(...)`; its result, or what it raises."""
        if self.kind == "async":
            return asyncio.run(self._later(resource, method, path, given))

        def keep(response: httpx2.Response) -> None:
            response.read()
            self.answers.append(response)

        with httpx2.Client(event_hooks={"response": [keep]}) as http:
            client = self.package.Client(base_url=self.url, http_client=http)
            return getattr(getattr(client, resource), method)(*path, **given)

    async def _later(
        self,
        resource: str,
        method: str,
        path: tuple[object, ...],
        given: dict[str, object],
    ) -> Any:
        async def keep(response: httpx2.Response) -> None:
            await response.aread()
            self.answers.append(response)

        async with httpx2.AsyncClient(event_hooks={"response": [keep]}) as http:
            client = self.package.AsyncClient(base_url=self.url, http_client=http)
            return await getattr(getattr(client, resource), method)(*path, **given)
