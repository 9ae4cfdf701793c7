"""Bodies that are bytes: whole, an open file, or as they are made; and which media type."""

from __future__ import annotations

import asyncio
import io
import socket
import threading
import tracemalloc
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from typing import Any

import httpx2
import pytest
import uvicorn
from pydantic import MISSING
from starlette.applications import Starlette
from starlette.requests import Request as HttpRequest
from starlette.responses import Response
from starlette.routing import Route as HttpRoute
from starlette.types import Receive, Scope, Send

from templates.runtime.client import AsyncClient, SyncClient
from templates.runtime.errors import RequestInvalid, StatusError
from templates.runtime.files import File
from templates.runtime.incoming import MAX_BODY
from templates.runtime.model import Model
from templates.runtime.plan import Body
from templates.runtime.types import Binary
from templates.runtime.uploads import ByteStream
from tests.runtime.echo import Done, Echo

OCTETS = "application/octet-stream"
HUGE = 100 * 1024 * 1024


class Reader(Echo):
    """Goes through the body that it gets, and keeps no more than `most` of it."""

    def __init__(self, body: Body, most: int = 1024) -> None:
        super().__init__(body=body)
        self.most = most
        self.size = 0
        self.read = b""

    async def echo(self, request: Any, /) -> Done:
        self.size, self.read = 0, b""
        if isinstance(request.body, ByteStream):
            async for chunk in request.body:
                self.size += len(chunk)
                self.read += chunk[: self.most - len(self.read)]
        return await super().echo(request)

    @property
    def header(self) -> dict[str, str]:
        return {name.decode(): text.decode() for name, text in self.scope["headers"]}


@contextmanager
def served(app: Any) -> Iterator[str]:
    """The app on a real port."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()
        listener.close()


def octets(type_: Any = Binary, **more: Any) -> Reader:
    return Reader(Body({OCTETS: lambda: type_}, **more))


def pieces() -> Iterator[bytes]:
    yield b"ab"
    yield b""
    yield b"c\xff"


async def later() -> AsyncIterator[bytes]:
    for piece in pieces():
        yield piece


GIVEN: dict[str, Callable[[], Any]] = {
    "bytes": lambda: b"abc\xff",
    "bytearray": lambda: bytearray(b"abc\xff"),
    "a file": lambda: io.BytesIO(b"abc\xff"),
    "a generator": pieces,
    "a tuple": lambda: ("a.bin", b"abc\xff"),
}


@pytest.mark.parametrize("type_", [bytes, Binary])
@pytest.mark.parametrize("name", GIVEN)
def test_bytes_may_be_given_in_many_ways(name: str, type_: Any) -> None:
    reader = octets(type_)
    reader.call(body=GIVEN[name]())
    assert reader.read == b"abc\xff"
    assert reader.header["content-type"] == OCTETS
    chunked = reader.header.get("transfer-encoding") == "chunked"
    assert chunked == (name == "a generator")
    asyncio.run(call_later(reader, GIVEN[name]()))
    assert reader.read == b"abc\xff"


async def call_later(reader: Reader, body: Any, url: str | None = None) -> None:
    http = None if url else httpx2.AsyncClient(transport=httpx2.ASGITransport(reader))
    async with AsyncClient(reader.api, {}, base_url=url, http_client=http) as client:
        await client.call(reader.plan, body=body)


def test_an_async_iterable_is_for_a_client_that_waits() -> None:
    reader = octets()
    asyncio.run(call_later(reader, later()))
    assert reader.read == b"abc\xff"
    with pytest.raises(TypeError, match="async iterable"):
        reader.call(body=later())


def test_over_a_socket_a_stream_arrives_whole() -> None:
    reader = octets()
    with served(reader) as url:
        with SyncClient(reader.api, {}, base_url=url, http_client=None) as client:
            for make in GIVEN.values():
                client.call(reader.plan, body=make())
                assert reader.read == b"abc\xff"
        for body in (io.BytesIO(b"abc\xff"), pieces(), later()):
            asyncio.run(call_later(reader, body, url))
            assert reader.read == b"abc\xff"


class Huge(io.RawIOBase):
    """A file of zeros that is in no memory."""

    def __init__(self) -> None:
        self.left = HUGE

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        size = min(size, self.left)
        self.left -= size
        return bytes(size)


class Peer:
    """A server of somebody else's, which counts what it gets."""

    def __init__(self) -> None:
        self.size = 0
        self.app = Starlette(routes=[HttpRoute("/echo", self.count, methods=["PUT"])])

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.app(scope, receive, send)

    async def count(self, http: HttpRequest) -> Response:
        self.size = 0
        async for chunk in http.stream():
            self.size += len(chunk)
        return Response(status_code=204)


