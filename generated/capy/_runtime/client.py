"""The clients that generated ones derive from: one connection, credentials, a base URL.

`SyncClient.call` and `AsyncClient.call` execute a plan; resources forward to them.
Redirects are not followed, so credentials stay with the configured origin. A client
made with `http_client=` does not close it, and keeps its timeout unless one is given.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar
from urllib.parse import urljoin, urlsplit

import httpx2
from pydantic_core import MISSING, PydanticSerializationError

from . import jsontext, redaction, security
from .answers import finish
from .errors import ConnectionFailed, RequestInvalid, TimedOut
from .files import streamed
from .plan import Api, ApiKey, Plan
from .request import Prepared, check_header, prepare

if TYPE_CHECKING:
    from .security import Credentials

    Token = security.Token
    AsyncToken = security.AsyncToken
    Cert = security.Cert

TIMEOUT = 60.0
"""Seconds, where neither a timeout nor an HTTP client is given."""

T = TypeVar("T")
Http = TypeVar("Http", bound=httpx2.Client | httpx2.AsyncClient)


class _Connection(Generic[Http]):
    """What the sync and the async client share."""

    def __init__(
        self,
        api: Api,
        credentials: Credentials,
        base_url: str | None,
        timeout: float | MISSING | None,
        http_client: Http,
        owned: bool,
    ) -> None:
        self._api = api
        self._held = security.credentials(credentials, api.schemes, http_client)
        self._http = http_client
        self._owned = owned
        self._timeout = httpx2.USE_CLIENT_DEFAULT if timeout is MISSING else timeout
        self._given = str(http_client.base_url)
        self._default, default = _defaults(api, self._given)
        if not (base_url or default):
            raise ValueError(
                "the document names no host: give a base_url, or an http_client with one"
            )
        self.base_url = _checked_base(base_url or default)
        keys = [it for it in api.schemes.values() if isinstance(it, ApiKey)]
        redaction.hide(it.name for it in keys if it.location == "query")

    def __repr__(self) -> str:
        return f"{type(self).__name__}(base_url={self.base_url!r})"

    def _prepare(
        self, plan: Plan[Any], path: tuple[object, ...], given: dict[str, object]
    ) -> httpx2.Request:
        base = self.base_url
        if plan.servers and base == self._default:
            base = self._moved(base, plan.servers[0])
        try:
            prepared = prepare(plan, self._api, self._held, base, path, given)
        except UnicodeEncodeError as error:
            message = "an argument holds a character that UTF-8 cannot encode"
            raise RequestInvalid(plan.id, message) from error
        return self._request(plan.id, prepared)

    def _moved(self, base: str, server: str) -> str:
        """An operation's own server, if it is not on another host than the given one."""
        moved = urljoin(base + "/", server).rstrip("/")
        elsewhere = urlsplit(moved).netloc != urlsplit(base).netloc
        return base if self._given and elsewhere else moved

    def _free(
        self,
        method: str,
        path: str,
        query: Mapping[str, str] | None,
        headers: Mapping[str, str] | None,
        json: object,
        content: bytes | None,
    ) -> httpx2.Request:
        """A request that no plan describes, with whatever credential there is."""
        if not path.startswith("/"):
            raise ValueError(f"path must start with '/', not {path!r}")
        plan = _undescribed(method, tuple(self._held))
        prepared = prepare(plan, self._api, self._held, self.base_url + path, (), {})
        if json is not MISSING:
            try:
                content = jsontext.write(json)
            except (PydanticSerializationError, ValueError) as error:
                raise RequestInvalid("request", f"json: {error}") from error
            prepared.headers["Content-Type"] = "application/json"
        for name, text in (headers or {}).items():
            check_header("request", name, text)
        request = self._request("request", replace(prepared, content=content))
        request.headers.update(headers)
        request.url = request.url.copy_merge_params(dict(query or {}))
        return request

    def _request(self, operation: str, prepared: Prepared) -> httpx2.Request:
        content = prepared.content
        if content is not None and not isinstance(content, bytes):
            later = isinstance(self._http, httpx2.AsyncClient)
            content = streamed(content, prepared.headers, later)
        try:
            request = self._http.build_request(
                prepared.method,
                prepared.url,
                headers=prepared.headers,
                content=content,
                timeout=self._timeout,
            )
        except httpx2.InvalidURL as error:
            raise RequestInvalid(operation, f"not a URL: {error}") from error
        if prepared.later:
            steps = prepared.later
            auth = security.auth(operation, self.base_url, steps, request)
            request.extensions["auth"] = auth
        return request


