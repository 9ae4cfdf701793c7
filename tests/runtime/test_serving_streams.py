"""Streams that a server makes, byte by byte."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, ClassVar

import httpx2
import pytest
from starlette.testclient import TestClient

from templates.runtime.client import AsyncClient, AsyncResource, Resource, SyncClient
from templates.runtime.events import Event
from templates.runtime.handling import Request, Result, Route
from templates.runtime.model import Model
from templates.runtime.plan import Answer, Api, Body, Items, Plan
from templates.runtime.responses import Of
from templates.runtime.server import build_app

API = Api("Sea", "1", ("http://sea.test",), {}, dict)


class Wave(Model):
    height: int


class Named(Model):
    event: str
    data: Any
    id: str | None = None
    retry: int | None = None


class Ask(Model):
    stream: bool | None = None


def plan(media: str, items: Items, **more: Any) -> Plan[Any]:
    answers = {"200": Answer(more.pop("content", {}), {media: items})}
    return Plan("watch", "POST", "/sea", answers=answers, **more)


EVENTS = "text/event-stream"
WAVES = plan(EVENTS, Items(lambda: Wave))
ANY = plan(EVENTS, Items(lambda: object))
TEXTS = plan(EVENTS, Items(lambda: str))
WHOLE = plan(EVENTS, Items(lambda: Named, whole=True))
LINES = plan("application/x-ndjson", Items(lambda: Wave))
SEQUENCE = plan("application/json-seq", Items(lambda: Wave))


class Watch(Request):
    body: Ask | None = None

    class Ok(Result):
        body: Any
        status: ClassVar[int] = 200


class Sea:
    def __init__(self, body: Any) -> None:
        self.body = body

    async def watch(self, request: Watch, /) -> Watch.Ok:
        if callable(self.body):
            return Watch.Ok(self.body(request))
        return Watch.Ok(self.body)


def http(plan: Plan[Any], body: Any, check: bool = True) -> TestClient:
    app = build_app(
        API,
        [Route(plan, Watch, Sea.watch, Sea(body))],
        document=Path(__file__).with_name("harbour.json"),
        check_answers=check,
    )
    return TestClient(app)


async def later(*items: object) -> AsyncIterator[object]:
    for item in items:
        await asyncio.sleep(0)
        yield item


@pytest.mark.parametrize(
    ("plan", "items", "sent"),
    [
        (WAVES, [Event(Wave(height=1))], 'data: {"height":1}\n\n'),
        (
            WAVES,
            [Event(Wave(height=1), "wave", "7", 20)],
            'event: wave\nid: 7\nretry: 20\ndata: {"height":1}\n\n',
        ),
        (TEXTS, [Event("a\nb\r\nc\rd")], "data: a\ndata: b\ndata: c\ndata: d\n\n"),
        (TEXTS, [Event("")], "data: \n\n"),
        (ANY, [Event("a"), Event([1, None])], "data: a\n\ndata: [1,null]\n\n"),
        (
            WHOLE,
            [Named(event="low", data={"a": 1}, id="2", retry=3)],
            'event: low\nid: 2\nretry: 3\ndata: {"a":1}\n\n',
        ),
        (WHOLE, [Named(event="message", data="x")], "data: x\n\n"),
        (LINES, [Wave(height=1), Wave(height=2)], '{"height":1}\n{"height":2}\n'),
        (SEQUENCE, [Wave(height=1)], '\x1e{"height":1}\n'),
        (LINES, [], ""),
    ],
)
def test_what_is_sent(plan: Plan[Any], items: list[Any], sent: str) -> None:
    for body in (items, tuple(items), (it for it in items), later(*items)):
        answer = http(plan, body).post("/sea")
        assert (answer.status_code, answer.text) == (200, sent)
        assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("plan", "item"),
    [
        (WAVES, Event("no wave")),
        (LINES, Event(Wave(height=1))),
        (LINES, {"height": "high"}),
        (TEXTS, Event("a", "two\nlines")),
        (TEXTS, Event("a", id="\0")),
        (WAVES, "no event"),
    ],
)
def test_what_breaks_its_type_ends_the_stream(plan: Plan[Any], item: object) -> None:
    for body in ([item], later(item)):
        with pytest.raises((ValueError, AttributeError)):
            http(plan, body).post("/sea")


def test_nothing_is_checked_that_is_not_to_be() -> None:
    answer = http(LINES, [{"height": "high"}], check=False).post("/sea")
    assert answer.text == '{"height":"high"}\n'


BOTH = plan(
    EVENTS,
    Items(lambda: Wave),
    content={"application/json": lambda: Wave},
    body=Body({"application/json": lambda: Ask}, required=False, keywords=True),
    asks="stream",
)


class Seas(Resource):
    def watch(self, **given: object) -> Any:
        return self._call(BOTH, **given)


class AsyncSeas(AsyncResource):
    async def watch(self, **given: object) -> Any:
        return await self._call(BOTH, **given)


def answering(request: Watch) -> Any:
    asked = request.body is not None and request.body.stream
    return iter([Event(Wave(height=2))]) if asked else Wave(height=1)


def test_a_whole_or_a_stream() -> None:
    inside = http(BOTH, answering)
    with SyncClient(API, {}, base_url=None, http_client=inside) as client:
        seas = Seas(client)
        assert seas.watch().height == 1
        streams = Of[Event[Wave]]().streams(seas.watch)
        assert [event.data.height for event in streams()] == [2]
        assert [event.data.height for event in streams(body=Ask(stream=True))] == [2]

    async def run() -> None:
        transport = httpx2.ASGITransport(inside.app)
        outside = httpx2.AsyncClient(transport=transport)
        async with AsyncClient(API, {}, base_url=None, http_client=outside) as client:
            seas = AsyncSeas(client)
            assert (await seas.watch()).height == 1
            stream = await Of[Event[Wave]]().async_streams(seas.watch)()
            assert [event.data.height async for event in stream] == [2]
            await stream.close()

    asyncio.run(run())


def test_head_of_a_stream() -> None:
    get: Plan[Any] = Plan("watch", "GET", "/sea", answers=LINES.answers)
    answer = http(get, [Wave(height=1)]).head("/sea")
    assert (answer.status_code, answer.content) == (200, b"")
