"""Answers that are read item by item: server-sent events, JSON lines, JSON sequences.

A stream is open until it was read to its end or closed; use it as a context manager. An
event keeps its name whether it is documented or not, and data that does not fit its type
stays as it came. Where the connection breaks and the events have ids, a request that is
safe to repeat is sent again with `Last-Event-ID` (HTML, section 9.2).
"""

from __future__ import annotations

import time
from collections.abc import AsyncGenerator, AsyncIterator, Generator, Iterator
from typing import Any, Generic, Self, TypeVar, cast

import httpx2
from pydantic_core import to_json

from . import bodies, retrying
from .answers import documented
from .client import AsyncClient, SyncClient
from .codec import codec
from .connection import Connection, failed
from .errors import AnswerInvalid, Reply
from .events import EVENTS, Event, is_sequence
from .jsontext import NotJson, OtherKind
from .plan import Items, Plan

T = TypeVar("T")
ClientT = TypeVar("ClientT", bound=Connection[Any])

MAX_EVENT = 64 * 1024 * 1024
"""Bytes of one event, or of one line, that are kept before the stream is refused."""

_END = "[DONE]"
"""What many APIs send as the last event's data, where the others are JSON."""

_RECORD = b"\x1e"
"""What a JSON text sequence puts before each item (RFC 7464)."""


class _Stream(Generic[T, ClientT]):
    """What blocking and asynchronous streams share."""

    response: httpx2.Response
    """The answer: its status and headers."""

    def __init__(
        self,
        plan: Plan[T],
        client: ClientT,
        path: tuple[object, ...],
        given: dict[str, object],
    ) -> None:
        self._plan = plan
        self._client = client
        self._request = client.request_for(plan, path, given)
        media = [it for each in plan.answers.values() for it in each.items]
        self._request.headers["Accept"] = ", ".join(dict.fromkeys(media))
        self._retry: int | None = None
        self.last_event_id: str | None = None

    def _resumed(
        self, error: httpx2.RequestError, attempt: int
    ) -> tuple[httpx2.Request, float]:
        """The request that goes on, and the seconds before it. Raises where none does."""
        request = self._request
        able = self.last_event_id and retrying.is_safe(request)
        if (
            not able
            or not retrying.is_whole(request)
            or attempt >= self._client.max_retries
        ):
            raise failed(self._plan.id, error) from error
        request.headers["Last-Event-ID"] = self.last_event_id or ""
        waiting = retrying.pause(attempt)
        return request, waiting if self._retry is None else self._retry / 1000

    def _kind(self) -> tuple[str, Items] | None:
        """How the answer's body is read; None where it is no stream."""
        answer = documented(self._plan, self.response.status_code)
        found = bodies.choose(
            {media: it.type for media, it in answer.items.items()} if answer else {},
            self.response.headers.get("content-type"),
        )
        if answer is None or found is None:
            return None
        return found[0], answer.items[found[0]]

    def _no_stream(self) -> AnswerInvalid:
        media = bodies.media_type(self.response.headers.get("content-type"))
        return self._wrong(f"{media or 'no type'} is no stream", self.response.content)

    def _wrong(self, what: str, raw: bytes) -> AnswerInvalid:
        status = self.response.status_code
        headers = {name.lower(): it for name, it in self.response.headers.items()}
        reply = Reply(status, headers, None, raw)
        return AnswerInvalid(self._plan.id, f"status {status}, {what}", reply)

    def _item(self, items: Items, raw: bytes) -> T:
        """The value of a line."""
        try:
            return cast(T, codec(items.type).read_answer(raw))
        except (NotJson, OtherKind) as error:
            raise self._wrong(f"an item of the stream: {error}", raw) from None

    def _event(self, items: Items, sent: httpx2.ServerSentEvent) -> T | None:
        """The value of an event; None for one that only sets an id or a pause."""
        self.last_event_id = sent.id or self.last_event_id
        if sent.retry is not None:
            self._retry = sent.retry
        if not sent.data and sent.event == "message":
            return None
        if items.whole:
            fields: dict[str, object] = {"data": sent.data}
            if sent.event != "message":
                fields["event"] = sent.event
            if sent.id:
                fields["id"] = sent.id
            if sent.retry is not None:
                fields["retry"] = sent.retry
            return self._item(items, to_json(fields))
        data: Any = _data(items, sent.data)
        event = Event(data, sent.event, sent.id or None, sent.retry)
        return cast(T, event)


def _data(items: Items, text: str) -> object:
    """The data of an event: of its type, else the JSON or the text that it is."""
    reader = codec(items.type)
    if reader.type is str:
        return text
    try:
        return reader.read_answer(text.encode())
    except (NotJson, OtherKind):
        return text


