"""The answers of Devic.ai Public API on agents, as they came."""

from __future__ import annotations

from .._runtime.responses import async_raw, async_streamed, raw, streamed
from ..client._agents import Agents, AsyncAgents


class RawAgents:
    """`Agents`, with whole answers."""

    def __init__(self, calls: Agents) -> None:
        self.create_thread = raw(calls.create_thread)


class StreamedAgents:
    """`Agents`, with answers whose bodies are still to be read."""

    def __init__(self, calls: Agents) -> None:
        self.create_thread = streamed(calls.create_thread)


class AsyncRawAgents:
    """`AsyncAgents`, with whole answers."""

    def __init__(self, calls: AsyncAgents) -> None:
        self.create_thread = async_raw(calls.create_thread)


class AsyncStreamedAgents:
    """`AsyncAgents`, with answers whose bodies are still to be read."""

    def __init__(self, calls: AsyncAgents) -> None:
        self.create_thread = async_streamed(calls.create_thread)
