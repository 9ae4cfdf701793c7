"""Credentials that are asked for at each call, digests, certificates, combinations."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import httpx2
import pytest

from templates.runtime.client import AsyncClient, SyncClient
from templates.runtime.errors import StatusError
from templates.runtime.plan import (
    Answer,
    Api,
    ApiKey,
    Basic,
    Bearer,
    Http,
    MutualTls,
    Parameter,
    Plan,
    Scheme,
    Security,
)
from templates.runtime.security import grant
from tests.runtime.issuer import OAUTH, Issuer, running

SCHEMES: dict[str, Scheme] = {
    "token": Bearer(),
    "pair": Basic(),
    "head": ApiKey("header", "X-Key"),
    "asked": ApiKey("query", "key"),
    "crumb": ApiKey("cookie", "crumb"),
    "own": Http("apikey"),
    "digest": Http("digest"),
    "oauth": OAUTH,
    "cert": MutualTls(),
}
API = Api("Things", "1", ("http://things.test/v1",), SCHEMES, dict)


def plan(*security: Any, **more: Any) -> Plan[Any]:
    """An operation; a scheme alone is an alternative of its own."""
    ways: Security = tuple(
        {it: ()} if isinstance(it, str) else dict.fromkeys(it, ()) for it in security
    )
    answers = {"204": Answer()}
    query = Parameter(
        "query", "ids", "ids", lambda: list[int], shape="array", style="form"
    )
    crumb = Parameter("cookie", "berth", "berth", lambda: str, style="form")
    return Plan(
        "thing",
        more.pop("method", "GET"),
        "/thing",
        (query, crumb),
        answers=answers,
        security=ways,
        **more,
    )


def sent(plan: Plan[Any], given: Any, **arguments: Any) -> list[httpx2.Request]:
    """What the blocking client sends, which is what the other one sends."""
    seen: list[httpx2.Request] = []

    def respond(request: httpx2.Request) -> httpx2.Response:
        seen.append(request)
        return httpx2.Response(204)

    transport = httpx2.MockTransport(respond)
    with httpx2.Client(transport=transport) as http:
        client = SyncClient(API, given, base_url=None, http_client=http)
        client.call(plan, **arguments)
        client.call(plan, **arguments)

    async def call() -> None:
        async with httpx2.AsyncClient(transport=transport) as http:
            client = AsyncClient(API, given, base_url=None, http_client=http)
            await client.call(plan, **arguments)
            await client.call(plan, **arguments)

    asyncio.run(call())
    wire = [(str(it.url), it.headers.raw, it.content) for it in seen]
    assert wire[:2] == wire[2:]
    return seen[:2]


class Counter:
    """A function that never tells the same."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self) -> str:
        self.count = self.count % 2 + 1
        return f"t{self.count}&"


def test_a_function_is_asked_before_each_request() -> None:
    first, second = sent(plan("token"), {"token": Counter()})
    assert first.headers["authorization"] == "Bearer t1&"
    assert second.headers["authorization"] == "Bearer t2&"
    first, second = sent(plan("head"), {"head": Counter()})
    assert (first.headers["x-key"], second.headers["x-key"]) == ("t1&", "t2&")
    first, _ = sent(plan("own"), {"own": Counter()})
    assert first.headers["authorization"] == "Apikey t1&"


def test_a_key_that_is_asked_for_joins_the_query_and_the_cookies() -> None:
    both = plan(("asked", "crumb"))
    given = {"asked": Counter(), "crumb": Counter()}
    for request in sent(both, given, ids=[1, 2], berth="b c"):
        number = request.headers["cookie"][-2]
        assert request.url.query == b"ids=1,2&key=t%d%%26" % int(number)
        assert request.headers["cookie"] == f"berth=b%20c; crumb=t{number}&"
    request, _ = sent(both, given)
    assert request.url.query == b"key=t1%26"
    assert request.headers["cookie"] == "crumb=t1&"


def test_a_coroutine_function_is_for_asyncio_clients() -> None:
    async def told() -> str:
        return "t"

    seen: list[httpx2.Request] = []

    def respond(request: httpx2.Request) -> httpx2.Response:
        seen.append(request)
        return httpx2.Response(204)

    transport = httpx2.MockTransport(respond)

    async def call() -> None:
        async with httpx2.AsyncClient(transport=transport) as http:
            client = AsyncClient(API, {"token": told}, base_url=None, http_client=http)
            await client.call(plan("token"))

    asyncio.run(call())
    assert seen[0].headers["authorization"] == "Bearer t"
    with httpx2.Client(transport=transport) as http:
        client = SyncClient(API, {"token": told}, base_url=None, http_client=http)
        with pytest.raises(TypeError, match="blocking client"):
            client.call(plan("token"))


@pytest.mark.parametrize("told", ["", "hush\r\n", "é", None, b"hush"])
def test_what_a_function_tells_is_checked(told: object) -> None:
    def function() -> Any:
        return told

    with pytest.raises((TypeError, ValueError)) as caught:
        sent(plan("token"), {"token": function})
    assert "hush" not in str(caught.value)


def test_what_a_function_raises_comes_out() -> None:
    def function() -> str:
        raise LookupError("no token today")

    with pytest.raises(LookupError, match="today"):
        sent(plan("token"), {"token": function})


