"""Hostile peers on a real socket: typed errors or documented shapes, and no hang."""

from __future__ import annotations

import asyncio
import gzip
import json
import socket
import threading
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import uvicorn

from templates.runtime.errors import (
    AnswerInvalid,
    ApiError,
    ConnectionFailed,
    StatusError,
    TimedOut,
)
from tests.runtime import harbour
from tests.runtime.harbour import AsyncShips, Ships
from tests.runtime.test_calls import Yard, authorize

OK = b"HTTP/1.1 200 OK\r\n"
JSON = b"Content-Type: application/json\r\n"
SHIP = b'{"fullName":"Ida"}'
PAGE = b"<!doctype html><h1>502 Bad Gateway</h1>"


def whole(head: bytes, body: bytes) -> bytes:
    return head + b"Content-Length: %d\r\n\r\n" % len(body) + body


@contextmanager
def answering(answer: bytes, wait: float = 0) -> Iterator[str]:
    """A server that reads the head of a request, sends these bytes and hangs up."""
    listener = socket.create_server(("127.0.0.1", 0))
    done = threading.Event()

    def serve() -> None:
        while not done.is_set():
            try:
                peer, _ = listener.accept()
            except OSError:
                return
            with peer:
                peer.settimeout(2)
                seen = b""
                while b"\r\n\r\n" not in seen:
                    seen += peer.recv(65536) or b"\r\n\r\n"
                try:
                    peer.sendall(answer)
                    done.wait(wait)
                    peer.shutdown(socket.SHUT_WR)
                    while peer.recv(65536):
                        pass
                except OSError:
                    pass

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        done.set()
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join()


def outcomes(url: str) -> list[Any]:
    """What the sync and the async client make of it."""
    found: list[Any] = []
    with harbour.client(base_url=url, bearer="good") as client:
        try:
            found.append(Ships(client).register(full_name="Ida"))
        except ApiError as error:
            found.append(error)

    async def call() -> None:
        async with harbour.async_client(base_url=url, bearer="good") as client:
            try:
                found.append(await AsyncShips(client).register(full_name="Ida"))
            except ApiError as error:
                found.append(error)

    asyncio.run(call())
    return found


