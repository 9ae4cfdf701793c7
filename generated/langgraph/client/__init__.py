"""The clients of langgraph."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from pydantic import MISSING

from .._plans import API
from .._runtime import client

if TYPE_CHECKING:
    from collections.abc import Mapping

    import httpx2

    from .._runtime.options import Hooks
    from ._threads import AsyncThreads, Threads


class Client(client.SyncClient):
    """langgraph"""

    def __init__(
        self,
        *,
        base_url: str | None = None,
        timeout: float | MISSING | None = MISSING,
        max_retries: int = 2,
        headers: Mapping[str, str] | None = None,
        follow_redirects: bool = False,
        strict: bool = False,
        hooks: Hooks | None = None,
        http_client: httpx2.Client | None = None,
    ) -> None:
        """Connect to http://127.0.0.1:2024, unless `base_url` says otherwise.

        timeout: seconds, None for no limit; if left out 60, or that of http_client
        max_retries: further attempts, where it is safe to repeat
        headers: sent with every request
        follow_redirects: elsewhere they get no credentials
        strict: answers that break the document raise AnswerInvalid
        hooks: called for requests, responses and misfits
        http_client: the HTTP client to use; it is not closed
        """
        super().__init__(
            API,
            {},
            base_url=base_url,
            timeout=timeout,
            max_retries=max_retries,
            headers=headers,
            follow_redirects=follow_redirects,
            strict=strict,
            hooks=hooks,
            http_client=http_client,
        )

    @cached_property
    def threads(self) -> Threads:
        """The operations on threads."""
        from ._threads import Threads

        return Threads(self)


class AsyncClient(client.AsyncClient):
    """langgraph"""

    def __init__(
        self,
        *,
        base_url: str | None = None,
        timeout: float | MISSING | None = MISSING,
        max_retries: int = 2,
        headers: Mapping[str, str] | None = None,
        follow_redirects: bool = False,
        strict: bool = False,
        hooks: Hooks | None = None,
        http_client: httpx2.AsyncClient | None = None,
    ) -> None:
        """Connect to http://127.0.0.1:2024, unless `base_url` says otherwise.

        timeout: seconds, None for no limit; if left out 60, or that of http_client
        max_retries: further attempts, where it is safe to repeat
        headers: sent with every request
        follow_redirects: elsewhere they get no credentials
        strict: answers that break the document raise AnswerInvalid
        hooks: called for requests, responses and misfits
        http_client: the HTTP client to use; it is not closed
        """
        super().__init__(
            API,
            {},
            base_url=base_url,
            timeout=timeout,
            max_retries=max_retries,
            headers=headers,
            follow_redirects=follow_redirects,
            strict=strict,
            hooks=hooks,
            http_client=http_client,
        )

    @cached_property
    def threads(self) -> AsyncThreads:
        """The operations on threads."""
        from ._threads import AsyncThreads

        return AsyncThreads(self)


__all__ = ["AsyncClient", "Client"]