def _is_end(items: Items, sent: httpx2.ServerSentEvent) -> bool:
    return sent.data == _END and codec(items.type).type is not str


class _Splitter:
    """Takes a body apart at line feeds, or at the marks of a JSON text sequence."""

    def __init__(self, media: str) -> None:
        self._mark = _RECORD if is_sequence(media) else b"\n"
        self._parts: list[bytes] = []
        self._size = 0

    def feed(self, chunk: bytes) -> Iterator[bytes]:
        """The items that end in a chunk."""
        first, *rest = chunk.split(self._mark)
        self._parts.append(first)
        self._size += len(first)
        if self._size > MAX_EVENT:
            raise httpx2.ReadError(f"an item of the stream has over {MAX_EVENT} bytes")
        for part in rest:
            yield from self.end()
            self._parts, self._size = [part], len(part)

    def end(self) -> Iterator[bytes]:
        """What is left when the body ends."""
        item = b"".join(self._parts).strip()
        if item:
            yield item


class Stream(_Stream[T, SyncClient]):
    """The items of an answer, read while they come."""

    def __init__(
        self,
        plan: Plan[T],
        client: SyncClient,
        path: tuple[object, ...],
        given: dict[str, object],
    ) -> None:
        super().__init__(plan, client, path, given)
        self.response = client.open_call(plan, self._request)
        if self._kind() is None:
            self.response.read()
            raise self._no_stream()
        self._iterator = self._run()

    def __iter__(self) -> Iterator[T]:
        return self

    def __next__(self) -> T:
        return next(self._iterator)

    def _run(self) -> Generator[T, None, None]:
        attempt = 0
        while True:
            before = self.last_event_id
            try:
                yield from self._items()
                return
            except httpx2.RequestError as error:
                attempt = attempt + 1 if self.last_event_id == before else 0
                request, seconds = self._resumed(error, attempt)
            finally:
                self.response.close()
            time.sleep(seconds)
            self.response = self._client.open_call(self._plan, request)

    def _items(self) -> Iterator[T]:
        kind = self._kind()
        if kind is None:
            return
        media, items = kind
        if bodies.media_type(media) == EVENTS:
            for sent in httpx2.EventSource(self.response, MAX_EVENT):
                if _is_end(items, sent):
                    return
                event = self._event(items, sent)
                if event is not None:
                    yield event
            return
        splitter = _Splitter(bodies.media_type(media))
        for chunk in self.response.iter_bytes():
            for raw in splitter.feed(chunk):
                yield self._item(items, raw)
        for raw in splitter.end():
            yield self._item(items, raw)

    def close(self) -> None:
        """Stop reading, and close the connection of this answer."""
        self._iterator.close()
        self.response.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self.close()


class AsyncStream(_Stream[T, AsyncClient]):
    """The items of an answer, read while they come."""

    async def start(self) -> Self:
        """Send the request; to be awaited once, before all else."""
        self.response = await self._client.open_call(self._plan, self._request)
        if self._kind() is None:
            await self.response.aread()
            raise self._no_stream()
        self._iterator = self._run()
        return self

    def __aiter__(self) -> AsyncIterator[T]:
        return self

    async def __anext__(self) -> T:
        return await anext(self._iterator)

    async def _run(self) -> AsyncGenerator[T, None]:
        from anyio import sleep

        attempt = 0
        while True:
            before = self.last_event_id
            try:
                async for item in self._items():
                    yield item
                return
            except httpx2.RequestError as error:
                attempt = attempt + 1 if self.last_event_id == before else 0
                request, seconds = self._resumed(error, attempt)
            finally:
                await self.response.aclose()
            await sleep(seconds)
            self.response = await self._client.open_call(self._plan, request)

    async def _items(self) -> AsyncGenerator[T, None]:
        kind = self._kind()
        if kind is None:
            return
        media, items = kind
        if bodies.media_type(media) == EVENTS:
            async for sent in httpx2.EventSource(self.response, MAX_EVENT):
                if _is_end(items, sent):
                    return
                event = self._event(items, sent)
                if event is not None:
                    yield event
            return
        splitter = _Splitter(bodies.media_type(media))
        async for chunk in self.response.aiter_bytes():
            for raw in splitter.feed(chunk):
                yield self._item(items, raw)
        for raw in splitter.end():
            yield self._item(items, raw)

    async def close(self) -> None:
        """Stop reading, and close the connection of this answer."""
        await self._iterator.aclose()
        await self.response.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *raised: object) -> None:
        await self.close()
