"""LangGraph's generated client and server: one operation, which two pages describe.

One page states the request, the other shows the answer; no status, no error and no way
to authenticate is named by either.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from uuid import UUID

import httpx2
import pytest
from fastapi import FastAPI
from pydantic import MISSING
from starlette.testclient import TestClient

from generated.langgraph import AsyncClient, Client, RequestInvalid, StatusError, models
from generated.langgraph.server import (
    Access,
    CreateThread,
    Undocumented,
    create_app,
)
from tests.generated.serving import served

ROOT = Path(__file__).resolve().parents[2]
ID = "5cb1e8a1-34b3-4a61-a34e-71a9799bd00d"
WHEN = datetime(2024, 8, 30, 20, 35, 52, 62934, UTC)


class Threads:
    """Keeps threads, as the vendor's page says."""

    def __init__(self) -> None:
        self.seen: list[CreateThread] = []
        self.known: dict[UUID, models.CreateThreadResponse] = {}

    async def create(
        self, request: CreateThread, /
    ) -> CreateThread.Ok | CreateThread.Default:
        self.seen.append(request)
        body = request.body
        if body is MISSING:
            body = models.CreateThreadRequest()
        id_ = UUID(ID) if body.thread_id is MISSING else body.thread_id
        if id_ in self.known:
            if body.if_exists == "do_nothing":
                return CreateThread.Ok(self.known[id_])
            raise Undocumented(409, {"detail": "it exists"})
        thread = self.known[id_] = models.CreateThreadResponse(
            thread_id=id_,
            created_at=WHEN,
            updated_at=WHEN,
            metadata={} if body.metadata is MISSING else body.metadata,
            status="idle",
            config={},
            values=None,
        )
        return CreateThread.Ok(thread)


def anybody(access: Access, /) -> str | None:
    return "anybody"


@pytest.fixture
def threads() -> Threads:
    return Threads()


@pytest.fixture
def app(threads: Threads) -> FastAPI:
    return create_app(threads=threads, authorize=anybody)


@pytest.fixture(params=["in process", "over a socket"])
def langgraph(request: pytest.FixtureRequest, app: FastAPI) -> Iterator[Client]:
    if request.param == "in process":
        with Client(http_client=TestClient(app)) as client:
            yield client
    else:
        with served(app) as url, Client(base_url=url) as client:
            yield client


def test_a_thread_is_created_of_nothing(langgraph: Client, threads: Threads) -> None:
    thread = langgraph.threads.create()
    assert thread.thread_id == UUID(ID)
    assert (thread.created_at, thread.status) == (WHEN, "idle")
    assert (thread.config, thread.values) == ({}, None)
    # As the page's own command of curl does: --data '{}'.
    assert [it.body for it in threads.seen] == [models.CreateThreadRequest()]


def test_all_that_the_request_may_say(langgraph: Client, threads: Threads) -> None:
    other = "550e8400-e29b-41d4-a716-446655440000"
    for _ in range(2):
        thread = langgraph.threads.create(
            thread_id=other,
            metadata={"source": "email", "is_done": False},
            if_exists="do_nothing",
            ttl={"strategy": "delete", "ttl": 60},
        )
        assert thread.thread_id == UUID(other)
        assert thread.metadata == {"source": "email", "is_done": False}
    body = threads.seen[1].body
    assert body is not MISSING
    assert (body.if_exists, body.ttl) == (
        "do_nothing",
        {"strategy": "delete", "ttl": 60},
    )


def test_an_error_that_no_page_names(langgraph: Client) -> None:
    langgraph.threads.create(metadata={})
    with pytest.raises(StatusError) as caught:
        langgraph.threads.create(if_exists="raise")
    assert (caught.value.status, caught.value.raw) == (409, b'{"detail":"it exists"}')


def test_a_choice_that_the_page_does_not_list(langgraph: Client) -> None:
    with pytest.raises(RequestInvalid, match="if_exists"):
        # What a type checker refuses is refused at run time as well.
        langgraph.threads.create(if_exists="replace")  # type: ignore[call-overload]
    content = b'{"if_exists": "replace"}'
    headers = {"Content-Type": "application/json"}
    answer = langgraph.request("POST", "/threads", content=content, headers=headers)
    assert answer.status_code == 400


def test_async_calls(app: FastAPI) -> None:
    async def create(client: AsyncClient) -> object:
        async with client:
            made = client.threads.create
            return (await made(if_exists="do_nothing", metadata={"a": [1]})).values

    inner = httpx2.AsyncClient(transport=httpx2.ASGITransport(app))
    inside = AsyncClient(base_url="http://langgraph.test", http_client=inner)
    assert asyncio.run(create(inside)) is None
    with served(app) as url:
        assert asyncio.run(create(AsyncClient(base_url=url))) is None


def shown() -> Iterator[object]:
    """The answers that the pages show."""
    document = json.loads((ROOT / "generated/langgraph/openapi.json").read_text())
    answer = document["paths"]["/threads"]["post"]["responses"]["200"]
    content = answer["content"]["application/json"]
    yield content["example"]
    for it in content["examples"].values():
        yield it["value"]


def answered(content: object) -> models.CreateThreadResponse:
    def answer(_: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(200, json=content)

    inside = httpx2.Client(transport=httpx2.MockTransport(answer))
    with Client(base_url="http://langgraph.test", http_client=inside) as client:
        return client.threads.create()


def test_the_answers_of_both_pages_are_read() -> None:
    first, second = map(answered, shown())
    assert (first.values, first.config) == (None, {})
    assert first.created_at == WHEN
    assert (second.values, second.config) == (MISSING, MISSING)
    assert second.created_at == datetime(2024, 1, 15, 10, 30, tzinfo=UTC)
    assert second.metadata == {
        "source": "email",
        "is_done": False,
        "title": "Task title here",
    }


def test_an_answer_with_more_than_the_pages_show() -> None:
    content: dict[str, object] = {
        "thread_id": ID,
        "created_at": "2026-02-03T04:05:06.789012+00:00",
        "updated_at": "2026-02-03T05:05:06.789012+01:00",
        "state_updated_at": "2026-02-03T04:05:06.789012+00:00",
        "metadata": {},
        "status": "busy",
        "config": {"configurable": {}},
        "values": None,
        "interrupts": {},
        "error": None,
    }
    thread = answered(content)
    moment = datetime(2026, 2, 3, 4, 5, 6, 789012, UTC)
    assert thread.created_at == moment
    assert thread.updated_at == moment.astimezone(timezone(timedelta(hours=1)))
    assert thread.model_extra is not None
    assert thread.model_extra["state_updated_at"] == content["state_updated_at"]
    assert json.loads(thread.model_dump_json(by_alias=True)).keys() == content.keys()


def test_what_is_only_shown_is_listed_and_not_made() -> None:
    gaps = (ROOT / "generated/langgraph/GAPS.md").read_text()
    assert "specs/langgraph/create-thread.md:80:9" in gaps
    assert "`POST /threads/{thread_id}/runs` is known only from an example" in gaps
    assert not hasattr(models, "CreateRunRequest")


def test_what_is_guessed_says_so() -> None:
    document = json.loads((ROOT / "generated/langgraph/openapi.json").read_text())
    answers = document["paths"]["/threads"]["post"]["responses"]
    assert answers.keys() == {"200", "default"}
    for it in answers.values():
        assert it["x-specloom-evidence"]["status"]["grade"] == "guessed"
