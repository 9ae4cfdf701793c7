"""Credentials that are found out when a request is sent: asked for, fetched, computed.

`Auth` puts them on a request, in the way of the HTTP library. A token that was fetched
is kept until shortly before it expires; whoever needs one while it is being fetched
waits for it, so that there is one request at a time, and all learn of its failure. When
the API answers 401 to a token that can be renewed, it is renewed and the request is sent
once more. Everything goes to the origin that the request was made for, nowhere else.
"""

from __future__ import annotations

import math
import threading
from collections.abc import AsyncGenerator, Awaitable, Callable, Generator, Iterable
from dataclasses import dataclass, replace
from inspect import isawaitable, iscoroutine
from typing import Any

import httpx2

from .errors import TokenError
from .oauth import Endpoint, Exchange, Refusal, Token, now
from .plan import ApiKey, Scheme
from .security import Grant, Secret, Step, checked_token, header, pair


@dataclass(frozen=True, slots=True)
class Call:
    """What a credential is needed for. `patience`: seconds for another's answer."""

    operation: str
    base_url: str
    request: httpx2.Request
    scopes: tuple[str, ...]

    @property
    def patience(self) -> float | None:
        """Seconds to wait for a token that another call fetches."""
        timeout: dict[str, float | None] = self.request.extensions.get("timeout", {})
        return timeout.get("read")


class Asked:
    """A function of the caller, asked for each request."""

    def __init__(self, function: Callable[[], str | Awaitable[str]]) -> None:
        self._function = function
        self._last: Secret | None = None

    def get(self, call: Call) -> Secret:
        """What the function returns."""
        told = self._function()
        if isawaitable(told):
            if iscoroutine(told):
                told.close()
            raise TypeError("a blocking client takes no coroutine function for a token")
        self._last = checked_token(told)
        return self._last

    async def aget(self, call: Call) -> Secret:
        """What the function returns, which may have to be awaited."""
        told = self._function()
        self._last = checked_token(await told if isawaitable(told) else told)
        return self._last

    def secrets(self) -> Iterable[Secret]:
        """What the function returned last."""
        return () if self._last is None else (self._last,)


class Digest:
    """A user name and a password that are not sent (RFC 7616)."""

    def __init__(self, user: str, password: Secret) -> None:
        self._password = password
        self.auth = httpx2.DigestAuth(user, password.reveal())

    def secrets(self) -> Iterable[Secret]:
        """The password."""
        return (self._password,)


class _Flight:
    """A token on its way. Without an outcome whoever fetched it was interrupted.

    `done` is an event of threads, or of tasks.
    """

    __slots__ = ("done", "outcome")

    def __init__(self, done: Any) -> None:
        self.done = done
        self.outcome: Token | Exception | None = None


