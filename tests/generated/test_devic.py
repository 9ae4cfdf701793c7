"""Devic's generated client against its generated server, as a user would write both."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime
from uuid import UUID

import httpx2
import pytest
from fastapi import FastAPI
from pydantic import MISSING
from starlette.testclient import TestClient

from generated.devic import (
    AsyncClient,
    BadRequest,
    Client,
    InternalServerError,
    NotFound,
    RequestInvalid,
    StatusError,
    TooManyRequests,
    Unauthorized,
    models,
)
from generated.devic._runtime.codec import Codec
from generated.devic.server import (
    Access,
    CreateAgentThread,
    Undocumented,
    create_app,
)
from tests.generated.serving import served

AGENT = "3fa85f64-5717-4562-b3fc-2c963f66afa6"
WHEN = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


class Agents:
    """Answers by what the first message says."""

    def __init__(self) -> None:
        self.seen: list[CreateAgentThread] = []

    async def create_thread(
        self, request: CreateAgentThread, /
    ) -> CreateAgentThread.Answer:
        self.seen.append(request)
        messages = request.body.messages
        match messages[0].content:
            case "missing":
                return CreateAgentThread.NotFound()
            case "busy":
                return CreateAgentThread.TooManyRequests(headers={"Retry-After": "7"})
            case "teapot":
                raise Undocumented(418, {"short": "stout"})
            case "crash":
                raise ZeroDivisionError
            case _:
                pass
        thread = models.AgentThread(
            id=UUID(int=1),
            agent_id=request.agent_id,
            status="RUNNING",
            created_at=WHEN,
            messages=messages,
            metadata=request.body.metadata,
        )
        return CreateAgentThread.Created(thread, headers={"X-Request-Id": "r1"})


async def authorize(access: Access, /) -> str | None:
    return "ida" if access.token == "good" else None


@pytest.fixture
def agents() -> Agents:
    return Agents()


@pytest.fixture
def app(agents: Agents) -> FastAPI:
    return create_app(agents=agents, authorize=authorize)


@pytest.fixture(params=["in process", "over a socket"])
def devic(request: pytest.FixtureRequest, app: FastAPI) -> Iterator[Client]:
    if request.param == "in process":
        with Client(token="good", http_client=TestClient(app)) as client:
            yield client
    else:
        with served(app) as url, Client(token="good", base_url=url) as client:
            yield client


def says(text: str) -> list[models.AgentThreadMessage]:
    return [models.AgentThreadMessage(role="user", content=text)]


def test_a_thread_is_created(devic: Client, agents: Agents) -> None:
    thread = devic.agents.create_thread(
        AGENT, messages=says("Good morning"), metadata={"source": "email"}
    )
    assert thread.id == UUID(int=1)
    assert thread.agent_id == UUID(AGENT)
    assert (thread.status, thread.created_at) == ("RUNNING", WHEN)
    assert thread.metadata == {"source": "email"}
    assert thread.messages[0].content == "Good morning"
    assert thread.cost is MISSING
    (seen,) = agents.seen
    assert (seen.principal, seen.agent_id) == ("ida", UUID(AGENT))
    assert isinstance(seen.body, models.CreateThreadRequest)
    # The same, as one body.
    body = models.CreateThreadRequest(messages=says("Good evening"))
    assert devic.agents.create_thread(AGENT, body=body).metadata is MISSING


def test_async_calls(app: FastAPI) -> None:
    async def create(client: AsyncClient) -> str:
        async with client:
            thread = await client.agents.create_thread(AGENT, messages=says("x"))
            with pytest.raises(NotFound):
                await client.agents.create_thread(AGENT, messages=says("missing"))
        return thread.status

    inner = httpx2.AsyncClient(transport=httpx2.ASGITransport(app))
    inside = AsyncClient(token="good", base_url="http://devic.test", http_client=inner)
    assert asyncio.run(create(inside)) == "RUNNING"
    with served(app) as url:
        outside = AsyncClient(token="good", base_url=url)
        assert asyncio.run(create(outside)) == "RUNNING"


def test_an_invalid_body_is_a_bad_request(
    devic: Client, agents: Agents, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(RequestInvalid):
        devic.agents.create_thread("no uuid", messages=says("x"))
    body = models.CreateThreadRequest(messages=says("x"))
    body.messages[0].role = "nobody"  # type: ignore[assignment]  # wrong on purpose
    with pytest.raises(RequestInvalid, match=r"body\.messages\.0\.role: "):
        devic.agents.create_thread(AGENT, body=body)
    # A client that checks less than ours.
    monkeypatch.setattr(Codec, "recheck", lambda *_: None)
    with pytest.raises(BadRequest) as caught:
        devic.agents.create_thread(AGENT, body=body)
    error = caught.value
    assert error.status == 400
    assert error.body is not None
    assert error.body.error == "invalid"
    assert error.body.message.startswith("messages.0.role: ")
    assert agents.seen == []


@pytest.mark.parametrize(
    "content", [b"{", b"", b"[]", b'{"messages": 1}', b'{"messages": []', b"\xff"]
)
def test_a_malformed_body_is_a_bad_request(devic: Client, content: bytes) -> None:
    path = f"/v1/agents/{AGENT}/threads"
    headers = {"Content-Type": "application/json"}
    answer = devic.request("POST", path, content=content, headers=headers)
    assert answer.status_code == 400
    assert answer.headers["Content-Type"] == "application/json"
    body = models.ErrorResponse.model_validate_json(answer.content)
    assert body.error == "invalid"
    assert body.model_dump()["details"]["errors"]


@pytest.mark.parametrize(
    ("said", "status", "error"),
    [
        ("missing", 404, NotFound),
        ("busy", 429, TooManyRequests),
        ("crash", 500, InternalServerError),
    ],
)
def test_errors_without_a_documented_body(
    devic: Client, said: str, status: int, error: type[StatusError]
) -> None:
    with pytest.raises(error) as caught:
        devic.agents.create_thread(AGENT, messages=says(said))
    assert type(caught.value) is error
    assert (caught.value.status, caught.value.body, caught.value.raw) == (
        status,
        None,
        b"",
    )


def test_headers_of_an_answer_arrive(devic: Client) -> None:
    with pytest.raises(TooManyRequests) as caught:
        devic.agents.create_thread(AGENT, messages=says("busy"))
    assert caught.value.headers["retry-after"] == "7"


@pytest.mark.parametrize("token", [None, "bad"])
def test_without_a_valid_token_nobody_gets_in(
    app: FastAPI, agents: Agents, token: str | None
) -> None:
    client = Client(token=token, http_client=TestClient(app))
    with pytest.raises(Unauthorized) as caught:
        client.agents.create_thread(AGENT, messages=says("x"))
    assert (caught.value.status, caught.value.raw) == (401, b"")
    assert agents.seen == []


def test_nobody_gets_in_by_default(agents: Agents) -> None:
    client = Client(token="good", http_client=TestClient(create_app(agents=agents)))
    with pytest.raises(Unauthorized):
        client.agents.create_thread(AGENT, messages=says("x"))


def test_an_undocumented_status_is_the_general_error(devic: Client) -> None:
    with pytest.raises(StatusError) as caught:
        devic.agents.create_thread(AGENT, messages=says("teapot"))
    assert type(caught.value) is StatusError
    assert (caught.value.status, caught.value.raw) == (418, b'{"short":"stout"}')


def test_what_is_not_there(devic: Client) -> None:
    assert devic.request("GET", "/v1/nothing").status_code == 404
    answer = devic.request("GET", f"/v1/agents/{AGENT}/threads")
    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")
    document = devic.request("GET", "/openapi.json").json()
    assert list(document["paths"]) == ["/v1/agents/{agentId}/threads"]


def test_what_is_not_implemented() -> None:
    http = TestClient(create_app(authorize=lambda access: access.token))
    client = Client(token="good", http_client=http)
    with pytest.raises(StatusError) as caught:
        client.agents.create_thread(AGENT, messages=says("x"))
    assert caught.value.status == 501
