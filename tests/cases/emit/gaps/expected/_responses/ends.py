"""The answers of Odd <b>ends</b> | [and](https://evil.example) more on ends, as they
came.
"""

from __future__ import annotations

from .._runtime.responses import async_raw, async_streamed, raw, streamed
from ..client._ends import AsyncEnds, Ends


class RawEnds:
    """`Ends`, with whole answers."""

    def __init__(self, calls: Ends) -> None:
        self.list = raw(calls.list)


class StreamedEnds:
    """`Ends`, with answers whose bodies are still to be read."""

    def __init__(self, calls: Ends) -> None:
        self.list = streamed(calls.list)


class AsyncRawEnds:
    """`AsyncEnds`, with whole answers."""

    def __init__(self, calls: AsyncEnds) -> None:
        self.list = async_raw(calls.list)


class AsyncStreamedEnds:
    """`AsyncEnds`, with answers whose bodies are still to be read."""

    def __init__(self, calls: AsyncEnds) -> None:
        self.list = async_streamed(calls.list)
