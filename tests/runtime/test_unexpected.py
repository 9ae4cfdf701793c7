"""Answers that no document describes, and no answer at all."""

from __future__ import annotations

from uuid import UUID

import httpx2
import pytest

from templates.runtime.errors import (
    AnswerInvalid,
    ConnectionFailed,
    StatusError,
    TimedOut,
)
from tests.runtime import harbour
from tests.runtime.harbour import (
    Ships,
)


def answering(answer: httpx2.Response | Exception) -> Ships:
    """A client whose every request gets one answer."""

    def respond(_: httpx2.Request) -> httpx2.Response:
        if isinstance(answer, Exception):
            raise answer
        return answer

    transport = httpx2.MockTransport(respond)
    return Ships(harbour.client(httpx2.Client(transport=transport)))


def test_answers_from_an_imperfect_world() -> None:
    json = {"content-type": "application/json"}
    fits = httpx2.Response(200, content=b'{"fullName":"x"}', headers=json)
    assert answering(fits).fetch("x").full_name == "x"
    other = httpx2.Response(206, content=b'{"fullName":"x"}', headers={})
    assert answering(other).fetch("x").full_name == "x"
    for raw in (b"<html>", b""):
        with pytest.raises(AnswerInvalid) as caught:
            answering(httpx2.Response(200, content=raw)).fetch("x")
        assert (caught.value.status, caught.value.raw) == (200, raw)
    html = httpx2.Response(404, content=b"<html>")
    with pytest.raises(harbour.NotFound) as error:
        answering(html).fetch("x")
    assert (error.value.body, error.value.raw) == (None, b"<html>")
    moved = httpx2.Response(302, headers={"Location": "http://elsewhere.test"})
    with pytest.raises(StatusError, match="302"):
        answering(moved).fetch("x")
    answering(httpx2.Response(200, content=b"left")).scrap(UUID(int=1))


@pytest.mark.parametrize(
    ("raised", "expected"),
    [
        (httpx2.ConnectTimeout("slow"), TimedOut),
        (httpx2.ReadError("broken"), ConnectionFailed),
        (httpx2.RemoteProtocolError("rubbish"), ConnectionFailed),
    ],
)
def test_no_answer(raised: Exception, expected: type[Exception]) -> None:
    with pytest.raises(expected) as caught:
        answering(raised).fetch("x")
    assert type(caught.value) is expected
