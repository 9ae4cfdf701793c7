"""Capy's generated client against its generated server: errors in its envelope."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import httpx2
import pytest
from fastapi import FastAPI
from pydantic import MISSING
from starlette.testclient import TestClient

from generated.capy import (
    AsyncClient,
    Client,
    Forbidden,
    InternalServerError,
    NotFound,
    RequestInvalid,
    StatusError,
    Unauthorized,
    UnprocessableContent,
    models,
)
from generated.capy import server as capy_server
from generated.capy._runtime.codec import Codec
from generated.capy.server import (
    Access,
    CreateAndStartThread,
    Undocumented,
    create_app,
)
from tests.generated.serving import served

WHEN = "2026-01-02T03:04:05.000Z"


class Threads:
    """Answers by what the prompt says."""

    def __init__(self) -> None:
        self.seen: list[CreateAndStartThread] = []

    async def create_and_start(
        self, request: CreateAndStartThread, /
    ) -> CreateAndStartThread.Ok | CreateAndStartThread.NotFound:
        self.seen.append(request)
        body = request.body
        if body.prompt == "missing":
            error = models.ErrorResponseError(code="no_project", message="No project")
            return CreateAndStartThread.NotFound(models.ErrorResponse(error=error))
        if body.prompt == "conflict":
            raise Undocumented(409, {"error": "conflict"})
        if body.prompt == "crash":
            raise ZeroDivisionError
        thread = models.CreateThreadResponse(
            id="t1",
            project_id=body.project_id,
            title=None,
            status="active",
            run_state="running",
            waiting_on=["ci"],
            blocked_on=[],
            pending_wakeups=0,
            participants=[],
            tags=[],
            created_at=WHEN,
        )
        return CreateAndStartThread.Ok(thread)


def authorize(access: Access, /) -> str | None:
    if access.token == "other":
        raise capy_server.Forbidden
    return "ida" if access.token == "good" else None


@pytest.fixture
def threads() -> Threads:
    return Threads()


@pytest.fixture
def app(threads: Threads) -> FastAPI:
    return create_app(threads=threads, authorize=authorize)


@pytest.fixture(params=["in process", "over a socket"])
def url(request: pytest.FixtureRequest, app: FastAPI) -> Iterator[str | None]:
    """Where the app is served; None if only in this process."""
    if request.param == "in process":
        yield None
    else:
        with served(app) as found:
            yield found


@pytest.fixture
def capy(url: str | None, app: FastAPI) -> Iterator[Client]:
    with connected(url, app, "good") as client:
        yield client


def connected(url: str | None, app: FastAPI, token: str | None) -> Client:
    if url is None:
        return Client(token=token, http_client=TestClient(app))
    return Client(token=token, base_url=url)


def test_a_thread_is_started(capy: Client, threads: Threads) -> None:
    thread = capy.threads.create_and_start(project_id="p1", prompt="Go", tags=["a"])
    assert (thread.id, thread.project_id, thread.title) == ("t1", "p1", None)
    assert thread.waiting_on == ["ci"]
    assert thread.slack is MISSING
    (seen,) = threads.seen
    assert (seen.principal, seen.body.tags) == ("ida", ["a"])


def test_async_calls(app: FastAPI) -> None:
    async def start(client: AsyncClient) -> str:
        async with client:
            create = client.threads.create_and_start
            with pytest.raises(NotFound):
                await create(project_id="p1", prompt="missing")
            return (await create(project_id="p1", prompt="Go")).id

    inner = httpx2.AsyncClient(transport=httpx2.ASGITransport(app))
    inside = AsyncClient(token="good", base_url="http://capy.test", http_client=inner)
    assert asyncio.run(start(inside)) == "t1"
    with served(app) as url:
        assert asyncio.run(start(AsyncClient(token="good", base_url=url))) == "t1"


def body_of(error: StatusError) -> models.ErrorResponseError:
    assert isinstance(error.body, models.ErrorResponse)
    return error.body.error


@pytest.mark.parametrize(
    ("token", "prompt", "error", "code"),
    [
        (None, "Go", Unauthorized, "unauthorized"),
        ("bad", "Go", Unauthorized, "unauthorized"),
        ("other", "Go", Forbidden, "forbidden"),
        ("good", "missing", NotFound, "no_project"),
        ("good", "crash", InternalServerError, "internal"),
    ],
)
def test_each_error_has_its_type_and_the_envelope(
    url: str | None,
    app: FastAPI,
    token: str | None,
    prompt: str,
    error: type[StatusError],
    code: str,
) -> None:
    with connected(url, app, token) as capy, pytest.raises(error) as caught:
        capy.threads.create_and_start(project_id="p1", prompt=prompt)
    assert type(caught.value) is error
    assert body_of(caught.value).code == code


def test_an_invalid_body_is_unprocessable(
    capy: Client, threads: Threads, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = models.CreateThreadBody(project_id="p1", prompt="Go")
    body.prompt = ""
    with pytest.raises(RequestInvalid, match=r"body\.prompt: "):
        capy.threads.create_and_start(body=body)
    # A client that checks less than ours.
    monkeypatch.setattr(Codec, "recheck", lambda *_: None)
    with pytest.raises(UnprocessableContent) as caught:
        capy.threads.create_and_start(body=body)
    assert caught.value.status == 422
    assert body_of(caught.value).code == "invalid"
    assert body_of(caught.value).message.startswith("prompt: ")
    assert str(caught.value).startswith(
        "createAndStartThread: POST /v1/threads: status 422: prompt: String should have"
    )
    assert threads.seen == []


@pytest.mark.parametrize(
    "content",
    [b"{", b"", b"[]", b'{"projectId": "p1"}', b'{"projectId": NaN}', b"\xff"],
)
def test_a_malformed_body_is_unprocessable(capy: Client, content: bytes) -> None:
    headers = {"Content-Type": "application/json"}
    answer = capy.request("POST", "/v1/threads", content=content, headers=headers)
    assert answer.status_code == 422
    error = models.ErrorResponse.model_validate_json(answer.content).error
    assert error.code == "invalid"
    assert error.model_dump()["details"]["errors"]


def test_an_undocumented_status_is_the_general_error(capy: Client) -> None:
    with pytest.raises(StatusError) as caught:
        capy.threads.create_and_start(project_id="p1", prompt="conflict")
    assert type(caught.value) is StatusError
    assert (caught.value.status, caught.value.raw) == (409, b'{"error":"conflict"}')


def test_what_is_not_there_has_the_envelope(capy: Client) -> None:
    for method, path, status, code in (
        ("GET", "/v1/nothing", 404, "not_found"),
        ("GET", "/v1/threads", 405, "method_not_allowed"),
    ):
        answer = capy.request(method, path)
        assert answer.status_code == status
        body = models.ErrorResponse.model_validate_json(answer.content)
        assert body.error.code == code


def test_what_is_not_implemented_has_the_envelope() -> None:
    app = create_app(authorize=authorize)
    with connected(None, app, "good") as capy, pytest.raises(StatusError) as caught:
        capy.threads.create_and_start(project_id="p1", prompt="Go")
    assert caught.value.status == 501
    body = models.ErrorResponse.model_validate_json(caught.value.raw)
    assert body.error.code == "not_implemented"
