"""OAuth 2 without sockets: what is asked of a token endpoint, and what it answers.

`Endpoint.exchange` is a generator: it yields requests, is sent the answers, and returns
a token; whoever runs it does the sending, blocking or not. It follows RFC 6749, and for
the place of the endpoint OpenID Connect Discovery 1.0 and RFC 8414. Failures are
`Refusal`, in which no secret is shown.
"""

from __future__ import annotations

import json
import math
import time
from collections.abc import Generator, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import quote_plus, urlencode, urljoin

import httpx2

from .plan import Flow, OAuth2, OpenIdConnect, Scheme
from .security import Grant, Secret
from .shapes import is_dict, is_list
from .telling import shown

LEEWAY = 30.0
"""Seconds before its end at which a token counts as expired; at most a tenth of its life."""

_BOUND = frozenset(("mac", "dpop", "pop"))
"""Types of tokens that are more than the token itself."""

_DOCUMENTED: Mapping[str, tuple[str, ...]] = {
    "client_credentials": ("clientCredentials",),
    "password": ("password",),
    "refresh_token": (
        "authorizationCode",
        "deviceAuthorization",
        "password",
        "implicit",
        "clientCredentials",
    ),
}

now = time.monotonic


@dataclass(frozen=True, slots=True)
class Token:
    """An access token. `until` is a time of `now`; no scopes: whatever it is good for."""

    access: Secret
    until: float = math.inf
    scopes: frozenset[str] | None = None
    refresh: Secret | None = None


