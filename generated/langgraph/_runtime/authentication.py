"""Credentials that a server finds on requests, and how it asks for them.

`present` takes the credential of one scheme from a request; whether it is a good one is
for `authorize` to say. `challenge` is the header `WWW-Authenticate`.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import unquote

from .plan import (
    ApiKey,
    Basic,
    Bearer,
    Http,
    MutualTls,
    OAuth2,
    OpenIdConnect,
    Scheme,
    Security,
)
from .security import Certificate, Credential, Secret
from .shapes import is_dict

_QUOTED = '"\\'
"""What would need an escape in a quoted string."""


def present(
    scheme: Scheme,
    header: Callable[[str], str | None],
    query: Callable[[str], str | None],
    cookie: Callable[[str], str | None],
    tls: object = None,
) -> Credential | None:
    """The credential of one scheme on a request, or None.

    `tls` is what the server knows of the connection: the extension `tls` of ASGI.
    """
    if isinstance(scheme, MutualTls):
        return _certificate(tls)
    if isinstance(scheme, ApiKey):
        find = {"header": header, "query": query, "cookie": cookie}[scheme.location]
        key = find(scheme.name)
        if key and scheme.location == "cookie":
            key = unquote(key)
        return _secret(key) if key else None
    kind, _, rest = (header("authorization") or "").strip().partition(" ")
    rest = rest.strip()
    if not rest or kind.lower() != word(scheme).lower():
        return None
    return _pair(rest) if isinstance(scheme, Basic) else _secret(rest)


def _pair(rest: str) -> Credential | None:
    try:
        text = base64.b64decode(rest, validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        return None
    user, colon, password = text.partition(":")
    secret = _secret(password)
    return (user, secret) if colon and secret is not None else None


def _certificate(tls: object) -> Credential | None:
    if not is_dict(tls) or tls.get("client_cert_error"):
        return None
    chain: Any = tls.get("client_cert_chain")
    texts = tuple([it for it in chain or () if isinstance(it, str)])
    return Certificate(texts, str(tls.get("client_cert_name") or "")) if texts else None


def challenge(
    security: Security,
    schemes: Mapping[str, Scheme],
    realm: str,
    *,
    error: str = "",
) -> str:
    """`WWW-Authenticate`: how to get in (RFC 9110, section 11.6.1).

    Without alternatives, by any scheme of the API. `error` is that of RFC 6750, section
    3.1, which bearer tokens have; `insufficient_scope` names the scopes.
    """
    names = [name for alternative in security for name in alternative] or list(schemes)
    known = [schemes[name] for name in names if name in schemes]
    words = [it for it in map(word, known) if it]
    text = "".join(
        c for c in realm if c.isascii() and c.isprintable() and c not in _QUOTED
    )
    scopes = _scopes(security, schemes) if error == "insufficient_scope" else ""
    return ", ".join(
        f'{it} realm="{text}"' + (_told(error, scopes) if it == "Bearer" else "")
        for it in dict.fromkeys(words or ["Bearer"])
    )


def _told(error: str, scopes: str) -> str:
    found = f', error="{error}"' if error else ""
    return f'{found}, scope="{scopes}"' if scopes else found


def _scopes(security: Security, schemes: Mapping[str, Scheme]) -> str:
    """The scopes of the first alternative that asks for some."""
    for alternative in security:
        found = [
            scope
            for name, scopes in alternative.items()
            if name in schemes and word(schemes[name]) == "Bearer"
            for scope in scopes
            if scope.isascii() and scope.isprintable() and not {*scope} & {*'"\\ '}
        ]
        if found:
            return " ".join(dict.fromkeys(found))
    return ""


def has_scopes(
    alternative: Mapping[str, object], schemes: Mapping[str, Scheme]
) -> bool:
    """Whether a token of an alternative can be good for too little."""
    return any(
        isinstance(scheme := schemes.get(name), OAuth2 | OpenIdConnect)
        or (isinstance(scheme, Bearer) and bool(scopes))
        for name, scopes in alternative.items()
    )


def word(scheme: Scheme) -> str:
    """What stands before the credential, and in a challenge.

    HTTP has no word for an API key, so it is ours; a certificate has none.
    """
    match scheme:
        case ApiKey():
            return "ApiKey"
        case Basic():
            return "Basic"
        case Http(name):
            return name.title()
        case MutualTls():
            return ""
        case _:
            return "Bearer"


def _secret(text: str) -> Secret | None:
    try:
        return Secret(text)
    except ValueError:
        return None
