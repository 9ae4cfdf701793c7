"""What a call costs beside the same call written by hand; `make bench` prints it.

    python -m benchmarks.calls [--seconds N]

In one process, CPU time alone, no sockets: requests meet a transport that answers at
once, servers are called as ASGI has it. Ours and theirs take turns, and the best round of
each counts. By hand means httpx2 and pydantic, or FastAPI and pydantic, and nothing else.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import time
from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

import httpx2
from fastapi import FastAPI
from pydantic import BaseModel, ConfigDict, TypeAdapter

from generated.langgraph import AsyncClient, Client, models
from generated.langgraph._runtime.codec import codec_of
from generated.langgraph.server import CreateThread, create_app

KNOWN = "3fa85f64-5717-4562-b3fc-2c963f66afa6"
THREAD = {
    "thread_id": KNOWN,
    "created_at": "2026-11-20T10:00:00.123456+00:00",
    "updated_at": "2026-11-20T10:00:00.123456+00:00",
    "metadata": {"team": "red", "tags": ["a", "b"]},
    "status": "idle",
    "config": {},
    "values": None,
}
RAW = json.dumps(THREAD).encode()
MEGABYTES = 10
URL = "http://bench.test"


class Plain(BaseModel):
    """A thread as one would write it down by hand."""

    model_config = ConfigDict(extra="allow")

    thread_id: UUID
    created_at: datetime
    updated_at: datetime
    metadata: dict[str, Any]
    status: str
    config: dict[str, Any] | None = None
    values: dict[str, Any] | None = None


class PlainCreate(BaseModel):
    """A request as one would write it down by hand."""

    thread_id: UUID | None = None
    metadata: dict[str, Any] | None = None
    if_exists: str | None = None


def answer(request: httpx2.Request) -> httpx2.Response:
    """What the transport answers."""
    return httpx2.Response(
        200, content=RAW, headers={"content-type": "application/json"}
    )


def client_calls() -> tuple[Callable[[], object], Callable[[], object]]:
    """A generated call, and the same by hand."""
    ours = Client(
        base_url=URL,
        http_client=httpx2.Client(transport=httpx2.MockTransport(answer)),
    )
    http = httpx2.Client(transport=httpx2.MockTransport(answer), base_url=URL)

    def generated() -> object:
        return ours.threads.create(metadata={"team": "red"}, if_exists="raise")

    def by_hand() -> object:
        body = PlainCreate(metadata={"team": "red"}, if_exists="raise")
        response = http.post(
            "/threads",
            content=body.model_dump_json(exclude_unset=True),
            headers={"Content-Type": "application/json"},
        )
        response.raise_for_status()
        return Plain.model_validate_json(response.content)

    return generated, by_hand


def async_calls() -> tuple[Callable[[], object], Callable[[], object]]:
    """The same of asyncio clients, fifty calls at a time."""
    ours = AsyncClient(
        base_url=URL,
        http_client=httpx2.AsyncClient(transport=httpx2.MockTransport(answer)),
    )
    http = httpx2.AsyncClient(transport=httpx2.MockTransport(answer), base_url=URL)
    loop = asyncio.new_event_loop()

    async def generated() -> None:
        for _ in range(50):
            await ours.threads.create(metadata={"team": "red"}, if_exists="raise")

    async def by_hand() -> None:
        for _ in range(50):
            body = PlainCreate(metadata={"team": "red"}, if_exists="raise")
            response = await http.post(
                "/threads",
                content=body.model_dump_json(exclude_unset=True),
                headers={"Content-Type": "application/json"},
            )
            Plain.model_validate_json(response.content)

    return (
        lambda: loop.run_until_complete(generated()),
        lambda: loop.run_until_complete(by_hand()),
    )


def parsing() -> tuple[Callable[[], object], Callable[[], object]]:
    """A large answer, read by the runtime and by pydantic alone, the models the same."""
    count = MEGABYTES * 1_000_000 // len(RAW)
    raw = b"[" + b",".join([RAW] * count) + b"]"
    kind = list[models.CreateThreadResponse]
    codec, adapter = codec_of(kind), TypeAdapter(kind)
    return lambda: codec.read_answer(raw), lambda: adapter.validate_json(raw)


class Threads:
    """A generated server's handler."""

    async def create(self, request: CreateThread) -> CreateThread.Ok:
        """A thread, whatever is asked."""
        return CreateThread.Ok(models.CreateThreadResponse.model_validate_json(RAW))


def server_calls() -> tuple[Callable[[], object], Callable[[], object]]:
    """A request to a generated server, and to one by hand."""
    ours = create_app(threads=Threads())
    hand = FastAPI()

    @hand.post("/threads")
    async def create(body: PlainCreate) -> Plain:
        return Plain.model_validate_json(RAW)

    loop = asyncio.new_event_loop()
    body = json.dumps({"metadata": {"team": "red"}, "if_exists": "raise"}).encode()

    def calling(app: FastAPI) -> Callable[[], object]:
        return lambda: loop.run_until_complete(_asgi(app, body))

    return calling(ours), calling(hand)


async def _asgi(app: FastAPI, body: bytes) -> None:
    """Fifty requests."""
    scope: dict[str, Any] = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "POST",
        "scheme": "http",
        "path": "/threads",
        "raw_path": b"/threads",
        "query_string": b"",
        "root_path": "",
        "headers": [
            (b"content-type", b"application/json"),
            (b"content-length", str(len(body)).encode()),
        ],
        "client": ("127.0.0.1", 1),
        "server": ("bench.test", 80),
    }
    statuses: list[int] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Any) -> None:
        if message["type"] == "http.response.start":
            statuses.append(message["status"])

    for _ in range(50):
        await app(dict(scope), receive, send)
    assert statuses == [200] * 50, statuses


JOBS = (
    ("a blocking call", client_calls, 1),
    ("an asyncio call", async_calls, 50),
    (f"an answer of {MEGABYTES} MB", parsing, 1),
    ("a request to a server", server_calls, 50),
)
"""What is compared, what makes both, and how often each does it at a time."""


def best(function: Callable[[], object], seconds: float) -> float:
    """CPU seconds of one round, so many rounds as fit into the time."""
    rounds = 0
    begun = time.process_time()
    while (spent := time.process_time() - begun) < seconds:
        function()
        rounds += 1
    return spent / rounds


def compared(seconds: float) -> list[str]:
    """A line for each job."""
    lines = [
        f"{'CPU, microseconds':<28} {'generated':>10} {'by hand':>10} {'ratio':>6}"
    ]
    for name, make, times in JOBS:
        ours, theirs = make()
        ours(), theirs()
        rounds = [(best(ours, seconds), best(theirs, seconds)) for _ in range(5)]
        one = min(it for it, _ in rounds) / times
        other = min(it for _, it in rounds) / times
        lines.append(
            f"{name:<28} {one * 1e6:>10,.0f} {other * 1e6:>10,.0f} {one / other:>6.2f}"
        )
    return lines


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=0.4, help="of each round")
    for line in compared(parser.parse_args().seconds):
        print(line, flush=True)


if __name__ == "__main__":
    main()
