"""Credentials: put on requests by clients, found on requests by servers.

A secret is held in `Secret`, which prints as stars. Of the alternatives that an
operation documents, the first whose schemes all have a credential is used; if none has,
the request goes out without, and the API says 401.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import quote, unquote

from .plan import ApiKey, Basic, Bearer, Scheme, Security

_COOKIE = "!#$&'()*+/:<=>?@[]^`{|}"
"""What a cookie's value holds as it is (RFC 6265, section 4.1.1), but for `%`."""

_QUOTED = '"\\'
"""What would need an escape in a quoted string."""


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


Credential = Secret | tuple[str, Secret]
"""A token or key; for basic authentication a user name and a password."""


def credentials(
    given: Mapping[str, str | tuple[str, str] | None],
) -> dict[str, Credential]:
    """Wrap what a client was built with; leave out what was not given.

    Raises ValueError or TypeError for what cannot be sent.
    """
    held: dict[str, Credential] = {}
    for name, value in given.items():
        if isinstance(value, tuple):
            held[name] = (_user(value[0]), Secret(value[1]))
        elif value is not None:
            held[name] = _token(value)
    return held


def _user(name: str) -> str:
    if ":" in name or any(char < " " or char == "\x7f" for char in name):
        # RFC 7617, section 2: the server would take the rest for the password.
        raise ValueError("a user name holds no colon and no control character")
    return name


def _token(text: object) -> Secret:
    # Found here, it is not shown. Later the HTTP library's error would show it.
    if not isinstance(text, str):
        raise TypeError(f"a credential is a str, not {type(text).__name__}")
    if not text or text != text.strip() or not text.isascii():
        raise ValueError("a credential must be ASCII text without spaces around it")
    return Secret(text)


def basic(username: str | None, password: str | None) -> tuple[str, str] | None:
    """What basic authentication needs, if there is a user name."""
    return None if username is None else (username, password or "")


@dataclass(frozen=True, slots=True)
class Applied:
    """What authentication adds to a request. Values of cookies are encoded."""

    headers: dict[str, str]
    query: list[tuple[str, str]]
    cookies: list[tuple[str, str]]


def apply(
    security: Security,
    schemes: Mapping[str, Scheme],
    held: Mapping[str, Credential],
) -> Applied:
    """Authenticate a request by the first alternative that can be satisfied."""
    applied = Applied({}, [], [])
    for alternative in security:
        if all(name in held and name in schemes for name in alternative):
            for name in alternative:
                _put(applied, schemes[name], held[name])
            break
    return applied


def _put(applied: Applied, scheme: Scheme, credential: Credential) -> None:
    if isinstance(credential, tuple):
        pair = f"{credential[0]}:{credential[1].reveal()}".encode()
        applied.headers["Authorization"] = "Basic " + base64.b64encode(pair).decode()
    elif isinstance(scheme, ApiKey):
        key = credential.reveal()
        if scheme.location == "header":
            applied.headers[scheme.name] = key
        elif scheme.location == "query":
            applied.query.append((scheme.name, key))
        else:
            applied.cookies.append((scheme.name, quote(key, safe=_COOKIE)))
    else:
        applied.headers["Authorization"] = f"Bearer {credential.reveal()}"


def present(
    scheme: Scheme,
    header: Callable[[str], str | None],
    query: Callable[[str], str | None],
    cookie: Callable[[str], str | None],
) -> Credential | None:
    """The credential of one scheme on a request, or None."""
    if isinstance(scheme, ApiKey):
        find = {"header": header, "query": query, "cookie": cookie}[scheme.location]
        key = find(scheme.name)
        if key and scheme.location == "cookie":
            key = unquote(key)
        return _secret(key) if key else None
    kind, _, rest = (header("authorization") or "").strip().partition(" ")
    rest = rest.strip()
    match scheme:
        case Bearer() if kind.lower() == "bearer" and rest:
            return _secret(rest)
        case Basic() if kind.lower() == "basic" and rest:
            try:
                text = base64.b64decode(rest, validate=True).decode()
            except (binascii.Error, UnicodeDecodeError):
                return None
            user, colon, password = text.partition(":")
            secret = _secret(password)
            return (user, secret) if colon and secret is not None else None
        case _:
            return None


def challenge(security: Security, schemes: Mapping[str, Scheme], realm: str) -> str:
    """`WWW-Authenticate`: how to get in (RFC 9110, section 11.6.1).

    Without alternatives, by any scheme of the API.
    """
    names = [name for alternative in security for name in alternative] or schemes
    kinds = [_auth_scheme(schemes[name]) for name in names if name in schemes]
    text = "".join(
        c for c in realm if c.isascii() and c.isprintable() and c not in _QUOTED
    )
    return ", ".join(
        f'{kind} realm="{text}"' for kind in dict.fromkeys(kinds or ["Bearer"])
    )


def _auth_scheme(scheme: Scheme) -> str:
    """The word for it in a challenge; HTTP has none for an API key, so it is ours."""
    match scheme:
        case Bearer():
            return "Bearer"
        case Basic():
            return "Basic"
        case ApiKey():
            return "ApiKey"


def _secret(text: str) -> Secret | None:
    try:
        return Secret(text)
    except ValueError:
        return None
