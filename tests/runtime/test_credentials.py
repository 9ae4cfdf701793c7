"""Credentials that are asked for at each call, digests, certificates, combinations."""

from __future__ import annotations

import asyncio
import hashlib
import logging
import shutil
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any, ClassVar

import httpx2
import pytest

from templates.runtime.client import AsyncClient, SyncClient
from templates.runtime.errors import StatusError
from templates.runtime.plan import (
    Answer,
    Api,
    ApiKey,
    Basic,
    Bearer,
    Body,
    Http,
    MutualTls,
    Parameter,
    Plan,
    Scheme,
    Security,
)
from templates.runtime.security import grant
from templates.runtime.types import Binary
from tests.runtime.issuer import OAUTH, Issuer, running

SCHEMES: dict[str, Scheme] = {
    "token": Bearer(),
    "pair": Basic(),
    "head": ApiKey("header", "X-Key"),
    "asked": ApiKey("query", "key"),
    "crumb": ApiKey("cookie", "crumb"),
    "own": Http("apikey"),
    "digest": Http("digest"),
    "oauth": OAUTH,
    "cert": MutualTls(),
}
API = Api("Things", "1", ("http://things.test/v1",), SCHEMES, dict)


def plan(*security: Any, **more: Any) -> Plan[Any]:
    """An operation; a scheme alone is an alternative of its own."""
    ways: Security = tuple(
        {it: ()} if isinstance(it, str) else dict.fromkeys(it, ()) for it in security
    )
    answers = {"204": Answer()}
    query = Parameter(
        "query", "ids", "ids", lambda: list[int], shape="array", style="form"
    )
    crumb = Parameter("cookie", "berth", "berth", lambda: str, style="form")
    return Plan(
        "thing",
        more.pop("method", "GET"),
        "/thing",
        (query, crumb),
        answers=answers,
        security=ways,
        **more,
    )


def sent(plan: Plan[Any], given: Any, **arguments: Any) -> list[httpx2.Request]:
    """What the blocking client sends, which is what the other one sends."""
    seen: list[httpx2.Request] = []

    def respond(request: httpx2.Request) -> httpx2.Response:
        seen.append(request)
        return httpx2.Response(204)

    transport = httpx2.MockTransport(respond)
    with httpx2.Client(transport=transport) as http:
        client = SyncClient(API, given, base_url=None, http_client=http)
        client.call(plan, **arguments)
        client.call(plan, **arguments)

    async def call() -> None:
        async with httpx2.AsyncClient(transport=transport) as http:
            client = AsyncClient(API, given, base_url=None, http_client=http)
            await client.call(plan, **arguments)
            await client.call(plan, **arguments)

    asyncio.run(call())
    wire = [(str(it.url), it.headers.raw, it.content) for it in seen]
    assert wire[:2] == wire[2:]
    return seen[:2]


