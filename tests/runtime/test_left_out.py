"""What is sent of a body that may be left out, and what an error calls its operation."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx2
import pytest
from pydantic import MISSING

from templates.runtime.client import AsyncClient, SyncClient
from templates.runtime.errors import StatusError
from templates.runtime.model import Model
from templates.runtime.plan import Answer, Api, Body, Parameter, Plan

API = Api("Kennel", "1", ("http://kennel.test",), {}, dict)
JSON = "application/json"


class Dog(Model):
    name: str | MISSING = MISSING
    age: int | MISSING = MISSING


class Walk(Model):
    minutes: int


def plan(
    body: type[Model], method: str = "POST", media: str = JSON, **more: Any
) -> Plan[Any]:
    content = {media: lambda: body}
    more = {"required": False, "keywords": True, **more}
    query = Parameter("query", "dry", "dry", lambda: bool)
    return Plan(f"{method} /dogs", method, "/dogs", (query,), Body(content, **more))


def sent(plan: Plan[Any], **given: object) -> tuple[bytes, str | None]:
    """What both clients send: the body and its Content-Type."""
    seen: list[tuple[bytes, str | None]] = []

    def keep(request: httpx2.Request) -> httpx2.Response:
        seen.append((request.read(), request.headers.get("Content-Type")))
        return httpx2.Response(204)

    transport = httpx2.MockTransport(keep)
    http = httpx2.Client(transport=transport)
    SyncClient(API, {}, base_url=None, http_client=http).call(plan, **given)

    async def call() -> None:
        http = httpx2.AsyncClient(transport=transport)
        await AsyncClient(API, {}, base_url=None, http_client=http).call(plan, **given)

    asyncio.run(call())
    assert seen[0] == seen[1]
    return seen[0]


@pytest.mark.parametrize(
    "given", [{}, {"dry": True}, {"name": MISSING}, {"body": MISSING}, {"body": Dog()}]
)
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH"])
def test_an_object_of_which_nothing_is_given_is_sent_empty(
    method: str, given: dict[str, object]
) -> None:
    assert sent(plan(Dog, method), **given) == (b"{}", JSON)


@pytest.mark.parametrize(
    "plan",
    [
        plan(Walk),  # which has to say how long
        plan(Dog, "DELETE"),
        plan(Dog, media="application/x-www-form-urlencoded"),
        plan(Dog, keywords=False),
    ],
)
def test_where_an_empty_object_says_something_else_nothing_is_sent(
    plan: Plan[Any],
) -> None:
    assert sent(plan) == (b"", None)


def test_what_is_given_is_sent() -> None:
    assert sent(plan(Dog, "DELETE"), age=3) == (b'{"age":3}', JSON)
    with pytest.raises(TypeError, match="takes no argument 'nmae'"):
        sent(plan(Dog), nmae="Rex")


def test_an_operation_is_named_once() -> None:
    """Its id may be its method and path."""
    refused = httpx2.MockTransport(lambda _: httpx2.Response(409, text="taken"))
    client = SyncClient(
        API, {}, base_url=None, http_client=httpx2.Client(transport=refused)
    )
    with pytest.raises(StatusError) as caught:
        client.call(plan(Dog))
    assert str(caught.value) == "POST /dogs: status 409: taken"
    named: Plan[Any] = Plan("addDog", "POST", "/dogs", answers={"200": Answer()})
    with pytest.raises(StatusError) as caught:
        client.call(named)
    assert str(caught.value) == "addDog: POST /dogs: status 409: taken"
