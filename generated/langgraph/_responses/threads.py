"""The answers of langgraph on threads, as they came."""

from __future__ import annotations

from .._runtime.responses import async_raw, async_streamed, raw, streamed
from ..client._threads import AsyncThreads, Threads


class RawThreads:
    """`Threads`, with whole answers."""

    def __init__(self, calls: Threads) -> None:
        self.create = raw(calls.create)


class StreamedThreads:
    """`Threads`, with answers whose bodies are still to be read."""

    def __init__(self, calls: Threads) -> None:
        self.create = streamed(calls.create)


class AsyncRawThreads:
    """`AsyncThreads`, with whole answers."""

    def __init__(self, calls: AsyncThreads) -> None:
        self.create = async_raw(calls.create)


class AsyncStreamedThreads:
    """`AsyncThreads`, with answers whose bodies are still to be read."""

    def __init__(self, calls: AsyncThreads) -> None:
        self.create = async_streamed(calls.create)