class Tokens:
    """Access tokens of one scheme, by scopes, and the means to get more."""

    def __init__(
        self,
        name: str,
        scheme: Scheme | None,
        given: Grant,
        http: httpx2.Client | httpx2.AsyncClient,
    ) -> None:
        self._endpoint = Endpoint(name, scheme, given)
        self._http: Any = http
        self._lock = threading.Lock()
        self._flights: dict[tuple[str, ...], _Flight] = {}
        self._kept: dict[tuple[str, ...], Token] = {}
        first = self._endpoint.first()
        if first is not None:
            self._kept[()] = first

    def secrets(self) -> Iterable[Secret]:
        """What was given, and the tokens that there are."""
        yield from self._endpoint.secrets()
        for token in tuple(self._kept.values()):
            yield token.access
            if token.refresh is not None:
                yield token.refresh

    def get(self, call: Call, refused: Secret | None = None) -> Secret:
        """A token that covers the scopes of a call, and is not the refused one."""
        key = self._key(call)
        while True:
            found, leads = self._find(key, refused, threading.Event)
            if isinstance(found, Token):
                return found.access
            if leads:
                try:
                    found.outcome = self._fetch(call, key)
                finally:
                    self._land(key, found)
            elif not found.done.wait(call.patience):
                raise _too_slow(call)
            if found.outcome is not None:
                return _got(found.outcome, call)

    async def aget(self, call: Call, refused: Secret | None = None) -> Secret:
        """The same without blocking."""
        import anyio

        key = self._key(call)
        while True:
            found, leads = self._find(key, refused, anyio.Event)
            if isinstance(found, Token):
                return found.access
            if leads:
                try:
                    found.outcome = await self._afetch(call, key)
                finally:
                    self._land(key, found)
            else:
                with anyio.move_on_after(call.patience) as scope:
                    await found.done.wait()
                if scope.cancelled_caught:
                    raise _too_slow(call)
            if found.outcome is not None:
                return _got(found.outcome, call)

    def _key(self, call: Call) -> tuple[str, ...]:
        return () if self._endpoint.any_scopes else tuple(sorted(set(call.scopes)))

    def _find(
        self, key: tuple[str, ...], refused: Secret | None, event: Callable[[], Any]
    ) -> tuple[Token | _Flight, bool]:
        """A token, or the flight that brings one; and whether the caller has to fly."""
        with self._lock:
            for kept, old in self._kept.items():
                if old.access is refused:
                    self._kept[kept] = replace(old, until=-math.inf)
            token = self._usable(key)
            if token is not None:
                return token, False
            flight = self._flights.get(key)
            if flight is not None:
                return flight, False
            flight = self._flights[key] = _Flight(event())
            return flight, True

    def _usable(self, key: tuple[str, ...]) -> Token | None:
        time = now()
        own = self._kept.get(key)
        if own is not None and own.until > time:
            return own
        for token in self._kept.values():
            if token.until > time and (
                token.scopes is None or token.scopes.issuperset(key)
            ):
                return token
        return None

    def _land(self, key: tuple[str, ...], flight: _Flight) -> None:
        with self._lock:
            del self._flights[key]
            if isinstance(flight.outcome, Token):
                self._kept[key] = flight.outcome
        flight.done.set()

    def _exchange(self, call: Call, key: tuple[str, ...]) -> Exchange:
        return self._endpoint.exchange(call.base_url, key, self._kept.get(key))

    def _fetch(self, call: Call, key: tuple[str, ...]) -> Token | Exception:
        exchange = self._exchange(call, key)
        try:
            request = next(exchange)
            while True:
                _timed(request, call)
                answer = self._http.send(request, auth=None, follow_redirects=False)
                request = exchange.send(answer)
        except StopIteration as done:
            token: Token = done.value
            return token
        except (Refusal, httpx2.RequestError) as error:
            return error

    async def _afetch(self, call: Call, key: tuple[str, ...]) -> Token | Exception:
        exchange = self._exchange(call, key)
        try:
            request = next(exchange)
            while True:
                _timed(request, call)
                answer = await self._http.send(
                    request, auth=None, follow_redirects=False
                )
                request = exchange.send(answer)
        except StopIteration as done:
            token: Token = done.value
            return token
        except (Refusal, httpx2.RequestError) as error:
            return error


def _timed(request: httpx2.Request, call: Call) -> None:
    """A token is fetched within the timeouts of the call that needs it."""
    if "timeout" in call.request.extensions:
        request.extensions["timeout"] = call.request.extensions["timeout"]


def _got(outcome: Token | Exception, call: Call) -> Secret:
    """The token, or an exception of the caller's own: several may have waited."""
    if isinstance(outcome, Token):
        return outcome.access
    if isinstance(outcome, Refusal):
        said = outcome.status, outcome.error, outcome.description, outcome.headers
        raise TokenError(call.operation, outcome.message, *said)
    class_: Any = type(outcome)
    # Not with its own request, which holds the secrets of the client.
    raise class_(f"token endpoint: {outcome}", request=call.request)


def _too_slow(call: Call) -> httpx2.ReadTimeout:
    return httpx2.ReadTimeout("token endpoint: no answer in time", request=call.request)


