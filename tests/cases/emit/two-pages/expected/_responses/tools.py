"""The answers of Tool shed on tools, as they came."""

from __future__ import annotations

from .._runtime.responses import async_raw, async_streamed, raw, streamed
from ..client._tools import AsyncTools, Tools


class RawTools:
    """`Tools`, with whole answers."""

    def __init__(self, calls: Tools) -> None:
        self.list = raw(calls.list)
        self.add = raw(calls.add)


class StreamedTools:
    """`Tools`, with answers whose bodies are still to be read."""

    def __init__(self, calls: Tools) -> None:
        self.list = streamed(calls.list)
        self.add = streamed(calls.add)


class AsyncRawTools:
    """`AsyncTools`, with whole answers."""

    def __init__(self, calls: AsyncTools) -> None:
        self.list = async_raw(calls.list)
        self.add = async_raw(calls.add)


class AsyncStreamedTools:
    """`AsyncTools`, with answers whose bodies are still to be read."""

    def __init__(self, calls: AsyncTools) -> None:
        self.list = async_streamed(calls.list)
        self.add = async_streamed(calls.add)