def _defaults(api: Api, given: str) -> tuple[str, str]:
    """Where the documented server is, and where requests go; `given` by an HTTP client.

    A relative server is on the given host, as a link of that host would be. An absolute
    one is not asked where something else is given.
    """
    server = api.servers[0] if api.servers else ""
    parsed = urlsplit(server)
    if parsed.netloc or "{" in server:
        return server.rstrip("/"), given or server
    if given and parsed.path.strip("/"):
        given = urljoin(given.rstrip("/") + "/", server)
    return given.rstrip("/"), given


def _checked_base(url: str) -> str:
    """Refuse what would lose the credentials, or the path after it, or show in logs."""
    try:
        parsed = httpx2.URL(url)
    except httpx2.InvalidURL as error:
        raise ValueError(f"base_url is no URL: {error}") from None
    if parsed.userinfo:
        raise ValueError("base_url must not hold credentials")
    if parsed.scheme not in ("http", "https") or not parsed.host:
        raise ValueError(f"base_url must be absolute (http or https), not {url!r}")
    if "?" in url or "#" in url:
        raise ValueError("base_url must not hold a query or a fragment")
    return url.rstrip("/")


def _check_kind(http_client: object, kind: type[object]) -> None:
    if http_client is not None and not isinstance(http_client, kind):
        given = f"{type(http_client).__module__}.{type(http_client).__qualname__}"
        raise TypeError(f"http_client must be an httpx2.{kind.__name__}, not {given}")


def _failed(operation: str, error: httpx2.HTTPError) -> ConnectionFailed:
    kind = TimedOut if isinstance(error, httpx2.TimeoutException) else ConnectionFailed
    return kind(operation, f"{type(error).__name__}: {error}")


@cache
def _undescribed(method: str, schemes: tuple[str, ...]) -> Plan[Any]:
    security = tuple({name: tuple[str, ...]()} for name in schemes)
    return Plan("request", method, "", security=security)


class SyncClient(_Connection[httpx2.Client]):
    """A blocking client. Use as a context manager, or call `close`."""

    def __init__(
        self,
        api: Api,
        credentials: Credentials,
        *,
        base_url: str | None,
        timeout: float | MISSING | None = MISSING,
        http_client: httpx2.Client | None,
    ) -> None:
        _check_kind(http_client, httpx2.Client)
        verify = security.tls(credentials, api.schemes, http_client)
        http = http_client or httpx2.Client(timeout=TIMEOUT, verify=verify)
        owned = http_client is None
        super().__init__(api, credentials, base_url, timeout, http, owned)

    def call(self, plan: Plan[T], /, *path: object, **given: object) -> T:
        """Execute a plan."""
        response = self._send(plan.id, self._prepare(plan, path, given))
        return finish(plan, self._api, response, self._held)

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

    def _send(self, operation: str, request: httpx2.Request) -> httpx2.Response:
        try:
            auth = request.extensions.get("auth", httpx2.USE_CLIENT_DEFAULT)
            return self._http.send(request, auth=auth, follow_redirects=False)
        except httpx2.RequestError as error:
            raise _failed(operation, error) from error

    def close(self) -> None:
        """Close the connections, unless they came with `http_client=`."""
        if self._owned:
            self._http.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self.close()


class AsyncClient(_Connection[httpx2.AsyncClient]):
    """An asyncio client. Use as a context manager, or await `close`."""

    def __init__(
        self,
        api: Api,
        credentials: Credentials,
        *,
        base_url: str | None,
        timeout: float | MISSING | None = MISSING,
        http_client: httpx2.AsyncClient | None,
    ) -> None:
        _check_kind(http_client, httpx2.AsyncClient)
        verify = security.tls(credentials, api.schemes, http_client)
        http = http_client or httpx2.AsyncClient(timeout=TIMEOUT, verify=verify)
        owned = http_client is None
        super().__init__(api, credentials, base_url, timeout, http, owned)

    async def call(self, plan: Plan[T], /, *path: object, **given: object) -> T:
        """Execute a plan."""
        response = await self._send(plan.id, self._prepare(plan, path, given))
        return finish(plan, self._api, response, self._held)

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

    async def _send(self, operation: str, request: httpx2.Request) -> httpx2.Response:
        try:
            auth = request.extensions.get("auth", httpx2.USE_CLIENT_DEFAULT)
            return await self._http.send(request, auth=auth, follow_redirects=False)
        except httpx2.RequestError as error:
            raise _failed(operation, error) from error

    async def close(self) -> None:
        """Close the connections, unless they came with `http_client=`."""
        if self._owned:
            await self._http.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *raised: object) -> None:
        await self.close()


class Resource:
    """The operations of one tag, on a blocking client."""

    def __init__(self, client: SyncClient) -> None:
        self._client = client

    def _call(self, plan: Plan[T], /, *path: object, **given: object) -> T:
        return self._client.call(plan, *path, **given)


class AsyncResource:
    """The operations of one tag, on an asyncio client."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    async def _call(self, plan: Plan[T], /, *path: object, **given: object) -> T:
        return await self._client.call(plan, *path, **given)
