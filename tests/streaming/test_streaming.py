"""Streams from a generated server to a generated client, over a socket."""

from __future__ import annotations

import asyncio
import importlib
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest

from tests.generated.serving import served
from tests.views.packages import Package, build, subject

TIDES = Path(__file__).with_name("tides.yaml")


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Package:
    return build(subject(TIDES.read_text("utf-8")), tmp_path_factory.mktemp("tides"))


@pytest.fixture(scope="module")
def tides(package: Package) -> Any:
    return importlib.import_module(package.name)


class Handlers:
    """Answers with streams of every kind."""

    def __init__(self, package: Any) -> None:
        self.m = package.models
        self.Event = package.Event
        self.server = importlib.import_module(f"{package.__name__}.server._tides")
        self.closed = 0

    async def watch(self, request: Any, /) -> Any:
        return self.server.WatchTides.Ok(body=self._tides(request.since))

    async def _tides(self, since: int) -> AsyncIterator[Any]:
        try:
            for number in range(3):
                tide = self.m.Tide(height=since + number)
                yield self.Event(tide, "tide", str(number), 7 if number else None)
            if since == 13:
                yield self.Event("no tide")
            yield self.Event(self.m.Tide(height=1, of="a\nb"), "unheard-of")
            await asyncio.sleep(60 if since < 0 else 0)
        finally:
            self.closed += 1

    async def read_log(self, request: Any, /) -> Any:
        return self.server.ReadLog.Ok(
            body=(self.m.Tide(height=it) for it in range(1000))
        )

    async def watch_all(self, request: Any, /) -> Any:
        data = ["text", {"a": [None]}, 7]
        return self.server.WatchAll.Ok(body=[self.Event(it) for it in data])

    async def watch_whole(self, request: Any, /) -> Any:
        low = self.m.WatchWholeResponseItemLow
        high = self.m.WatchWholeResponseItemHigh
        return self.server.WatchWhole.Ok(
            body=[low(event="low", data="1"), high(event="high", data="2", id="9")]
        )

    async def chat(self, request: Any, /) -> Any:
        tide = self.m.Tide(height=len(request.body.q))
        if request.body.stream is True:
            return self.server.Chat.Ok(body=iter([self.Event(tide)]))
        return self.server.Chat.Ok(body=tide)


@pytest.fixture(scope="module")
def handlers(tides: Any) -> Handlers:
    return Handlers(tides)


@pytest.fixture(scope="module")
def url(tides: Any, handlers: Handlers) -> Iterator[str]:
    server = importlib.import_module(f"{tides.__name__}.server")
    with served(server.create_app(tides=handlers)) as url:
        yield url


def collected(tides: Any, url: str, name: str, **given: Any) -> list[list[Any]]:
    """What the blocking and the asyncio client get of a stream."""
    with (
        tides.Client(base_url=url) as client,
        getattr(client.tides, name)(**given) as stream,
    ):
        blocking = list(stream)

    async def run() -> list[Any]:
        async with (
            tides.AsyncClient(base_url=url) as client,
            await getattr(client.tides, name)(**given) as stream,
        ):
            return [item async for item in stream]

    return [blocking, asyncio.run(run())]


def test_events_arrive_typed(tides: Any, url: str) -> None:
    for found in collected(tides, url, "watch", since=4):
        assert found[:3] == [
            tides.Event(tides.models.Tide(height=4.0), "tide", "0"),
            tides.Event(tides.models.Tide(height=5.0), "tide", "1", 7),
            tides.Event(tides.models.Tide(height=6.0), "tide", "2", 7),
        ]
        assert (found[3].event, found[3].data.of) == ("unheard-of", "a\nb")


def test_what_breaks_its_type_is_not_sent(tides: Any, url: str) -> None:
    with (
        tides.Client(base_url=url, max_retries=0) as client,
        client.tides.watch(since=13) as stream,
        pytest.raises(tides.ConnectionFailed),
    ):
        assert len([next(stream) for _ in range(4)]) == 0


def test_lines_arrive_typed(tides: Any, url: str) -> None:
    for found in collected(tides, url, "read_log"):
        assert [it.height for it in found] == list(range(1000))


def test_events_of_any_data(tides: Any, url: str) -> None:
    for found in collected(tides, url, "watch_all", place="x"):
        assert [it.data for it in found] == ["text", {"a": [None]}, 7]


def test_events_typed_as_a_whole(tides: Any, url: str) -> None:
    for low, high in collected(tides, url, "watch_whole"):
        assert (low.event, low.data) == ("low", "1")
        assert (high.event, high.data, high.id) == ("high", "2", "9")