class Counter:
    """A function that never tells the same."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self) -> str:
        self.count = self.count % 2 + 1
        return f"t{self.count}&"


def test_a_function_is_asked_before_each_request() -> None:
    first, second = sent(plan("token"), {"token": Counter()})
    assert first.headers["authorization"] == "Bearer t1&"
    assert second.headers["authorization"] == "Bearer t2&"
    first, second = sent(plan("head"), {"head": Counter()})
    assert (first.headers["x-key"], second.headers["x-key"]) == ("t1&", "t2&")
    first, _ = sent(plan("own"), {"own": Counter()})
    assert first.headers["authorization"] == "Apikey t1&"


def test_a_key_that_is_asked_for_joins_the_query_and_the_cookies() -> None:
    both = plan(("asked", "crumb"))
    given = {"asked": Counter(), "crumb": Counter()}
    for request in sent(both, given, ids=[1, 2], berth="b c"):
        number = request.headers["cookie"][-2]
        assert request.url.query == b"ids=1,2&key=t%d%%26" % int(number)
        assert request.headers["cookie"] == f"berth=b%20c; crumb=t{number}&"
    request, _ = sent(both, given)
    assert request.url.query == b"key=t1%26"
    assert request.headers["cookie"] == "crumb=t1&"


def test_a_coroutine_function_is_for_asyncio_clients() -> None:
    async def told() -> str:
        return "t"

    seen: list[httpx2.Request] = []

    def respond(request: httpx2.Request) -> httpx2.Response:
        seen.append(request)
        return httpx2.Response(204)

    transport = httpx2.MockTransport(respond)

    async def call() -> None:
        async with httpx2.AsyncClient(transport=transport) as http:
            client = AsyncClient(API, {"token": told}, base_url=None, http_client=http)
            await client.call(plan("token"))

    asyncio.run(call())
    assert seen[0].headers["authorization"] == "Bearer t"
    with httpx2.Client(transport=transport) as http:
        client = SyncClient(API, {"token": told}, base_url=None, http_client=http)
        with pytest.raises(TypeError, match="blocking client"):
            client.call(plan("token"))


@pytest.mark.parametrize("told", ["", "hush\r\n", "é", None, b"hush"])
def test_what_a_function_tells_is_checked(told: object) -> None:
    def function() -> Any:
        return told

    with pytest.raises((TypeError, ValueError)) as caught:
        sent(plan("token"), {"token": function})
    assert "hush" not in str(caught.value)


def test_what_a_function_raises_comes_out() -> None:
    def function() -> str:
        raise LookupError("no token today")

    with pytest.raises(LookupError, match="today"):
        sent(plan("token"), {"token": function})


@pytest.mark.parametrize(
    ("ways", "given", "headers"),
    [
        (["token", "head"], {"head": "k"}, {"x-key": "k"}),
        (["token", "head"], {"head": "k", "token": "t"}, {"authorization": "Bearer t"}),
        ([("token", "head")], {"head": "k"}, {}),
        (
            [("token", "head")],
            {"head": "k", "token": "t"},
            {"authorization": "Bearer t", "x-key": "k"},
        ),
        ([("token", "head"), "head"], {"head": "k"}, {"x-key": "k"}),
        ([(), "token"], {"token": "t"}, {"authorization": "Bearer t"}),
        ([(), "token"], {}, {}),
        (["token", ()], {}, {}),
        ([("cert", "head")], {"head": "k"}, {"x-key": "k"}),
        (["cert", "head"], {"head": "k"}, {"x-key": "k"}),
        ([("cert",)], {"head": "k"}, {}),
        (["own"], {"own": "k"}, {"authorization": "Apikey k"}),
        (["unknown", "head"], {"head": "k"}, {"x-key": "k"}),
        ([("unknown", "head")], {"head": "k"}, {}),
    ],
)
def test_alternatives_and_combinations(ways: Any, given: Any, headers: Any) -> None:
    for wrap in (lambda it: it, lambda it: lambda: it):
        held = {name: wrap(text) for name, text in given.items()}
        request, _ = sent(plan(*ways), held)
        names = {"authorization", "x-key"} & {*request.headers}
        assert {name: request.headers[name] for name in names} == headers


def test_a_token_and_a_key_together() -> None:
    with running() as issuer:
        given = {"oauth": grant(client_id="me"), "head": "k"}
        http = SyncClient(API, given, base_url=issuer.url, http_client=None)
        answer = {"200": Answer({"application/json": lambda: dict[str, str]})}
        both: Security = ({"oauth": ("read",), "head": ()},)
        with http as client:
            client.call(Plan("thing", "GET", "/thing", answers=answer, security=both))
    assert issuer.calls[0].headers["x-key"] == "k"
    assert issuer.calls[0].headers["authorization"] == "Bearer issued-1"
    assert "x-key" not in issuer.tokens[0].headers


def test_a_credential_stays_with_the_origin_of_its_request() -> None:
    """Whoever follows a redirect sends the request that the HTTP library makes."""
    with running() as other, running() as issuer:
        held: Any = {"oauth": grant(client_id="me"), "head": lambda: "hush"}
        client = SyncClient(API, held, base_url=issuer.url, http_client=None)
        for way in ("oauth", "head"):
            request = client._prepare(plan(way), (), {})
            auth = request.extensions["auth"]
            request.url = httpx2.URL(f"{other.url}/thing")
            with httpx2.Client() as http:
                http.send(request, auth=auth)
        for call in other.calls:
            assert "authorization" not in call.headers
            assert "x-key" not in call.headers
        assert (len(other.calls), issuer.tokens) == (2, [])
        client.close()


def test_the_auth_of_an_http_client_stays_where_there_is_no_other() -> None:
    seen: list[httpx2.Request] = []

    def respond(request: httpx2.Request) -> httpx2.Response:
        seen.append(request)
        return httpx2.Response(204)

    transport = httpx2.MockTransport(respond)
    with httpx2.Client(transport=transport, auth=("u", "p")) as http:
        SyncClient(API, {}, base_url=None, http_client=http).call(plan("token"))
        given: Any = {"token": lambda: "t"}
        SyncClient(API, given, base_url=None, http_client=http).call(plan("token"))
    assert seen[0].headers["authorization"].startswith("Basic ")
    assert seen[1].headers["authorization"] == "Bearer t"


def test_a_body_that_was_read_bit_by_bit_is_not_sent_again() -> None:
    with running(Issuer(revoked={"issued-1"})) as issuer:
        client = SyncClient(
            API,
            {"oauth": grant(client_id="me")},
            base_url=issuer.url,
            http_client=None,
        )
        request = client._prepare(plan("oauth"), (), {})
        auth = request.extensions["auth"]

        def parts() -> Iterator[bytes]:
            yield b"a"

        streamed = httpx2.Request("POST", request.url, content=parts())
        with client._http as http:
            assert http.send(streamed, auth=auth).status_code == 401
    assert len(issuer.calls) == 1


# Digests


class DigestServer(BaseHTTPRequestHandler):
    """Knows u and hush; RFC 7616 with MD5, which every client knows."""

    protocol_version = "HTTP/1.1"
    seen: ClassVar[list[tuple[str, bytes]]] = []
    odd: ClassVar[str] = ""

    def do(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        given = self.headers.get("authorization", "")
        type(self).seen.append((given, body))
        parts = dict(
            part.strip().split("=", 1) for part in given[7:].split(",") if "=" in part
        )
        parts = {name: text.strip('"') for name, text in parts.items()}

        def md5(*texts: str) -> str:
            return hashlib.md5(":".join(texts).encode()).hexdigest()

        right = parts.get("response") == md5(
            md5("u", "r", "hush"),
            "n",
            parts.get("nc", ""),
            parts.get("cnonce", ""),
            "auth",
            md5(self.command, self.path),
        )
        self.send_response(204 if right else 401)
        if not right:
            challenge = self.odd or 'Digest realm="r", nonce="n", qop="auth"'
            self.send_header("WWW-Authenticate", challenge)
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_GET = do_POST = do

    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture
def digesting() -> Iterator[str]:
    DigestServer.seen, DigestServer.odd = [], ""
    with HTTPServer(("127.0.0.1", 0), DigestServer) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


def test_a_digest_is_made_of_what_the_server_asks(
    digesting: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    given = {"digest": ("u", "hush")}
    post = plan("digest", method="POST", body=Body({"text/plain": lambda: Binary}))
    with SyncClient(API, given, base_url=digesting, http_client=None) as client:
        client.call(post, body=b"abc")
        client.call(post, body=b"abc")
        assert "hush" not in repr(client._held)

    async def call() -> None:
        async with AsyncClient(
            API, given, base_url=digesting, http_client=None
        ) as client:
            await client.call(post, body=b"abc")

    asyncio.run(call())
    asked, first, second, again, third = DigestServer.seen
    assert asked == again == ("", b"abc")
    assert [it[1] for it in (first, second, third)] == [b"abc"] * 3
    assert "nc=00000001" in first[0]
    assert "nc=00000002" in second[0]
    assert "hush" not in caplog.text


@pytest.mark.parametrize(
    "odd", ["Digest x", 'Digest realm="r", nonce="n", qop="auth-int"']
)
def test_a_challenge_that_is_none_leaves_the_answer(digesting: str, odd: str) -> None:
    DigestServer.odd = odd
    given = {"digest": ("u", "hush")}
    with (
        SyncClient(API, given, base_url=digesting, http_client=None) as client,
        pytest.raises(StatusError, match="401") as caught,
    ):
        client.call(plan("digest"))
    assert "hush" not in str(caught.value)


# Certificates


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for servers and one for clients, each signed by itself."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("openssl makes the certificates")
    folder = tmp_path_factory.mktemp("certificates")
    for name, more in (
        ("server", ["-addext", "subjectAltName=IP:127.0.0.1"]),
        ("client", []),
    ):
        command = [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days"]
        command += ["2", "-subj", f"/CN={name}", *more]
        command += ["-keyout", f"{folder}/{name}.key", "-out", f"{folder}/{name}.pem"]
        subprocess.run(command, check=True, capture_output=True)
    both = (folder / "client.pem").read_text() + (folder / "client.key").read_text()
    (folder / "both.pem").write_text(both)
    return folder


class Shown(BaseHTTPRequestHandler):
    """Answers 204 to whoever gets as far as this."""

    protocol_version = "HTTP/1.1"
    seen: ClassVar[list[Any]] = []

    def do_GET(self) -> None:
        connection: Any = self.connection
        type(self).seen.append(connection.getpeercert())
        self.send_response(204)
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture
def guarded(certificates: Path) -> Iterator[str]:
    """A server that asks for a certificate of the client."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificates / "server.pem", certificates / "server.key")
    context.load_verify_locations(certificates / "client.pem")
    context.verify_mode = ssl.CERT_REQUIRED
    Shown.seen = []

    class Server(HTTPServer):
        def handle_error(self, *_: Any) -> None:
            """Who shows no certificate is not let in."""

    with Server(("127.0.0.1", 0), Shown) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield f"https://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


