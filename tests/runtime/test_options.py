"""What holds for some calls: options, hooks, strictness, where redirects lead."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

import httpx2
import pytest

from templates.runtime.client import AsyncClient, SyncClient
from templates.runtime.errors import (
    AnswerInvalid,
    ConnectionFailed,
    StatusError,
)
from templates.runtime.options import Hooks, Misfit
from templates.runtime.plan import Plan
from tests.runtime.boats import (
    API,
    IDA,
    Run,
    asynchronous,
    blocking,
    both,
    fetch,
    first,
    order,
)
from tests.runtime.peer import Peer, Seen, answer, chunk, head, peer

pytestmark = pytest.mark.usefixtures("hurry")


# Options


@both
def test_options_are_of_a_copy(run: Run) -> None:
    with peer(first(answer(503), answer(503), answer(503), answer(503), IDA)) as it:
        if run is blocking:
            with SyncClient(API, {}, base_url=it.url, http_client=None) as client:
                patient = client.with_options(max_retries=9, headers={"X-Who": "me"})
                more = patient.with_options(headers={"X-More": "1"}, timeout=9)
                assert more.call(fetch).name == "Ida"
                assert client.call(fetch).name == "Ida"
                more.close()
                assert client.call(fetch).name == "Ida"
        else:

            async def main() -> None:
                async with AsyncClient(
                    API, {}, base_url=it.url, http_client=None
                ) as client:
                    more = client.with_options(
                        max_retries=9, headers={"X-Who": "me", "X-More": "1"}
                    )
                    assert (await more.call(fetch)).name == "Ida"
                    assert (await client.call(fetch)).name == "Ida"
                    await more.close()
                    assert (await client.call(fetch)).name == "Ida"

            asyncio.run(main())
    assert [seen.headers.get("x-who") for seen in it.seen] == ["me"] * 5 + [None] * 2
    assert it.seen[0].headers["x-more"] == "1"


def test_an_argument_goes_before_a_header_of_the_client() -> None:
    with peer(first(IDA)) as it:
        options = {"headers": {"idempotency-key": "theirs", "Accept": "text/x"}}
        blocking(order, it.url, options, name="Ida", idempotency_key="mine")
        blocking(order, it.url, options, name="Ida")
    one, two = it.seen
    assert (one.headers["idempotency-key"], one.headers["accept"]) == ("mine", "text/x")
    assert two.headers["idempotency-key"] == "theirs"


def test_options_are_checked() -> None:
    with SyncClient(API, {}, base_url="http://a.test", http_client=None) as client:
        with pytest.raises(ValueError, match="max_retries"):
            client.with_options(max_retries=-1)
        with pytest.raises(ValueError, match="base_url"):
            client.with_options(base_url="boat")
        other = client.with_options(base_url="http://b.test/v2/")
        assert (client.base_url, other.base_url) == (
            "http://a.test",
            "http://b.test/v2",
        )
        with pytest.raises(ValueError, match="control"):
            client.with_options(headers={"X": "a\nb"}).call(fetch)


# Hooks and strictness


@both
def test_hooks_see_every_attempt_and_may_sign_it(run: Run) -> None:
    statuses: list[int] = []

    def sign(request: httpx2.Request) -> None:
        request.headers["X-Signed"] = f"{request.method} {len(statuses)}"

    hooks = Hooks(request=sign, response=lambda it: statuses.append(it.status_code))
    with peer(first(answer(503), IDA)) as it:
        run(fetch, it.url, {"hooks": hooks})
    assert statuses == [503, 200]
    assert [seen.headers["x-signed"] for seen in it.seen] == ["GET 0", "GET 1"]


def test_hooks_of_asyncio_clients_are_awaited() -> None:
    seen: list[str] = []

    async def sign(request: httpx2.Request) -> None:
        await asyncio.sleep(0)
        seen.append(request.method)

    with peer(first(IDA)) as it:
        asynchronous(fetch, it.url, {"hooks": Hooks(request=sign)})
        with pytest.raises(TypeError, match="no coroutine"):
            blocking(fetch, it.url, {"hooks": Hooks(request=sign)})
    assert seen == ["GET"]


@both
def test_an_answer_that_does_not_fit_is_told_or_raised(run: Run) -> None:
    told: list[Misfit] = []
    options: dict[str, Any] = {"hooks": Hooks(misfit=told.append)}
    with peer(first(answer(body=b'{"name":null}'))) as it:
        assert run(fetch, it.url, {}).name is None
        assert run(fetch, it.url, options).name is None
        with pytest.raises(AnswerInvalid, match=r"name \(string_type\)"):
            run(fetch, it.url, {"strict": True})
    assert told == [Misfit("fetch", 200, "name (string_type)")]
    with peer(first(IDA)) as it:
        assert run(fetch, it.url, options | {"strict": True}).name == "Ida"
    assert len(told) == 1


# Redirects


def redirecting(target: Callable[[], str], status: int) -> Any:
    def script(_: int, seen: Seen) -> Iterable[bytes]:
        if seen.target == "/boat":
            yield answer(status, Location=target())
        else:
            yield IDA

    return script


SECRET = {"bearer": "hidden", "key": "hidden too"}
locked = replace(fetch, security=({"bearer": (), "key": ()},))


def follow(plan: Plan[Any], url: str, sync: bool, **given: Any) -> Any:
    if sync:
        with SyncClient(
            API, SECRET, base_url=url, http_client=None, follow_redirects=True
        ) as client:
            return client.call(plan, **given)

    async def run() -> Any:
        async with AsyncClient(
            API, SECRET, base_url=url, http_client=None, follow_redirects=True
        ) as other:
            return await other.call(plan, **given)

    return asyncio.run(run())


@both
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_stand_unless_they_are_to_be_followed(run: Run, status: int) -> None:
    with peer(redirecting(lambda: "/new", status)) as it:
        with pytest.raises(StatusError):
            run(fetch, it.url, {})
        assert len(it.seen) == 1
        assert run(fetch, it.url, {"follow_redirects": True}).name == "Ida"
    assert it.seen[-1].target == "/new"


@pytest.mark.parametrize("sync", [True, False])
def test_a_redirect_leaks_no_credential(sync: bool) -> None:
    with (
        peer(first(IDA)) as other,
        peer(redirecting(lambda: f"{other.url}/new", 307)) as it,
    ):
        assert follow(locked, it.url, sync).name == "Ida"
        assert it.seen[0].headers["authorization"] == "Bearer hidden"
        assert it.seen[0].headers["x-key"] == "hidden too"
    (seen,) = other.seen
    assert not any("hidden" in text for text in seen.headers.values())
    with peer(redirecting(lambda: "/new", 307)) as it:
        assert follow(locked, it.url, sync).name == "Ida"
    assert it.seen[1].headers["authorization"] == "Bearer hidden"


@both
def test_redirects_end(run: Run) -> None:
    with (
        peer(first(answer(302, Location="/boat"))) as it,
        pytest.raises(ConnectionFailed, match="10 redirects"),
    ):
        run(fetch, it.url, {"follow_redirects": True})
    assert len(it.seen) == 11


def open_calls(it: Peer, plan: Plan[Any]) -> httpx2.Response:
    with SyncClient(API, {}, base_url=it.url, http_client=None) as client:
        return client.open_call(plan, client.request_for(plan, (), {}))


def test_an_opened_answer_is_tried_again_too() -> None:
    parts = [head("application/json"), chunk(b'{"name":"Ida"}'), chunk(b"")]

    def script(number: int, _: Seen) -> Iterable[bytes]:
        return parts if number else [answer(503)]

    with (
        peer(script) as it,
        SyncClient(API, {}, base_url=it.url, http_client=None) as client,
    ):
        response = client.open_call(fetch, client.request_for(fetch, (), {}))
        assert response.read() == b'{"name":"Ida"}'
    assert len(it.seen) == 2
    with peer(first(answer(404))) as it, pytest.raises(StatusError):
        open_calls(it, fetch)
