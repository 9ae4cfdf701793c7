"""Tokens that clients fetch: how they ask for them, keep them, and renew them."""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx2
import pytest

from templates.runtime.client import AsyncClient, SyncClient
from templates.runtime.errors import ApiError, StatusError, TimedOut, TokenError
from templates.runtime.plan import Flow, OAuth2, OpenIdConnect, Scheme
from templates.runtime.security import grant
from tests.runtime.issuer import OAUTH, SECRETS, Issuer, Seen, api, plan, running, said

ID: dict[str, Any] = {"client_id": "me:&", "client_secret": "hush-client é"}
READ = plan("read")


@pytest.fixture
def issuer() -> Iterator[Issuer]:
    with running() as found:
        yield found


def client(issuer: Issuer, scheme: Any = OAUTH, **given: Any) -> SyncClient:
    held = {"oauth": grant(**given)}
    return SyncClient(
        api(scheme), held, base_url=issuer.url, timeout=5, http_client=None
    )


def async_client(issuer: Issuer, scheme: Any = OAUTH, **given: Any) -> AsyncClient:
    held = {"oauth": grant(**given)}
    return AsyncClient(
        api(scheme), held, base_url=issuer.url, timeout=5, http_client=None
    )


def test_client_credentials_are_exchanged_for_a_token_once(issuer: Issuer) -> None:
    with client(issuer, **ID) as made:
        assert [made.call(READ)["token"] for _ in range(3)] == ["issued-1"] * 3
    (asked,) = issuer.tokens
    assert asked.method == "POST"
    assert asked.form == {"grant_type": "client_credentials", "scope": "read"}
    assert asked.basic == ("me:&", "hush-client é")
    assert asked.headers["content-type"] == "application/x-www-form-urlencoded"
    assert asked.headers["accept"] == "application/json"


def test_an_asyncio_client_does_the_same(issuer: Issuer) -> None:
    async def calls() -> list[str]:
        async with async_client(issuer, **ID) as made:
            return [(await made.call(READ))["token"] for _ in range(3)]

    assert asyncio.run(calls()) == ["issued-1"] * 3
    assert issuer.tokens[0].basic == ("me:&", "hush-client é")


def test_tokens_are_kept_by_scopes(issuer: Issuer) -> None:
    with client(issuer, **ID) as made:
        both = plan("write", "read")
        assert made.call(READ) == {"token": "issued-1"}
        assert made.call(plan("write")) == {"token": "issued-2"}
        assert made.call(both) == {"token": "issued-3"}
        assert made.call(plan("read", "write")) == {"token": "issued-3"}
        assert made.call(READ) == {"token": "issued-1"}
    assert [it.form.get("scope") for it in issuer.tokens] == [
        "read",
        "write",
        "read write",
    ]


def test_a_token_that_covers_more_is_used(issuer: Issuer) -> None:
    issuer.more = {"scope": "read write"}
    with client(issuer, **ID) as made:
        assert made.call(READ) == made.call(plan("write")) == {"token": "issued-1"}
        assert made.call(plan()) == {"token": "issued-1"}
        assert made.request("GET", "/thing").json() == {"token": "issued-1"}


def test_scopes_may_be_fixed(issuer: Issuer) -> None:
    with client(issuer, **ID, scope="all of it") as made:
        assert made.call(READ) == made.call(plan("write")) == {"token": "issued-1"}
    assert issuer.tokens[0].form["scope"] == "all of it"


def test_a_client_without_a_secret_names_itself_in_the_form(issuer: Issuer) -> None:
    with client(issuer, client_id="me") as made:
        made.call(plan())
    (asked,) = issuer.tokens
    assert asked.form == {"grant_type": "client_credentials", "client_id": "me"}
    assert asked.basic is None


