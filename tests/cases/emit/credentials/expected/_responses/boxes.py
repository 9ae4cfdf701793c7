"""The answers of Vault on boxes, as they came."""

from __future__ import annotations

from .._runtime.responses import async_raw, async_streamed, raw, streamed
from ..client._boxes import AsyncBoxes, Boxes


class RawBoxes:
    """`Boxes`, with whole answers."""

    def __init__(self, calls: Boxes) -> None:
        self.list = raw(calls.list)
        self.add = raw(calls.add)


class StreamedBoxes:
    """`Boxes`, with answers whose bodies are still to be read."""

    def __init__(self, calls: Boxes) -> None:
        self.list = streamed(calls.list)
        self.add = streamed(calls.add)


class AsyncRawBoxes:
    """`AsyncBoxes`, with whole answers."""

    def __init__(self, calls: AsyncBoxes) -> None:
        self.list = async_raw(calls.list)
        self.add = async_raw(calls.add)


class AsyncStreamedBoxes:
    """`AsyncBoxes`, with answers whose bodies are still to be read."""

    def __init__(self, calls: AsyncBoxes) -> None:
        self.list = async_streamed(calls.list)
        self.add = async_streamed(calls.add)
