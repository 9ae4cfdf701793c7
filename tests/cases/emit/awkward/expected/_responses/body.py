"""The answers of Kiln on body, as they came."""

from __future__ import annotations

from .._runtime.responses import async_raw, async_streamed, raw, streamed
from ..client._body import AsyncBody, Body


class RawBody:
    """`Body`, with whole answers."""

    def __init__(self, calls: Body) -> None:
        self.make_pot = raw(calls.make_pot)


class StreamedBody:
    """`Body`, with answers whose bodies are still to be read."""

    def __init__(self, calls: Body) -> None:
        self.make_pot = streamed(calls.make_pot)


class AsyncRawBody:
    """`AsyncBody`, with whole answers."""

    def __init__(self, calls: AsyncBody) -> None:
        self.make_pot = async_raw(calls.make_pot)


class AsyncStreamedBody:
    """`AsyncBody`, with answers whose bodies are still to be read."""

    def __init__(self, calls: AsyncBody) -> None:
        self.make_pot = async_streamed(calls.make_pot)