def test_an_endpoint_that_reads_the_form_alone_is_found_out(issuer: Issuer) -> None:
    def form_alone(seen: Seen) -> Any:
        if "client_secret" not in seen.form:
            return said({"error": "invalid_client"}, 401)
        return None

    issuer.answer, issuer.lifetime = form_alone, 0
    with client(issuer, **ID) as made:
        assert made.call(READ) == {"token": "issued-2"}
        assert made.call(READ) == {"token": "issued-3"}
    assert [it.basic is None for it in issuer.tokens] == [False, True, True]
    assert issuer.tokens[1].form["client_id"] == "me:&"


def test_a_password_is_exchanged_and_the_token_refreshed(issuer: Issuer) -> None:
    issuer.more, issuer.lifetime = {"refresh_token": "hush-refresh"}, 0
    given = {"username": "u", "password": "hush-pass"}
    with client(issuer, **given) as made:
        made.call(READ)
        made.call(READ)
        issuer.answer = lambda seen: (
            said({"error": "invalid_grant"}, 400)
            if "refresh_token" in seen.form
            else None
        )
        assert made.call(READ) == {"token": "issued-4"}
    first, second, third, fourth = (it.form for it in issuer.tokens)
    assert first == {"grant_type": "password", "scope": "read", **given}
    assert second == third
    assert second == {"grant_type": "refresh_token", "refresh_token": "hush-refresh"}
    assert fourth == first


def test_a_token_that_was_given_is_renewed_when_it_is_refused(issuer: Issuer) -> None:
    issuer.more = {"refresh_token": "hush-refresh-2"}
    issuer.revoked = {"hush-given"}
    given = {"token": "hush-given", "refresh_token": "hush-refresh", "client_id": "me"}
    with client(issuer, **given) as made:
        assert made.call(plan("read", method="POST")) == {"token": "issued-1"}
        issuer.revoked.add("issued-1")
        assert made.call(READ) == {"token": "issued-2"}
    assert [it.form["refresh_token"] for it in issuer.tokens] == [
        "hush-refresh",
        "hush-refresh-2",
    ]
    assert [it.headers["authorization"] for it in issuer.calls] == [
        "Bearer hush-given",
        "Bearer issued-1",
        "Bearer issued-1",
        "Bearer issued-2",
    ]


def test_a_refused_token_is_renewed_once(issuer: Issuer) -> None:
    issuer.revoked = {"issued-1", "issued-2", "issued-3"}
    with client(issuer, **ID) as made:
        with pytest.raises(StatusError, match="401") as caught:
            made.call(READ)
        assert "issued" not in str(caught.value)
        assert (len(issuer.tokens), len(issuer.calls)) == (2, 2)
    issuer.calls.clear()

    async def call() -> None:
        async with async_client(issuer, **ID) as made:
            await made.call(READ)

    assert asyncio.run(call()) is None
    assert [it.headers["authorization"] for it in issuer.calls] == [
        "Bearer issued-3",
        "Bearer issued-4",
    ]


