"""Headers of answers: from a result to the wire, and typed again."""

from __future__ import annotations

from dataclasses import KW_ONLY
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any, ClassVar

import pytest
from pydantic import MISSING, Field
from starlette.testclient import TestClient

from templates.runtime.client import SyncClient
from templates.runtime.errors import StatusError
from templates.runtime.handling import Request, Result, Route
from templates.runtime.headers import Headers, read_headers
from templates.runtime.model import Model
from templates.runtime.plan import Answer, Api, Parameter, Plan
from templates.runtime.server import build_app
from templates.runtime.types import DateTime


class Point(Model):
    x: int

    y: Annotated[int | MISSING, Field(alias="yWire")] = MISSING


def header(name: str, python: str, type_: Any, **more: Any) -> Parameter:
    return Parameter("header", name, python, lambda: type_, **more)


OK = (
    header("X-Total", "total", int, required=True),
    header("X-Ids", "ids", list[int], shape="array"),
    header("X-At", "at", DateTime),
    header("X-Point", "point", Point, shape="object"),
    header("X-Spread", "spread", Point, shape="object", explode=True),
    header("X-Json", "json", list[Point], media_type="application/json"),
    header("X-Text", "text", str, media_type="text/plain"),
    header("X-Note", "note", str | None),
    header("Set-Cookie", "cookies", list[str], shape="array"),
)
FIND: Plan[None] = Plan(
    "find",
    "GET",
    "/find",
    answers={
        "200": Answer(headers=OK),
        "4XX": Answer(headers=(header("Retry-After", "retry_after", int),)),
        "default": Answer(),
    },
)


class Found(Headers, plan=lambda: FIND, status="200"):
    total: int
    ids: list[int] | MISSING = MISSING
    at: datetime | MISSING = MISSING
    point: Point | MISSING = MISSING
    spread: Point | MISSING = MISSING
    json: list[Point] | MISSING = MISSING
    text: str | MISSING = MISSING
    note: str | MISSING | None = MISSING
    cookies: list[str] | MISSING = MISSING


class Later(Headers, plan=lambda: FIND, status="4XX"):
    retry_after: int | MISSING = MISSING


class Find(Request):
    class Ok(Result):
        status: ClassVar[int] = 200
        _: KW_ONLY
        total: int
        ids: list[int] | MISSING = MISSING
        at: datetime | MISSING = MISSING
        point: Point | MISSING = MISSING
        spread: Point | MISSING = MISSING
        json: list[Point] | MISSING = MISSING
        text: str | MISSING = MISSING
        note: str | MISSING | None = MISSING
        cookies: list[str] | MISSING = MISSING

    class ClientError(Result):
        status: int
        _: KW_ONLY
        retry_after: int | MISSING = MISSING

    class Default(Result):
        status: int


API = Api("Finder", "1", ("http://finder.test",), {}, dict)


class Finder:
    """Gives the answer that it was told."""

    def __init__(self) -> None:
        self.answer: Any = None

    async def find(self, request: Find, /) -> Any:
        return self.answer


@pytest.fixture
def finder() -> Finder:
    return Finder()


@pytest.fixture
def http(finder: Finder) -> TestClient:
    route: Route[Any, Any] = Route(FIND, Find, Finder.find, finder)
    return TestClient(build_app(API, [route], document=Path("finder.json")))


def test_all_kinds_come_back(finder: Finder, http: TestClient) -> None:
    sent: dict[str, Any] = {
        "total": 5,
        "ids": [1, 2],
        "at": datetime(2026, 1, 2, tzinfo=UTC),
        "point": Point(x=1, y=2),
        "spread": Point(x=3),
        "json": [Point(x=1)],
        "text": 'W/"a, b"',
        "note": "null",
        "cookies": ["a=1; Expires=Thu, 01 Jan 2026 00:00:00 GMT", "b=2"],
    }
    finder.answer = Find.Ok(**sent)
    answer = http.get("/find")
    assert {name: answer.headers[f"x-{name}"] for name in list(sent)[:-1]} == {
        "total": "5",
        "ids": "1,2",
        "at": "2026-01-02T00:00:00Z",
        "point": "x,1,yWire,2",
        "spread": "x=3",
        "json": '[{"x":1}]',
        "text": 'W/"a, b"',
        "note": "null",
    }
    assert answer.headers.get_list("set-cookie") == sent["cookies"]
    assert Found.of(answer.headers) == Found(**sent)
    assert read_headers(FIND, 200, answer.headers) == sent


def test_what_is_not_there_is_missing(finder: Finder, http: TestClient) -> None:
    finder.answer = Find.Ok(total=1, ids=[], note=None, headers={"X-Total": "9"})
    answer = http.get("/find")
    assert answer.headers.get_list("x-total") == ["1"]
    assert "x-ids" not in answer.headers
    assert Found.of(answer.headers) == Found(total=1)
    nothing: Any = Found.of({})
    assert nothing.total is MISSING
    with pytest.raises(TypeError, match=r"Find.Ok needs total"):
        Find.Ok()  # type: ignore[call-arg]  # wrong on purpose


def test_the_headers_of_an_exception(finder: Finder, http: TestClient) -> None:
    client = SyncClient(API, {}, base_url=None, http_client=http)
    finder.answer = Find.ClientError(429, retry_after=3)
    with pytest.raises(StatusError) as caught:
        client.call(FIND)
    assert Later.of(caught.value.headers).retry_after == 3
    assert read_headers(FIND, 429, caught.value.headers) == {"retry_after": 3}
    assert read_headers(FIND, 500, caught.value.headers) == {}
    assert read_headers(Plan("x", "GET", "/x"), 200, {"a": "b"}) == {}


def test_what_does_not_fit_is_the_text_that_came() -> None:
    came = {
        "x-total": "many",
        "X-Ids": "1, b",
        "x-point": "x",
        "x-json": "[",
        "x-text": "ok",
        "set-cookie": "a=1, b=2",
    }
    found: Any = Found.of(came)
    assert (found.total, found.ids, found.point) == ("many", "1, b", "x")
    assert (found.json, found.text, found.cookies) == ("[", "ok", ["a=1, b=2"])


@pytest.mark.parametrize(
    "wrong",
    [
        {"total": "5"},
        {"total": 1, "ids": [None]},
        {"total": 1, "text": "a\r\nSet-Cookie: b"},
        {"total": 1, "text": " a"},
        {"total": 1, "text": "\N{MONKEY FACE}"},
        {"total": 1, "point": {"x": "a"}},
        {"total": 1, "cookies": ["a\nb"]},
    ],
)
def test_what_breaks_the_document_is_no_answer(
    finder: Finder,
    http: TestClient,
    wrong: dict[str, Any],
    caplog: pytest.LogCaptureFixture,
) -> None:
    finder.answer = Find.Ok(**wrong)
    answer = http.get("/find")
    assert answer.status_code == 500
    assert "x-total" not in answer.headers
    assert "cannot be written" in caplog.text
