"""Calls: client against server, in process and over a socket, sync and async."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

import httpx2
import pytest
import uvicorn
from fastapi import FastAPI
from pydantic import MISSING
from starlette.exceptions import HTTPException
from starlette.testclient import TestClient

from templates.runtime.errors import (
    ApiError,
    ConnectionFailed,
    RequestInvalid,
    StatusError,
)
from templates.runtime.handling import Access, Forbidden, Undocumented
from tests.runtime import harbour
from tests.runtime.harbour import (
    Chart,
    FetchShip,
    RegisterShip,
    ScrapShip,
    Ship,
    Ships,
    UploadManifest,
)


class Yard:
    """The implementation behind every test."""

    def __init__(self) -> None:
        self.seen: Any = None

    async def register(self, request: RegisterShip, /) -> RegisterShip.Created:
        self.seen = request
        ship = request.body
        if ship.full_name == "wrong":
            ship.flag = "blue"  # type: ignore[assignment]  # wrong on purpose
        return RegisterShip.Created(ship, headers={"X-Request-Id": "r1"})

    async def fetch(self, request: FetchShip, /) -> FetchShip.Ok | FetchShip.NotFound:
        self.seen = request
        if request.ship_id == "none":
            return FetchShip.NotFound(
                harbour.Fault(fault=harbour.FaultDetail(code="none", text="no ship")),
                headers={"X-Request-Id": "r2"},
            )
        if request.ship_id == "tea":
            raise Undocumented(418, {"tea": True})
        if request.ship_id == "http":
            raise HTTPException(404)
        if request.ship_id == "crash":
            raise ZeroDivisionError
        return FetchShip.Ok(Ship(full_name=request.ship_id))

    async def scrap(
        self, request: ScrapShip, /
    ) -> ScrapShip.NoContent | ScrapShip.Default:
        self.seen = request
        if request.ship_id.int == 0:
            fault = harbour.FaultDetail(code="busy", text="at sea")
            return ScrapShip.Default(harbour.Fault(fault=fault), 409)
        return ScrapShip.NoContent()

    async def upload(self, request: UploadManifest, /) -> UploadManifest.Success:
        return UploadManifest.Success(request.body, 202)

    async def chart(self, request: Chart, /) -> Chart.Ok:
        if request.body is MISSING:
            return Chart.Ok(b"empty")
        return Chart.Ok((await request.body.read())[::-1])


def authorize(access: Access, /) -> str | None:
    if access.token == "forbidden":
        raise Forbidden
    return access.token if access.token.startswith("good") else None


async def authorize_later(access: Access, /) -> str | None:
    await asyncio.sleep(0)
    return authorize(access)


@pytest.fixture
def yard() -> Yard:
    return Yard()


@pytest.fixture
def app(yard: Yard) -> FastAPI:
    return harbour.app(yard, authorize)


@pytest.fixture
def ships(app: FastAPI) -> Ships:
    return Ships(harbour.client(TestClient(app), bearer="good"))


@pytest.fixture
def http(app: FastAPI) -> TestClient:
    return TestClient(app, headers={"Authorization": "Bearer good"})


@pytest.fixture
def served(yard: Yard) -> Iterator[str]:
    """The app on a real port, which the system chooses."""
    listener = socket.socket(proto=socket.IPPROTO_TCP)
    listener.bind(("127.0.0.1", 0))
    config = uvicorn.Config(harbour.app(yard, authorize_later), log_level="error")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    server.should_exit = True
    thread.join()
    listener.close()


def test_a_call_in_process(ships: Ships, yard: Yard) -> None:
    more = Ship.model_validate({"fullName": "Ida", "flag": "red", "extra": 1})
    assert ships.register(body=more, trace="t") == more
    assert isinstance(yard.seen, RegisterShip)
    assert (yard.seen.principal, yard.seen.trace) == ("good", "t")
    assert ships.register(body=Ship(full_name="Bo")).full_name == "Bo"
    assert yard.seen.trace is MISSING


def test_head_has_the_headers_of_get_and_no_body(app: FastAPI) -> None:
    async def asked(method: str, ship: str) -> httpx2.Response:
        transport = httpx2.ASGITransport(app)
        async with httpx2.AsyncClient(transport=transport) as http:
            url = f"http://harbour.test/ships/{ship}"
            headers = {"Authorization": "Bearer good"}
            return await http.request(method, url, headers=headers)

    for ship, status in (("ida", 200), ("none", 404)):
        get = asyncio.run(asked("GET", ship))
        head = asyncio.run(asked("HEAD", ship))
        assert get.status_code == head.status_code == status
        assert get.headers == head.headers
        assert (len(get.content) > 0, head.content) == (True, b"")


def test_a_call_over_a_socket(served: str) -> None:
    with harbour.client(base_url=served, bearer="good") as client:
        assert Ships(client).register(full_name="Ida").full_name == "Ida"
        with pytest.raises(harbour.NotFound):
            Ships(client).fetch("none")
    with harbour.client(base_url=served) as client, pytest.raises(harbour.Unauthorized):
        Ships(client).register(full_name="Ida")


def test_async_calls(served: str, app: FastAPI) -> None:
    async def calls() -> None:
        async with harbour.async_client(base_url=served, bearer="good") as client:
            ship = await harbour.AsyncShips(client).register(full_name="Ida")
            assert ship.full_name == "Ida"
        inner = httpx2.AsyncClient(transport=httpx2.ASGITransport(app))
        async with harbour.async_client(inner, bearer="good") as client:
            ship = await harbour.AsyncShips(client).register(full_name="Bo")
            assert ship.full_name == "Bo"
        assert not inner.is_closed
        closed = harbour.async_client(base_url="http://127.0.0.1:1")
        with pytest.raises(ConnectionFailed):
            await harbour.AsyncShips(closed).register(full_name="Bo")

    asyncio.run(calls())


def test_errors_have_their_types(ships: Ships) -> None:
    with pytest.raises(harbour.NotFound) as caught:
        ships.fetch("none")
    error = caught.value
    assert (error.status, error.request_id, error.operation) == (404, "r2", "fetchShip")
    assert error.body is not None
    assert error.body.fault.code == "none"
    with pytest.raises(StatusError) as undocumented:
        ships.fetch("tea")
    assert type(undocumented.value) is StatusError
    assert (undocumented.value.status, undocumented.value.body) == (418, None)
    assert undocumented.value.raw == b'{"tea":true}'
    assert undocumented.value.request_id is None
    with pytest.raises(StatusError) as default:
        ships.scrap(UUID(int=0))
    assert (default.value.status, default.value.body.fault.code) == (409, "busy")
    assert isinstance(error, ApiError)


def test_arguments_are_checked_before_anything_is_sent(
    ships: Ships, yard: Yard
) -> None:
    wrong: list[Callable[[], object]] = [
        lambda: ships.register(full_name=""),
        lambda: ships.register(body={"fullName": 1}),
        lambda: ships.register(full_name="x", trace="a\r\nb"),
        lambda: ships.fetch(""),
        lambda: ships.fetch(".."),
        lambda: ships.fetch("x", limit="many"),
        lambda: ships.scrap("no uuid"),
    ]
    for call in wrong:
        with pytest.raises(RequestInvalid):
            call()
    with pytest.raises(TypeError):
        ships.fetch("x", nonsense=1)
    both = r"takes body= or its fields: 'full_name', 'flag' beside body="
    with pytest.raises(TypeError, match=both):
        ships.register(body=Ship(full_name="Ida"), full_name="Bo", flag="red")
    with pytest.raises(TypeError, match="takes no argument 'ful_name'"):
        ships.register(full_name="x", ful_name="misspelt")
    with pytest.raises(TypeError):
        ships._call(harbour.fetch)
    with pytest.raises(TypeError):
        ships._call(harbour.upload)
    assert yard.seen is None


def test_a_model_changed_after_it_was_made_is_checked_before_it_is_sent(
    ships: Ships, yard: Yard
) -> None:
    ship = Ship(full_name="Ida", crew=[harbour.Crew(name="Bo")])
    ship.full_name = ""
    with pytest.raises(RequestInvalid, match=r"body\.fullName: String should have"):
        ships.register(body=ship)
    ship = Ship(full_name="Ida", crew=[harbour.Crew(name="Bo")])
    ship.crew[0].name = 5  # type: ignore[index]  # wrong on purpose
    with pytest.raises(RequestInvalid, match=r"body\.crew\.0\.name"):
        ships.register(body=ship)
    manifest = harbour.Manifest(title="t", pages=[1], file=b"bytes")
    manifest.pages = ["one"]  # type: ignore[list-item]  # wrong on purpose
    with pytest.raises(RequestInvalid, match=r"body\.pages\.0"):
        ships.upload(manifest)
    assert yard.seen is None


def test_what_an_answer_brought_may_go_back() -> None:
    sent: list[bytes] = []

    def respond(request: httpx2.Request) -> httpx2.Response:
        sent.append(request.content)
        return httpx2.Response(200, json={"fullName": "Ida", "flag": "violet"})

    http = httpx2.Client(transport=httpx2.MockTransport(respond))
    ships = Ships(harbour.client(http))
    ship = ships.fetch("x")
    ship.full_name = "Bo"
    ships.register(body=ship)
    ships.register(body=ship.model_copy(deep=True))
    ships.register(body=Ship(full_name="Escorted", escort=ship))
    assert sent[1] == sent[2] == b'{"fullName":"Bo","flag":"violet"}'
    assert b"violet" in sent[3]


def test_parameters_arrive(ships: Ships, yard: Yard) -> None:
    name = "a/b c?d#e%2Fä.."
    ship = ships.fetch(name, decks=[1, 2], limit=3, berth="b;c")
    assert ship.full_name == name
    assert isinstance(yard.seen, FetchShip)
    assert (yard.seen.decks, yard.seen.limit, yard.seen.berth) == ([1, 2], 3, "b;c")
    ships.fetch("x")
    assert yard.seen.decks is MISSING


def test_other_bodies(ships: Ships) -> None:
    manifest = harbour.Manifest(title="t", pages=[1], file=b"bytes")
    assert ships.upload(manifest) == manifest
    assert ships.chart(b"\x00\xff") == b"\xff\x00"
    assert ships._call(harbour.chart) == b"empty"
    ships.scrap(UUID(int=1))


def test_what_the_server_answers_itself(http: TestClient) -> None:
    def fault(answer: httpx2.Response) -> tuple[int, str, Any]:
        body = answer.json()["fault"]
        return answer.status_code, body["code"], body["more"]["errors"]

    bad = fault(http.post("/ships", content=b"{"))
    assert bad[:2] == (422, "invalid")
    assert bad[2][0]["type"] == "json"
    assert fault(http.post("/ships"))[2] == [
        {
            "in": "body",
            "place": "",
            "message": "a body is required",
            "type": "missing",
        }
    ]
    wrong = fault(http.post("/ships", json={"fullName": "x", "deck": 9, "crew": [{}]}))
    assert [error["place"] for error in wrong[2]] == ["deck", "crew.0.name"]
    media = fault(http.post("/ships", content=b"x", headers={"Content-Type": "a/b"}))
    assert media[0] == 422
    query = fault(http.get("/ships/x?limit=many&deck=1&deck=no"))
    assert [error["place"] for error in query[2]] == ["deck.1", "limit"]
    assert fault(http.get("/nowhere")) == (404, "not_found", [])
    assert fault(http.put("/ships")) == (405, "method_not_allowed", [])
    assert fault(http.get("/ships/http"))[0] == 404
    assert http.get("/openapi.json").json()["info"]["title"] == "Harbour"


def test_a_handler_that_fails_is_a_500_and_logged(
    http: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    answer = http.get("/ships/crash")
    assert (answer.status_code, answer.json()["fault"]["code"]) == (500, "internal")
    assert "ZeroDivisionError" in caplog.text
    assert "ZeroDivisionError" not in answer.text


def test_an_answer_that_breaks_its_type_is_a_500(
    yard: Yard, caplog: pytest.LogCaptureFixture
) -> None:
    def post(check: bool) -> httpx2.Response:
        http = TestClient(harbour.app(yard, authorize, check_answers=check))
        headers = {"Authorization": "Bearer good"}
        return http.post("/ships", json={"fullName": "wrong"}, headers=headers)

    assert post(True).status_code == 500
    assert "registerShip: the answer 201 breaks its type" in caplog.text
    assert post(False).json() == {"fullName": "wrong", "flag": "blue"}


def test_a_handler_that_returns_something_else_is_a_500(
    http: TestClient, yard: Yard, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def chart(_: Chart) -> Any:
        return b"bytes"

    monkeypatch.setattr(yard, "chart", chart)
    answer = TestClient(harbour.app(yard, authorize)).post("/chart")
    assert answer.status_code == 500


def test_what_is_not_implemented_says_so() -> None:
    assert TestClient(harbour.app(None)).post("/chart").status_code == 501


def test_a_body_that_is_too_large_is_refused(
    http: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("templates.runtime.incoming.MAX_BODY", 10)
    assert http.post("/ships", content=b"x" * 11).status_code == 413


def test_the_documented_base_path_may_stand_before_a_route(http: TestClient) -> None:
    assert http.get("/api/ships/x").json() == {"fullName": "x"}
    assert http.get("/other/ships/x").status_code == 404


def test_an_app_can_be_mounted(app: FastAPI) -> None:
    outer = FastAPI()
    outer.mount("/v9", app)
    http = TestClient(outer, headers={"Authorization": "Bearer good"})
    assert http.get("/v9/ships/a%2Fb").json() == {"fullName": "a/b"}


def test_what_the_document_does_not_describe(app: FastAPI) -> None:
    client = harbour.client(TestClient(app), bearer="good")
    answer = client.request("POST", "/ships", json=Ship(full_name="Ida"))
    assert (answer.status_code, answer.json()) == (201, {"fullName": "Ida"})
    answer = client.request("GET", "/ships/x", query={"limit": "a b"})
    assert answer.request.url.query == b"limit=a+b"
    assert answer.status_code == 422
    assert client.request("POST", "/chart").content == b"empty"
    raw = {"Content-Type": "application/octet-stream"}
    assert client.request("POST", "/chart", content=b"ab", headers=raw).content == b"ba"
    with pytest.raises(ValueError, match="start with"):
        client.request("GET", "ships")

    async def later() -> int:
        inner = httpx2.AsyncClient(transport=httpx2.ASGITransport(app))
        async with harbour.async_client(inner, bearer="good") as client:
            return (await client.request("GET", "/ships/x")).status_code

    assert asyncio.run(later()) == 200