@pytest.mark.parametrize(
    ("ways", "given", "headers"),
    [
        (["token", "head"], {"head": "k"}, {"x-key": "k"}),
        (["token", "head"], {"head": "k", "token": "t"}, {"authorization": "Bearer t"}),
        ([("token", "head")], {"head": "k"}, {}),
        (
            [("token", "head")],
            {"head": "k", "token": "t"},
            {"authorization": "Bearer t", "x-key": "k"},
        ),
        ([("token", "head"), "head"], {"head": "k"}, {"x-key": "k"}),
        ([(), "token"], {"token": "t"}, {"authorization": "Bearer t"}),
        ([(), "token"], {}, {}),
        (["token", ()], {}, {}),
        ([("cert", "head")], {"head": "k"}, {"x-key": "k"}),
        (["cert", "head"], {"head": "k"}, {"x-key": "k"}),
        ([("cert",)], {"head": "k"}, {}),
        (["own"], {"own": "k"}, {"authorization": "Apikey k"}),
        (["unknown", "head"], {"head": "k"}, {"x-key": "k"}),
        ([("unknown", "head")], {"head": "k"}, {}),
    ],
)
def test_alternatives_and_combinations(ways: Any, given: Any, headers: Any) -> None:
    for wrap in (lambda it: it, lambda it: lambda: it):
        held = {name: wrap(text) for name, text in given.items()}
        request, _ = sent(plan(*ways), held)
        names = {"authorization", "x-key"} & {*request.headers}
        assert {name: request.headers[name] for name in names} == headers


def test_a_token_and_a_key_together() -> None:
    with running() as issuer:
        given = {"oauth": grant(client_id="me"), "head": "k"}
        http = SyncClient(API, given, base_url=issuer.url, http_client=None)
        answer = {"200": Answer({"application/json": lambda: dict[str, str]})}
        both: Security = ({"oauth": ("read",), "head": ()},)
        with http as client:
            client.call(Plan("thing", "GET", "/thing", answers=answer, security=both))
    assert issuer.calls[0].headers["x-key"] == "k"
    assert issuer.calls[0].headers["authorization"] == "Bearer issued-1"
    assert "x-key" not in issuer.tokens[0].headers


def test_a_credential_stays_with_the_origin_of_its_request() -> None:
    """Whoever follows a redirect sends the request that the HTTP library makes."""
    with running() as other, running() as issuer:
        held: Any = {"oauth": grant(client_id="me"), "head": lambda: "hush"}
        client = SyncClient(API, held, base_url=issuer.url, http_client=None)
        for way in ("oauth", "head"):
            request = client.request_for(plan(way), (), {})
            auth = request.extensions["auth"]
            request.url = httpx2.URL(f"{other.url}/thing")
            with httpx2.Client() as http:
                http.send(request, auth=auth)

            async def send(request: httpx2.Request, auth: httpx2.Auth) -> None:
                async with httpx2.AsyncClient() as http:
                    await http.send(request, auth=auth)

            asyncio.run(send(request, auth))
        for call in other.calls:
            assert "authorization" not in call.headers
            assert "x-key" not in call.headers
        assert (len(other.calls), issuer.tokens) == (4, [])
        client.close()


GIVEN: dict[str, Any] = {
    "token": ["hush", lambda: "hush"],
    "head": ["hush", lambda: "hush"],
    "asked": ["hush", lambda: "hush"],
    "crumb": ["hush", lambda: "hush"],
    "pair": [("hush", "hush")],
    "digest": [("hush", "hush")],
    "oauth": [grant(client_id="me", client_secret="hush"), grant("hush")],
}


@pytest.mark.parametrize("scheme", GIVEN)
def test_a_redirect_elsewhere_gets_no_credential(scheme: str) -> None:
    moved = replace(plan(scheme), path="/moved")
    options: Any = {"follow_redirects": True, "max_retries": 0}
    for credential in GIVEN[scheme]:
        with running() as other, running() as issuer:
            given = {scheme: credential}

            async def call(issuer: Issuer = issuer, given: Any = given) -> None:
                async with AsyncClient(
                    API, given, base_url=issuer.url, http_client=None, **options
                ) as client:
                    with pytest.raises(StatusError):
                        await client.call(moved)

            issuer.moved = f"{other.url}/thing"
            with SyncClient(
                API, given, base_url=issuer.url, http_client=None, **options
            ) as client:
                with pytest.raises(StatusError):
                    client.call(moved)
                asyncio.run(call())
                assert len(other.calls) == 2
                for seen in other.calls:
                    assert seen.path == "/thing"
                    assert not {"authorization", "x-key", "cookie"} & {*seen.headers}
                issuer.moved = "/thing"  # a redirect on the same origin keeps them
                if scheme in ("token", "oauth"):
                    client.call(moved)
        assert not other.tokens


def test_the_auth_of_an_http_client_stays_where_there_is_no_other() -> None:
    seen: list[httpx2.Request] = []

    def respond(request: httpx2.Request) -> httpx2.Response:
        seen.append(request)
        return httpx2.Response(204)

    transport = httpx2.MockTransport(respond)
    with httpx2.Client(transport=transport, auth=("u", "p")) as http:
        SyncClient(API, {}, base_url=None, http_client=http).call(plan("token"))
        given: Any = {"token": lambda: "t"}
        SyncClient(API, given, base_url=None, http_client=http).call(plan("token"))
    assert seen[0].headers["authorization"].startswith("Basic ")
    assert seen[1].headers["authorization"] == "Bearer t"


def test_a_body_that_was_read_bit_by_bit_is_not_sent_again() -> None:
    with running(Issuer(revoked={"issued-1"})) as issuer:
        client = SyncClient(
            API,
            {"oauth": grant(client_id="me")},
            base_url=issuer.url,
            http_client=None,
        )
        request = client.request_for(plan("oauth"), (), {})
        auth = request.extensions["auth"]

        def parts() -> Iterator[bytes]:
            yield b"a"

        streamed = httpx2.Request("POST", request.url, content=parts())
        with client._http as http:
            assert http.send(streamed, auth=auth).status_code == 401
    assert len(issuer.calls) == 1
