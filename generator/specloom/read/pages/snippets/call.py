"""A call that a snippet shows: what is sent, and to where; each part with its place.

Records without behaviour but for the parts of an address. `calls` finds them in the text
of a page, in whatever language the snippet is written; nothing downstream asks which.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final, Literal, TypeAlias, TypeGuard

from specloom.document.loose import Argument, Loose
from specloom.ir import types as t
from specloom.records import record
from specloom.source import Span

Notation: TypeAlias = Literal["curl", "python", "javascript", "http"]

METHODS: Final = frozenset(
    {"GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE", "QUERY"}
)

FORM: Final = "application/x-www-form-urlencoded"
MULTIPART: Final = "multipart/form-data"
JSON: Final = "application/json"


@record(frozen=True, slots=True)
class Pair:
    """A named value: a header, a part of the query, a field of a form.

    `loose` is the value where it was written as one, else None. `file`: it is the
    content of a file.
    """

    name: str
    value: t.Json
    span: Span
    file: bool = False


@record(frozen=True, slots=True)
class Call:
    """A request over HTTP.

    `url` is as written, with values filled in where the snippet names them; `query`
    also holds what the address has behind its question mark. `body` is None where
    there is none, or where it could not be read: then `flaw` says why.
    """

    method: str
    url: str
    notation: Notation
    span: Span
    url_span: Span
    headers: tuple[Pair, ...] = ()
    query: tuple[Pair, ...] = ()
    body: Loose | None = None
    form: tuple[Pair, ...] = ()
    media_type: str | None = None
    user: Pair | None = None
    flaw: tuple[str, Span] | None = None

    @property
    def base(self) -> str | None:
        """The part of the address before the path, if it has one; see `split_url`."""
        return split_url(self.url)[0]

    @property
    def path(self) -> str:
        """The path, with placeholders as they are written; without the query."""
        return split_url(self.url)[1]

    def header(self, name: str) -> Pair | None:
        """A header by its name, in any case."""
        return next((it for it in self.headers if it.name.lower() == name), None)


@record(frozen=True, slots=True)
class SdkCall:
    """A call of a client library, such as `client.threads.create(...)`."""

    name: str
    arguments: tuple[Argument, ...]
    span: Span


@record(frozen=True, slots=True)
class Calls:
    """The calls of a snippet, each kind in its order."""

    http: tuple[Call, ...] = ()
    sdk: tuple[SdkCall, ...] = ()


@cache
def _base() -> re.Pattern[str]:
    return re.compile(
        r"[A-Za-z][A-Za-z+]*://[^/?#\s]*"  # https://host:port
        r"|\{\{[^{}]*\}\}|\$\{[^{}]*\}|\$\w+|\{[^{}/]*\}"
        r"|<(?:[^<>/]|<[^<>]*>)*>|[A-Z][A-Z0-9_]+(?=/)"
        r"|[\w.-]+\.[a-z]{2,}(?::[0-9]+)?(?=[/?]|$)|localhost(?::[0-9]+)?"
    )


@cache
def _stand_in() -> re.Pattern[str]:
    return re.compile(
        r"https?://(?:[^/]*\.)?(?:example\.(?:com|org|net)|invalid)(?::[0-9]+)?(?:/|$)"
        r"|https?://(?:[^/]*[.-])?(?:your|my-)[a-z0-9-]*\.",
        re.IGNORECASE,
    )


def is_server(base: str | None) -> TypeGuard[str]:
    """Whether what stands before a path is an origin, and no stand-in for one.

    `example.com` and its like are reserved for documentation (RFC 2606): a client that
    called them would send its secrets to somebody else.
    """
    if base is None or not base.startswith(("http://", "https://")):
        return False
    return _stand_in().match(base) is None


def split_url(url: str) -> tuple[str | None, str]:
    """What stands before the path, and the path without its query.

    `<URL>/a`, `$URL/a`, `URL/a`, `{{url}}/a`, `{url}/a` and `https://host/a` have a base; of `/a`
    it is None.
    """
    url = url.strip()
    found = None if url.startswith("/") else _base().match(url)
    rest = url[found.end() :] if found else url
    path = rest.split("?")[0].split("#")[0]
    if not path.startswith("/"):
        path = "/" + path
    return (found[0] if found else None), path
