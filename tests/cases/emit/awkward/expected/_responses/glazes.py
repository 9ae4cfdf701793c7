"""The answers of Kiln on glazes, as they came."""

from __future__ import annotations

from .._runtime.responses import async_raw, async_streamed, raw, streamed
from ..client._glazes import AsyncGlazes, Glazes


class RawGlazes:
    """`Glazes`, with whole answers."""

    def __init__(self, calls: Glazes) -> None:
        self.list = raw(calls.list)


class StreamedGlazes:
    """`Glazes`, with answers whose bodies are still to be read."""

    def __init__(self, calls: Glazes) -> None:
        self.list = streamed(calls.list)


class AsyncRawGlazes:
    """`AsyncGlazes`, with whole answers."""

    def __init__(self, calls: AsyncGlazes) -> None:
        self.list = async_raw(calls.list)


class AsyncStreamedGlazes:
    """`AsyncGlazes`, with answers whose bodies are still to be read."""

    def __init__(self, calls: AsyncGlazes) -> None:
        self.list = async_streamed(calls.list)
