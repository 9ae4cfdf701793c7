"""Credentials on requests, and what a server makes of them."""

from __future__ import annotations

import base64
from typing import Any

import httpx2
import pytest
from starlette.testclient import TestClient

from templates.runtime.authentication import challenge as challenge_of
from templates.runtime.handling import Access
from templates.runtime.plan import ApiKey, Basic, Scheme
from templates.runtime.security import Secret
from tests.runtime import harbour
from tests.runtime.harbour import Ships
from tests.runtime.test_calls import Yard


def sent(**credentials: Any) -> httpx2.Request:
    """The request of a call that four alternatives can authenticate."""
    seen: list[httpx2.Request] = []

    def respond(request: httpx2.Request) -> httpx2.Response:
        seen.append(request)
        return httpx2.Response(200, json={"fullName": "x"})

    http = httpx2.Client(transport=httpx2.MockTransport(respond))
    Ships(harbour.client(http, **credentials)).fetch("x", berth="b")
    return seen[0]


def test_the_first_alternative_that_can_be_satisfied_is_used() -> None:
    assert "authorization" not in sent().headers
    assert sent(bearer="t", basic=("u", "p")).headers["authorization"] == "Bearer t"
    pair = base64.b64encode(b"u:p:\xc3\xa4").decode()
    assert sent(basic=("u", "p:ä")).headers["authorization"] == f"Basic {pair}"
    half = sent(key="k", crumb="c d")
    assert "x-key" not in half.headers
    assert half.headers["cookie"] == "berth=b; crumb=c%20d"
    both = sent(key="k", asked="q&")
    assert (both.headers["x-key"], both.url.query) == ("k", b"key=q%26")


def test_secrets_do_not_show() -> None:
    client = harbour.client(httpx2.Client(), bearer="hush", basic=("u", "hush"))
    assert "hush" not in repr(client) + repr(client.__dict__)
    assert "hush" not in repr(Secret("hush")) + str(Secret("hush"))
    with pytest.raises(ValueError, match="control"):
        harbour.client(httpx2.Client(), bearer="a\r\nX: y")


@pytest.mark.parametrize("name", ["a:b", "a\r\nb"])
def test_a_user_name_that_would_be_another_one_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="user name"):
        harbour.client(httpx2.Client(), basic=(name, "p"))


@pytest.mark.parametrize(
    ("credentials", "status"),
    [
        ({}, 401),
        ({"bearer": "bad"}, 401),
        ({"bearer": "good"}, 200),
        ({"basic": ("u", "good:x")}, 200),
        ({"key": "good", "asked": "q"}, 200),
        ({"key": "good"}, 401),
        ({"crumb": "good"}, 200),
    ],
)
def test_a_server_finds_what_clients_send(
    credentials: dict[str, Any], status: int
) -> None:
    def authorize(access: Access, /) -> object:
        shown = access.credentials.values()
        secrets = [held[1] if isinstance(held, tuple) else held for held in shown]
        return any(secret.reveal().startswith("good") for secret in secrets) or None

    http = TestClient(harbour.app(Yard(), authorize))
    ships = Ships(harbour.client(http, **credentials))
    if status == 200:
        assert ships.fetch("x").full_name == "x"
    else:
        with pytest.raises(harbour.Unauthorized):
            ships.fetch("x")


def test_false_denies_as_none_does() -> None:
    http = TestClient(harbour.app(Yard(), lambda access: access.token == "good"))
    assert Ships(harbour.client(http, bearer="good")).fetch("x").full_name == "x"
    with pytest.raises(harbour.Unauthorized):
        Ships(harbour.client(http, bearer="bad")).fetch("x")


def test_everyone_is_denied_until_authorize_is_given() -> None:
    http = TestClient(harbour.app(Yard()))
    with pytest.raises(harbour.Unauthorized):
        Ships(harbour.client(http, bearer="good")).fetch("x")
    assert http.post("/chart").status_code == 200


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer ", "Basic good", "Basic Zm9v", "Basic /w==", "x y"]
)
def test_what_is_no_credential_is_denied_before_the_body_is_read(header: str) -> None:
    http = TestClient(harbour.app(Yard(), lambda access: "anyone"))
    headers = {"Authorization": header} if header else {}
    answer = http.post("/ships", content=b"{", headers=headers)
    assert answer.status_code == 401
    assert answer.content == b""
    assert answer.headers["www-authenticate"] == 'Bearer realm="Harbour"'
    assert http.get("/ships/x", headers=headers).status_code == 401


def test_the_challenge_follows_the_schemes_of_the_operation() -> None:
    http = TestClient(harbour.app(Yard()))
    challenge = http.get("/ships/x").headers["www-authenticate"]
    assert challenge == (
        'Bearer realm="Harbour", Basic realm="Harbour", ApiKey realm="Harbour"'
    )
    schemes: dict[str, Scheme] = {"pair": Basic(), "key": ApiKey("header", "X-Key")}
    odd = 'A "b" \\ \u20ac\r\nX: y'
    realm = 'realm="A b  X: y"'
    assert challenge_of(({"pair": ()},), schemes, odd) == f"Basic {realm}"
    assert challenge_of(({"key": ()}, {}), schemes, odd) == f"ApiKey {realm}"
    assert challenge_of((), schemes, odd) == f"Basic {realm}, ApiKey {realm}"
    assert challenge_of(({"?": ()},), {}, odd) == f"Bearer {realm}"


def test_two_credentials_at_once_are_told_apart() -> None:
    key, pair = Secret("k"), ("u", Secret("p"))
    both = Access("fetch", {"key": key, "basic": pair}, {"key": (), "basic": ()})
    assert (both.secret("key"), both.secret("basic")) == ("k", "p")
    with pytest.raises(LookupError, match="fetch takes 'key', 'basic' at once"):
        _ = both.token
    assert Access("fetch", {"basic": pair}, {"basic": ()}).token == "p"
