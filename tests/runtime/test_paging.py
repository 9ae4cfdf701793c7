"""Lists in pages, by plans."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

import pytest
from pydantic import MISSING

from templates.runtime.client import (
    AsyncClient,
    AsyncResource,
    Resource,
    SyncClient,
)
from templates.runtime.errors import AnswerInvalid
from templates.runtime.model import Model
from templates.runtime.paging import Paged
from templates.runtime.plan import Answer, Api, ApiKey, Body, Pages, Parameter, Plan
from tests.runtime.peer import Seen, peer
from tests.runtime.pond import ALL, pond, told


class Fish(Model):
    id: str


class Search(Model):
    name: str
    offset: int | MISSING = MISSING


API = Api("Pond", "1", (), {"key": ApiKey("query", "key")}, dict)
LIST = {"200": Answer({"application/json": lambda: list[Fish]})}
FREE = {"200": Answer({"application/json": lambda: dict[str, object]})}


def query(name: str, type_: Callable[[], object]) -> tuple[Parameter, ...]:
    return (Parameter("query", name, name, type_, style="form"),)


def plan(path: str, pages: Pages | None, **more: Any) -> Plan[Any]:
    more = {"answers": FREE, **more}
    return Plan("list", "GET", path, security=({"key": ()},), pages=pages, **more)


PLANS: dict[str, Plan[Any]] = {
    "cursor": plan(
        "/cursor",
        Pages("cursor", "pageToken", ("items",), ("meta", "nextPageToken")),
        parameters=query("pageToken", lambda: str),
    ),
    "last": plan(
        "/last",
        Pages("last", "starting_after", ("data",), ("id",), ("has_more",)),
        parameters=query("starting_after", lambda: str),
    ),
    "offset": replace(
        plan("/offset", Pages("offset", "offset", in_body=True), answers=LIST),
        method="POST",
        body=Body({"application/json": lambda: Search}, keywords=True),
    ),
    "page": plan(
        "/page/p%201",
        Pages("page", "page"),
        parameters=query("page", lambda: int),
        answers=LIST,
    ),
    "link": plan("/link", Pages("link"), answers=LIST),
    "url": plan("/url", Pages("url", "", ("results",), ("links", "next"))),
}


class Pond(Resource):
    def list(self, plan: Plan[Any], **given: object) -> Any:
        return self._call(plan, **given)


class AsyncPond(AsyncResource):
    async def list(self, plan: Plan[Any], **given: object) -> Any:
        return await self._call(plan, **given)


def found(url: str, plan: Plan[Any], **given: object) -> list[tuple[list[str], int]]:
    """The items and the number of pages that both clients find."""

    def id_of(item: Any) -> str:
        return str(item["id"] if isinstance(item, dict) else item.id)

    held = {"key": "hidden"}
    with SyncClient(API, held, base_url=url, http_client=None) as client:
        pager = Paged[Any]().pages(Pond(client).list)(plan, **given)
        both = [([*map(id_of, pager)], len(list(pager.pages())))]

    async def run() -> None:
        async with AsyncClient(API, held, base_url=url, http_client=None) as other:
            pager = Paged[Any]().async_pages(AsyncPond(other).list)(plan, **given)
            ids = [id_of(item) async for item in pager]
            both.append((ids, len([page async for page in pager.pages()])))

    asyncio.run(run())
    return both


@pytest.mark.parametrize("style", PLANS)
def test_all_items_are_found_once(style: str) -> None:
    given: dict[str, object] = {"name": "eel"} if style == "offset" else {}
    with peer(pond) as it:
        for ids, pages in found(it.url, PLANS[style], **given):
            assert ids == ALL
            assert pages == (4 if style in ("offset", "page") else 3)


def test_a_body_is_not_changed() -> None:
    body = Search(name="eel", offset=3)
    with peer(pond) as it:
        for ids, pages in found(it.url, PLANS["offset"], body=body):
            assert (ids, pages) == (ALL[3:], 3)
    assert body.offset == 3


@pytest.mark.parametrize(
    ("style", "body", "link"),
    [
        ("cursor", {"items": [], "meta": {"nextPageToken": "at3"}}, ""),
        ("link", [], '</link>; rel="next"'),
        ("link", [], "<https://elsewhere.test/link>; rel=next"),
        ("url", {"results": [], "links": {"next": "https://elsewhere.test/"}}, ""),
        ("url", {"results": [], "links": {"next": "http://[bad/"}}, ""),
        ("url", {"results": [], "links": {"next": "http://h:x/"}}, ""),
    ],
)
def test_nobody_is_led_in_circles_or_elsewhere(
    style: str, body: object, link: str
) -> None:
    def script(_: int, seen: Seen) -> Iterable[bytes]:
        return told(body, Link=link) if link else told(body)

    with peer(script) as it, pytest.raises(AnswerInvalid, match="a page "):
        found(it.url, PLANS[style])
    assert len(it.seen) <= 2


@pytest.mark.parametrize(
    ("style", "body"),
    [
        ("cursor", {}),
        ("cursor", {"items": None, "meta": {"nextPageToken": ""}}),
        ("last", {"data": [{"name": "no id"}], "has_more": True}),
        ("last", {"data": []}),
        ("url", {"results": [{"id": "a"}], "links": {"next": 3}}),
        ("url", {"links": []}),
    ],
)
def test_an_answer_without_a_next_page_is_the_last(style: str, body: object) -> None:
    with peer(lambda *_: told(body)) as it:
        held = {"key": "hidden"}
        with SyncClient(API, held, base_url=it.url, http_client=None) as client:
            pager = Paged[Any]().pages(Pond(client).list)(PLANS[style])
            assert len(list(pager.pages())) == 1


def test_an_operation_without_pages_has_none() -> None:
    with SyncClient(API, {}, base_url="http://a.test", http_client=None) as client:
        pages = Paged[Any]().pages(Pond(client).list)
        with pytest.raises(TypeError, match="list has no pages"):
            pages(plan("/x", None))
