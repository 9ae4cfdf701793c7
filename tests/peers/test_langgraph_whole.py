"""The client of LangGraph's whole OpenAPI document, against the real server.

The server breaks its own document: `values` is null, where that says an object; an
error is an object, where that says a text; a DELETE answers 204, where that says 200.
"""

from __future__ import annotations

import importlib
from pathlib import Path
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


def test_a_stream_is_text_read_to_its_end(call: Caller) -> None:
    """Which is what GAPS.md says of it."""
    thread = call("threads", "create").thread_id
    given = {"assistant_id": "agent", "stream_mode": ["values"]}
    text = call("thread_runs", "stream", thread, input=HELLO, **given)
    assert call.answer.headers["content-type"].startswith("text/event-stream")
    assert text.endswith("\r\n\r\n")
    events = [line for line in text.split("\r\n") if line.startswith("event: ")]
    assert events == ["event: metadata", "event: values", "event: values"]
    text = call("thread_runs", "stream", thread, input=FAIL, **given)
    *_, last = text.rstrip().split("\r\n\r\n")
    said = '{"error":"ValueError","message":"told to fail"}'
    assert last == f"event: error\r\ndata: {said}"
    gaps = Path(call.package.__file__).with_name("GAPS.md").read_text()
    assert "a body of text/event-stream is read to its end and given as text" in gaps
