"""What the app does with routes and security that the harbour does not have."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, ClassVar

import httpx2
import pytest
from fastapi import FastAPI
from fastapi import HTTPException as Fast
from starlette.exceptions import HTTPException
from starlette.testclient import TestClient

from templates.runtime.client import Resource, SyncClient
from templates.runtime.handling import Access, Forbidden, Request, Result, Route
from templates.runtime.model import Model
from templates.runtime.plan import (
    Answer,
    Api,
    Bearer,
    Body,
    Failure,
    Parameter,
    Plan,
    Slot,
)
from templates.runtime.server import build_app
from templates.runtime.types import Binary

API = Api(
    title="Yard",
    version="1",
    servers=("https://yard.test/v1", "/v2/"),
    schemes={"bearer": Bearer()},
    errors=dict,
)


def plan(method: str, path: str, **more: Any) -> Plan[None]:
    """An operation without bodies; its id is its method and path."""
    names = [part.partition("}")[0] for part in path.split("{")[1:]]
    parameters = tuple(
        Parameter("path", name, name, lambda: str, required=True)
        for name in dict.fromkeys(names)
    )
    return Plan(
        f"{method} {path}", method, path, parameters, answers={"204": Answer()}, **more
    )


class Asked(Request):
    id: str = ""

    class NoContent(Result):
        status: ClassVar[int] = 204


@dataclass
class Yard:
    """Remembers who asked for what; fails if it is told to."""

    failing: Exception | None = None
    seen: list[Asked] = field(default_factory=list[Asked])

    async def handle(self, request: Asked, /) -> Asked.NoContent:
        self.seen.append(request)
        if self.failing is not None:
            raise self.failing
        return Asked.NoContent(headers={"X-Operation": "yes"})


DOCUMENT = Path(__file__).with_name("harbour.json")


def app(yard: Yard, *plans: Plan[None], api: Api = API, **options: Any) -> FastAPI:
    routes = [Route(one, Asked, Yard.handle, yard) for one in plans]
    return build_app(api, routes, document=DOCUMENT, **options)


def test_a_wrong_method_is_told_the_right_ones() -> None:
    plans = plan("GET", "/ships/{id}"), plan("PURGE", "/ships/{id}")
    http = TestClient(app(Yard(), *plans))
    answer = http.put("/ships/1")
    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, PURGE, HEAD")
    assert http.request("PURGE", "/ships/1").status_code == 204
    assert http.get("/ships/1/").status_code == 404
    # A base path, of the API or of an operation.
    assert http.get("/v1/ships/1").status_code == 204
    assert http.get("/v2/ships/1").status_code == 204
    assert http.get("/v3/ships/1").status_code == 404
    moved = plan("GET", "/ships/{id}", servers=("https://other.test/v3",))
    assert TestClient(app(Yard(), moved)).get("/v3/ships/1").status_code == 204


def test_head_is_get_unless_it_is_documented() -> None:
    yard = Yard()
    get, post, head = (plan(it, "/ships/{id}") for it in ("GET", "POST", "HEAD"))
    http = TestClient(app(yard, get, post))
    assert http.head("/ships/1").headers["X-Operation"] == "yes"
    assert http.put("/ships/1").headers["Allow"] == "GET, POST, HEAD"
    http = TestClient(app(yard, post))
    answer = http.head("/ships/1")
    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")
    closed = replace(get, security=({"bearer": ()},))
    http = TestClient(app(yard, closed, head))
    assert http.get("/ships/1").status_code == 401
    assert http.head("/ships/1").status_code == 204


def test_not_implemented_is_501() -> None:
    yard = Yard(NotImplementedError())
    answer = TestClient(app(yard, plan("GET", "/ships"))).get("/ships")
    assert (answer.status_code, answer.json()["code"]) == (501, "not_implemented")


@pytest.mark.parametrize(
    ("token", "status", "principal"),
    [(None, 204, None), ("ida", 204, "ida"), ("bad", 204, None), ("no", 403, None)],
)
def test_optional_security(token: str | None, status: int, principal: object) -> None:
    def authorize(access: Access, /) -> str | None:
        if access.token == "no":
            raise Forbidden
        return access.token if access.token == "ida" else None

    yard = Yard()
    either = plan("GET", "/ships", security=({}, {"bearer": ()}))
    http = TestClient(app(yard, either, authorize=authorize))
    headers = {} if token is None else {"Authorization": f"Bearer {token}"}
    assert http.get("/ships", headers=headers).status_code == status
    assert [asked.principal for asked in yard.seen] == [principal] * (status == 204)


def test_a_scheme_that_the_runtime_does_not_know_lets_nobody_in() -> None:
    def authorize(access: Access, /) -> str:
        return "anybody"

    closed = plan("GET", "/ships", security=({"mutual": ()},))
    both = plan("PUT", "/ships", security=({"mutual": (), "bearer": ()},))
    either = plan("POST", "/ships", security=({"mutual": ()}, {"bearer": ()}))
    http = TestClient(app(Yard(), closed, both, either, authorize=authorize))
    http.headers["Authorization"] = "Bearer ida"
    assert http.get("/ships").status_code == 401
    assert http.put("/ships").status_code == 401
    assert http.post("/ships").status_code == 204


SHAPED = replace(
    API,
    failures={
        "invalid": Failure(400, {"say": Slot.MESSAGE, "why": Slot.CODE}),
        "not_found": Failure(404, {"say": Slot.MESSAGE, "at": Slot.STATUS}),
        "internal": Failure(500, Slot.MESSAGE, "text/plain"),
        "forbidden": Failure(403),
    },
)


@pytest.mark.parametrize(
    ("error", "status", "text"),
    [
        (HTTPException(404), 404, '{"say":"There is nothing here.","at":404}'),
        (HTTPException(404, "No such ship"), 404, '{"say":"No such ship","at":404}'),
        (
            HTTPException(409, "Taken"),
            409,
            '{"say":"status 409: Taken","why":"invalid"}',
        ),
        (Fast(422, [{"a": 1}]), 422, '{"say":"[{}]","why":"invalid"}'),
        (HTTPException(503, "At lunch"), 503, "At lunch"),
        (HTTPException(403, "Not for you"), 403, ""),
        (HTTPException(499, "Gone away"), 499, '{"say":"Gone away","why":"invalid"}'),
        (HTTPException(304), 304, ""),
        (HTTPException(409, "x" * 5000), 409, None),
    ],
)
def test_an_exception_of_the_framework_keeps_its_detail(
    error: HTTPException, status: int, text: str | None
) -> None:
    error.headers = {"X-More": "yes"}
    ships = plan("GET", "/ships")
    http = TestClient(app(Yard(error), ships, api=SHAPED))
    answer = http.get("/ships")
    assert (answer.status_code, answer.headers["X-More"]) == (status, "yes")
    if text is None:
        assert len(answer.json()["say"]) == 1000
    else:
        assert answer.text == text.replace("[{}]", '[{\\"a\\":1}]')


class Conflict(Model):
    say: str
    at: int


class Other(Model):
    other: str


@pytest.mark.parametrize(
    ("media", "type_", "text"),
    [
        ("application/json", Conflict, '{"say":"Taken by Ida","at":409}'),
        ("application/problem+json", Conflict, '{"say":"Taken by Ida","at":409}'),
        ("application/json", Other, '{"say":"Taken by Ida","why":"invalid"}'),
        ("text/plain", str, '{"say":"Taken by Ida","why":"invalid"}'),
    ],
)
def test_an_exception_of_the_framework_has_the_shape_of_its_status(
    media: str, type_: type[object], text: str
) -> None:
    error = HTTPException(409, "Taken by Ida")
    answers = {"204": Answer(), "409": Answer({media: lambda: type_})}
    ships = replace(plan("PUT", "/ships"), answers=answers)
    answer = TestClient(app(Yard(error), ships, api=SHAPED)).put("/ships")
    assert (answer.status_code, answer.text) == (409, text)
    shaped = media if type_ is Conflict else "application/json"
    assert answer.headers["Content-Type"] == shaped


def test_a_status_of_its_own_does_not_hide_the_detail() -> None:
    api = replace(API, failures={"invalid": Failure(400), "unauthorized": Failure(401)})
    yard = Yard(HTTPException(409, "Taken already"))
    http = TestClient(app(yard, plan("GET", "/ships"), api=api))
    assert http.get("/ships").json() == {"code": "invalid", "message": "Taken already"}
    yard.failing = HTTPException(401)
    assert http.get("/ships").headers["WWW-Authenticate"] == 'Bearer realm="Yard"'


def test_a_client_that_leaves_is_no_failure_of_the_handler(
    caplog: pytest.LogCaptureFixture,
) -> None:
    body = Body({"application/json": lambda: object})
    yard = Yard()
    made = app(yard, replace(plan("POST", "/ships"), body=body))
    scope = {
        "type": "http",
        "method": "POST",
        "path": "/ships",
        "raw_path": b"/ships",
        "query_string": b"",
        "headers": [(b"content-type", b"application/json")],
    }
    messages = [
        {"type": "http.request", "body": b"{", "more_body": True},
        {"type": "http.disconnect"},
    ]
    sent: list[Any] = []

    async def receive() -> Any:
        return messages.pop(0)

    async def send(message: Any) -> None:
        sent.append(message)

    caplog.set_level("INFO")
    asyncio.run(made(scope, receive, send))
    assert sent[0]["status"] == 400
    assert not yard.seen
    assert [(it.levelname, it.exc_info) for it in caplog.records] == [("INFO", None)]


def test_the_log_of_an_answer_that_breaks_its_type_has_no_values(
    caplog: pytest.LogCaptureFixture,
) -> None:
    class Shelf:
        async def handle(self, request: Several, /) -> Several.Ok:
            return Several.Ok({"a": "hush", "b": {"c": ["hush"]}})

    answer = Answer({"application/json": lambda: dict[str, int]})
    one: Plan[Any] = Plan("get", "GET", "/a", answers={"200": answer})
    routes = [Route(one, Several, Shelf.handle, Shelf())]
    http = TestClient(build_app(API, routes, document=DOCUMENT))
    assert http.get("/a").status_code == 500
    assert "a (int_type), b (int_type)" in caplog.text
    assert "hush" not in caplog.text


class Several(Request):
    class Ok(Result):
        body: object
        status: ClassVar[int] = 200


@pytest.mark.parametrize(
    ("body", "kind", "text"),
    [
        ({"a": 1}, "application/json", '{"a":1}'),
        ([1], "application/vnd.list+json", "[1]"),
        ("a,b", "text/csv; charset=utf-8", "a,b"),
        (b"a", "application/pdf", "a"),
    ],
)
def test_the_media_type_is_the_one_that_can_carry_the_body(
    body: object, kind: str, text: str
) -> None:
    class Shelf:
        async def handle(self, request: Several, /) -> Several.Ok:
            return Several.Ok(body)

    answer = Answer(
        {
            "application/json": lambda: dict[str, int],
            "application/vnd.list+json": lambda: list[int],
            "text/csv": lambda: str,
            "application/pdf": lambda: Binary,
        }
    )
    one: Plan[Any] = Plan("get", "GET", "/a", answers={"200": answer})
    routes = [Route(one, Several, Shelf.handle, Shelf())]
    got = TestClient(build_app(API, routes, document=DOCUMENT)).get("/a")
    assert (got.status_code, got.headers["Content-Type"], got.text) == (200, kind, text)


def test_a_default_with_the_status_of_a_success_keeps_its_body() -> None:
    class Late(Result):
        body: object
        status: int

    class Shelf:
        async def handle(self, request: Several, /) -> Late:
            return Late({"a": 1}, 202)

    lax = Answer({"application/json": lambda: object})
    answers = {"204": Answer(), "default": lax}
    one: Plan[Any] = Plan("get", "GET", "/a", answers=answers)
    routes = [Route(one, Several, Shelf.handle, Shelf())]
    got = TestClient(build_app(API, routes, document=DOCUMENT)).get("/a")
    assert (got.status_code, got.text) == (202, '{"a":1}')


class Things(Resource):
    def call(self, of: Plan[None], *path: str, **given: object) -> None:
        self._call(of, *path, **given)


def test_client_and_server_agree_on_odd_paths() -> None:
    plans = [
        plan("GET", "/things"),
        plan("GET", "/things?beta=true"),
        plan("GET", "/things/{id}"),
        plan("GET", "/things/{id}:stop"),
        plan("GET", "/odd words/<{id}>"),
        plan("GET", "/twice/{id}/again/{id}"),
        plan("PUT", "/things#renamed"),
    ]
    yard = Yard()
    made = app(yard, *plans)
    asked: list[str] = []
    inner = TestClient(made)

    def watched(request: httpx2.Request) -> None:
        asked.append(str(request.url))

    inner.event_hooks["request"].append(watched)
    client = SyncClient(
        API, {}, base_url="http://testserver", timeout=5, http_client=inner
    )
    things = Things(client)
    calls: list[Callable[[], None]] = [
        lambda: things.call(plans[0]),
        lambda: things.call(plans[1]),
        lambda: things.call(plans[2], "a/b"),
        lambda: things.call(plans[3], "a"),
        lambda: things.call(plans[4], "a"),
        lambda: things.call(plans[5], "a"),
        lambda: things.call(plans[6]),
    ]
    for call in calls:
        call()
    assert [one.id for one in yard.seen] == ["", "", "a/b", "a", "a", "a", ""]
    assert asked == [
        "http://testserver/things",
        "http://testserver/things?beta=true",
        "http://testserver/things/a%2Fb",
        "http://testserver/things/a:stop",
        "http://testserver/odd%20words/%3Ca%3E",
        "http://testserver/twice/a/again/a",
        "http://testserver/things",
    ]


def test_a_query_in_the_path_comes_before_that_of_parameters() -> None:
    asked: list[str] = []

    def respond(request: httpx2.Request) -> httpx2.Response:
        asked.append(str(request.url))
        return httpx2.Response(204)

    more = Parameter("query", "n", "n", lambda: int, style="form", explode=True)
    one: Plan[None] = Plan("list", "GET", "/things?beta=true#old", (more,))
    inner = httpx2.Client(transport=httpx2.MockTransport(respond))
    client = SyncClient(API, {}, base_url=None, timeout=5, http_client=inner)
    Things(client).call(one, n=1)
    assert asked == ["https://yard.test/v1/things?beta=true&n=1"]
