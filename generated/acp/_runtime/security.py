"""Credentials: what a client holds, and how it puts them on requests.

A secret is held in `Secret`, which prints as stars. Of the alternatives that an
operation documents, the first whose schemes all have a credential is used; if none has,
the request goes out without, and the API says 401. What is only known when a request is
sent, such as a token that has to be fetched, is put on it by `tokens`, which is loaded
for clients that need it.
"""

from __future__ import annotations

import base64
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol
from urllib.parse import quote

from .plan import ApiKey, Http, MutualTls, Scheme, Security

if TYPE_CHECKING:
    import ssl

    import httpx2

_COOKIE = "!#$&'()*+/:<=>?@[]^`{|}"
"""What a cookie's value holds as it is (RFC 6265, section 4.1.1), but for `%`."""


class Secret:
    """A text that `repr` and `str` do not show."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        if any(char < " " or char == "\x7f" for char in text):
            raise ValueError("a credential holds a control character")
        self._text = text

    def reveal(self) -> str:
        """The text itself."""
        return self._text

    def __repr__(self) -> str:
        return "Secret('***')"


@dataclass(frozen=True, slots=True)
class Certificate:
    """A client's certificate: its chain as PEM, the client's own first, and its name.

    A client holds one without a chain: the connection shows it.
    """

    chain: tuple[str, ...] = ()
    name: str = ""


Credential = Secret | tuple[str, Secret] | Certificate
"""A token or key; for basic authentication a user name and a password."""


class Later(Protocol):
    """A credential that is known when a request is sent, not before."""

    def secrets(self) -> Iterable[Secret]:
        """What must not be shown."""
        ...


Held = Credential | Later

Token = str | Callable[[], str]
"""A credential, or a function that is asked for it before each request."""

AsyncToken = str | Callable[[], str | Awaitable[str]]
"""The same for an asyncio client, which takes coroutine functions as well."""


@dataclass(frozen=True, slots=True)
class Grant:
    """What a client was given to get access tokens with."""

    token: Secret | None
    client_id: str | None
    client_secret: Secret | None
    refresh_token: Secret | None
    username: str | None
    password: Secret | None
    scope: str | None
    token_url: str | None


if TYPE_CHECKING:
    Cert = str | tuple[str, str] | ssl.SSLContext
    """A file (PEM) with certificate and key, a file for each, or a context of TLS."""

    Given = AsyncToken | Cert | Grant
    """What a client takes for a scheme."""

    Credentials = Mapping[str, Given | None]


def basic(username: str | None, password: str | None) -> tuple[str, str] | None:
    """What basic authentication needs, if there is a user name."""
    return None if username is None else (username, password or "")


def grant(
    token: AsyncToken | None = None,
    *,
    client_id: str | None = None,
    client_secret: str | None = None,
    refresh_token: str | None = None,
    username: str | None = None,
    password: str | None = None,
    scope: str | None = None,
    token_url: str | None = None,
) -> AsyncToken | Grant | None:
    """What tokens are fetched with; the token itself, if there is nothing else.

    Raises ValueError for what does not go together.
    """
    if refresh_token is None and username is None and client_id is None:
        if client_secret is not None or password is not None:
            raise ValueError("a secret is given, but not whose it is")
        return token
    asked = callable(token)
    if asked:
        raise ValueError("give a function for the token, or the means to fetch one")
    return Grant(
        token if token is None else checked_token(token),
        client_id,
        client_secret if client_secret is None else Secret(client_secret),
        refresh_token if refresh_token is None else Secret(refresh_token),
        username,
        None if username is None else Secret(password or ""),
        scope,
        token_url,
    )


def credentials(
    given: Credentials,
    schemes: Mapping[str, Scheme],
    http: httpx2.Client | httpx2.AsyncClient,
) -> dict[str, Held]:
    """Wrap what a client was built with; leave out what was not given.

    Raises ValueError or TypeError for what cannot be sent.
    """
    held: dict[str, Held] = {}
    for name, value in given.items():
        if value is not None:
            held[name] = _held(name, value, schemes.get(name), http)
    return held


def _held(
    name: str,
    value: Given,
    scheme: Scheme | None,
    http: httpx2.Client | httpx2.AsyncClient,
) -> Held:
    if isinstance(scheme, MutualTls):
        return Certificate()
    if callable(value):
        from .tokens import Asked

        return Asked(value)
    if isinstance(value, tuple):
        user, password = value
        if isinstance(scheme, Http):
            from .tokens import Digest

            return Digest(_user(user), Secret(password))
        return _user(user), Secret(password)
    if isinstance(value, Grant):
        from .tokens import Tokens

        return Tokens(name, scheme, value, http)
    return checked_token(value)


def _user(name: str) -> str:
    if ":" in name or any(char < " " or char == "\x7f" for char in name):
        # RFC 7617, section 2: the server would take the rest for the password.
        raise ValueError("a user name holds no colon and no control character")
    return name


def checked_token(text: object) -> Secret:
    """A key or token that can be sent. Raises ValueError or TypeError without it."""
    # Found here, it is not shown. Later the HTTP library's error would show it.
    if not isinstance(text, str):
        raise TypeError(f"a credential is a str, not {type(text).__name__}")
    if not text or text != text.strip() or not text.isascii():
        raise ValueError("a credential must be ASCII text without spaces around it")
    return Secret(text)


def tls(
    given: Credentials, schemes: Mapping[str, Scheme], http: object
) -> ssl.SSLContext | bool:
    """What connections are made with: a certificate of the client, if one is given.

    Raises ValueError where there is an HTTP client already, which has its own.
    """
    for name, cert in given.items():
        if cert is not None and isinstance(schemes.get(name), MutualTls):
            if http is not None:
                raise ValueError(
                    "a certificate is given to http_client, if there is one"
                )
            from .certificates import context

            return context(cert)
    return True


@dataclass(frozen=True, slots=True)
class Step:
    """A credential that is put on a request when it is sent."""

    scheme: Scheme
    credential: Later
    scopes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Applied:
    """What authentication adds to a request. Values of cookies are encoded."""

    headers: dict[str, str]
    query: list[tuple[str, str]]
    cookies: list[tuple[str, str]]
    later: list[Step]


def apply(
    security: Security,
    schemes: Mapping[str, Scheme],
    held: Mapping[str, Held],
) -> Applied:
    """Authenticate a request by the first alternative that can be satisfied.

    Being anonymous is the last of them.
    """
    applied = Applied({}, [], [], [])
    for alternative in security:
        if alternative and _satisfied(alternative, schemes, held):
            for name, scopes in alternative.items():
                credential = held.get(name)
                if credential is not None:
                    _put(applied, schemes[name], credential, scopes)
            break
    return applied


def _satisfied(
    alternative: Iterable[str], schemes: Mapping[str, Scheme], held: Mapping[str, Held]
) -> bool:
    """Whether there is a credential for each scheme.

    A certificate may be that of an HTTP client which was given; so one is only looked
    for where nothing else is asked for.
    """
    asked = [it for it in alternative if not isinstance(schemes.get(it), MutualTls)]
    return all(name in held and name in schemes for name in asked or alternative)


def _put(
    applied: Applied, scheme: Scheme, credential: Held, scopes: tuple[str, ...]
) -> None:
    if isinstance(credential, Secret):
        if isinstance(scheme, ApiKey) and scheme.location != "header":
            to = applied.query if scheme.location == "query" else applied.cookies
            to.append(pair(scheme, credential))
        else:
            name, text = header(scheme, credential)
            applied.headers[name] = text
    elif isinstance(credential, tuple):
        text = f"{credential[0]}:{credential[1].reveal()}"
        encoded = base64.b64encode(text.encode()).decode()
        applied.headers["Authorization"] = f"Basic {encoded}"
    elif not isinstance(credential, Certificate):
        applied.later.append(Step(scheme, credential, scopes))


def pair(scheme: ApiKey, secret: Secret) -> tuple[str, str]:
    """The name and the value of a key in a query or (encoded) in a cookie."""
    text = secret.reveal()
    return scheme.name, (
        quote(text, safe=_COOKIE) if scheme.location == "cookie" else text
    )


def header(scheme: Scheme, secret: Secret) -> tuple[str, str]:
    """The header that holds a key or a token."""
    if isinstance(scheme, ApiKey):
        return scheme.name, secret.reveal()
    word = scheme.name.title() if isinstance(scheme, Http) else "Bearer"
    return "Authorization", f"{word} {secret.reveal()}"


def secrets(held: Iterable[Held]) -> Iterable[Secret]:
    """All secrets that are known by now, to keep them out of messages."""
    for credential in held:
        if isinstance(credential, Secret):
            yield credential
        elif isinstance(credential, tuple):
            yield credential[1]
        elif not isinstance(credential, Certificate):
            yield from credential.secrets()


def auth(
    operation: str, base_url: str, steps: list[Step], request: httpx2.Request
) -> httpx2.Auth:
    """What authenticates a request when it is sent."""
    from .tokens import Auth

    return Auth(operation, base_url, steps, request.url)