def test_a_token_is_renewed_shortly_before_it_expires(
    issuer: Issuer, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = [1000.0]
    for module in ("oauth", "tokens"):
        monkeypatch.setattr(f"templates.runtime.{module}.now", lambda: clock[0])
    with client(issuer, **ID) as made:
        for seconds, number in (0.0, 1), (3569.0, 1), (2.0, 2), (3600.0, 3):
            clock[0] += seconds
            assert made.call(READ) == {"token": f"issued-{number}"}
        issuer.lifetime = "10"
        for seconds, number in (3600, 4), (8.9, 4), (0.2, 5):
            clock[0] += seconds
            assert made.call(READ) == {"token": f"issued-{number}"}
        issuer.lifetime = None
        for seconds, number in (60, 6), (1e9, 6):
            clock[0] += seconds
            assert made.call(READ) == {"token": f"issued-{number}"}


@pytest.mark.parametrize("lifetime", [0, -5, "0", 0.0])
def test_a_token_that_is_expired_at_once_is_used_once(
    issuer: Issuer, lifetime: object
) -> None:
    issuer.lifetime = lifetime
    with client(issuer, **ID) as made:
        assert [made.call(READ)["token"] for _ in "ab"] == ["issued-1", "issued-2"]


@pytest.mark.parametrize("lifetime", [None, "soon", True, [], 1e400])
def test_a_lifetime_that_is_none_does_not_end(issuer: Issuer, lifetime: object) -> None:
    issuer.lifetime = lifetime
    with client(issuer, **ID) as made:
        assert [made.call(READ)["token"] for _ in "ab"] == ["issued-1", "issued-1"]


# Many at once

MANY = 50


@pytest.mark.parametrize("lifetime", [3600, 0])
def test_fifty_threads_fetch_one_token(issuer: Issuer, lifetime: int) -> None:
    issuer.wait, issuer.lifetime = 0.3, lifetime
    start = threading.Barrier(MANY)
    with client(issuer, **ID) as made, ThreadPoolExecutor(MANY) as pool:

        def call(_: int) -> str:
            start.wait()
            found: str = made.call(READ)["token"]
            return found

        assert set(pool.map(call, range(MANY))) == {"issued-1"}
    assert (len(issuer.tokens), len(issuer.calls)) == (1, MANY)


@pytest.mark.parametrize("lifetime", [3600, 0])
def test_fifty_tasks_fetch_one_token(issuer: Issuer, lifetime: int) -> None:
    issuer.wait, issuer.lifetime = 0.3, lifetime

    async def calls() -> list[Any]:
        async with async_client(issuer, **ID) as made:
            return await asyncio.gather(*(made.call(READ) for _ in range(MANY)))

    assert asyncio.run(calls()) == [{"token": "issued-1"}] * MANY
    assert (len(issuer.tokens), len(issuer.calls)) == (1, MANY)


def test_fifty_threads_whose_token_is_refused_fetch_one(issuer: Issuer) -> None:
    issuer.wait, issuer.revoked = 0.3, {"hush-given"}
    start = threading.Barrier(MANY)
    given = {"token": "hush-given", "refresh_token": "hush-refresh"}
    with client(issuer, **given) as made, ThreadPoolExecutor(MANY) as pool:

        def call(_: int) -> str:
            start.wait()
            found: str = made.call(READ)["token"]
            return found

        assert set(pool.map(call, range(MANY))) == {"issued-1"}
    assert len(issuer.tokens) == 1
    assert MANY < len(issuer.calls) <= 2 * MANY  # who came late had the new one


def test_fifty_tasks_whose_token_is_refused_fetch_one(issuer: Issuer) -> None:
    issuer.wait, issuer.revoked = 0.3, {"hush-given"}
    given = {"token": "hush-given", "refresh_token": "hush-refresh"}

    async def calls() -> list[Any]:
        async with async_client(issuer, **given) as made:
            return await asyncio.gather(*(made.call(READ) for _ in range(MANY)))

    assert asyncio.run(calls()) == [{"token": "issued-1"}] * MANY
    assert (len(issuer.tokens), len(issuer.calls)) == (1, 2 * MANY)


def test_all_who_wait_learn_of_a_failure(issuer: Issuer) -> None:
    issuer.wait = 0.3
    issuer.answer = lambda _: said({"error": "invalid_scope"}, 400)
    start = threading.Barrier(MANY)
    with client(issuer, **ID) as made, ThreadPoolExecutor(MANY) as pool:

        def call(_: int) -> BaseException | None:
            start.wait()
            with pytest.raises(TokenError) as caught:
                made.call(READ)
            return caught.value

        found = list(pool.map(call, range(MANY)))
    assert len({id(it) for it in found}) == MANY
    assert len(issuer.tokens) == 1

    async def calls() -> list[Any]:
        async with async_client(issuer, **ID) as made:
            many = (made.call(READ) for _ in range(MANY))
            return await asyncio.gather(*many, return_exceptions=True)

    assert all(isinstance(it, TokenError) for it in asyncio.run(calls()))
    assert len(issuer.tokens) == 2


def test_a_cancelled_task_leaves_the_token_to_the_others(issuer: Issuer) -> None:
    issuer.wait = 0.3

    async def calls() -> list[Any]:
        async with async_client(issuer, **ID) as made:
            first = asyncio.create_task(made.call(READ))
            await asyncio.sleep(0.1)
            others = [asyncio.create_task(made.call(READ)) for _ in range(9)]
            await asyncio.sleep(0.05)
            first.cancel()
            others[0].cancel()
            return await asyncio.gather(first, *others, return_exceptions=True)

    first, second, *others = asyncio.run(calls())
    assert isinstance(first, asyncio.CancelledError)
    assert isinstance(second, asyncio.CancelledError)
    assert others == [{"token": "issued-2"}] * 8


def test_who_waits_for_a_slow_endpoint_waits_no_longer_than_allowed(
    issuer: Issuer,
) -> None:
    issuer.wait = 2
    held = {"oauth": grant(**ID)}
    with (
        SyncClient(
            api(), held, base_url=issuer.url, timeout=0.3, http_client=None
        ) as made,
        ThreadPoolExecutor(9) as pool,
    ):
        begun = time.monotonic()

        def call(_: int) -> None:
            with pytest.raises(TimedOut, match="thing: ReadTimeout: token endpoint"):
                made.call(READ)

        list(pool.map(call, range(9)))
        assert time.monotonic() - begun < 1.5

    async def calls() -> list[Any]:
        async with AsyncClient(
            api(), held, base_url=issuer.url, timeout=0.3, http_client=None
        ) as made:
            many = (made.call(READ) for _ in range(9))
            return await asyncio.gather(*many, return_exceptions=True)

    begun = time.monotonic()
    assert all(isinstance(it, TimedOut) for it in asyncio.run(calls()))
    assert time.monotonic() - begun < 1.5
    issuer.wait = 0


# What endpoints say

REFUSED = {
    "error": "invalid_grant",
    "error_description": "hush-pass of u\nis wrong",
    "error_uri": "https://help.test",
}


def test_what_the_endpoint_says_is_typed_and_shows_no_secret(issuer: Issuer) -> None:
    issuer.answer = lambda _: said(REFUSED, 400)
    with (
        client(issuer, username="u", password="hush-pass") as made,
        pytest.raises(TokenError) as caught,
    ):
        made.call(READ)
    error = caught.value
    assert isinstance(error, ApiError)
    assert (error.operation, error.status, error.error, error.description) == (
        "thing",
        400,
        "invalid_grant",
        "*** of u is wrong",
    )
    assert str(error) == (
        "thing: token endpoint: status 400: invalid_grant: *** of u is wrong"
    )
    assert not issuer.calls
    assert error.__cause__ is None
    assert error.__context__ is None


ODD: dict[str, Any] = {
    "no JSON": (200, {}, b"issued-0 <html>"),
    "nothing": (200, {}, b""),
    "204": (204, {}, b""),
    "an array": said(["issued-0"]),
    "deep": (200, {}, b"[" * 100_000),
    "no UTF-8": (200, {}, b'{"access_token": "\xff"}'),
    "no token": said({"token": "issued-0"}),
    "null": said({"access_token": None}),
    "empty": said({"access_token": ""}),
    "two lines": said({"access_token": "a\r\nX: y"}),
    "not ASCII": said({"access_token": "é"}),
    "blank": said({"access_token": " a"}),
    "an error called a success": said({"error": "bad_verification_code"}),
    "proof of possession": said({"access_token": "issued-0", "token_type": "DPoP"}),
    "a crash": (500, {"Content-Type": "text/html"}, b"<h1>issued-0</h1>"),
    "busy": (503, {"Retry-After": "1"}, b""),
}


@pytest.mark.parametrize("name", ODD)
def test_an_odd_answer_is_a_typed_error(issuer: Issuer, name: str) -> None:
    issuer.answer = lambda _: ODD[name]
    errors: list[TokenError] = []
    with client(issuer, **ID) as made:
        with pytest.raises(TokenError, match="thing: token endpoint") as caught:
            made.call(READ)
        errors.append(caught.value)

    async def call() -> None:
        async with async_client(issuer, **ID) as made:
            with pytest.raises(TokenError) as caught:
                await made.call(READ)
            errors.append(caught.value)

    asyncio.run(call())
    for error in errors:
        assert error.status == ODD[name][0]
        assert "issued" not in repr(error) + repr(error.__dict__)
    assert not issuer.calls


def test_other_words_for_bearer_are_taken(issuer: Issuer) -> None:
    for kind in ("Bearer", "Application Access Token", None):
        issuer.more = {"token_type": kind}
        with client(issuer, **ID) as made:
            assert made.call(READ)["token"].startswith("issued-")


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_gets_no_credential(issuer: Issuer, status: int) -> None:
    with running() as other:
        issuer.answer = lambda _: said({}, status, Location=f"{other.url}/token")
        http = httpx2.Client(follow_redirects=True)
        held = {"oauth": grant(**ID)}
        made = SyncClient(api(), held, base_url=issuer.url, http_client=http)
        with http, pytest.raises(TokenError, match="redirect, which is not followed"):
            made.call(READ)
        assert not other.tokens
        assert not other.other


def test_the_endpoint_gets_nothing_that_is_the_apis(issuer: Issuer) -> None:
    http = httpx2.Client(
        headers={"X-Key": "k", "Authorization": "Basic x"},
        cookies={"session": "s"},
        params={"key": "k"},
        auth=("u", "p"),
    )
    with running() as other, http:
        held = {"oauth": grant(**ID, token_url=f"{other.url}/token")}
        made = SyncClient(api(), held, base_url=issuer.url, http_client=http)
        assert made.call(READ) == {"token": "issued-1"}
        (asked,) = other.tokens
        assert asked.path == "/token"
        assert not {"x-key", "cookie"} & {*asked.headers}
        assert asked.basic == ("me:&", "hush-client é")
    assert not issuer.tokens


# OpenID Connect, metadata


@pytest.mark.parametrize("path", ["", "/", "/.well-known/openid-configuration"])
def test_a_provider_says_where_tokens_are(issuer: Issuer, path: str) -> None:
    issuer.lifetime = 0
    for scheme in (
        OpenIdConnect(issuer.url + path),
        OAuth2(metadata_url=issuer.url + path),
    ):
        issuer.other.clear()
        with client(issuer, scheme, **ID) as made:
            made.call(READ)
            made.call(READ)
        assert [it.path for it in issuer.other] == ["/.well-known/openid-configuration"]
        assert "authorization" not in issuer.other[0].headers


@pytest.mark.parametrize(
    ("said_", "match"),
    [
        ({}, "no token_endpoint"),
        ({"token_endpoint": "/token"}, "no token_endpoint"),
        ({"token_endpoint": "http://elsewhere.test/token"}, "is not https"),
        (["x"], "no JSON object"),
    ],
)
def test_what_a_provider_says_is_checked(said_: object, match: str) -> None:
    asked: list[httpx2.Request] = []

    def respond(request: httpx2.Request) -> httpx2.Response:
        asked.append(request)
        return httpx2.Response(200, json=said_)

    http = httpx2.Client(transport=httpx2.MockTransport(respond))
    scheme = OpenIdConnect("https://id.test/.well-known/openid-configuration")
    held = {"oauth": grant(**ID)}
    made = SyncClient(api(scheme), held, base_url="https://api.test", http_client=http)
    with http, pytest.raises(TokenError, match=match):
        made.call(READ)
    assert len(asked) == 1


@pytest.mark.parametrize(
    ("methods", "in_form"),
    [
        (["client_secret_post"], True),
        (["client_secret_post", "client_secret_basic"], False),
        (["private_key_jwt"], False),
        (None, False),
    ],
)
def test_a_provider_says_how_clients_name_themselves(
    methods: object, in_form: bool
) -> None:
    asked: list[httpx2.Request] = []

    def respond(request: httpx2.Request) -> httpx2.Response:
        asked.append(request)
        if request.method == "GET" and "well-known" in request.url.path:
            found = {
                "token_endpoint": "https://id.test/token",
                "token_endpoint_auth_methods_supported": methods,
            }
            return httpx2.Response(200, json=found)
        return httpx2.Response(200, json={"access_token": "issued-1"})

    http = httpx2.Client(transport=httpx2.MockTransport(respond))
    made = SyncClient(
        api(OpenIdConnect("https://id.test")),
        {"oauth": grant(**ID)},
        base_url="https://api.test",
        http_client=http,
    )
    with http:
        made.call(READ)
    assert (b"client_secret" in asked[1].content) is in_form
    assert str(asked[1].url) == "https://id.test/token"


def test_refresh_urls_are_used_for_refreshing(issuer: Issuer) -> None:
    flow = Flow("authorizationCode", token_url="/none", refresh_url="token?again=1")
    with client(issuer, OAuth2((flow,)), refresh_token="hush-refresh") as made:
        assert made.call(READ) == {"token": "issued-1"}
    assert issuer.tokens[0].path == "/token?again=1"


@pytest.mark.parametrize(
    ("given", "scheme"),
    [
        ({"client_secret": "s"}, OAUTH),
        ({"password": "s"}, OAUTH),
        ({"token": lambda: "t", "client_id": "me"}, OAUTH),
        ({"client_id": "me"}, OAuth2((Flow("implicit"),))),
        ({"client_id": "me"}, OAuth2((Flow("authorizationCode", token_url="/t"),))),
        ({"token": "a b\n", "refresh_token": "r"}, OAUTH),
        ({"client_id": "me", "client_secret": "s\r\n"}, OAUTH),
    ],
)
def test_what_does_not_go_together_is_refused(given: Any, scheme: Scheme) -> None:
    with pytest.raises(ValueError):
        client(Issuer("http://x.test"), scheme, **given)


def test_no_secret_is_shown_or_logged(
    issuer: Issuer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    issuer.revoked = {"hush-given", "issued-1", "issued-2", "issued-3"}
    given = {"token": "hush-given", "refresh_token": "hush-refresh", **ID}
    shown: list[object] = []
    with client(issuer, **given) as made:
        for _ in range(2):
            with pytest.raises(StatusError) as caught:
                made.call(READ)
            shown += [caught.value, caught.value.__dict__, made, made._held]
        issuer.answer = lambda seen: said(
            {"error": "x", "error_description": f"{seen.form}"}, 400
        )
        with pytest.raises(TokenError) as failed:
            made.call(READ)
        shown += [failed.value, failed.value.__dict__, made, made._held]

    async def call() -> None:
        async with async_client(issuer, username="u", password="hush-pass") as made:
            with pytest.raises(TokenError) as failed:
                await made.call(READ)
            shown.extend([failed.value, failed.value.__dict__, made._held])

    asyncio.run(call())
    assert len(caplog.records) > 10
    said_ = caplog.text + "".join(map(repr, [r.__dict__ for r in caplog.records]))
    texts = "".join(f"{it} {it!r}" for it in shown if not isinstance(it, dict)) + said_
    texts += "".join(
        repr({name: it for name, it in found.items() if name != "raw"})
        for found in shown
        if isinstance(found, dict)
    )
    for secret in SECRETS:
        assert secret not in texts