class Refusal(Exception):
    """The endpoint gave no token."""

    def __init__(
        self,
        message: str,
        status: int | None = None,
        error: str | None = None,
        description: str | None = None,
        pause: str | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.status = status
        self.error = error
        self.description = description
        self.headers = {} if pause is None else {"retry-after": pause}


Exchange = Generator[httpx2.Request, httpx2.Response, Token]


class Endpoint:
    """Where tokens of one scheme are fetched, and with what."""

    def __init__(self, name: str, scheme: Scheme | None, given: Grant) -> None:
        self._scheme = scheme
        self._given = given
        self._in_body: bool | None = None if given.client_secret else True
        self._found: str | None = None
        if given.refresh_token is not None:
            self._type = "refresh_token"
        elif given.username is not None:
            self._type = "password"
        else:
            self._type = "client_credentials"
        self.any_scopes = self._type == "refresh_token" or given.scope is not None
        discovered = isinstance(scheme, OpenIdConnect) or (
            isinstance(scheme, OAuth2) and scheme.metadata_url
        )
        if not (given.token_url or discovered or self._documented(self._type)):
            kind = self._type.replace("_", " ")
            text = f"{name}: the API documents no token URL for {kind}: give one"
            raise ValueError(text)

    def first(self) -> Token | None:
        """The token that a client was given, to be used until the API refuses it."""
        given = self._given
        if given.token is None:
            return None
        return Token(given.token, refresh=given.refresh_token)

    def secrets(self) -> Iterable[Secret]:
        """What a client was given and must not be shown."""
        given = self._given
        for secret in (given.client_secret, given.refresh_token, given.password):
            if secret is not None:
                yield secret

    def exchange(
        self, base: str, scopes: tuple[str, ...], old: Token | None
    ) -> Exchange:
        """Fetch a token: by the refresh token of the old one, else anew."""
        refresh = old.refresh if old is not None else self._given.refresh_token
        if refresh is not None:
            try:
                return (yield from self._refreshed(base, refresh, old))
            except Refusal as refusal:
                expired = refusal.error == "invalid_grant"
                if self._type == "refresh_token" or not expired:
                    raise
        given = self._given
        form = {"grant_type": self._type}
        if given.username is not None and given.password is not None:
            form |= {"username": given.username, "password": given.password.reveal()}
        asked = given.scope if given.scope is not None else " ".join(scopes)
        if asked:
            form["scope"] = asked
        url = yield from self._url(base, self._type)
        granted = None if self.any_scopes else frozenset(scopes)
        return (yield from self._asked(url, form, granted, None))

    def _refreshed(self, base: str, refresh: Secret, old: Token | None) -> Exchange:
        # Without scopes it is good for as much as the first one (RFC 6749, section 6).
        form = {"grant_type": "refresh_token", "refresh_token": refresh.reveal()}
        url = yield from self._url(base, "refresh_token")
        scopes = old.scopes if old is not None else None
        return (yield from self._asked(url, form, scopes, refresh))

    # Where

    def _documented(self, grant_type: str) -> str | None:
        flows = self._scheme.flows if isinstance(self._scheme, OAuth2) else ()
        kinds = _DOCUMENTED[grant_type]
        if grant_type == "refresh_token" and self._type != "refresh_token":
            kinds = _DOCUMENTED[self._type]
        of_kind = {flow.kind: flow for flow in flows}
        found = [_place(of_kind[it], grant_type) for it in kinds if it in of_kind]
        return next(filter(None, found), None)

    def _url(
        self, base: str, grant_type: str
    ) -> Generator[httpx2.Request, httpx2.Response, str]:
        url = self._given.token_url or self._documented(grant_type) or self._found
        if url is None:
            url = self._found = yield from self._discovered(base)
        return _joined(base, url)

    def _discovered(self, base: str) -> Generator[httpx2.Request, httpx2.Response, str]:
        place = ""
        if isinstance(self._scheme, OpenIdConnect):
            place = self._scheme.url
        elif isinstance(self._scheme, OAuth2):
            place = self._scheme.metadata_url or ""
        place = _joined(base, place)
        if "/.well-known/" not in place:  # the issuer, below which it is
            place = place.rstrip("/") + "/.well-known/openid-configuration"
        request = _request("GET", place)
        answer = yield request
        said = _object(answer, "discovery")
        if not answer.is_success:
            raise _refusal("discovery", answer, said, self.secrets())
        url = said.get("token_endpoint")
        if not isinstance(url, str) or not url.startswith(("https://", "http://")):
            raise Refusal("discovery: no token_endpoint", answer.status_code)
        if place.startswith("https:") and not url.startswith("https:"):
            raise Refusal(
                "discovery: the token_endpoint is not https", answer.status_code
            )
        ways = said.get("token_endpoint_auth_methods_supported")
        if self._in_body is None and is_list(ways):
            if "client_secret_basic" in ways:
                self._in_body = False
            elif "client_secret_post" in ways:
                self._in_body = True
        return url

    # What

    def _asked(
        self,
        url: str,
        form: dict[str, str],
        scopes: frozenset[str] | None,
        refresh: Secret | None,
    ) -> Exchange:
        """Ask for a token; find out how the endpoint wants to be told the client.

        Of two ways, servers must know `Authorization` (RFC 6749, section 2.3.1), yet
        some only know the other, in the form.
        """
        ways = (False, True) if self._in_body is None else (self._in_body,)
        for in_body in ways:
            asked = now()
            request = self._token_request(url, form, in_body)
            answer = yield request
            said = _object(answer, "token endpoint")
            known = [*self.secrets(), *([refresh] if refresh else [])]
            if answer.is_success and "access_token" in said:
                self._in_body = in_body
                return _token(said, answer.status_code, asked, scopes, refresh)
            refusal = _refusal("token endpoint", answer, said, known)
            if in_body is ways[-1] or not _unknown_client(refusal):
                raise refusal
        raise AssertionError

    def _token_request(
        self, url: str, form: dict[str, str], in_body: bool
    ) -> httpx2.Request:
        given = self._given
        if given.client_id is None:
            return _request("POST", url, form)
        secret = "" if given.client_secret is None else given.client_secret.reveal()
        if in_body:
            form = {**form, "client_id": given.client_id}
            if secret:
                form["client_secret"] = secret
            return _request("POST", url, form)
        request = _request("POST", url, form)
        user, password = quote_plus(given.client_id), quote_plus(secret)
        auth = httpx2.BasicAuth(user, password).auth_flow(request)
        return next(auth)


def _place(flow: Flow, grant_type: str) -> str | None:
    if grant_type == "refresh_token" and flow.refresh_url:
        return flow.refresh_url
    return flow.token_url


def _joined(base: str, url: str) -> str:
    """A URL that may be below the base URL."""
    with suppress(ValueError):
        return urljoin(base + "/", url)
    raise Refusal("the URL for tokens is no URL")


def _request(
    method: str, url: str, form: Mapping[str, str] | None = None
) -> httpx2.Request:
    """A request with nothing of the API's: no header, no cookie, no parameter."""
    headers = {"Accept": "application/json", "User-Agent": "python-httpx2"}
    content = None
    if form is not None:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
        content = urlencode(form).encode()
    with suppress(httpx2.InvalidURL):
        return httpx2.Request(method, url, headers=headers, content=content)
    raise Refusal("the URL for tokens is no URL")


def _object(answer: httpx2.Response, what: str) -> dict[str, object]:
    """The JSON object of an answer; of one that says no success, an empty one."""
    said: object = None
    with suppress(ValueError, RecursionError):  # they hold the text: no context of ours
        said = json.loads(answer.content)
    if is_dict(said):
        return said
    if answer.is_success:
        raise Refusal(f"{what}: the answer is no JSON object", answer.status_code)
    return {}


def _refusal(
    what: str,
    answer: httpx2.Response,
    said: Mapping[str, object],
    secrets: Iterable[Secret],
) -> Refusal:
    held = {str(number): secret for number, secret in enumerate(secrets)}

    def text(name: str) -> str | None:
        value = said.get(name)
        return shown(value, held) or None if isinstance(value, str) else None

    status = answer.status_code
    message = f"{what}: status {status}"
    if answer.is_redirect:
        message += ", a redirect, which is not followed"
    pause = answer.headers.get("retry-after")
    return Refusal(message, status, text("error"), text("error_description"), pause)


def _unknown_client(refusal: Refusal) -> bool:
    """Whether the endpoint may not have seen who the client is."""
    if refusal.error is None:
        return refusal.status == 401
    return refusal.error in ("invalid_client", "invalid_request")


def _token(
    said: Mapping[str, object],
    status: int,
    asked: float,
    scopes: frozenset[str] | None,
    refresh: Secret | None,
) -> Token:
    """The token of an answer (RFC 6749, section 5.1)."""
    kind = said.get("token_type")
    if isinstance(kind, str) and kind.lower() in _BOUND:
        raise Refusal(f"token endpoint: tokens of the type {kind.lower()}", status)
    access = _secret(said.get("access_token"))
    if access is None:
        raise Refusal("token endpoint: the access_token cannot be sent", status)
    lasts = _seconds(said.get("expires_in"))
    until = math.inf if lasts is None else asked + lasts - min(LEEWAY, lasts / 10)
    granted = said.get("scope")
    if scopes is not None and isinstance(granted, str) and granted:
        scopes = frozenset(granted.split())
    return Token(access, until, scopes, _secret(said.get("refresh_token")) or refresh)


def _secret(value: object) -> Secret | None:
    if not isinstance(value, str) or not value or not value.isascii():
        return None
    if value != value.strip():
        return None
    try:
        return Secret(value)
    except ValueError:
        return None


def _seconds(value: object) -> float | None:
    """A length of time; some write it as text."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        seconds = float(value)
    except (ValueError, OverflowError):
        return None
    return None if math.isnan(seconds) else max(seconds, 0.0)
