"""The clients that generated ones derive from: one connection, credentials, a base URL.

`call` executes a plan and returns its result; `open_call` leaves the body of the answer
to be read bit by bit. Both send again what failed and may be repeated. Resources forward to
them. A client made with `http_client=` does not close it, and keeps its timeout unless
one is given.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from inspect import iscoroutine
from itertools import count
from typing import TYPE_CHECKING, Any, Self, TypeVar, Unpack

import httpx2
from pydantic_core import MISSING

from . import security
from .connection import Connection, failed
from .errors import ApiError, TokenError
from .options import Given, Reaction, options_of
from .plan import Api, Plan

if TYPE_CHECKING:
    from .security import Credentials
    from .streams import AsyncStream, Stream

    Token = security.Token
    AsyncToken = security.AsyncToken
    Cert = security.Cert

TIMEOUT = 60.0
"""Seconds, where neither a timeout nor an HTTP client is given."""

T = TypeVar("T")


def _check_kind(http_client: object, kind: type[object]) -> None:
    if http_client is not None and not isinstance(http_client, kind):
        given = f"{type(http_client).__module__}.{type(http_client).__qualname__}"
        raise TypeError(f"http_client must be an httpx2.{kind.__name__}, not {given}")


class SyncClient(Connection[httpx2.Client]):
    """A blocking client. Use as a context manager, or call `close`."""

    def __init__(
        self,
        api: Api,
        credentials: Credentials,
        *,
        base_url: str | None,
        http_client: httpx2.Client | None,
        **options: Unpack[Given],
    ) -> None:
        _check_kind(http_client, httpx2.Client)
        verify = security.tls(credentials, api.schemes, http_client)
        http = http_client or httpx2.Client(timeout=TIMEOUT, verify=verify)
        owned = http_client is None
        made = options_of(options)
        super().__init__(api, credentials, base_url, made, http, owned)

    def call(self, plan: Plan[T], /, *path: object, **given: object) -> T:
        """Execute a plan."""
        request = self.request_for(plan, path, given)
        return self.result_of(plan, self.answer_to(plan, request))

    def answer_to(self, plan: Plan[Any], request: httpx2.Request) -> httpx2.Response:
        """The answer to the request of a call, whatever its status."""
        return self._send(plan.id, request)

    def open_call(self, plan: Plan[Any], request: httpx2.Request) -> httpx2.Response:
        """Send a request; the body of a success is not read yet. Close the response."""
        response = self._send(plan.id, request, stream=True)
        if not response.is_success:
            try:
                response.read()
            except httpx2.RequestError as error:
                raise failed(plan.id, error) from error
            finally:
                response.close()
            self.result_of(plan, response)
        return response

    def request(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        json: object = MISSING,
        content: bytes | None = None,
    ) -> httpx2.Response:
        """Send what the document does not describe; any status is returned."""
        request = self._free(method, path, query, headers, json, content)
        return self._send("request", request)

    def _send(
        self, operation: str, request: httpx2.Request, stream: bool = False
    ) -> httpx2.Response:
        for redirects in count():
            response = self._attempts(operation, request, stream)
            if not response.has_redirect_location:
                return response
            try:
                further = self._redirected(operation, response, redirects)
            except ApiError:
                response.close()
                raise
            if further is None:
                return response
            response.close()
            request = further
        raise AssertionError

    def _attempts(
        self, operation: str, request: httpx2.Request, stream: bool
    ) -> httpx2.Response:
        hooks = self._options.hooks
        for attempt in count():
            if hooks.request is not None:
                _done(hooks.request(request))
            try:
                auth = request.extensions.get("auth", httpx2.USE_CLIENT_DEFAULT)
                response = self._http.send(
                    request, stream=stream, auth=auth, follow_redirects=False
                )
            except (httpx2.RequestError, TokenError) as error:
                pause = self._pause_or_raise(operation, attempt, request, error)
            else:
                if hooks.response is not None:
                    _done(hooks.response(response))
                seconds = self._pause_after(operation, attempt, response)
                if seconds is None:
                    return response
                response.close()
                pause = seconds
            time.sleep(pause)
        raise AssertionError

    def close(self) -> None:
        """Close the connections, unless they came with `http_client=`."""
        if self._owned:
            self._http.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self.close()


def _done(reaction: Reaction) -> None:
    if reaction is not None:
        if iscoroutine(reaction):
            reaction.close()
        raise TypeError("a blocking client takes no coroutine functions as hooks")


class AsyncClient(Connection[httpx2.AsyncClient]):
    """An asyncio client. Use as a context manager, or await `close`."""

    def __init__(
        self,
        api: Api,
        credentials: Credentials,
        *,
        base_url: str | None,
        http_client: httpx2.AsyncClient | None,
        **options: Unpack[Given],
    ) -> None:
        _check_kind(http_client, httpx2.AsyncClient)
        verify = security.tls(credentials, api.schemes, http_client)
        http = http_client or httpx2.AsyncClient(timeout=TIMEOUT, verify=verify)
        owned = http_client is None
        made = options_of(options)
        super().__init__(api, credentials, base_url, made, http, owned)

    async def call(self, plan: Plan[T], /, *path: object, **given: object) -> T:
        """Execute a plan."""
        request = self.request_for(plan, path, given)
        return self.result_of(plan, await self.answer_to(plan, request))

    async def answer_to(
        self, plan: Plan[Any], request: httpx2.Request
    ) -> httpx2.Response:
        """The answer to the request of a call, whatever its status."""
        return await self._send(plan.id, request)

    async def open_call(
        self, plan: Plan[Any], request: httpx2.Request
    ) -> httpx2.Response:
        """Send a request; the body of a success is not read yet. Close the response."""
        response = await self._send(plan.id, request, stream=True)
        if not response.is_success:
            try:
                await response.aread()
            except httpx2.RequestError as error:
                raise failed(plan.id, error) from error
            finally:
                await response.aclose()
            self.result_of(plan, response)
        return response

    async def request(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        json: object = MISSING,
        content: bytes | None = None,
    ) -> httpx2.Response:
        """Send what the document does not describe; any status is returned."""
        request = self._free(method, path, query, headers, json, content)
        return await self._send("request", request)

    async def _send(
        self, operation: str, request: httpx2.Request, stream: bool = False
    ) -> httpx2.Response:
        for redirects in count():
            response = await self._attempts(operation, request, stream)
            if not response.has_redirect_location:
                return response
            try:
                further = self._redirected(operation, response, redirects)
            except ApiError:
                await response.aclose()
                raise
            if further is None:
                return response
            await response.aclose()
            request = further
        raise AssertionError

    async def _attempts(
        self, operation: str, request: httpx2.Request, stream: bool
    ) -> httpx2.Response:
        hooks = self._options.hooks
        for attempt in count():
            if hooks.request is not None:
                await _awaited(hooks.request(request))
            try:
                auth = request.extensions.get("auth", httpx2.USE_CLIENT_DEFAULT)
                response = await self._http.send(
                    request, stream=stream, auth=auth, follow_redirects=False
                )
            except (httpx2.RequestError, TokenError) as error:
                pause = self._pause_or_raise(operation, attempt, request, error)
            else:
                if hooks.response is not None:
                    await _awaited(hooks.response(response))
                seconds = self._pause_after(operation, attempt, response)
                if seconds is None:
                    return response
                await response.aclose()
                pause = seconds
            from anyio import sleep  # not before it is needed

            await sleep(pause)
        raise AssertionError

    async def close(self) -> None:
        """Close the connections, unless they came with `http_client=`."""
        if self._owned:
            await self._http.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *raised: object) -> None:
        await self.close()


async def _awaited(reaction: Reaction) -> None:
    if reaction is not None:
        await reaction


class Resource:
    """The operations of one tag, on a blocking client."""

    def __init__(self, client: SyncClient) -> None:
        self._client = client

    def _call(self, plan: Plan[T], /, *path: object, **given: object) -> T:
        return self._client.call(plan, *path, **given)

    def _stream(self, plan: Plan[T], /, *path: object, **given: object) -> Stream[T]:
        from .streams import Stream

        return Stream(plan, self._client, path, given)


class AsyncResource:
    """The operations of one tag, on an asyncio client."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    async def _call(self, plan: Plan[T], /, *path: object, **given: object) -> T:
        return await self._client.call(plan, *path, **given)

    async def _stream(
        self, plan: Plan[T], /, *path: object, **given: object
    ) -> AsyncStream[T]:
        from .streams import AsyncStream

        return await AsyncStream(plan, self._client, path, given).start()


def through(method: Any, calls: Callable[[Any], Any]) -> Any:
    """A resource's method whose calls go through what `calls` makes of the client."""
    resource = method.__self__
    return getattr(type(resource)(calls(resource._client)), method.__name__)