def huge() -> Iterator[bytes]:
    """The same without a file."""
    for _ in range(HUGE // 65_536):
        yield bytes(65_536)


def by_us(reader: Reader, url: str) -> None:
    with SyncClient(reader.api, {}, base_url=url, http_client=None) as client:
        client.call(reader.plan, body=Huge())


def by_us_later(reader: Reader, url: str) -> None:
    asyncio.run(call_later(reader, Huge(), url))


def by_others(reader: Reader, url: str) -> None:
    headers = {"Content-Type": OCTETS}
    answer = httpx2.put(f"{url}/echo", content=huge(), headers=headers, timeout=60)
    assert answer.status_code == 204


@pytest.mark.parametrize(
    ("send", "theirs"),
    [
        (by_us, False),
        (by_us_later, False),
        (by_others, False),
        (by_us, True),
        (by_us_later, True),
    ],
)
def test_a_hundred_megabytes_go_up_without_being_held(
    send: Callable[[Reader, str], None], theirs: bool
) -> None:
    reader, peer = octets(), Peer()
    with served(peer if theirs else reader) as url:
        tracemalloc.start()
        try:
            send(reader, url)
            _, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
    assert (peer if theirs else reader).size == HUGE
    assert peak < 16 * 1024 * 1024


def test_what_is_read_whole_has_a_limit() -> None:
    class Whole(Reader):
        async def echo(self, request: Any, /) -> Done:
            self.read = await request.body.read()
            return Done()

    reader = Whole(Body({OCTETS: lambda: Binary}))
    reader.call(body=bytes(MAX_BODY))
    assert len(reader.read) == MAX_BODY
    with pytest.raises(StatusError) as caught:
        reader.call(body=bytes(MAX_BODY + 1))
    assert caught.value.status == 413


def test_an_optional_body_may_be_missing() -> None:
    reader = octets(required=False)
    assert reader.call().body is MISSING
    assert isinstance(reader.call(body=b"x").body, ByteStream)
    assert octets().http().put("/echo").status_code == 400
    empty = octets().http().put("/echo", headers={"Content-Type": OCTETS})
    assert empty.status_code == 204  # a file may be empty


@pytest.mark.parametrize("body", [1, ["a"], {"a": 1}, None])
def test_what_is_no_bytes_is_refused(body: Any) -> None:
    with pytest.raises(RequestInvalid):
        octets().call(body=body)


class Note(Model):
    text: str


class Drawing(Model):
    shape: str


SEVERAL = Body(
    {
        "application/json": lambda: Note,
        "application/x-www-form-urlencoded": lambda: Note,
        "application/vnd.drawing+json": lambda: Drawing,
        "text/plain": lambda: str,
        "image/*": lambda: Binary,
    },
    keywords=True,
    chosen=True,
)


@pytest.mark.parametrize(
    ("given", "media"),
    [
        ({"body": Note(text="a")}, "application/json"),
        ({"text": "a"}, "application/json"),
        ({"body": Drawing(shape="a")}, "application/vnd.drawing+json"),
        ({"body": "a"}, "text/plain"),
        ({"body": b"a"}, OCTETS),
        ({"body": File(b"a", "a.png", "image/png")}, "image/png"),
        ({"body": ("a.png", b"a", "image/png")}, "image/png"),
        ({"body": pieces()}, OCTETS),
        (
            {
                "body": Note(text="a"),
                "content_type": "application/x-www-form-urlencoded",
            },
            "application/x-www-form-urlencoded",
        ),
        (
            {"text": "a", "content_type": "application/x-www-form-urlencoded"},
            "application/x-www-form-urlencoded",
        ),
        ({"body": b"a", "content_type": "image/gif"}, "image/gif"),
        ({"body": io.BytesIO(b"a"), "content_type": "image/gif"}, "image/gif"),
    ],
)
def test_a_body_goes_in_the_first_media_type_that_can_carry_it(
    given: dict[str, Any], media: str
) -> None:
    reader = Reader(SEVERAL)
    seen = reader.call(**given)
    assert reader.header["content-type"].partition(";")[0] == media
    if isinstance(seen.body, ByteStream):
        assert reader.size > 0
    else:
        assert seen.body in (Note(text="a"), Drawing(shape="a"), "a")


@pytest.mark.parametrize(
    "given",
    [
        {"body": Note(text="a"), "content_type": "application/xml"},
        {"body": Note(text="a"), "content_type": "image/png"},
        {"body": b"a", "content_type": "application/json"},
        {"body": 1},
        {"body": b"a", "content_type": "image/png\r\nX-Y: z"},
    ],
)
def test_a_media_type_that_cannot_carry_it_is_refused(given: dict[str, Any]) -> None:
    with pytest.raises(RequestInvalid):
        Reader(SEVERAL).call(**given)
