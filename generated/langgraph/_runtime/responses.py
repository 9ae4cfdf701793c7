"""Answers as they came, beside what methods return of them.

`raw`, `streamed` and `Of` wrap a resource's method for the classes of
`with_raw_response`, `with_streaming_response` and `as_stream`: the same arguments,
another result. Errors are raised as by
the method itself.
"""

from __future__ import annotations

from collections.abc import (
    AsyncGenerator,
    AsyncIterator,
    Callable,
    Coroutine,
    Generator,
    Iterator,
)
from contextlib import (
    AbstractAsyncContextManager,
    asynccontextmanager,
    contextmanager,
)
from typing import Any, Generic, ParamSpec, Self, TypeVar

import httpx2
from pydantic_core import MISSING

from .client import AsyncClient, SyncClient, through
from .connection import Connection, failed
from .model import Model
from .plan import Plan
from .streams import AsyncStream, Stream

P = ParamSpec("P")
T = TypeVar("T")
ClientT = TypeVar("ClientT", bound=Connection[Any])


class _Response(Generic[T, ClientT]):
    """An answer: `http` is that of the HTTP library."""

    def __init__(
        self, plan: Plan[T], client: ClientT, response: httpx2.Response
    ) -> None:
        self._plan = plan
        self._client = client
        self.http = response

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self._plan.id}: status {self.status}>"

    @property
    def status(self) -> int:
        """The status."""
        return self.http.status_code

    @property
    def headers(self) -> httpx2.Headers:
        """The headers, whose names are found in any case."""
        return self.http.headers


class RawResponse(_Response[T, Connection[Any]]):
    """An answer that was read; `parse` gives what the method returns."""

    @property
    def content(self) -> bytes:
        """The body."""
        return self.http.content

    def parse(self) -> T:
        """What the method returns. Raises AnswerInvalid."""
        return self._client.result_of(self._plan, self.http)


class StreamedResponse(_Response[T, SyncClient]):
    """An answer whose body is still to come, in constant memory."""

    def iter_bytes(self, size: int | None = None) -> Iterator[bytes]:
        """The body in chunks, of `size` bytes or as they come."""
        with self._failing():
            yield from self.http.iter_bytes(size)

    def iter_lines(self) -> Iterator[str]:
        """The lines of a text."""
        with self._failing():
            yield from self.http.iter_lines()

    def read(self) -> bytes:
        """The whole body."""
        with self._failing():
            return self.http.read()

    def parse(self) -> T:
        """Read the body, and return what the method returns. Raises AnswerInvalid."""
        self.read()
        return self._client.result_of(self._plan, self.http)

    def close(self) -> None:
        """Stop reading."""
        self.http.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self.close()

    @contextmanager
    def _failing(self) -> Generator[None, None, None]:
        try:
            yield
        except httpx2.RequestError as error:
            raise failed(self._plan.id, error) from error


class AsyncStreamedResponse(_Response[T, AsyncClient]):
    """An answer whose body is still to come, in constant memory."""

    async def iter_bytes(self, size: int | None = None) -> AsyncIterator[bytes]:
        """The body in chunks, of `size` bytes or as they come."""
        async with self._failing():
            async for chunk in self.http.aiter_bytes(size):
                yield chunk

    async def iter_lines(self) -> AsyncIterator[str]:
        """The lines of a text."""
        async with self._failing():
            async for line in self.http.aiter_lines():
                yield line

    async def read(self) -> bytes:
        """The whole body."""
        async with self._failing():
            return await self.http.aread()

    async def parse(self) -> T:
        """Read the body, and return what the method returns. Raises AnswerInvalid."""
        await self.read()
        return self._client.result_of(self._plan, self.http)

    async def close(self) -> None:
        """Stop reading."""
        await self.http.aclose()

    @asynccontextmanager
    async def _failing(self) -> AsyncGenerator[None, None]:
        try:
            yield
        except httpx2.RequestError as error:
            raise failed(self._plan.id, error) from error


class _Calls(Generic[ClientT]):
    """Stands in for the client of a resource."""

    def __init__(self, client: ClientT) -> None:
        self._client = client


class _Raw(_Calls[SyncClient]):
    def call(self, plan: Plan[T], /, *path: object, **given: object) -> RawResponse[T]:
        response = self._client.answer_to(
            plan, self._client.request_for(plan, path, given)
        )
        return RawResponse(plan, self._client, _success(self._client, plan, response))


