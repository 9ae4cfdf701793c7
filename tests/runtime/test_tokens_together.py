"""Many calls that need a token at once: one fetches it for all of them."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx2
import pytest

from templates.runtime.client import AsyncClient, SyncClient
from templates.runtime.errors import TimedOut, TokenError
from templates.runtime.security import grant
from tests.runtime.issuer import (
    ID,
    READ,
    Issuer,
    api,
    async_client,
    client,
    running,
    said,
)


@pytest.fixture
def issuer() -> Iterator[Issuer]:
    with running() as found:
        yield found


MANY = 50


@pytest.mark.parametrize("lifetime", [3600, 0])
def test_fifty_threads_fetch_one_token(issuer: Issuer, lifetime: int) -> None:
    issuer.wait, issuer.lifetime = 0.3, lifetime
    start = threading.Barrier(MANY)
    with client(issuer, **ID) as made, ThreadPoolExecutor(MANY) as pool:

        def call(_: int) -> str:
            start.wait()
            found: str = made.call(READ)["token"]
            return found

        assert set(pool.map(call, range(MANY))) == {"issued-1"}
    assert (len(issuer.tokens), len(issuer.calls)) == (1, MANY)


@pytest.mark.parametrize("lifetime", [3600, 0])
def test_fifty_tasks_fetch_one_token(issuer: Issuer, lifetime: int) -> None:
    issuer.wait, issuer.lifetime = 0.3, lifetime

    async def calls() -> list[Any]:
        async with async_client(issuer, **ID) as made:
            return await asyncio.gather(*(made.call(READ) for _ in range(MANY)))

    assert asyncio.run(calls()) == [{"token": "issued-1"}] * MANY
    assert (len(issuer.tokens), len(issuer.calls)) == (1, MANY)


def test_fifty_threads_whose_token_is_refused_fetch_one(issuer: Issuer) -> None:
    issuer.wait, issuer.revoked = 0.3, {"hush-given"}
    start = threading.Barrier(MANY)
    given = {"token": "hush-given", "refresh_token": "hush-refresh"}
    with client(issuer, **given) as made, ThreadPoolExecutor(MANY) as pool:

        def call(_: int) -> str:
            start.wait()
            found: str = made.call(READ)["token"]
            return found

        assert set(pool.map(call, range(MANY))) == {"issued-1"}
    assert len(issuer.tokens) == 1
    assert MANY < len(issuer.calls) <= 2 * MANY  # who came late had the new one


def test_fifty_tasks_whose_token_is_refused_fetch_one(issuer: Issuer) -> None:
    issuer.wait, issuer.revoked = 0.3, {"hush-given"}
    given = {"token": "hush-given", "refresh_token": "hush-refresh"}

    async def calls() -> list[Any]:
        async with async_client(issuer, **given) as made:
            return await asyncio.gather(*(made.call(READ) for _ in range(MANY)))

    assert asyncio.run(calls()) == [{"token": "issued-1"}] * MANY
    assert (len(issuer.tokens), len(issuer.calls)) == (1, 2 * MANY)


def test_all_who_wait_learn_of_a_failure(issuer: Issuer) -> None:
    issuer.wait = 0.3
    issuer.answer = lambda _: said({"error": "invalid_scope"}, 400)
    start = threading.Barrier(MANY)
    with client(issuer, **ID) as made, ThreadPoolExecutor(MANY) as pool:

        def call(_: int) -> BaseException | None:
            start.wait()
            with pytest.raises(TokenError) as caught:
                made.call(READ)
            return caught.value

        found = list(pool.map(call, range(MANY)))
    assert len({id(it) for it in found}) == MANY
    assert len(issuer.tokens) == 1

    async def calls() -> list[Any]:
        async with async_client(issuer, **ID) as made:
            many = (made.call(READ) for _ in range(MANY))
            return await asyncio.gather(*many, return_exceptions=True)

    assert all(isinstance(it, TokenError) for it in asyncio.run(calls()))
    assert len(issuer.tokens) == 2


def test_a_cancelled_task_leaves_the_token_to_the_others(issuer: Issuer) -> None:
    issuer.wait = 0.3

    async def calls() -> list[Any]:
        async with async_client(issuer, **ID) as made:
            first = asyncio.create_task(made.call(READ))
            await asyncio.sleep(0.1)
            others = [asyncio.create_task(made.call(READ)) for _ in range(9)]
            await asyncio.sleep(0.05)
            first.cancel()
            others[0].cancel()
            return await asyncio.gather(first, *others, return_exceptions=True)

    first, second, *others = asyncio.run(calls())
    assert isinstance(first, asyncio.CancelledError)
    assert isinstance(second, asyncio.CancelledError)
    assert others == [{"token": "issued-2"}] * 8


def test_who_waits_for_a_slow_endpoint_waits_no_longer_than_allowed(
    issuer: Issuer,
) -> None:
    issuer.wait = 6
    held = {"oauth": grant(**ID)}
    with (
        SyncClient(
            api(),
            held,
            base_url=issuer.url,
            timeout=0.3,
            max_retries=0,
            http_client=None,
        ) as made,
        ThreadPoolExecutor(9) as pool,
    ):
        begun = time.monotonic()

        def call(_: int) -> None:
            with pytest.raises(TimedOut, match="thing: ReadTimeout: token endpoint"):
                made.call(READ)

        list(pool.map(call, range(9)))
        assert time.monotonic() - begun < 5

    async def calls() -> list[Any]:
        async with AsyncClient(
            api(),
            held,
            base_url=issuer.url,
            timeout=0.3,
            max_retries=0,
            http_client=None,
        ) as made:
            many = (made.call(READ) for _ in range(9))
            return await asyncio.gather(*many, return_exceptions=True)

    begun = time.monotonic()
    assert all(isinstance(it, TimedOut) for it in asyncio.run(calls()))
    assert time.monotonic() - begun < 5
    issuer.wait = 0


def test_an_interrupted_call_leaves_the_token_to_the_others() -> None:
    asked = threading.Event()
    waiting = threading.Event()
    count = [0]

    def respond(request: httpx2.Request) -> httpx2.Response:
        if request.url.path != "/token":
            return httpx2.Response(200, json={})
        count[0] += 1
        if count[0] == 1:
            asked.set()
            waiting.wait(5)
            raise KeyboardInterrupt
        return httpx2.Response(200, json={"access_token": "issued-2"})

    http = httpx2.Client(transport=httpx2.MockTransport(respond))
    held = {"oauth": grant(**ID)}
    made = SyncClient(api(), held, base_url="http://x.test", http_client=http)

    def first() -> None:
        with pytest.raises(KeyboardInterrupt):
            made.call(READ)

    def second() -> None:
        asked.wait(5)
        threading.Timer(0.1, waiting.set).start()
        assert made.call(READ) == {}

    with http, ThreadPoolExecutor(2) as pool:
        for done in pool.submit(first), pool.submit(second):
            done.result()
    assert count == [2]


def test_one_connection_is_enough(issuer: Issuer) -> None:
    issuer.revoked = {"issued-1"}
    held = {"oauth": grant(**ID)}
    one = httpx2.Limits(max_connections=1)
    with httpx2.Client(limits=one, timeout=2) as http:
        made = SyncClient(api(), held, base_url=issuer.url, http_client=http)
        assert made.call(READ) == {"token": "issued-2"}
    issuer.revoked.add("issued-3")

    async def calls() -> list[Any]:
        async with httpx2.AsyncClient(limits=one, timeout=2) as http:
            made = AsyncClient(api(), held, base_url=issuer.url, http_client=http)
            return await asyncio.gather(*(made.call(READ) for _ in range(9)))

    assert asyncio.run(calls()) == [{"token": "issued-4"}] * 9
