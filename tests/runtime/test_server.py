"""What the app does with routes and security that the harbour does not have."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar

import httpx2
import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from templates.runtime.client import Resource, SyncClient
from templates.runtime.handling import Access, Forbidden, Request, Result, Route
from templates.runtime.plan import Answer, Api, Bearer, Parameter, Plan
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


def app(yard: Yard, *plans: Plan[None], **options: Any) -> FastAPI:
    routes = [Route(one, Asked, Yard.handle, yard) for one in plans]
    document = Path(__file__).with_name("harbour.json")
    return build_app(API, routes, document=document, **options)


def test_a_wrong_method_is_told_the_right_ones() -> None:
    plans = plan("GET", "/ships/{id}"), plan("PURGE", "/ships/{id}")
    http = TestClient(app(Yard(), *plans))
    answer = http.put("/ships/1")
    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, PURGE")
    assert http.request("PURGE", "/ships/1").status_code == 204
    assert http.get("/ships/1/").status_code == 404
    # A base path, of the API or of an operation.
    assert http.get("/v1/ships/1").status_code == 204
    assert http.get("/v2/ships/1").status_code == 204
    assert http.get("/v3/ships/1").status_code == 404
    moved = plan("GET", "/ships/{id}", servers=("https://other.test/v3",))
    assert TestClient(app(Yard(), moved)).get("/v3/ships/1").status_code == 204


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
    document = Path(__file__).with_name("harbour.json")
    got = TestClient(build_app(API, routes, document=document)).get("/a")
    assert (got.status_code, got.headers["Content-Type"], got.text) == (200, kind, text)


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
