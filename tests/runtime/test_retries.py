"""What is sent again and what is not, and how long clients wait."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable
from email.utils import formatdate

import httpx2
import pytest

from templates.runtime import retrying
from templates.runtime.client import AsyncClient
from templates.runtime.errors import (
    ConnectionFailed,
    StatusError,
    TimedOut,
)
from templates.runtime.options import Hooks
from tests.runtime.boats import (
    API,
    IDA,
    Run,
    blocking,
    both,
    build,
    fetch,
    first,
    order,
)
from tests.runtime.peer import Seen, answer, peer

pytestmark = pytest.mark.usefixtures("hurry")


@both
@pytest.mark.parametrize("status", [408, 425, 429, 500, 502, 503, 504])
def test_a_passing_status_is_asked_again(run: Run, status: int) -> None:
    with peer(first(answer(status), answer(status), IDA)) as it:
        assert run(fetch, it.url, {}).name == "Ida"
    assert len(it.seen) == 3


@both
@pytest.mark.parametrize("status", [400, 401, 403, 404, 409, 410, 422, 501])
def test_any_other_status_stands(run: Run, status: int) -> None:
    with peer(first(answer(status), IDA)) as it, pytest.raises(StatusError):
        run(fetch, it.url, {})
    assert len(it.seen) == 1


@both
@pytest.mark.parametrize(("retries", "requests"), [(0, 1), (1, 2), (4, 5)])
def test_the_last_failure_is_raised(run: Run, retries: int, requests: int) -> None:
    with peer(first(answer(503))) as it, pytest.raises(StatusError) as caught:
        run(fetch, it.url, {"max_retries": retries})
    assert (caught.value.status, len(it.seen)) == (503, requests)
    with peer(first(b"")) as it, pytest.raises(ConnectionFailed):
        run(fetch, it.url, {"max_retries": retries})
    assert len(it.seen) == requests


@both
@pytest.mark.parametrize("failing", [answer(503), answer(429, Retry_After="0"), b""])
def test_what_may_have_been_done_is_not_done_twice(run: Run, failing: bytes) -> None:
    with (
        peer(first(failing, IDA)) as it,
        pytest.raises((StatusError, ConnectionFailed)),
    ):
        run(build, it.url, {}, name="Ida")
    assert len(it.seen) == 1


@both
@pytest.mark.parametrize("failing", [answer(503), b"", b"HTTP/1.1 200 OK\r\n"])
def test_a_key_makes_it_safe_to_repeat(run: Run, failing: bytes) -> None:
    with peer(first(failing, IDA)) as it:
        assert run(order, it.url, {}, name="Ida").name == "Ida"
    one, two = it.seen
    assert len(one.headers["idempotency-key"]) == 36
    assert one.headers["idempotency-key"] == two.headers["idempotency-key"]
    assert one.body == two.body == b'{"name":"Ida"}'
    with peer(first(answer(503), IDA)) as it:
        run(order, it.url, {}, name="Ida", idempotency_key="mine")
    assert [seen.headers["idempotency-key"] for seen in it.seen] == ["mine", "mine"]


@both
def test_each_call_has_a_key_of_its_own(run: Run) -> None:
    with peer(first(IDA)) as it:
        run(order, it.url, {}, name="Ida")
        run(order, it.url, {}, name="Ida")
    one, two = it.seen
    assert one.headers["idempotency-key"] != two.headers["idempotency-key"]


@both
def test_what_was_never_sent_is_sent_again(run: Run) -> None:
    tried: list[httpx2.Request] = []
    options = {"hooks": Hooks(request=lambda request: tried.append(request))}
    with pytest.raises(ConnectionFailed, match="ConnectError"):
        run(build, "http://127.0.0.1:1", options, name="Ida")
    assert len(tried) == 3


@both
def test_a_body_that_breaks_off_is_asked_for_again(run: Run) -> None:
    broken = b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{"
    with peer(first(broken, IDA)) as it:
        assert run(fetch, it.url, {}).name == "Ida"
    assert len(it.seen) == 2


@both
def test_no_answer_in_time_is_asked_for_again(run: Run) -> None:
    def script(number: int, _: Seen) -> Iterable[bytes]:
        if number != 1:
            time.sleep(0.5)
        yield IDA

    with peer(script) as it:
        assert run(fetch, it.url, {"timeout": 0.2}).name == "Ida"
        with pytest.raises(TimedOut):
            run(fetch, it.url, {"timeout": 0.2, "max_retries": 1})
    assert len(it.seen) == 4


@both
def test_the_server_says_how_long_to_wait(run: Run) -> None:
    with peer(first(answer(503, Retry_After="1"), IDA)) as it:
        run(fetch, it.url, {})
    one, two = it.seen
    assert two.at - one.at >= 1
    with peer(first(answer(429, Retry_After_Ms="20"), IDA)) as it:
        run(fetch, it.url, {})
    assert it.seen[1].at - it.seen[0].at >= 0.02


@both
def test_nobody_waits_for_an_hour(run: Run) -> None:
    with (
        peer(first(answer(429, Retry_After="3600"), IDA)) as it,
        pytest.raises(StatusError),
    ):
        run(fetch, it.url, {})
    assert len(it.seen) == 1


def test_pauses_are_read_as_seconds_and_dates() -> None:
    def asked(text: str) -> float | None:
        return retrying.asked_pause({"retry-after": text})

    assert asked("120") == 120
    assert asked(" 1.5 ") == 1.5
    assert asked(formatdate(time.time() - 60, usegmt=True)) == 0
    later = asked(formatdate(time.time() + 60, usegmt=True))
    assert later is not None
    assert 50 < later <= 60
    for text in ("", "soon", "-1", "1e9", "²", "nan", "99999999999"):
        assert asked(text) is None
    pauses = {retrying.pause(20) for _ in range(20)}
    assert all(retrying.LONGEST / 2 <= it <= retrying.LONGEST for it in pauses)
    assert len(pauses) > 1


@both
def test_cancelled_is_cancelled(run: Run) -> None:
    if run is blocking:
        return
    with peer(first(answer(503, Retry_After="30"))) as it:

        async def cancelled() -> None:
            async with AsyncClient(
                API, {}, base_url=it.url, http_client=None
            ) as client:
                await asyncio.wait_for(client.call(fetch), 0.3)

        began = time.monotonic()
        with pytest.raises(TimeoutError):
            asyncio.run(cancelled())
        assert time.monotonic() - began < 5
