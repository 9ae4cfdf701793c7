"""The answers of Capy API on threads, as they came."""

from __future__ import annotations

from .._runtime.responses import async_raw, async_streamed, raw, streamed
from ..client._threads import AsyncThreads, Threads


class RawThreads:
    """`Threads`, with whole answers."""

    def __init__(self, calls: Threads) -> None:
        self.create_and_start = raw(calls.create_and_start)


class StreamedThreads:
    """`Threads`, with answers whose bodies are still to be read."""

    def __init__(self, calls: Threads) -> None:
        self.create_and_start = streamed(calls.create_and_start)


class AsyncRawThreads:
    """`AsyncThreads`, with whole answers."""

    def __init__(self, calls: AsyncThreads) -> None:
        self.create_and_start = async_raw(calls.create_and_start)


class AsyncStreamedThreads:
    """`AsyncThreads`, with answers whose bodies are still to be read."""

    def __init__(self, calls: AsyncThreads) -> None:
        self.create_and_start = async_streamed(calls.create_and_start)
