"""The client made of LangGraph's two pages, against the real server.

Each test calls it sync and async. What the pages do not say (statuses of errors, what
errors look like) is as the server answers it, and reaches the caller all the same.
"""

from __future__ import annotations

import json
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from pydantic import MISSING

import generated.langgraph
from generated.langgraph import Client, RequestInvalid, StatusError, models
from generated.langgraph._runtime.codec import codec
from tests.peers.calling import Caller
from tests.peers.comparing import equal_json

KEYS = {
    *("thread_id", "created_at", "updated_at", "state_updated_at"),
    *("metadata", "status", "config", "values"),
}


@pytest.fixture(params=["sync", "async"])
def call(request: pytest.FixtureRequest, real_server: str) -> Caller:
    return Caller(generated.langgraph, real_server, request.param)


def created(call: Caller, **given: object) -> models.CreateThreadResponse:
    """A thread, which the real server answered strictly as the pages say."""
    thread: models.CreateThreadResponse = call("threads", "create", **given)
    assert call.answer.status_code == 200
    strict = codec(lambda: models.CreateThreadResponse)
    assert strict.read_strict(call.answer.content) == thread
    return thread


def test_a_thread_of_nothing(call: Caller) -> None:
    thread = created(call)
    assert call.sent == b"{}"  # as the tutorial's own curl command sends
    assert isinstance(thread.thread_id, UUID)
    assert (thread.metadata, thread.status, thread.config) == ({}, "idle", {})
    assert thread.values is None


def test_the_answer_has_more_than_the_pages_show(call: Caller) -> None:
    thread = created(call)
    answer = call.answer.json()
    assert answer.keys() == KEYS
    assert thread.model_extra == {"state_updated_at": answer["state_updated_at"]}
    made = thread.created_at
    assert made is not MISSING
    assert made.utcoffset() == timedelta(0)
    micro = answer["created_at"].removesuffix("+00:00").partition(".")[2]
    assert int(micro.ljust(6, "0")) == made.microsecond
    assert equal_json(json.loads(thread.model_dump_json(by_alias=True)), answer)


def test_metadata_and_time_to_live(call: Caller) -> None:
    metadata = {"source": "email", "is_done": False, "deep": {"list": [1, None, "ä"]}}
    thread = created(call, metadata=metadata, ttl={"ttl": 5, "strategy": "delete"})
    assert thread.metadata == metadata
    body = models.CreateThreadRequest(metadata=metadata, ttl={"ttl": 0.5})
    assert created(call, body=body).metadata == metadata


@pytest.mark.parametrize("again", [{}, {"if_exists": "raise"}])
def test_a_second_thread_of_an_id(call: Caller, again: dict[str, str]) -> None:
    known = uuid4()
    assert created(call, thread_id=known).thread_id == known
    with pytest.raises(StatusError) as caught:
        call("threads", "create", thread_id=known, **again)
    said = f"Thread with ID {known} already exists"
    assert (caught.value.status, caught.value.message) == (409, said)
    assert json.loads(caught.value.raw) == {"detail": said}


def test_a_second_thread_that_does_nothing(call: Caller) -> None:
    known = str(uuid4())
    first = created(call, thread_id=known, metadata={"first": 1})
    more = {"if_exists": "do_nothing", "metadata": {"second": 2}}
    assert created(call, thread_id=known, **more) == first


def test_an_id_that_is_no_uuid(call: Caller) -> None:
    """The page's own `optional-custom-uuid`: refused here, and refused there."""
    with pytest.raises(RequestInvalid, match=r"thread_id: .* valid UUID"):
        call("threads", "create", thread_id="optional-custom-uuid")
    assert call.answers == []
    with Client(base_url=call.url) as client:
        sent = {"thread_id": "optional-custom-uuid"}
        answer = client.request("POST", "/threads", json=sent)
    assert answer.status_code == 422
    assert answer.json() == {"detail": "Invalid thread ID: must be a UUID"}


def test_what_the_server_refuses(call: Caller) -> None:
    with pytest.raises(StatusError) as caught:
        call("threads", "create", ttl={"ttl": "tomorrow"})
    assert caught.value.status == 422
    assert '"tomorrow" is not of type "number"' in caught.value.message
    assert str(caught.value).startswith("POST /threads: status 422: ")


@pytest.mark.parametrize("field", ["thread_id", "metadata", "if_exists", "ttl"])
def test_null_is_refused_on_both_sides(call: Caller, field: str) -> None:
    with pytest.raises(RequestInvalid, match=field):
        call("threads", "create", **{field: None})
    with Client(base_url=call.url) as client:
        assert client.request("POST", "/threads", json={field: None}).status_code == 422


def test_only_a_body_left_out_by_hand_is_no_json(call: Caller) -> None:
    with Client(base_url=call.url) as client:
        answer = client.request("POST", "/threads")
    assert answer.json() == {"detail": "Invalid JSON in request body"}
