"""Tokens that clients fetch: how they ask for them, keep them, and renew them."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest

from templates.runtime.errors import StatusError
from tests.runtime.issuer import (
    ID,
    READ,
    Issuer,
    Seen,
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
