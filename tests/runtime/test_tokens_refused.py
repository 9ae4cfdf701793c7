"""What token endpoints say that is no token, and what of it is shown."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator
from typing import Any

import httpx2
import pytest

from templates.runtime.client import SyncClient
from templates.runtime.errors import ApiError, StatusError, TokenError
from templates.runtime.plan import Flow, OAuth2, OpenIdConnect, Scheme
from templates.runtime.security import grant
from tests.runtime.issuer import (
    ID,
    OAUTH,
    READ,
    SECRETS,
    Issuer,
    Seen,
    api,
    async_client,
    client,
    plan,
    running,
    said,
)


@pytest.fixture
def issuer() -> Iterator[Issuer]:
    with running() as found:
        yield found


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


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("fails", [2, 3])
def test_a_busy_endpoint_is_asked_again(method: str, fails: int) -> None:
    place = Issuer()

    def busy(seen: Seen) -> Any:
        if len(place.tokens) % 4 in range(1, fails + 1):
            return 503, {"Retry-After": "0"}, b""
        return None

    asked = plan("read", method=method)
    place.answer = busy
    with running(place):

        async def call() -> Any:
            async with async_client(place, **ID, max_retries=2) as made:
                return await made.call(asked)

        with client(place, **ID, max_retries=2) as made:
            if fails == 2:
                assert made.call(asked) == {"token": "issued-3"}
                place.tokens.clear()
                assert asyncio.run(call()) == {"token": "issued-3"}
                return
            with pytest.raises(TokenError, match="status 503"):
                made.call(asked)
            place.tokens.clear()
            with pytest.raises(TokenError, match="status 503"):
                asyncio.run(call())
            assert len(place.tokens) == 3


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


@pytest.mark.parametrize("url", ["http://[::1", "http://x:y/", "http://\u00ad/"])
def test_a_url_that_is_none_is_said(url: str) -> None:
    with (
        client(Issuer("http://x.test"), **ID, token_url=url) as made,
        pytest.raises(TokenError, match="no URL"),
    ):
        made.call(READ)


def test_a_provider_that_fails_is_said(issuer: Issuer) -> None:
    scheme = OpenIdConnect(issuer.url + "/nowhere/.well-known/x")
    with client(issuer, scheme, **ID) as made:
        with pytest.raises(TokenError, match="discovery: status 404") as caught:
            made.call(READ)
        assert caught.value.status == 404


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