class Auth(httpx2.Auth):
    """Puts credentials on the requests of one call."""

    def __init__(
        self, operation: str, base_url: str, steps: list[Step], url: httpx2.URL
    ) -> None:
        self._operation = operation
        self._base_url = base_url
        self._steps = steps
        self._origin = _origin(url)

    def sync_auth_flow(
        self, request: httpx2.Request
    ) -> Generator[httpx2.Request, httpx2.Response, None]:
        """Authenticate a request, once more if its token is refused."""
        if _origin(request.url) != self._origin:
            yield request
            return
        got: list[Secret | None] = []
        for call, credential in self._calls(request):
            got.append(None if isinstance(credential, Digest) else credential.get(call))
        answer = yield from self._sent(self._with(request, got))
        if not self._refused(request, answer):
            return
        answer.read()  # which sets its connection free: the next request may need it
        for at, (call, credential) in enumerate(self._calls(request)):
            if isinstance(credential, Tokens):
                got[at] = credential.get(call, got[at])
        yield self._with(request, got)

    async def async_auth_flow(
        self, request: httpx2.Request
    ) -> AsyncGenerator[httpx2.Request, httpx2.Response]:
        """The same without blocking."""
        if _origin(request.url) != self._origin:
            yield request
            return
        got: list[Secret | None] = []
        for call, credential in self._calls(request):
            computed = isinstance(credential, Digest)
            got.append(None if computed else await credential.aget(call))
        sent = self._sent(self._with(request, got))
        further = next(sent)
        while True:
            answer = yield further
            try:
                further = sent.send(answer)
            except StopIteration:
                break
        if not self._refused(request, answer):
            return
        await answer.aread()
        for at, (call, credential) in enumerate(self._calls(request)):
            if isinstance(credential, Tokens):
                got[at] = await credential.aget(call, got[at])
        yield self._with(request, got)

    def _calls(self, request: httpx2.Request) -> Iterable[tuple[Call, Any]]:
        for step in self._steps:
            call = Call(self._operation, self._base_url, request, step.scopes)
            yield call, step.credential

    def _sent(
        self, request: httpx2.Request
    ) -> Generator[httpx2.Request, httpx2.Response, httpx2.Response]:
        """Send a request, twice where a digest needs what the first answer says."""
        for step in self._steps:
            if isinstance(step.credential, Digest):
                flow = step.credential.auth.auth_flow(request)
                further = next(flow)
                while True:
                    answer = yield further
                    if not _whole(request):
                        return answer
                    try:
                        further = flow.send(answer)
                    # The flow is over, the challenge is none, or of a kind (auth-int)
                    # that the HTTP library does not know.
                    except (StopIteration, ValueError, NotImplementedError):
                        return answer
        return (yield request)

    def _refused(self, request: httpx2.Request, answer: httpx2.Response) -> bool:
        """Whether a renewed token may help, and the request can be sent again."""
        renewable = any(isinstance(it.credential, Tokens) for it in self._steps)
        return renewable and answer.status_code == 401 and _whole(request)

    def _with(
        self, request: httpx2.Request, got: list[Secret | None]
    ) -> httpx2.Request:
        """A copy of the request with the credentials: it may be sent again without."""
        headers, url = request.headers.copy(), request.url
        for step, secret in zip(self._steps, got, strict=True):
            scheme = step.scheme
            if secret is None:
                continue
            if not isinstance(scheme, ApiKey) or scheme.location == "header":
                name, text = header(scheme, secret)
                headers[name] = text
                continue
            name, text = pair(scheme, secret)
            if scheme.location == "cookie":
                before = headers.get("Cookie")
                headers["Cookie"] = (
                    f"{before}; {name}={text}" if before else f"{name}={text}"
                )
            else:
                added = str(httpx2.QueryParams({name: text})).encode()
                url = url.copy_with(query=b"&".join(filter(None, (url.query, added))))
        copy = httpx2.Request(
            request.method,
            url,
            headers=headers,
            stream=request.stream,
            extensions=request.extensions,
        )
        if _whole(request):
            copy.read()
        return copy


def _origin(url: httpx2.URL) -> tuple[str, str, int | None]:
    return url.scheme, url.host, url.port


def _whole(request: httpx2.Request) -> bool:
    """Whether the body is there to be sent again, not a stream that was read."""
    return isinstance(request.stream, httpx2.ByteStream)
