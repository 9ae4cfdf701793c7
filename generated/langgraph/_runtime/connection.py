"""What the blocking and the asyncio client share: requests, and which are sent again.

Knows nothing of sockets: `_Connection` makes requests, says what follows an attempt and
reads answers. Requests stay with the configured origin unless redirects are followed; a
redirect to another origin gets no credential, and none leads from https to http.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from copy import copy
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar
from urllib.parse import urljoin, urlsplit

import httpx2
from pydantic_core import MISSING, PydanticSerializationError

from . import jsontext, redaction, retrying, security
from .answers import finish
from .errors import ConnectionFailed, RequestInvalid, TimedOut, TokenError
from .files import streamed
from .options import Misfit, Options
from .plan import Api, ApiKey, Plan
from .request import Prepared, check_header, prepare

if TYPE_CHECKING:
    from .security import Credentials

log = logging.getLogger(__name__)

MAX_REDIRECTS = 10

_HARMLESS = frozenset(
    (
        "accept",
        "accept-encoding",
        "connection",
        "content-length",
        "content-type",
        "host",
        "user-agent",
    )
)
"""Headers that another origin may see."""

T = TypeVar("T")
Http = TypeVar("Http", bound=httpx2.Client | httpx2.AsyncClient)


class Connection(Generic[Http]):
    """What the sync and the async client share."""

    def __init__(
        self,
        api: Api,
        credentials: Credentials,
        base_url: str | None,
        options: Options,
        http_client: Http,
        owned: bool,
    ) -> None:
        self._api = api
        self._held = security.credentials(credentials, api.schemes, http_client)
        self._http = http_client
        self._owned = owned
        self._options = options
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

    def with_options(
        self,
        *,
        timeout: float | MISSING | None = MISSING,
        max_retries: int | MISSING = MISSING,
        headers: Mapping[str, str] | MISSING = MISSING,
        base_url: str | MISSING = MISSING,
        follow_redirects: bool | MISSING = MISSING,
        strict: bool | MISSING = MISSING,
    ) -> Self:
        """A client with other options on the same connections; closing it closes none.

        Headers are added to those there are. What is left out stays as it is.
        """
        changes: dict[str, Any] = {
            "timeout": timeout,
            "max_retries": max_retries,
            "follow_redirects": follow_redirects,
            "strict": strict,
        }
        if headers is not MISSING:
            changes["headers"] = {**self._options.headers, **headers}
        given = {name: it for name, it in changes.items() if it is not MISSING}
        other = copy(self)
        other._owned = False
        other._options = replace(self._options, **given)
        if base_url is not MISSING:
            other.base_url = _checked_base(base_url)
        for name in [name for name, it in vars(self).items() if is_resource(it)]:
            del vars(other)[name]
        return other

    @property
    def api(self) -> Api:
        """What the operations share."""
        return self._api

    @property
    def max_retries(self) -> int:
        """Attempts after the first one, where it is safe to repeat."""
        return self._options.max_retries

    # Requests

    def request_for(
        self, plan: Plan[Any], path: tuple[object, ...], given: dict[str, object]
    ) -> httpx2.Request:
        """The request of a call, checked."""
        base = self.base_url
        if plan.servers and base == self._default:
            base = self._moved(base, plan.servers[0])
        own = self._own_headers(plan, given) if self._options.headers else None
        try:
            prepared = prepare(plan, self._api, self._held, base, path, given)
        except UnicodeEncodeError as error:
            message = "an argument holds a character that UTF-8 cannot encode"
            raise RequestInvalid(plan.id, message) from error
        request = self._request(plan.id, prepared)
        if own:
            request.headers.update(own)
        return request

    def _own_headers(
        self, plan: Plan[Any], given: Mapping[str, object]
    ) -> dict[str, str]:
        """The headers of the options, but for those that the call has arguments for."""
        named = [it for it in plan.parameters if it.location == "header"]
        taken = [
            it.name.lower()
            for it in named
            if given.get(it.python, MISSING) is not MISSING
        ]
        own = self._options.headers.items()
        for name, text in own:
            check_header(plan.id, name, text)
        return {name: text for name, text in own if name.lower() not in taken}

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
        own = {**self._options.headers, **(headers or {})}
        for name, text in own.items():
            check_header("request", name, text)
        request = self._request("request", replace(prepared, content=content))
        request.headers.update(own)
        request.url = request.url.copy_merge_params(dict(query or {}))
        return request

    def _request(self, operation: str, prepared: Prepared) -> httpx2.Request:
        timeout, content = self._options.timeout, prepared.content
        if content is not None and not isinstance(content, bytes):
            later = isinstance(self._http, httpx2.AsyncClient)
            content = streamed(content, prepared.headers, later)
        try:
            request = self._http.build_request(
                prepared.method,
                prepared.url,
                headers=prepared.headers,
                content=content,
                timeout=httpx2.USE_CLIENT_DEFAULT if timeout is MISSING else timeout,
            )
        except httpx2.InvalidURL as error:
            raise RequestInvalid(operation, f"not a URL: {error}") from error
        if prepared.later:
            steps = prepared.later
            auth = security.auth(operation, self.base_url, steps, request)
            request.extensions["auth"] = auth
        return request

    # What follows an attempt

    def _pause_after(
        self, operation: str, attempt: int, response: httpx2.Response
    ) -> float | None:
        """Seconds until the next attempt; None where the answer stands."""
        if attempt >= self._options.max_retries:
            return None
        seconds = retrying.after_answer(response.request, response, attempt)
        if seconds is not None:
            _say(operation, f"status {response.status_code}", seconds)
        return seconds

    def _pause_or_raise(
        self,
        operation: str,
        attempt: int,
        request: httpx2.Request,
        error: httpx2.RequestError | TokenError,
    ) -> float:
        """Seconds until the next attempt. Raises where there is none."""
        if attempt < self._options.max_retries:
            seconds = retrying.after_failure(request, error, attempt)
            if seconds is not None:
                _say(operation, type(error).__name__, seconds)
                return seconds
        if isinstance(error, TokenError):
            raise error
        raise failed(operation, error) from error

    def _redirected(
        self, operation: str, response: httpx2.Response, before: int
    ) -> httpx2.Request | None:
        """Where an answer leads; None where it is to be taken as it is."""
        request = response.next_request
        if request is None or not self._options.follow_redirects:
            return None
        old, new = response.request.url, request.url
        if before >= MAX_REDIRECTS:
            raise ConnectionFailed(operation, f"more than {MAX_REDIRECTS} redirects")
        if not retrying.is_whole(request):
            return None
        if (old.scheme, old.host, old.port) != (new.scheme, new.host, new.port):
            if old.scheme == "https" and new.scheme != "https":
                raise ConnectionFailed(operation, "a redirect leads from https to http")
            for name in [it for it in request.headers if it not in _HARMLESS]:
                del request.headers[name]
            request.extensions = {**request.extensions, "auth": None}
        return request

    # Answers

    def result_of(self, plan: Plan[T], response: httpx2.Response) -> T:
        """The result of an answer that was read, or its typed error."""
        options = self._options
        told = options.hooks.misfit
        if not (options.strict or told):
            return finish(plan, self._api, response, self._held)

        def misfit(places: str) -> None:
            if told is not None:
                told(Misfit(plan.id, response.status_code, places))

        return finish(plan, self._api, response, self._held, misfit, options.strict)


def is_resource(value: object) -> bool:
    """Whether an attribute of a client is a resource, which belongs to that client."""
    return isinstance(getattr(value, "_client", None), Connection)


def _say(operation: str, why: str, seconds: float) -> None:
    log.info("%s: %s; another attempt in %.1f s", operation, why, seconds)


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


def failed(operation: str, error: httpx2.RequestError) -> ConnectionFailed:
    """What a failure of the HTTP library is raised as."""
    kind = TimedOut if isinstance(error, httpx2.TimeoutException) else ConnectionFailed
    return kind(operation, f"{type(error).__name__}: {error}")


@cache
def _undescribed(method: str, schemes: tuple[str, ...]) -> Plan[Any]:
    security = tuple({name: tuple[str, ...]()} for name in schemes)
    return Plan("request", method, "", security=security)