ANSWERS: dict[str, tuple[bytes, type[Exception] | None]] = {
    "nothing": (b"", ConnectionFailed),
    "no http": (b"SSH-2.0-OpenSSH\r\n", ConnectionFailed),
    "half a head": (b"HTTP/1.1 200 O", ConnectionFailed),
    "a bad version": (b"HTTP/9.9 200 OK\r\n\r\n", ApiError),
    "a huge header": (OK + b"X: " + b"x" * 10_000_000 + b"\r\n\r\n", ConnectionFailed),
    "many headers": (OK + b"X: y\r\n" * 500_000 + b"\r\n", ConnectionFailed),
    "a broken header": (OK + b"X\x00: y\r\n\r\n", ConnectionFailed),
    "another type": (whole(OK + b"Content-Type: text/html\r\n", SHIP), None),
    "no type": (whole(OK, SHIP), None),
    "a type of its own": (whole(OK + b"Content-Type: ;;=\xff\r\n", SHIP), None),
    "an unknown charset": (
        whole(OK + b"Content-Type: application/json; charset=x-none\r\n", SHIP),
        None,
    ),
    "a page": (whole(OK + b"Content-Type: text/html\r\n", PAGE), AnswerInvalid),
    "a page called JSON": (whole(OK + JSON, PAGE), AnswerInvalid),
    "no UTF-8": (whole(OK + JSON, b'{"fullName":"\xff\xfe"}'), AnswerInvalid),
    "half a surrogate": (whole(OK + JSON, b'{"fullName":"\\ud800"}'), AnswerInvalid),
    "UTF-16": (whole(OK + JSON, SHIP.decode().encode("utf-16")), AnswerInvalid),
    "deep JSON": (whole(OK + JSON, b"[" * 100_000), AnswerInvalid),
    "deep and whole": (
        whole(OK + JSON, b'{"fullName":' + b"[" * 190 + b"]" * 190 + b"}"),
        None,
    ),
    "long digits": (
        whole(OK + JSON, b'{"fullName":"a","n":' + b"9" * 100_000 + b"}"),
        AnswerInvalid,
    ),
    "two keys alike": (whole(OK + JSON, b'{"fullName":"a","fullName":"Ida"}'), None),
    "an array": (whole(OK + JSON, b"[1]"), AnswerInvalid),
    "null": (whole(OK + JSON, b"null"), AnswerInvalid),
    "two values": (whole(OK + JSON, SHIP + SHIP), AnswerInvalid),
    "empty": (whole(OK + JSON, b""), AnswerInvalid),
    "blank": (whole(OK + JSON, b" \n"), AnswerInvalid),
    "204": (b"HTTP/1.1 204 No Content\r\n\r\n", AnswerInvalid),
    "205": (b"HTTP/1.1 205 Reset\r\nContent-Length: 0\r\n\r\n", AnswerInvalid),
    "too short": (OK + JSON + b"Content-Length: 99\r\n\r\n" + SHIP, ConnectionFailed),
    "no length": (OK + JSON + b"Connection: close\r\n\r\n" + SHIP, None),
    "two lengths": (
        OK + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        ConnectionFailed,
    ),
    "a bad length": (OK + b"Content-Length: -5\r\n\r\nab", ConnectionFailed),
    "chunks cut short": (
        OK + JSON + b'Transfer-Encoding: chunked\r\n\r\n5\r\n{"fu',
        ConnectionFailed,
    ),
    "no last chunk": (
        OK + JSON + b"Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n",
        ConnectionFailed,
    ),
    "bad chunks": (
        OK + JSON + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n",
        ConnectionFailed,
    ),
    "gzip": (
        whole(OK + JSON + b"Content-Encoding: gzip\r\n", gzip.compress(SHIP)),
        None,
    ),
    "gzip garbage": (
        whole(OK + JSON + b"Content-Encoding: gzip\r\n", b"\x1f\x8bgarbage"),
        ConnectionFailed,
    ),
    "gzip cut short": (
        whole(OK + JSON + b"Content-Encoding: gzip\r\n", gzip.compress(SHIP)[:-12]),
        ApiError,
    ),
    "deflate garbage": (
        whole(OK + JSON + b"Content-Encoding: deflate\r\n", b"\xff\xff\xff"),
        ConnectionFailed,
    ),
    "an unknown encoding": (whole(OK + JSON + b"Content-Encoding: x\r\n", SHIP), None),
    "deflate": (
        whole(OK + JSON + b"Content-Encoding: deflate\r\n", zlib.compress(SHIP)),
        None,
    ),
    "bad cookies": (
        whole(OK + JSON + b"Set-Cookie: \xff=;;=;expires=x; max-age=z\r\n", SHIP),
        None,
    ),
    "100 before": (b"HTTP/1.1 100 Continue\r\n\r\n" + whole(OK + JSON, SHIP), None),
    "103 before": (
        b"HTTP/1.1 103 Hints\r\nLink: </>\r\n\r\n" + whole(OK + JSON, SHIP),
        None,
    ),
    "only 100": (b"HTTP/1.1 100 Continue\r\n\r\n", ConnectionFailed),
    "101": (b"HTTP/1.1 101 Switch\r\nUpgrade: x\r\n\r\n", ApiError),
}
STATUS = [
    "300",
    "301",
    "302",
    "304",
    "307",
    "308",
    "404",
    "500",
    "502",
    "599",
    "600",
    "999",
]
for status in STATUS:
    line = f"HTTP/1.1 {status} Odd\r\nLocation: http://127.0.0.1:1/\r\n".encode()
    for name, body in (("page", PAGE), ("nothing", b""), ("garbage", b"\xff\x00{")):
        called = JSON if name != "page" else b"Content-Type: text/html\r\n"
        ANSWERS[f"{status} with {name}"] = whole(line + called, body), StatusError
