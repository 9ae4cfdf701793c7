"""Digests and certificates: what a connection and its answers decide."""

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
    Body,
)
from templates.runtime.types import Binary
from tests.runtime.test_credentials import API, plan

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
