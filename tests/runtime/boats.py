"""An API of one boat, called by both clients; what tests of them share."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from typing import Any

import pytest

from templates.runtime.client import AsyncClient, SyncClient
from templates.runtime.model import Model
from templates.runtime.plan import Answer, Api, ApiKey, Bearer, Body, Parameter, Plan
from tests.runtime.peer import Seen, answer


class Boat(Model):
    name: str


API = Api(
    "Boats",
    "1",
    (),
    {"bearer": Bearer(), "key": ApiKey("header", "X-Key")},
    dict,
)
ANSWERS = {"200": Answer({"application/json": lambda: Boat})}
KEY = Parameter(
    "header", "Idempotency-Key", "idempotency_key", lambda: str, idempotency=True
)
BODY = Body({"application/json": lambda: Boat}, keywords=True)

fetch: Plan[Boat] = Plan("fetch", "GET", "/boat", answers=ANSWERS)
build: Plan[Boat] = Plan("build", "POST", "/boat", body=BODY, answers=ANSWERS)
order: Plan[Boat] = Plan("order", "POST", "/boat", (KEY,), body=BODY, answers=ANSWERS)
IDA = answer(body=b'{"name":"Ida"}')

Run = Callable[..., Any]


def blocking(plan: Plan[Any], url: str, options: dict[str, Any], **given: Any) -> Any:
    with SyncClient(API, {}, base_url=url, http_client=None, **options) as client:
        return client.call(plan, **given)


def asynchronous(
    plan: Plan[Any], url: str, options: dict[str, Any], **given: Any
) -> Any:
    async def run() -> Any:
        async with AsyncClient(
            API, {}, base_url=url, http_client=None, **options
        ) as client:
            return await client.call(plan, **given)

    return asyncio.run(run())


both = pytest.mark.parametrize("run", [blocking, asynchronous])


def first(*answers: bytes) -> Callable[[int, Seen], Iterable[bytes]]:
    """Answers in order; the last one for all that follow. Empty: the connection ends."""
    return lambda number, _: [answers[min(number, len(answers) - 1)]]
