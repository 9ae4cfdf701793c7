"""A request's bytes as they come, for the handlers of a server."""

from __future__ import annotations

from collections.abc import AsyncIterator

from .failures import Refused


class ByteStream:
    """The body of a request that is bytes: `async for chunk in body`, or `read()`.

    It can be gone through once, and is not kept. Iterating has no limit; who does it
    sees how much there is.
    """

    __slots__ = ("_chunks", "_limit")

    def __init__(self, chunks: AsyncIterator[bytes], limit: int) -> None:
        self._chunks, self._limit = chunks, limit

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for chunk in self._chunks:
            if chunk:
                yield chunk

    async def read(self) -> bytes:
        """All of it. A body that is too large is refused: the answer is 413."""
        out = bytearray()
        async for chunk in self._chunks:
            out += chunk
            if len(out) > self._limit:
                raise Refused("too_large")
        return bytes(out)
