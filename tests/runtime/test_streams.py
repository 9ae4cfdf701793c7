"""Server-sent events and JSON lines, read from a socket as they come."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterable
from typing import Any, Literal

import pytest

from templates.runtime.client import (
    AsyncClient,
    AsyncResource,
    Resource,
    SyncClient,
)
from templates.runtime.errors import AnswerInvalid, ConnectionFailed, StatusError
from templates.runtime.model import Model
from templates.runtime.plan import Answer, Api, Items, Parameter, Plan
from templates.runtime.streams import Event
from tests.runtime.peer import Seen, answer, chunk, head, peer


class Wave(Model):
    height: int


class Tide(Model):
    event: Literal["tide"]
    data: str
    id: str


API = Api("Sea", "1", (), {}, dict)
EVENTS, LINES = "text/event-stream", "application/x-ndjson"
SINCE = Parameter("query", "since", "since", lambda: int, style="form")


def plan(media: str, items: Items, method: str = "GET") -> Plan[Any]:
    answers = {"200": Answer(items={media: items}), "404": Answer()}
    return Plan("watch", method, "/sea", (SINCE,), answers=answers)


waves = plan(EVENTS, Items(lambda: Wave))
anything = plan(EVENTS, Items(lambda: object))
texts = plan(EVENTS, Items(lambda: str))
tides = plan(EVENTS, Items(lambda: Tide, whole=True))
lines = plan(LINES, Items(lambda: Wave))


class Sea(Resource):
    def watch(self, plan: Plan[Any], **given: object) -> Any:
        return self._stream(plan, **given)


class AsyncSea(AsyncResource):
    async def watch(self, plan: Plan[Any], **given: object) -> Any:
        return await self._stream(plan, **given)


pytestmark = pytest.mark.usefixtures("hurry")

Read = Callable[..., list[Any]]


def blocking(plan: Plan[Any], url: str, **given: object) -> list[Any]:
    with (
        SyncClient(API, {}, base_url=url, http_client=None, timeout=5) as client,
        Sea(client).watch(plan, **given) as stream,
    ):
        return list(stream)


def asynchronous(plan: Plan[Any], url: str, **given: object) -> list[Any]:
    async def run() -> list[Any]:
        async with (
            AsyncClient(API, {}, base_url=url, http_client=None, timeout=5) as client,
            await AsyncSea(client).watch(plan, **given) as stream,
        ):
            return [item async for item in stream]

    return asyncio.run(run())


both = pytest.mark.parametrize("read", [blocking, asynchronous])


def sending(media: str, *parts: bytes, end: bool = True) -> Any:
    """A script that sends these parts as chunks, and breaks off where they do not end."""
    last = [chunk(b"")] if end else []
    return lambda *_: [head(media), *map(chunk, parts), *last]


@both
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_events_are_typed(read: Read, newline: str) -> None:
    text = (
        ": hello\n\n"
        'id: 1\nevent: wave\ndata: {"height": 3}\n\n'
        'data: {"height":\ndata: 4}\nretry: 10\n\n'
        'event: unheard-of\ndata: {"wind": 7}\n\n'
        "event: ping\ndata: pong\n\n"
        "event: empty\ndata\n\n"
        "id: 2\n\n"
    ).replace("\n", newline)
    raw = text.encode()
    for size in (1, 7, len(raw)):
        parts = [raw[at : at + size] for at in range(0, len(raw), size)]
        with peer(sending(EVENTS, *parts)) as it:
            found = read(waves, it.url, since=3)
        assert found == [
            Event(Wave(height=3), "wave", "1"),
            Event(Wave(height=4), "message", "1", 10),
            Event(found[2].data, "unheard-of", "1"),
            Event("pong", "ping", "1"),
            Event("", "empty", "1"),
        ]
        assert found[2].data.model_dump() == {"wind": 7}
    assert it.seen[0].target == "/sea?since=3"
    assert it.seen[0].headers["accept"] == EVENTS


@both
def test_data_of_no_type_is_json_or_text(read: Read) -> None:
    raw = b'data: [1]\n\ndata: {"a": null}\n\ndata: plain\n\ndata: 12\n\n'
    with peer(sending(EVENTS, raw)) as it:
        assert [found.data for found in read(anything, it.url)] == [
            [1],
            {"a": None},
            "plain",
            12,
        ]
        assert [found.data for found in read(texts, it.url)] == [
            "[1]",
            '{"a": null}',
            "plain",
            "12",
        ]


@both
def test_the_usual_end_mark_ends_a_stream(read: Read) -> None:
    raw = b'data: {"height": 1}\n\ndata: [DONE]\n\ndata: {"height": 2}\n\n'
    with peer(sending(EVENTS, raw, end=False)) as it:
        assert [found.data.height for found in read(waves, it.url)] == [1]
    with peer(sending(EVENTS, raw)) as it:
        assert len(read(texts, it.url)) == 3


@both
def test_an_event_may_be_typed_as_a_whole(read: Read) -> None:
    raw = b"event: tide\nid: 5\ndata: low\n\n"
    with peer(sending(EVENTS, raw)) as it:
        assert read(tides, it.url) == [Tide(event="tide", data="low", id="5")]


@both
def test_lines_are_typed(read: Read) -> None:
    raw = '{"height": 1}\n\r\n{"height": 2, "of": "a\u2028b"}\r\n{"height": 3}'.encode()
    for size in (1, 5, len(raw)):
        parts = [raw[at : at + size] for at in range(0, len(raw), size)]
        with peer(sending(LINES, *parts)) as it:
            found = read(lines, it.url)
        assert [wave.height for wave in found] == [1, 2, 3]
        assert found[1].model_extra == {"of": "a\u2028b"}
    sequence = plan("application/json-seq", Items(lambda: Wave))
    with peer(
        sending("application/json-seq", b'\x1e{"height":1}\n\x1e{"height":2}\n')
    ) as it:
        assert [wave.height for wave in read(sequence, it.url)] == [1, 2]


@both
def test_a_line_that_is_no_json_is_an_error(read: Read) -> None:
    with (
        peer(sending(LINES, b'{"height": 1}\n<html>\n')) as it,
        pytest.raises(AnswerInvalid, match="an item of the stream") as caught,
    ):
        read(lines, it.url)
    assert caught.value.raw == b"<html>"


@both
def test_what_is_no_stream_is_an_error(read: Read) -> None:
    with (
        peer(lambda *_: [answer(body=b"{}")]) as it,
        pytest.raises(AnswerInvalid, match="application/json is no stream"),
    ):
        read(waves, it.url)
    with peer(lambda *_: [answer(404)]) as it, pytest.raises(StatusError):
        read(waves, it.url)


@both
def test_a_stream_is_resumed_where_it_broke(read: Read) -> None:
    def script(number: int, seen: Seen) -> Iterable[bytes]:
        yield head(EVENTS)
        yield chunk(b'retry: 5\nid: %d\ndata: {"height": %d}\n\n' % (number, number))
        if number == 3:
            yield chunk(b"")
        if number == 1:
            yield chunk(b'id: 99\ndata: {"hei')  # never ended, so never an event

    with peer(script) as it:
        found = read(waves, it.url)
    assert [event.data.height for event in found] == [0, 1, 2, 3]
    ids = [seen.headers.get("last-event-id") for seen in it.seen]
    assert ids == [None, "0", "1", "2"]


@both
def test_a_stream_that_cannot_be_resumed_fails(read: Read) -> None:
    raw = b'data: {"height": 1}\n\n'
    with (
        peer(sending(EVENTS, raw, end=False)) as it,
        pytest.raises(ConnectionFailed),
    ):
        read(waves, it.url)
    assert len(it.seen) == 1
    posted = plan(EVENTS, Items(lambda: Wave), "POST")
    with (
        peer(sending(EVENTS, b"id: 1\n" + raw, end=False)) as it,
        pytest.raises(ConnectionFailed),
    ):
        read(posted, it.url)
    assert len(it.seen) == 1


@both
def test_a_stream_that_stands_still_is_given_up(read: Read) -> None:
    raw = b'id: 1\ndata: {"height": 1}\n\n'

    def script(number: int, _: Seen) -> Iterable[bytes]:
        yield head(EVENTS)
        if not number:
            yield chunk(raw)

    with peer(script) as it, pytest.raises(ConnectionFailed):
        read(waves, it.url)
    assert len(it.seen) == 3


def test_items_come_while_the_stream_is_open() -> None:
    arrived: list[float] = []

    def script(*_: Any) -> Iterable[bytes]:
        yield head(LINES)
        for number in range(3):
            yield chunk(b'{"height": %d}\n' % number)
            arrived.append(time.monotonic())
            time.sleep(0.2)
        yield chunk(b"")

    with (
        peer(script) as it,
        SyncClient(API, {}, base_url=it.url, http_client=None) as client,
    ):
        stream = Sea(client).watch(lines)
        assert next(stream).height == 0
        assert len(arrived) < 3
        assert stream.response.status_code == 200
        stream.close()
        with pytest.raises(StopIteration):
            next(stream)


def test_a_task_that_reads_can_be_cancelled() -> None:
    def script(*_: Any) -> Iterable[bytes]:
        yield head(LINES)
        yield chunk(b'{"height": 1}\n')
        time.sleep(1)

    async def run(url: str) -> list[int]:
        found: list[int] = []

        async def reading(client: AsyncClient) -> None:
            async with await AsyncSea(client).watch(lines) as stream:
                async for wave in stream:
                    found.append(wave.height)

        async with AsyncClient(API, {}, base_url=url, http_client=None) as client:
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(reading(client), 0.3)
        return found

    with peer(script) as it:
        assert asyncio.run(run(it.url)) == [1]


def test_an_endless_item_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    from templates.runtime import streams

    monkeypatch.setattr(streams, "MAX_EVENT", 1000)
    for media, it_plan in ((LINES, lines), (EVENTS, waves)):
        with (
            peer(sending(media, b"data: " + b"1" * 5000)) as it,
            pytest.raises(ConnectionFailed, match=r"bytes|limit"),
        ):
            blocking(it_plan, it.url)
