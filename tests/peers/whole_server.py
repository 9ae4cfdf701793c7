"""Threads and runs in memory, behind the server generated from the whole document.

`app(package)` takes the package that was generated for this run, so all that comes from
it is `Any` here. Runs echo what they are told, or fail, as the graph of the real server
does (`graph/echo.py`).
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from fastapi import FastAPI
from pydantic import MISSING

Messages = list[object]


class Store:
    """The threads of one server, with what was said in each."""

    def __init__(self, package: Any) -> None:
        self.package = package
        self.models = package.models
        self.threads: dict[UUID, Any] = {}
        self.said: dict[UUID, Messages] = {}

    def unknown(self, thread_id: UUID) -> str:
        """The body of an error: the document says a text, and so it is here."""
        return f"Thread with ID {thread_id} not found"


class Partly:
    """Operations of one tag, of which those that are not written answer 501."""

    def __init__(self, store: Store, server: Any) -> None:
        self.store = store
        self.server = server

    def __getattr__(self, name: str) -> Any:
        async def unwritten(request: object, /) -> object:
            raise NotImplementedError(name)

        return unwritten


class Threads(Partly):
    """create, get, search, update, delete."""

    async def create(self, request: Any, /) -> Any:
        result, asked = self.server.CreateThread, request.body
        thread_id = uuid4() if asked.thread_id is MISSING else asked.thread_id
        known = self.store.threads.get(thread_id)
        if known is None:
            now = datetime.now(UTC)
            known = self.store.threads[thread_id] = self.store.models.Thread(
                thread_id=thread_id,
                created_at=now,
                updated_at=now,
                metadata={} if asked.metadata is MISSING else asked.metadata,
                status="idle",
                config={},
            )
            self.store.said[thread_id] = []
        elif asked.if_exists != "do_nothing":
            message = f"Thread with ID {thread_id} already exists"
            return result.Conflict(message)
        return result.Ok(known)

    async def get(self, request: Any, /) -> Any:
        result = self.server.GetThread
        known = self.store.threads.get(request.thread_id)
        if known is None:
            return result.NotFound(self.store.unknown(request.thread_id))
        return result.Ok(known)

    async def search(self, request: Any, /) -> Any:
        wanted = {} if request.body.metadata is MISSING else request.body.metadata
        found = [
            it
            for it in self.store.threads.values()
            if wanted.items() <= it.metadata.items()
        ]
        return self.server.SearchThreads.Ok(found)

    async def update(self, request: Any, /) -> Any:
        result = self.server.UpdateThread
        known = self.store.threads.get(request.thread_id)
        if known is None:
            return result.NotFound(self.store.unknown(request.thread_id))
        known.metadata = known.metadata | request.body.metadata
        known.updated_at = datetime.now(UTC)
        return result.Ok(known)

    async def delete(self, request: Any, /) -> Any:
        result = self.server.DeleteThread
        if self.store.threads.pop(request.thread_id, None) is None:
            return result.NotFound(self.store.unknown(request.thread_id))
        return result.Ok(None)


class Runs(Partly):
    """wait and stream, for any assistant; create, for one that is not there."""

    async def create(self, request: Any, /) -> Any:
        message = f"Invalid assistant: '{request.body.assistant_id}'."
        return self.server.CreateRun.UnprocessableContent(message)

    async def wait(self, request: Any, /) -> Any:
        *_, (_, last) = self._run(request)
        return self.server.WaitRun.Ok(last)

    async def stream(self, request: Any, /) -> Any:
        return self.server.StreamRun.Ok(self._events(request))

    async def _events(self, request: Any) -> AsyncIterator[Any]:
        for event, data in self._run(request):
            yield self.store.package.Event(data, event)

    def _run(self, request: Any) -> list[tuple[str, dict[str, object]]]:
        """The events of a run, the last of which is its outcome."""
        said = self.store.said[request.thread_id]
        asked = request.body.input["messages"]
        said += asked
        events: list[tuple[str, dict[str, object]]] = [
            ("metadata", {"run_id": str(uuid4()), "attempt": 1}),
            ("values", {"messages": [*said]}),
        ]
        if asked[-1]["content"] == "fail":
            why = {"error": "ValueError", "message": "told to fail"}
            return [*events, ("error", dict(why))]
        said.append({"role": "assistant", "content": asked[-1]["content"]})
        return [*events, ("values", {"messages": [*said]})]


def app(package: Any, server: Any) -> FastAPI:
    """A new server, with nothing in it."""
    store = Store(package)
    made: FastAPI = server.create_app(
        threads=Threads(store, server), thread_runs=Runs(store, server)
    )
    return made
