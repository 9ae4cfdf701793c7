"""The answers of Lending desk on loans, as they came."""

from __future__ import annotations

from .._runtime.responses import async_raw, async_streamed, raw, streamed
from ..client._loans import AsyncLoans, Loans


class RawLoans:
    """`Loans`, with whole answers."""

    def __init__(self, calls: Loans) -> None:
        self.create = raw(calls.create)


class StreamedLoans:
    """`Loans`, with answers whose bodies are still to be read."""

    def __init__(self, calls: Loans) -> None:
        self.create = streamed(calls.create)


class AsyncRawLoans:
    """`AsyncLoans`, with whole answers."""

    def __init__(self, calls: AsyncLoans) -> None:
        self.create = async_raw(calls.create)


class AsyncStreamedLoans:
    """`AsyncLoans`, with answers whose bodies are still to be read."""

    def __init__(self, calls: AsyncLoans) -> None:
        self.create = async_streamed(calls.create)