for status in ("0", "99", "1000", "2e2", "-1"):
    ANSWERS[f"status {status}"] = (
        whole(f"HTTP/1.1 {status} Odd\r\n".encode(), b""),
        ConnectionFailed,
    )


@pytest.mark.parametrize("name", ANSWERS)
def test_a_hostile_server_raises_what_a_client_documents(name: str) -> None:
    answer, expected = ANSWERS[name]
    started = time.monotonic()
    with answering(answer) as url:
        found = outcomes(url)
    assert time.monotonic() - started < 15
    for outcome in found:
        if expected is None:
            assert not isinstance(outcome, ApiError), outcome
        else:
            assert isinstance(outcome, expected), outcome
            assert "Traceback" not in str(outcome)
            assert len(str(outcome)) < 500


def test_a_server_that_stops_answering_times_out() -> None:
    half = OK + JSON + b"Content-Length: 99\r\n\r\n" + SHIP
    with answering(half, wait=5) as url:
        client = harbour.client(base_url=url, bearer="good", timeout=0.3)
        with client, pytest.raises(TimedOut):
            Ships(client).register(full_name="Ida")


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """The harbour on a real port, which the system chooses."""
    listener = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(harbour.app(Yard(), authorize), log_level="error")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    yield listener.getsockname()[1]
    server.should_exit = True
    thread.join()
    listener.close()


def exchange(port: int, request: bytes) -> tuple[int, bytes, bytes]:
    """Status, head and body of the answer to these bytes."""
    with socket.create_connection(("127.0.0.1", port), timeout=15) as peer:
        peer.sendall(request)
        peer.shutdown(socket.SHUT_WR)
        answer = b""
        while chunk := peer.recv(65536):
            answer += chunk
    head, _, body = answer.partition(b"\r\n\r\n")
    return int(head.split()[1]), head, body


def request(target: bytes, body: bytes = b"", more: bytes = b"", by: str = "") -> bytes:
    method = (by or ("POST" if body or b"Content" in more else "GET")).encode()
    head = b"%s %s HTTP/1.1\r\nHost: a\r\nConnection: close\r\n" % (method, target)
    head += b"Authorization: Bearer good\r\n" + more
    if body and b"Transfer" not in more:
        head += b"Content-Length: %d\r\n" % len(body)
    return head + b"\r\n" + body


