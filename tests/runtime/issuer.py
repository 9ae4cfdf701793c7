"""A token endpoint and an API on loopback, which misbehave as they are told.

Everything that arrives is kept; tokens are numbered, and the API takes those that it was
told to take. Used by the tests of tokens.
"""

from __future__ import annotations

import base64
import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote_plus, urlsplit

from templates.runtime.client import AsyncClient, SyncClient
from templates.runtime.plan import Answer, Api, Flow, OAuth2, Plan, Scheme
from templates.runtime.security import grant

SECRETS = ("hush-client", "hush-pass", "hush-refresh", "hush-given", "issued-")
"""What no message, log or repr may hold."""


@dataclass
class Seen:
    """One request."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def form(self) -> dict[str, str]:
        """The fields of a form."""
        return {name: it[0] for name, it in parse_qs(self.body.decode()).items()}

    @property
    def basic(self) -> tuple[str, str] | None:
        """User and password, as RFC 6749 has them in a header."""
        word, _, text = self.headers.get("authorization", "").partition(" ")
        if word != "Basic":
            return None
        user, _, password = base64.b64decode(text).decode().partition(":")
        return unquote_plus(user), unquote_plus(password)


Reply = tuple[int, dict[str, str], bytes]


@dataclass
class Issuer:
    """What the endpoint does. `answer` is asked before it does what is right."""

    url: str = ""
    wait: float = 0
    lifetime: object = 3600
    more: dict[str, object] = field(default_factory=dict[str, object])
    answer: Callable[[Seen], Reply | None] | None = None
    tokens: list[Seen] = field(default_factory=list[Seen])
    calls: list[Seen] = field(default_factory=list[Seen])
    revoked: set[str] = field(default_factory=set[str])
    other: list[Seen] = field(default_factory=list[Seen])
    moved: str = ""

    def respond(self, seen: Seen) -> Reply:
        """Issue a token, or check one."""
        place = urlsplit(seen.path).path
        if place == "/token":
            self.tokens.append(seen)
            number = len(self.tokens)
            time.sleep(self.wait)
            special = self.answer(seen) if self.answer else None
            return special or self.issued(number)
        if place == "/.well-known/openid-configuration":
            self.other.append(seen)
            return said({"issuer": self.url, "token_endpoint": f"{self.url}/token"})
        if place == "/moved":
            return said({}, 307, Location=self.moved)
        if place == "/thing":
            self.calls.append(seen)
            word, _, token = seen.headers.get("authorization", "").partition(" ")
            if word == "Bearer" and token and token not in self.revoked:
                return said({"token": token})
            return said({"message": f"not with {token}"}, 401)
        self.other.append(seen)
        return said({}, 404)

    def issued(self, number: int) -> Reply:
        """A token."""
        body = {
            "access_token": f"issued-{number}",
            "token_type": "bearer",
            "expires_in": self.lifetime,
            **self.more,
        }
        return said({name: it for name, it in body.items() if it is not None})


def said(body: object, status: int = 200, **headers: str) -> Reply:
    """An answer of JSON."""
    kind = {"Content-Type": "application/json"}
    return status, {**kind, **headers}, json.dumps(body).encode()


@contextmanager
def running(issuer: Issuer | None = None) -> Iterator[Issuer]:
    """An issuer on a port of its own."""
    issuer = made = issuer or Issuer()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do(self) -> None:
            length = int(self.headers.get("content-length", 0))
            headers = {name.lower(): text for name, text in self.headers.items()}
            body = self.rfile.read(length)
            seen = Seen(self.command, self.path, headers, body)
            status, head, content = made.respond(seen)
            self.send_response(status)
            for name, text in head.items():
                self.send_header(name, text)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = do

        def log_message(self, format: str, *args: Any) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        request_queue_size = 100

        def handle_error(self, *_: Any) -> None:
            """A client that left is no news."""

    server = Server(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    issuer.url = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield issuer
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


OAUTH = OAuth2(
    (
        Flow("clientCredentials", token_url="token", scopes=("read", "write")),
        Flow("password", token_url="/token"),
        Flow("authorizationCode", authorization_url="/ask", token_url="token"),
    )
)


def api(scheme: Scheme = OAUTH, **more: Scheme) -> Api:
    """An API with one operation or two; tokens are fetched below the base URL."""
    return Api("Things", "1", (), {"oauth": scheme, **more}, dict)


def plan(*scopes: str, method: str = "GET", path: str = "/thing") -> Plan[Any]:
    """An operation that takes a token with scopes; it returns what was sent."""
    answer = Answer({"application/json": lambda: dict[str, str]})
    return Plan(
        "thing",
        method,
        path,
        answers={"200": answer},
        security=({"oauth": scopes},),
    )


ID: dict[str, Any] = {"client_id": "me:&", "client_secret": "hush-client é"}
"""Who the client is, with what has to be encoded."""
READ = plan("read")


def client(issuer: Issuer, scheme: Any = OAUTH, **given: Any) -> SyncClient:
    """A blocking client of the issuer's API."""
    options = {"timeout": 5, "max_retries": given.pop("max_retries", 0)}
    held = {"oauth": grant(**given)}
    return SyncClient(
        api(scheme), held, base_url=issuer.url, http_client=None, **options
    )


def async_client(issuer: Issuer, scheme: Any = OAUTH, **given: Any) -> AsyncClient:
    """An asyncio client of it."""
    options = {"timeout": 5, "max_retries": given.pop("max_retries", 0)}
    held = {"oauth": grant(**given)}
    return AsyncClient(
        api(scheme), held, base_url=issuer.url, http_client=None, **options
    )