def test_a_method_may_answer_with_a_whole_or_a_stream(tides: Any, url: str) -> None:
    with tides.Client(base_url=url) as client:
        assert client.tides.chat(q="abc").height == 3
        streams = client.tides.as_stream
        assert [it.data.height for it in streams.chat(q="abcd")] == [4]
        body = tides.models.Ask(q="ab")
        assert [it.data.height for it in streams.chat(body=body)] == [2]
        assert body.stream is tides.MISSING
        raw = client.tides.with_raw_response.chat(q="abc")
        assert (raw.status, raw.parse().height) == (200, 3)
        with client.tides.with_streaming_response.chat(q="abc") as response:
            assert response.parse().height == 3

    async def run() -> None:
        async with tides.AsyncClient(base_url=url) as client:
            assert (await client.tides.chat(q="abc")).height == 3
            stream = await client.tides.as_stream.chat(q="abcd")
            assert [it.data.height async for it in stream] == [4]
            raw = await client.tides.with_raw_response.chat(q="abc")
            assert raw.parse().height == 3
            async with client.tides.with_streaming_response.chat(q="abc") as it:
                assert (await it.parse()).height == 3

    asyncio.run(run())


def test_a_client_that_leaves_ends_the_stream(
    tides: Any, url: str, handlers: Handlers
) -> None:
    before = handlers.closed
    with (
        tides.Client(base_url=url) as client,
        client.tides.watch(since=-9) as stream,
    ):
        assert next(stream).data.height == -9
    deadline = 100
    while handlers.closed == before and deadline:
        deadline -= 1
        asyncio.run(asyncio.sleep(0.05))
    assert handlers.closed == before + 1


def test_head_sends_no_item(url: str) -> None:
    answer = httpx2.head(f"{url}/log")
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["content-type"].startswith("application/x-ndjson")


USE = """
import asyncio
from typing import assert_type

from PACKAGE import AsyncClient, AsyncStream, Client, Event, RawResponse, Stream, models


def blocking(client: Client) -> None:
    assert_type(client.tides.watch(since=1), Stream[Event[models.Tide]])
    assert_type(client.tides.read_log(), Stream[models.Tide])
    for event in client.tides.watch():
        assert_type(event.data.height, float)
    items = client.tides.as_stream
    assert_type(items.chat(q="a"), Stream[Event[models.Tide]])
    assert_type(items.chat(body=models.Ask(q="a")), Stream[Event[models.Tide]])
    raw = client.tides.with_raw_response
    assert_type(raw.chat(q="a"), RawResponse[models.Tide])
    assert_type(raw.chat(body=models.Ask(q="a")).parse(), models.Tide)
    with client.tides.with_streaming_response.chat(q="a") as response:
        assert_type(response.parse(), models.Tide)
    assert_type(client.with_options(timeout=1), Client)


async def asynchronous(client: AsyncClient) -> None:
    assert_type(await client.tides.watch(), AsyncStream[Event[models.Tide]])
    async for tide in await client.tides.read_log():
        assert_type(tide, models.Tide)
    assert_type(await client.tides.as_stream.chat(q=""), AsyncStream[Event[models.Tide]])
    raw = await client.tides.with_raw_response.chat(q="a")
    assert_type(raw.parse(), models.Tide)
    async with client.tides.with_streaming_response.chat(q="a") as response:
        assert_type(await response.parse(), models.Tide)


def wrong(client: Client) -> None:
    client.tides.with_raw_response.chat(p="a")  # error
    client.tides.as_stream.chat()  # error
    client.tides.watch(since="1")  # error
    client.with_options(patience=3)  # error
"""


def test_types(package: Package, tides: Any) -> None:
    folder = Path(tides.__file__).parent.parent
    text = USE.replace("PACKAGE", package.name)
    (folder / "use.py").write_text(text, "utf-8")
    wrong = [
        number
        for number, line in enumerate(text.splitlines(), 1)
        if line.endswith("# error")
    ]
    checkers = {
        "mypy": ["mypy", "--strict", "use.py"],
        "pyright": ["pyright", "--pythonpath", sys.executable, "use.py"],
    }
    for name, command in checkers.items():
        done = subprocess.run(
            [sys.executable, "-m", *command],
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
        )
        lines = [line for line in done.stdout.splitlines() if "error" in line]
        found = {
            int(line.split("use.py:")[1].split(":")[0])
            for line in lines
            if "use.py:" in line
        }
        assert found == set(wrong), (name, done.stdout)
