"""ACP's generated client and server: one operation, copied as text from a rendered page."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest
from fastapi import FastAPI
from openapi_spec_validator import OpenAPIV31SpecValidator
from pydantic import MISSING
from starlette.testclient import TestClient

from generated.acp import AsyncClient, Client, PaymentRequired, StatusError, models
from generated.acp.server import Access, CreateThread, create_app
from tests.generated.serving import served

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "specs" / "acp" / "create-thread.txt"
DOCUMENT = json.loads((ROOT / "generated" / "acp" / "openapi.json").read_text())
THREAD = {
    "id": "thread_1",
    "status": "running",
    "messageCount": 3,
    "totalCost": 0.25,
    "metadata": {"anything": [1, None]},
    "teamExecution": {
        "mode": "team",
        "orchestrator": {"agentId": "a"},
        "subagents": [{"agentId": "b", "agentName": "B"}, {"agentId": "c"}],
    },
    "subagentActivity": [{"agentId": "b", "eventCount": 7}],
    "createdAt": "2025-01-15T10:30:00.123Z",
}


class Threads:
    """Answers with a thread, or asks for money."""

    def __init__(self) -> None:
        self.seen: list[models.CreateThreadRequest] = []

    async def create(
        self, request: CreateThread, /
    ) -> CreateThread.Created | CreateThread.PaymentRequired:
        self.seen.append(request.body)
        if request.body.title == "expensive":
            poor = models.CreateThreadPaymentRequired(
                error="budget", message="No money left.", current_budget=0.5
            )
            return CreateThread.PaymentRequired(poor)
        answer = models.CreateThreadResponse.model_validate({"thread": THREAD})
        return CreateThread.Created(answer)


def only_the_token(access: Access, /) -> str | None:
    return "ida" if access.token == "secret" else None


@pytest.fixture
def threads() -> Threads:
    return Threads()


@pytest.fixture
def app(threads: Threads) -> FastAPI:
    return create_app(threads=threads, authorize=only_the_token)


@pytest.fixture(params=["in process", "over a socket"])
def acp(request: pytest.FixtureRequest, app: FastAPI) -> Iterator[Client]:
    if request.param == "in process":
        with Client(token="secret", http_client=TestClient(app)) as client:
            yield client
    else:
        with served(app) as url, Client(token="secret", base_url=url) as client:
            yield client


def test_all_request_fields_arrive(acp: Client, threads: Threads) -> None:
    sent = {
        "project_id": "p",
        "environment_id": "e",
        "agent_id": "a",
        "title": "t",
        "app_id": "x",
        "content": "hello",
        "task": "greet",
        "stream": False,
    }
    acp.threads.create(metadata={"k": 1}, **sent)  # type: ignore[call-overload]  # by name
    (seen,) = threads.seen
    assert {key: getattr(seen, key) for key in sent} == sent
    assert seen.metadata == {"k": 1}
    assert len(type(seen).model_fields) == 9


def test_the_answer_is_typed_and_complete(acp: Client) -> None:
    answer = acp.threads.create(content="hello")
    assert answer.thread is not MISSING
    team = answer.thread.team_execution
    assert team is not MISSING and team.subagents is not MISSING
    assert team.mode == "team"
    assert [it.agent_id for it in team.subagents] == ["b", "c"]
    assert answer.thread.subagent_activity is not MISSING
    assert answer.thread.subagent_activity[0].event_count == 7
    shown = answer.model_dump(mode="json", by_alias=True)
    assert shown["thread"].pop("createdAt").startswith("2025-01-15T10:30:00.123")
    assert shown["thread"] == {key: THREAD[key] for key in THREAD if key != "createdAt"}


def test_a_status_that_the_page_does_not_list_is_kept() -> None:
    answer = models.CreateThreadResponse.model_validate(
        {"thread": {"status": "paused", "new": True}}
    )
    assert answer.model_dump(by_alias=True)["thread"] == {
        "status": "paused",
        "new": True,
    }


def test_the_documented_error(acp: Client) -> None:
    with pytest.raises(PaymentRequired) as caught:
        acp.threads.create(title="expensive")
    assert caught.value.body is not None
    assert caught.value.body.current_budget == 0.5


def test_nobody_gets_in_without_the_token(app: FastAPI) -> None:
    inner = TestClient(app)
    with (
        Client(token="wrong", http_client=inner) as stranger,
        pytest.raises(StatusError) as caught,
    ):
        stranger.threads.create(content="hello")
    assert caught.value.status == 401


def test_async_calls(app: FastAPI) -> None:
    async def create() -> object:
        inner = httpx2.AsyncClient(transport=httpx2.ASGITransport(app))
        url = "http://acp.example"
        async with AsyncClient(
            token="secret", base_url=url, http_client=inner
        ) as client:
            answer = await client.threads.create(content="hello")
            return answer.model_dump(by_alias=True)["thread"]["status"]

    assert asyncio.run(create()) == "running"


def test_the_canonical_document_has_every_row_of_the_page() -> None:
    assert [*OpenAPIV31SpecValidator(DOCUMENT).iter_errors()] == []
    post = DOCUMENT["paths"]["/v1/threads"]["post"]
    answers = post["responses"]
    bodies = [post["requestBody"], answers["201"], answers["402"]]
    found = [[*_rows(it["content"]["application/json"]["schema"], "")] for it in bodies]
    assert [len(it) for it in found] == [9, 41, 3]
    text = PAGE.read_text()
    for name in (name for names in found for name in names):
        assert f"\n{name}" in text


def _rows(schema: dict[str, object], path: str) -> Iterator[str]:
    """The names of members as the page writes them."""
    properties = schema.get("properties", {})
    assert isinstance(properties, dict)
    for name, member in properties.items():
        yield path + name
        items = member.get("items", {})
        yield from _rows(member, f"{path}{name}.")
        yield from _rows(items, f"{path}{name}[].")
