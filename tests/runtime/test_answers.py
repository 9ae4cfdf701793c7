"""What becomes of answers: empty ones, what errors say, byte order marks."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

import httpx2
import pytest
from pydantic import MISSING

from templates.runtime.client import AsyncClient, SyncClient
from templates.runtime.errors import AnswerInvalid, StatusError
from templates.runtime.model import Model
from templates.runtime.plan import Answer, Api, Bearer, Plan
from templates.runtime.telling import told

API = Api("Kiosk", "1", ("http://kiosk.test",), {"token": Bearer()}, dict)
SECRET = "tok-12345"


class Paper(Model):
    name: str


class Complaint(Model):
    errorMessage: str | MISSING = MISSING
    error: object | MISSING = MISSING


JSON = Answer({"application/json": lambda: Paper})
TEXT = Answer({"text/plain": lambda: str})
COMPLAINT = Answer({"application/json": lambda: Complaint})


def calls(plan: Plan[Any], response: httpx2.Response) -> list[Any]:
    """What the sync and the async client make of an answer: results or errors."""

    def respond(_: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(
            response.status_code, headers=response.headers, content=response.content
        )

    held = {"token": SECRET}
    transport = httpx2.MockTransport(respond)
    made: list[Any] = []
    blocking = httpx2.Client(transport=transport)
    client = SyncClient(API, held, base_url=None, http_client=blocking)
    try:
        made.append(client.call(plan))
    except (AnswerInvalid, StatusError) as error:
        made.append(error)

    async def call() -> None:
        http = httpx2.AsyncClient(transport=transport)
        other = AsyncClient(API, held, base_url=None, http_client=http)
        try:
            made.append(await other.call(plan))
        except (AnswerInvalid, StatusError) as error:
            made.append(error)

    asyncio.run(call())
    return made


def listing(answers: Mapping[str, Answer]) -> Plan[Any]:
    return Plan("list", "GET", "/papers/{id}", answers=answers)


@pytest.mark.parametrize(
    "answers",
    [
        {"200": JSON},
        {"2XX": JSON},
        {"200": JSON, "201": JSON},
        {"200": JSON, "default": COMPLAINT},
        {"204": JSON},
    ],
)
@pytest.mark.parametrize("status", [200, 202, 204])
def test_a_success_without_its_body_is_an_error(
    answers: Mapping[str, Answer], status: int
) -> None:
    headers = {"X-Request-Id": "r1"}
    plan = listing(answers)
    # The path is a template with a placeholder that no parameter fills: taken as it is.
    for error in calls(plan, httpx2.Response(status, headers=headers)):
        assert isinstance(error, AnswerInvalid)
        assert (error.status, error.raw, error.request_id) == (status, b"", "r1")
        assert str(error) == f"list: status {status} without a body"


@pytest.mark.parametrize(
    ("answers", "status"),
    [
        ({"200": JSON, "204": Answer()}, 204),
        ({"200": JSON, "202": Answer()}, 204),
        ({"200": JSON, "204": Answer()}, 200),
        ({"204": Answer()}, 200),
        ({}, 204),
        ({"default": COMPLAINT, "204": Answer()}, 204),
    ],
)
def test_a_documented_empty_success_is_none(
    answers: Mapping[str, Answer], status: int
) -> None:
    assert calls(listing(answers), httpx2.Response(status)) == [None, None]


@pytest.mark.parametrize("type_", [object, Paper | None, None])
@pytest.mark.parametrize("status", [200, 204])
def test_an_empty_success_is_none_where_null_fits(type_: object, status: int) -> None:
    plan = listing({"200": Answer({"application/json": lambda: type_})})
    assert calls(plan, httpx2.Response(status)) == [None, None]


def test_an_undocumented_success_is_read_as_a_documented_one() -> None:
    plan = listing({"200": JSON, "202": JSON, "204": Answer()})
    answer = httpx2.Response(206, json={"name": "a"})
    assert calls(plan, answer) == [Paper(name="a"), Paper(name="a")]
    assert calls(listing({"200": TEXT}), httpx2.Response(204)) == ["", ""]
    # Beside documented successes, the default is what errors are like.
    plan = listing({"200": JSON, "201": JSON, "default": COMPLAINT})
    assert calls(plan, answer) == [Paper(name="a"), Paper(name="a")]
    plan = listing({"default": JSON})
    assert calls(plan, answer) == [Paper(name="a"), Paper(name="a")]


def test_a_byte_order_mark_is_passed_over() -> None:
    raw = b'\xef\xbb\xbf{"name":"a"}'
    answer = httpx2.Response(
        200, content=raw, headers={"content-type": "application/json"}
    )
    assert calls(listing({"200": JSON}), answer) == [Paper(name="a"), Paper(name="a")]
    broken = httpx2.Response(400, content=b'\xef\xbb\xbf{"error":"no"}')
    broken.headers["content-type"] = "application/json"
    for error in calls(listing({"200": JSON, "400": COMPLAINT}), broken):
        assert error.body == Complaint(error="no")


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"errorMessage": "No such paper"}, "No such paper"),
        ({"error": {"code": "x", "message": "gone"}}, "gone"),
        ({"error": "not_found", "error_description": "It is gone"}, "It is gone"),
        ({"error": "not_found"}, "not_found"),
        ({"errors": [{"field": "a"}, {"detail": "too long"}]}, "too long"),
        ({"errors": ["first", "second"]}, "first"),
        ({"detail": [{"loc": ["body"], "msg": "missing"}]}, "missing"),
        ({"title": "Bad", "detail": "worse"}, "worse"),
        ({"message": "a\r\nb\x00c\u2028d"}, "a b c d"),
        ({"message": "x" * 1000}, "x" * 297 + "..."),
        ({"message": f"Bearer {SECRET} is old"}, "Bearer *** is old"),
        ({"message": "y" * 295 + SECRET}, "y" * 295 + "***"),
        ({"message": ""}, ""),
        ({"message": 5, "nothing": "said"}, ""),
        ([], ""),
        (None, ""),
    ],
)
@pytest.mark.parametrize("documented", [True, False])
def test_an_error_says_what_the_vendor_says(
    body: object, said: str, documented: bool
) -> None:
    plan = listing({"200": JSON} | ({"409": COMPLAINT} if documented else {}))
    for error in calls(plan, httpx2.Response(409, json=body)):
        ending = f": {said}" if said else ""
        assert str(error) == f"list: GET /papers/{{id}}: status 409{ending}"
        assert (error.message, error.status) == (said, 409)
        assert SECRET not in str(error)


def test_an_error_of_text_is_its_text_and_a_page_says_nothing() -> None:
    plan = listing({"200": JSON, "409": TEXT})
    for status in (409, 410):
        for error in calls(plan, httpx2.Response(status, text="Sold out.\n")):
            assert str(error).endswith(f"status {status}: Sold out.")
        for error in calls(plan, httpx2.Response(status, html="<p>Sold out</p>")):
            assert str(error).endswith(f"status {status}")


def test_a_message_is_looked_for_only_so_deep() -> None:
    deep: object = {"message": "far down"}
    for _ in range(50):
        deep = {"error": deep}
    assert told(deep) == ""