MULTI = b"Content-Type: multipart/form-data"
FORM = b"Content-Type: application/x-www-form-urlencoded\r\n"
POSTS: dict[str, bytes] = {
    "no JSON": request(b"/ships", b"{"),
    "no UTF-8": request(b"/ships", b'{"fullName":"\xff"}', JSON),
    "half a surrogate": request(b"/ships", b'{"fullName":"\\ud800"}', JSON),
    "UTF-16": request(b"/ships", SHIP.decode().encode("utf-16"), JSON),
    "deep JSON": request(b"/ships", b'{"escort":' * 50_000, JSON),
    "a deep extra": request(b"/ships", b'{"a":' + b"[" * 10_000, JSON),
    "long digits": request(b"/ships", b'{"deck":' + b"9" * 100_000 + b"}", JSON),
    "infinite": request(b"/ships", b'{"fullName":"a","more":1e999}', JSON),
    "NaN": request(b"/ships", b'{"fullName":"a","more":[NaN]}', JSON),
    "null": request(b"/ships", b"null", JSON),
    "empty": request(b"/ships", b"", JSON + b"Content-Length: 0\r\n"),
    "blank": request(b"/ships", b" ", JSON),
    "gzip": request(
        b"/ships", gzip.compress(SHIP), JSON + b"Content-Encoding: gzip\r\n"
    ),
    "a page": request(b"/ships", PAGE, b"Content-Type: text/html\r\n"),
    "no type at all": request(b"/ships", PAGE, b"Content-Type: \xff;=\r\n"),
    "a long key": request(b"/ships", b'{"%s":1}' % (b"k" * 100_000), JSON),
    "no boundary": request(b"/ships/manifest", b"x", MULTI + b"\r\n", "PUT"),
    "an empty boundary": request(
        b"/ships/manifest", b"----", MULTI + b"; boundary=\r\n", "PUT"
    ),
    "a bad boundary": request(
        b"/ships/manifest", b"--a", MULTI + b"; boundary*=x'\xff\r\n", "PUT"
    ),
    "parts without heads": request(
        b"/ships/manifest",
        b"--B\r\n\r\n--B\r\nX\r\n\r\n\xff\r\n--B--",
        MULTI + b"; boundary=B\r\n",
        "PUT",
    ),
    "a part with a bad name": request(
        b"/ships/manifest",
        b"--B\r\nContent-Disposition: form-data; name*=u''%ff; name=\"\xff\"\r\n\r\nx\r\n--B--",
        MULTI + b"; boundary=B\r\n",
        "PUT",
    ),
    "a bad form": request(b"/ships/manifest", b"%ff=%&&==&pages=x", FORM, "PUT"),
    "a form of JSON": request(b"/ships/manifest", b"title=a&pages=1e999", FORM, "PUT"),
    "a large form": request(b"/ships/manifest", b"pages=1&" * 100_000, FORM, "PUT"),
    "a form of words": request(
        b"/ships/manifest", b"&".join([b"pages=x"] * 9_999), FORM, "PUT"
    ),
    "many parts": request(
        b"/ships/manifest", b"--B\r\n\r\n" * 50_000, MULTI + b"; boundary=B\r\n", "PUT"
    ),
    "many misfits": request(b"/ships", b'{"crew":[' + b"1," * 50_000 + b"1]}", JSON),
    "a query that is none": request(b"/ships/x?limit=%ff&deck=[[&=&;&deck=1e999"),
    "a long number": request(b"/ships/x?limit=" + b"9" * 5000),
    "a path that is none": request(b"/ships/%ff%00?limit=x"),
}
GONE: dict[str, bytes] = {
    "nowhere": request(b"/%2e%2e/%00%ff"),
    "far up": request(b"/../../etc/passwd"),
    "slashes": request(b"//" * 5000),
    "no path": request(b"*", by="OPTIONS"),
    "a URL": request(b"http://elsewhere.test/none"),
}


@pytest.mark.parametrize("name", POSTS)
def test_a_hostile_request_is_answered_in_the_documented_shape(
    name: str, port: int, caplog: pytest.LogCaptureFixture
) -> None:
    started = time.monotonic()
    status, head, body = exchange(port, POSTS[name])
    assert time.monotonic() - started < 15
    assert status == 422
    assert b"application/json" in head
    fault = json.loads(body)["fault"]
    assert fault["code"] in ("invalid", "unsupported_media_type")
    assert len(fault["text"]) <= 1000
    assert len(fault["more"]["errors"]) <= 100
    assert not caplog.records


@pytest.mark.parametrize("name", GONE)
def test_what_is_nowhere_is_not_found_in_the_documented_shape(
    name: str, port: int
) -> None:
    status, _, body = exchange(port, GONE[name])
    assert (status, json.loads(body)["fault"]["code"]) in (
        (404, "not_found"),
        (405, "method_not_allowed"),
    )


@pytest.mark.parametrize(
    "sent",
    [
        request(
            b"/ships", b'5\r\n{"fu', JSON + b"Transfer-Encoding: chunked\r\n", "POST"
        ),
        request(b"/ships", b"", JSON + b"Content-Length: 99\r\n") + b"{",
    ],
)
def test_a_request_cut_short_is_no_failure(
    sent: bytes, port: int, caplog: pytest.LogCaptureFixture
) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=15) as peer:
        peer.sendall(sent)
    assert exchange(port, request(b"/ships", SHIP, JSON))[0] == 201
    assert not [record for record in caplog.records if record.levelname == "ERROR"]