class _AsyncRaw(_Calls[AsyncClient]):
    async def call(
        self, plan: Plan[T], /, *path: object, **given: object
    ) -> RawResponse[T]:
        response = await self._client.answer_to(
            plan, self._client.request_for(plan, path, given)
        )
        return RawResponse(plan, self._client, _success(self._client, plan, response))


class _Streamed(_Calls[SyncClient]):
    def call(
        self, plan: Plan[T], /, *path: object, **given: object
    ) -> StreamedResponse[T]:
        request = self._client.request_for(plan, path, given)
        response = self._client.open_call(plan, request)
        return StreamedResponse(plan, self._client, response)


class _AsyncStreamed(_Calls[AsyncClient]):
    async def call(
        self, plan: Plan[T], /, *path: object, **given: object
    ) -> AsyncStreamedResponse[T]:
        request = self._client.request_for(plan, path, given)
        response = await self._client.open_call(plan, request)
        return AsyncStreamedResponse(plan, self._client, response)


class _Streams(_Calls[SyncClient]):
    def call(self, plan: Plan[Any], /, *path: object, **given: object) -> Stream[Any]:
        return Stream(plan, self._client, path, _asking(plan, given))


class _AsyncStreams(_Calls[AsyncClient]):
    async def call(
        self, plan: Plan[Any], /, *path: object, **given: object
    ) -> AsyncStream[Any]:
        stream = AsyncStream(plan, self._client, path, _asking(plan, given))
        return await stream.start()


def _asking(plan: Plan[Any], given: dict[str, object]) -> dict[str, object]:
    """The arguments, with the one that asks for a stream."""
    if plan.asks is None:
        return given
    body = given.get("body")
    if not isinstance(body, Model):
        return {plan.asks: True, **given}
    if getattr(body, plan.asks, None) is not MISSING:
        return given
    return {**given, "body": body.model_copy(update={plan.asks: True})}


def _success(
    client: Connection[Any], plan: Plan[Any], response: httpx2.Response
) -> httpx2.Response:
    """The answer, unless it is an error, which is raised."""
    if not response.is_success:
        client.result_of(plan, response)
    return response


def raw(method: Callable[P, T]) -> Callable[P, RawResponse[T]]:
    """The method, returning the answer as it came."""
    wrapped: Callable[P, RawResponse[T]] = through(method, _Raw)
    return wrapped


def async_raw(
    method: Callable[P, Coroutine[Any, Any, T]],
) -> Callable[P, Coroutine[Any, Any, RawResponse[T]]]:
    """The method, returning the answer as it came."""
    wrapped: Callable[P, Coroutine[Any, Any, RawResponse[T]]]
    wrapped = through(method, _AsyncRaw)
    return wrapped


def streamed(method: Callable[P, T]) -> Callable[P, StreamedResponse[T]]:
    """The method, returning the answer before its body is read."""
    wrapped: Callable[P, StreamedResponse[T]] = through(method, _Streamed)
    return wrapped


def async_streamed(
    method: Callable[P, Coroutine[Any, Any, T]],
) -> Callable[P, AbstractAsyncContextManager[AsyncStreamedResponse[T]]]:
    """The method, to be entered: within, its answer is there before its body."""
    opening: Callable[P, Coroutine[Any, Any, AsyncStreamedResponse[T]]]
    opening = through(method, _AsyncStreamed)

    @asynccontextmanager
    async def opened(
        *args: P.args, **kwargs: P.kwargs
    ) -> AsyncGenerator[AsyncStreamedResponse[T], None]:
        response = await opening(*args, **kwargs)
        try:
            yield response
        finally:
            await response.close()

    return opened


class Of(Generic[T]):
    """Wraps methods whose answers can be read item by item; `T` is an item."""

    def streams(self, method: Callable[P, object]) -> Callable[P, Stream[T]]:
        """The method, returning its answer item by item."""
        wrapped: Callable[P, Stream[T]] = through(method, _Streams)
        return wrapped

    def async_streams(
        self, method: Callable[P, Coroutine[Any, Any, object]]
    ) -> Callable[P, Coroutine[Any, Any, AsyncStream[T]]]:
        """The method, returning its answer item by item."""
        wrapped: Callable[P, Coroutine[Any, Any, AsyncStream[T]]]
        wrapped = through(method, _AsyncStreams)
        return wrapped
