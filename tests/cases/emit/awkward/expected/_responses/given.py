"""The answers of Kiln on given, as they came."""

from __future__ import annotations

from .._runtime.responses import async_raw, async_streamed, raw, streamed
from ..client._given import AsyncGiven, Given


class RawGiven:
    """`Given`, with whole answers."""

    def __init__(self, calls: Given) -> None:
        self.make_jug = raw(calls.make_jug)


class StreamedGiven:
    """`Given`, with answers whose bodies are still to be read."""

    def __init__(self, calls: Given) -> None:
        self.make_jug = streamed(calls.make_jug)


class AsyncRawGiven:
    """`AsyncGiven`, with whole answers."""

    def __init__(self, calls: AsyncGiven) -> None:
        self.make_jug = async_raw(calls.make_jug)


class AsyncStreamedGiven:
    """`AsyncGiven`, with answers whose bodies are still to be read."""

    def __init__(self, calls: AsyncGiven) -> None:
        self.make_jug = async_streamed(calls.make_jug)