def from_file(folder: Path) -> Any:
    return f"{folder}/both.pem"


def from_two(folder: Path) -> Any:
    return f"{folder}/client.pem", f"{folder}/client.key"


def from_context(folder: Path) -> Any:
    context = ssl.create_default_context(cafile=f"{folder}/server.pem")
    context.load_cert_chain(*from_two(folder))
    return context


@pytest.mark.parametrize("cert", [from_file, from_two, from_context])
def test_a_certificate_is_shown(
    guarded: str,
    certificates: Path,
    cert: Callable[[Path], Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", f"{certificates}/server.pem")
    given = {"cert": cert(certificates)}
    with SyncClient(API, given, base_url=guarded, http_client=None) as client:
        client.call(plan("cert"))

    async def call() -> None:
        async with AsyncClient(API, given, base_url=guarded, http_client=None) as it:
            await it.call(plan("cert"))

    asyncio.run(call())
    subject = ((("commonName", "client"),),)
    assert [it["subject"] for it in Shown.seen] == [subject, subject]


def test_a_certificate_belongs_to_the_http_client(certificates: Path) -> None:
    given: Any = {"cert": from_two(certificates)}
    with httpx2.Client() as http, pytest.raises(ValueError, match="http_client"):
        SyncClient(API, given, base_url=None, http_client=http)
    with pytest.raises(TypeError, match="cert is"):
        SyncClient(API, {"cert": b"x"}, base_url=None, http_client=None)  # type: ignore[dict-item]
    with pytest.raises(OSError):
        SyncClient(API, {"cert": "/none.pem"}, base_url=None, http_client=None)
