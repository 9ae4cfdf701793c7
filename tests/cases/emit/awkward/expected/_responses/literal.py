"""The answers of Kiln on literal, as they came."""

from __future__ import annotations

from .._runtime.responses import async_raw, async_streamed, raw, streamed
from ..client._literal import AsyncLiteralResource, LiteralResource


class RawLiteralResource:
    """`LiteralResource`, with whole answers."""

    def __init__(self, calls: LiteralResource) -> None:
        self.literal = raw(calls.literal)


class StreamedLiteralResource:
    """`LiteralResource`, with answers whose bodies are still to be read."""

    def __init__(self, calls: LiteralResource) -> None:
        self.literal = streamed(calls.literal)


class AsyncRawLiteralResource:
    """`AsyncLiteralResource`, with whole answers."""

    def __init__(self, calls: AsyncLiteralResource) -> None:
        self.literal = async_raw(calls.literal)


class AsyncStreamedLiteralResource:
    """`AsyncLiteralResource`, with answers whose bodies are still to be read."""

    def __init__(self, calls: AsyncLiteralResource) -> None:
        self.literal = async_streamed(calls.literal)
