"""Answers as they came, whole or still to be read."""

from __future__ import annotations

import asyncio
import resource
from collections.abc import Iterable
from typing import Any
from uuid import uuid4

import pytest

from templates.runtime.errors import ApiError, ConnectionFailed, StatusError
from templates.runtime.responses import async_raw, async_streamed, raw, streamed
from tests.runtime import harbour
from tests.runtime.harbour import AsyncShips, Ship, Ships
from tests.runtime.peer import Seen, answer, chunk, head, peer

SHIP = answer(201, b'{"fullName": "Ida"}', X_Request_Id="7")


def test_a_raw_answer_has_status_headers_and_result() -> None:
    with peer(lambda *_: [SHIP]) as it:
        with harbour.client(base_url=it.url) as client:
            register = raw(Ships(client).register)
            response = register(full_name="Ida")
            assert (response.status, response.headers["x-request-ID"]) == (201, "7")
            assert response.content == b'{"fullName": "Ida"}'
            assert response.parse() == Ship(full_name="Ida")
            assert repr(response) == "<RawResponse of registerShip: status 201>"

        async def run() -> None:
            async with harbour.async_client(base_url=it.url) as client:
                response = await async_raw(AsyncShips(client).register)(full_name="Ida")
                assert response.parse() == Ship(full_name="Ida")

        asyncio.run(run())


def test_an_error_is_raised_as_ever() -> None:
    wrong = answer(404, b'{"fault": {"code": "c", "text": "t"}}')
    with peer(lambda *_: [wrong]) as it:
        with harbour.client(base_url=it.url) as client:
            for wrap in (raw, streamed):
                with pytest.raises(harbour.NotFound) as caught:
                    wrap(Ships(client).fetch)("x")
                assert caught.value.body is not None
                assert caught.value.body.fault.code == "c"

        async def run(wrap: Any) -> None:
            async with harbour.async_client(base_url=it.url) as client:
                opened = wrap(AsyncShips(client).register)(full_name="Ida")
                with pytest.raises(harbour.NotFound):
                    if wrap is async_raw:
                        await opened
                    else:
                        async with opened:
                            pass

        asyncio.run(run(async_raw))
        asyncio.run(run(async_streamed))


def test_a_streamed_answer_is_read_when_it_is_asked_for() -> None:
    parts = [b'{"full', b'Name": ', b'"Ida"}']

    def script(*_: Any) -> Iterable[bytes]:
        yield head("application/json", 201)
        yield from map(chunk, [*parts, b""])

    with peer(script) as it:
        with harbour.client(base_url=it.url) as client:
            register = streamed(Ships(client).register)
            with register(full_name="Ida") as response:
                assert not response.http.is_stream_consumed
                assert b"".join(response.iter_bytes(4)) == b"".join(parts)
            with register(full_name="Ida") as response:
                assert response.parse() == Ship(full_name="Ida")
            with register(full_name="Ida") as response:
                assert list(response.iter_lines()) == ['{"fullName": "Ida"}']
                assert response.http.is_closed

        async def run() -> None:
            async with harbour.async_client(base_url=it.url) as client:
                register = async_streamed(AsyncShips(client).register)
                async with register(full_name="Ida") as response:
                    found = [part async for part in response.iter_bytes()]
                assert b"".join(found) == b"".join(parts)
                async with register(full_name="Ida") as response:
                    assert await response.parse() == Ship(full_name="Ida")
                async with register(full_name="Ida") as response:
                    assert [line async for line in response.iter_lines()]
                assert response.http.is_closed

        asyncio.run(run())


def test_a_body_that_breaks_off_is_a_typed_error() -> None:
    def script(*_: Any) -> Iterable[bytes]:
        yield head("application/json", 201)
        yield chunk(b"{")

    with peer(script) as it:
        with harbour.client(base_url=it.url) as client:
            register = streamed(Ships(client).register)
            for read in ("read", "parse", "iter_bytes", "iter_lines"):
                with (
                    register(full_name="Ida") as response,
                    pytest.raises(ConnectionFailed),
                ):
                    list(getattr(response, read)())

        async def run() -> None:
            async with harbour.async_client(base_url=it.url) as client:
                register = async_streamed(AsyncShips(client).register)
                with pytest.raises(ConnectionFailed):
                    async with register(full_name="Ida") as response:
                        async for _ in response.iter_bytes():
                            pass

        asyncio.run(run())


def test_a_large_download_takes_no_memory() -> None:
    block, blocks = bytes(1024 * 1024), 100

    def script(_: int, seen: Seen) -> Iterable[bytes]:
        assert seen.method == "POST"
        yield head("application/octet-stream")
        for _ in range(blocks):
            yield chunk(block)
        yield chunk(b"")

    with peer(script) as it, harbour.client(base_url=it.url, timeout=60) as client:
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        with streamed(Ships(client).chart)(b"") as response:
            size = sum(len(part) for part in response.iter_bytes())
        grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert size == blocks * len(block)
    assert grown < 64 * 1024  # kilobytes


def test_wrapping_needs_no_answer() -> None:
    client = harbour.client(base_url="http://127.0.0.1:1", max_retries=0)
    with client, pytest.raises(ApiError):
        raw(Ships(client).scrap)(uuid4())
    assert issubclass(StatusError, ApiError)
