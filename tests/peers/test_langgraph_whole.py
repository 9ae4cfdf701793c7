"""The client of LangGraph's whole OpenAPI document, against the real server.

The server breaks its own document: `values` is null, where that says an object; an
error is an object, where that says a text; a DELETE answers 204, where that says 200.
"""

from __future__ import annotations

import asyncio
import importlib
from types import ModuleType
from typing import Any
from uuid import UUID, uuid4

import pytest
from pydantic import ValidationError

from tests.peers.calling import Caller

HELLO = {"messages": [{"role": "user", "content": "hello"}]}
FAIL = {"messages": [{"role": "user", "content": "fail"}]}
ECHOED = [*HELLO["messages"], {"role": "assistant", "content": "hello"}]


@pytest.fixture(params=["sync", "async"])
def call(
    request: pytest.FixtureRequest, real_server: str, whole_api: ModuleType
) -> Caller:
    return Caller(whole_api, real_server, request.param)


def test_a_thread_lives(call: Caller) -> None:
    models, key = call.package.models, str(uuid4())
    live = models.ThreadCreateTtl(ttl=5, strategy="delete")
    made = call("threads", "create", metadata={"key": key}, ttl=live)
    assert isinstance(made, models.Thread)
    assert (made.status, made.metadata, made.config) == ("idle", {"key": key}, {})
    assert call("threads", "get", made.thread_id) == made
    assert call("threads", "search", metadata={"key": key}, limit=10) == [made]
    assert call.answer.headers["x-pagination-total"] == "1"
    assert call("threads", "count", metadata={"key": key}) == 1
    changed = call("threads", "update", made.thread_id, metadata={"more": [1]})
    assert changed.metadata == {"key": key, "more": [1]}
    assert changed.updated_at > made.updated_at
    assert call("threads", "delete", made.thread_id) is None
    assert call.answer.status_code == 204
    with pytest.raises(call.package.NotFound):
        call("threads", "delete", made.thread_id)


def test_null_where_the_document_says_an_object(call: Caller) -> None:
    made = call("threads", "create")
    assert made.values is None
    assert isinstance(made.thread_id, UUID)
    assert made.created_at.tzinfo is not None
    codec = importlib.import_module(f"{call.package.__name__}._runtime.codec").codec
    with pytest.raises(ValidationError, match="values"):
        codec(lambda: call.package.models.Thread).read_strict(call.answer.content)
    assert made.model_dump(mode="json", by_alias=True).keys() == (
        call.answer.json().keys()
    )


def raised(call: Caller, error: str, *given: Any, **more: Any) -> str:
    """The message of a typed error; its body is no text, and is kept as it came."""
    with pytest.raises(getattr(call.package, error)) as caught:
        call(*given, **more)
    assert caught.value.body == call.answer.json()
    message: str = caught.value.message
    return message


def test_errors_are_typed(call: Caller) -> None:
    known = uuid4()
    call("threads", "create", thread_id=known)
    said = raised(call, "Conflict", "threads", "create", thread_id=known)
    assert said == f"Thread with ID {known} already exists"
    other = uuid4()
    said = raised(call, "NotFound", "threads", "get", other)
    assert said == f"Thread with ID {other} not found"
    said = raised(
        call,
        "UnprocessableContent",
        *("thread_runs", "create", known),
        assistant_id="nobody",
    )
    assert said.startswith("Invalid assistant: 'nobody'.")


def test_a_run_in_the_background(call: Caller) -> None:
    thread = call("threads", "create").thread_id
    run = call("thread_runs", "create", thread, assistant_id="agent", input=HELLO)
    assert isinstance(run, call.package.models.Run)
    assert (run.status, run.thread_id) == ("pending", thread)
    where = f"/threads/{thread}/runs/{run.run_id}"
    assert call.answer.headers["content-location"] == where
    joined = call("thread_runs", "join_http", thread, run.run_id)
    assert joined == {"messages": ECHOED}
    assert call("thread_runs", "get_http", thread, run.run_id).status == "success"
    listed = call("thread_runs", "list_http", thread, limit=5)
    assert [it.run_id for it in listed] == [run.run_id]
    state = call("threads", "get_latest_thread_state", thread)
    assert (state.values, state.next) == ({"messages": ECHOED}, [])
    assert call("threads", "get", thread).values == {"messages": ECHOED}


def test_a_run_that_is_waited_for(call: Caller) -> None:
    thread = call("threads", "create").thread_id
    wait = ("thread_runs", "wait", thread)
    assert call(*wait, assistant_id="agent", input=HELLO) == {"messages": ECHOED}
    failed = call(*wait, assistant_id="agent", input=FAIL)
    assert failed["__error__"] == {"error": "ValueError", "message": "told to fail"}
    assert call("threads", "get", thread).status == "error"


def streamed(call: Caller, thread: object, given: dict[str, object]) -> list[Any]:
    """The events of a run, as the blocking or the asyncio client reads them."""
    given = {"assistant_id": "agent", "stream_mode": ["values"], "input": given}
    if call.kind == "sync":
        with (
            call.package.Client(base_url=call.url) as client,
            client.thread_runs.stream(thread, **given) as stream,
        ):
            return list(stream)

    async def run() -> list[Any]:
        async with (
            call.package.AsyncClient(base_url=call.url) as client,
            await client.thread_runs.stream(thread, **given) as stream,
        ):
            return [event async for event in stream]

    return asyncio.run(run())


def test_events_of_a_run(call: Caller) -> None:
    thread = call("threads", "create").thread_id
    first, asked, echoed = streamed(call, thread, HELLO)
    assert (first.event, first.data.keys()) == ("metadata", {"run_id", "attempt"})
    assert (asked.event, asked.data) == ("values", {"messages": ECHOED[:1]})
    assert (echoed.event, echoed.data) == ("values", {"messages": ECHOED})
    *_, last = streamed(call, thread, FAIL)
    assert last.event == "error"
    assert last.data == {"error": "ValueError", "message": "told to fail"}


def test_a_list_over_all_its_pages(call: Caller) -> None:
    key = str(uuid4())
    made = [call("threads", "create", metadata={"key": key}) for _ in range(5)]
    wanted: dict[str, Any] = {"metadata": {"key": key}, "limit": 2}
    if call.kind == "sync":
        with call.package.Client(base_url=call.url) as client:
            found = list(client.threads.paginated.search(**wanted))
    else:

        async def run() -> list[Any]:
            async with call.package.AsyncClient(base_url=call.url) as client:
                pager = client.threads.paginated.search(**wanted)
                return [thread async for thread in pager]

        found = asyncio.run(run())
    ids = {thread.thread_id for thread in made}
    assert {thread.thread_id for thread in found} == ids
    assert len(found) == len(ids)
