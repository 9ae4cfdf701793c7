"""The official Python SDK against any server: calls, and what they return, as JSON.

    python langgraph_calls.py URL UUID [runs]

Run by the interpreter of build/peers/sdks; the same calls in the same order as in
`langgraph_calls.mjs`. Each is printed as `[name, value]`; one that fails as
`[name, {"status": ..., "detail": ...}]`.
"""

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable
from typing import Any

from langgraph_sdk import get_client
from langgraph_sdk.client import LangGraphClient
from langgraph_sdk.errors import APIStatusError

Step = tuple[str, Callable[[], Awaitable[Any]]]
HELLO = {"messages": [{"role": "user", "content": "hello"}]}
FAIL = {"messages": [{"role": "user", "content": "fail"}]}


def threads(client: LangGraphClient, known: str) -> list[Step]:
    """What the vendor's pages describe."""
    create = client.threads.create
    return [
        ("create", lambda: create()),
        ("metadata", lambda: create(metadata={"source": "email", "is_done": False})),
        ("minutes to live", lambda: create(ttl=5)),
        ("own id", lambda: create(thread_id=known, metadata={"mine": known})),
        ("again", lambda: create(thread_id=known)),
        ("again, raise", lambda: create(thread_id=known, if_exists="raise")),
        (
            "again, do_nothing",
            lambda: create(thread_id=known, if_exists="do_nothing", metadata={"b": 2}),
        ),
        ("no UUID", lambda: create(thread_id="optional-custom-uuid")),
        ("no choice", lambda: create(if_exists="replace")),
    ]


def runs(client: LangGraphClient, known: str) -> list[Step]:
    """What the vendor's OpenAPI document describes as well."""
    thread, run = client.threads, client.runs
    unknown = "00000000-0000-4000-8000-000000000000"

    async def stream(given: dict[str, Any]) -> list[Any]:
        parts = run.stream(known, "agent", input=given)
        return [[part.event, part.data] async for part in parts]

    return [
        ("get", lambda: thread.get(known)),
        ("get, unknown", lambda: thread.get(unknown)),
        ("search", lambda: thread.search(metadata={"mine": known})),
        ("update", lambda: thread.update(known, metadata={"second": 2})),
        ("wait", lambda: run.wait(known, "agent", input=HELLO)),
        ("stream", lambda: stream(HELLO)),
        ("stream, error", lambda: stream(FAIL)),
        ("unknown assistant", lambda: run.create(known, "nobody", input=HELLO)),
        ("delete", lambda: thread.delete(known)),
        ("delete again", lambda: thread.delete(known)),
    ]


async def main(url: str, known: str, *more: str) -> None:
    client = get_client(url=url)
    steps = threads(client, known) + (runs(client, known) if more else [])
    said: list[tuple[str, Any]] = []
    for name, call in steps:
        try:
            value = await call()
        except APIStatusError as error:
            value = {"status": error.status_code, "detail": error.response.text}
        said.append((name, value))
    print(json.dumps(said))


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
