"""The clients of Nothing yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import MISSING

from .._plans import API
from .._runtime import client

if TYPE_CHECKING:
    import httpx2


class Client(client.SyncClient):
    """Nothing yet"""

    def __init__(
        self,
        *,
        base_url: str | None = None,
        timeout: float | MISSING | None = MISSING,
        http_client: httpx2.Client | None = None,
    ) -> None:
        """Connect to `base_url`, else where `http_client` does; the API names no host.

        timeout: seconds, None for no limit; if left out 60, or that of http_client
        http_client: the HTTP client to use; it is not closed
        """
        super().__init__(
            API,
            {},
            base_url=base_url,
            timeout=timeout,
            http_client=http_client,
        )


class AsyncClient(client.AsyncClient):
    """Nothing yet"""

    def __init__(
        self,
        *,
        base_url: str | None = None,
        timeout: float | MISSING | None = MISSING,
        http_client: httpx2.AsyncClient | None = None,
    ) -> None:
        """Connect to `base_url`, else where `http_client` does; the API names no host.

        timeout: seconds, None for no limit; if left out 60, or that of http_client
        http_client: the HTTP client to use; it is not closed
        """
        super().__init__(
            API,
            {},
            base_url=base_url,
            timeout=timeout,
            http_client=http_client,
        )


__all__ = ["AsyncClient", "Client"]
