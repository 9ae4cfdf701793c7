"""How clients are made, and what Python values they take for bodies."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

import httpx2
import pytest
from starlette.testclient import TestClient

from templates.runtime.client import AsyncClient, SyncClient
from templates.runtime.errors import RequestInvalid
from templates.runtime.model import Model
from templates.runtime.plan import Answer, Api, Body, Parameter, Plan
from templates.runtime.types import Base64, Binary
from tests.runtime import harbour
from tests.runtime.harbour import Ships

API = Api("Post", "1", ("http://post.test",), {}, dict)
EMPTY: Plan[Any] = Plan("ping", "GET", "/", answers={"204": Answer()})


class Echo:
    """Keeps the requests; answers 204."""

    def __init__(self, timeout: float | None = 7) -> None:
        self.seen: list[httpx2.Request] = []
        transport = httpx2.MockTransport(self.respond)
        self.http = httpx2.Client(transport=transport, timeout=timeout)

    def respond(self, request: httpx2.Request) -> httpx2.Response:
        self.seen.append(request)
        return httpx2.Response(204)

    def call(self, plan: Plan[Any], *path: object, **given: object) -> httpx2.Request:
        client = SyncClient(API, {}, base_url=None, http_client=self.http)
        client.call(plan, *path, **given)
        return self.seen[-1]


def timeout_of(request: httpx2.Request) -> object:
    return request.extensions["timeout"]["read"]


@pytest.mark.parametrize(
    ("given", "expected"), [({}, 7), ({"timeout": 3}, 3), ({"timeout": None}, None)]
)
def test_only_a_given_timeout_goes_before_that_of_the_http_client(
    given: Any, expected: object
) -> None:
    echo = Echo()
    client = SyncClient(API, {}, base_url=None, http_client=echo.http, **given)
    client.call(EMPTY)
    client.request("GET", "/")
    assert [timeout_of(request) for request in echo.seen] == [expected] * 2


@pytest.mark.parametrize(
    ("given", "expected"), [({}, 60), ({"timeout": 3}, 3), ({"timeout": None}, None)]
)
def test_without_an_http_client_there_is_a_timeout(given: Any, expected: int) -> None:
    for class_ in (SyncClient, AsyncClient):
        client = class_(API, {}, base_url=None, http_client=None, **given)
        assert timeout_of(client.request_for(EMPTY, (), {})) == expected


def test_an_http_client_of_the_wrong_kind_is_refused() -> None:
    blocking: Any = httpx2.Client()
    other: Any = httpx2.AsyncClient()
    nothing: Any = object()
    with pytest.raises(TypeError, match=r"an httpx2\.Client, not httpx2.*AsyncClient"):
        SyncClient(API, {}, base_url=None, http_client=other)
    with pytest.raises(TypeError, match=r"an httpx2\.AsyncClient, not httpx2.*Client"):
        AsyncClient(API, {}, base_url=None, http_client=blocking)
    with pytest.raises(TypeError, match=r"not builtins\.object"):
        SyncClient(API, {}, base_url=None, http_client=nothing)
    app: Any = None
    SyncClient(API, {}, base_url=None, http_client=TestClient(app))


class Letter(Model):
    text: Base64
    seal: Binary


@pytest.mark.parametrize("kind", [bytes, bytearray, memoryview])
def test_bytes_may_be_given_in_any_of_their_forms(kind: Any) -> None:
    echo = Echo()
    raw = Body({"application/octet-stream": lambda: Binary})
    sent = echo.call(Plan("put", "PUT", "/", body=raw), body=kind(b"\xff\x00"))
    assert sent.content == b"\xff\x00"
    letter = Letter(text=kind(b"a"), seal=kind(b"b"))
    json = Body({"application/json": lambda: Letter})
    sent = echo.call(Plan("put", "PUT", "/", body=json), body=letter)
    assert sent.content == b'{"text":"YQ==","seal":"b"}'
    parts = Body({"multipart/form-data": lambda: Letter})
    sent = echo.call(Plan("put", "PUT", "/", body=parts), body=letter)
    assert b'filename="seal"' in sent.content


def test_a_tuple_may_be_given_for_a_list() -> None:
    echo = Echo()
    body = Body({"application/json": lambda: list[int]})
    tags = Parameter(
        "query",
        "tag",
        "tag",
        lambda: list[str],
        shape="array",
        style="form",
        explode=True,
    )
    plan: Plan[Any] = Plan("put", "PUT", "/", (tags,), body=body)
    sent = echo.call(plan, body=(1, 2), tag=("a", "b"))
    assert (sent.content, sent.url.query) == (b"[1,2]", b"tag=a&tag=b")
    with pytest.raises(RequestInvalid, match=r"body\.1: "):
        echo.call(plan, body=(1, "2"))
    pair = Body({"application/json": lambda: tuple[int, str]})
    sent = echo.call(Plan("put", "PUT", "/", body=pair), body=(1, "a"))
    assert sent.content == b'[1,"a"]'


def test_where_requests_go() -> None:
    asked: list[str] = []

    def respond(request: httpx2.Request) -> httpx2.Response:
        asked.append(str(request.url))
        return httpx2.Response(204)

    def transport() -> httpx2.MockTransport:
        return httpx2.MockTransport(respond)

    one, two = UUID(int=1), "http://base.test/tenant/"
    Ships(harbour.client(httpx2.Client(transport=transport()))).scrap(one)
    Ships(harbour.client(httpx2.Client(transport=transport(), base_url=two))).scrap(one)
    given = harbour.client(httpx2.Client(transport=transport()), base_url=two)
    Ships(given).scrap(one)
    assert asked == [
        f"https://harbour.test/api/ships/{one}",
        f"http://base.test/tenant/ships/{one}",
        f"http://base.test/tenant/ships/{one}",
    ]
    assert repr(given) == "SyncClient(base_url='http://base.test/tenant')"
    with pytest.raises(ValueError, match="absolute"):
        harbour.client(base_url="/relative")


@pytest.mark.parametrize(
    ("server", "base", "expected"),
    [
        ("/api/v1", "http://base.test", "http://base.test/api/v1/"),
        ("/api/v1/", "http://base.test/api/v1", "http://base.test/api/v1/"),
        ("v1", "http://base.test/api", "http://base.test/api/v1/"),
        ("/", "http://base.test/api", "http://base.test/api/"),
        ("", "http://base.test/api", "http://base.test/api/"),
        ("https://{region}.test/v1", "http://base.test", "http://base.test/"),
    ],
)
def test_a_relative_server_is_on_the_host_of_the_http_client(
    server: str, base: str, expected: str
) -> None:
    api = Api("Post", "1", (server,) if server else (), {}, dict)
    echo = Echo()
    echo.http.base_url = base
    SyncClient(api, {}, base_url=None, http_client=echo.http).call(EMPTY)
    moved = replace(EMPTY, servers=("/moved",))
    SyncClient(api, {}, base_url=None, http_client=echo.http).call(moved)
    SyncClient(api, {}, base_url="http://own.test", http_client=echo.http).call(moved)
    away = replace(EMPTY, servers=("https://away.test",))
    SyncClient(api, {}, base_url=None, http_client=echo.http).call(away)
    urls = [str(request.url) for request in echo.seen]
    elsewhere = expected if "{" in server else "http://base.test/moved/"
    assert urls == [expected, elsewhere, "http://own.test/", expected]


@pytest.mark.parametrize("servers", [(), ("/api/v1",)])
def test_without_a_host_a_client_says_who_may_give_one(servers: tuple[str]) -> None:
    api = Api("Post", "1", servers, {}, dict)
    with pytest.raises(ValueError, match="no host: give a base_url, or an http_client"):
        SyncClient(api, {}, base_url=None, http_client=None)
    with pytest.raises(ValueError, match="must be absolute"):
        SyncClient(api, {}, base_url="/v1", http_client=None)


def test_a_client_closes_only_what_it_opened() -> None:
    own = harbour.client()
    with own:
        pass
    assert own._http.is_closed
    lent = httpx2.Client()
    with harbour.client(lent):
        pass
    assert not lent.is_closed
    lent.close()
    assert isinstance(own, SyncClient)
