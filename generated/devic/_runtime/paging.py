"""Lists that come in pages, read one after the other.

A pager calls an operation again and again, by what its plan says of the pages. It yields
items, or pages as the method itself returns them. An answer that leads to the page which
was just read, or to another origin, raises AnswerInvalid.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator, Mapping
from typing import Any, Generic, ParamSpec, TypeVar
from urllib.parse import urljoin

import httpx2
from pydantic_core import MISSING

from .client import AsyncClient, SyncClient, through
from .connection import Connection
from .errors import AnswerInvalid, Reply
from .model import Model
from .plan import ApiKey, Pages, Plan
from .shapes import is_dict, is_list

P = ParamSpec("P")
ItemT = TypeVar("ItemT")
PageT = TypeVar("PageT")
ClientT = TypeVar("ClientT", bound=Connection[Any])

_NEXT = re.compile(r'<([^<>]*)>\s*;[^,<]*\brel\s*=\s*"?(?:[^",;]*\s)?next\b')
"""A link to the next page (RFC 8288, section 3)."""


class _Pager(Generic[ItemT, PageT, ClientT]):
    """What blocking and asynchronous pagers share: where the next page is."""

    def __init__(
        self,
        plan: Plan[PageT],
        client: ClientT,
        path: tuple[object, ...],
        given: dict[str, object],
    ) -> None:
        if plan.pages is None:
            raise TypeError(f"{plan.id} has no pages")
        self._plan = plan
        self._client = client
        self._path = path
        self._given = given
        self._how: Pages = plan.pages

    def _request(self, given: Mapping[str, object], url: str | None) -> httpx2.Request:
        request = self._client.request_for(self._plan, self._path, dict(given))
        if url is not None:
            request.url = self._beside(request.url, httpx2.URL(url))
        return request

    def _beside(self, first: httpx2.URL, following: httpx2.URL) -> httpx2.URL:
        """The URL of a page, with the keys that travel in queries."""
        for scheme in self._client.api.schemes.values():
            if isinstance(scheme, ApiKey) and scheme.location == "query":
                name = scheme.name
                if name in first.params and name not in following.params:
                    following = following.copy_set_param(name, first.params[name])
        return following

    def _items(self, page: object) -> list[Any]:
        found = _at(page, self._how.items)
        return found if is_list(found) else []

    def _following(
        self,
        page: object,
        response: httpx2.Response,
        given: dict[str, object],
    ) -> tuple[dict[str, object], str | None] | None:
        """The arguments of the next call, and its URL if that is what is known."""
        how = self._how
        if how.more and _at(page, how.more) is False:
            return None
        if how.style in ("url", "link"):
            url = self._url(page, response)
            return None if url is None else (given, url)
        value = self._value(page, self._argument(given))
        if value is None or value is MISSING or value == "":
            return None
        if how.style == "cursor" and value == self._argument(given):
            raise self._wrong(response, "leads to the page that was just read")
        body = given.get("body")
        if isinstance(body, Model) and how.in_body:
            body = body.model_copy(update={how.argument: value})
            return {**given, "body": body}, None
        return {**given, how.argument: value}, None

    def _argument(self, given: Mapping[str, object]) -> object:
        """What the call that was just made was given for its place in the list."""
        name, body = self._how.argument, given.get("body")
        if isinstance(body, Model) and self._how.in_body:
            return getattr(body, name, MISSING)
        return given.get(name, MISSING)

    def _value(self, page: object, before: object) -> object:
        """What the next call is given for its place in the list; None: there is none."""
        how, items = self._how, self._items(page)
        if how.style == "cursor":
            return _at(page, how.next)
        if not items:
            return None
        if how.style == "last":
            return _at(items[-1], how.next)
        start = before if isinstance(before, int) else how.start
        return start + (len(items) if how.style == "offset" else 1)

    def _url(self, page: object, response: httpx2.Response) -> str | None:
        if self._how.style == "link":
            found = _NEXT.search(", ".join(response.headers.get_list("link")))
            link = found[1] if found else None
        else:
            link = _at(page, self._how.next)
        if not isinstance(link, str) or not link:
            return None
        here = response.request.url
        try:
            there = httpx2.URL(urljoin(str(here), link))
        except (httpx2.InvalidURL, ValueError):
            raise self._wrong(response, "names no URL for the next page") from None
        if (here.scheme, here.host, here.port) != (
            there.scheme,
            there.host,
            there.port,
        ):
            raise self._wrong(response, "leads to another origin")
        if self._beside(here, there) == here:
            raise self._wrong(response, "leads to the page that was just read")
        return str(there)

    def _wrong(self, response: httpx2.Response, what: str) -> AnswerInvalid:
        headers = {name.lower(): it for name, it in response.headers.items()}
        reply = Reply(response.status_code, headers, None, response.content)
        return AnswerInvalid(self._plan.id, f"a page {what}", reply)


def _at(value: object, path: tuple[str, ...]) -> Any:
    """What is found below a value by the names of its fields."""
    found: Any = value
    for name in path:
        if is_dict(found):
            found = found.get(name)
        else:
            found = getattr(found, name, None)
    return found


class Pager(_Pager[ItemT, PageT, SyncClient]):
    """The items of all pages; each page is asked for when it is needed."""

    def __iter__(self) -> Iterator[ItemT]:
        for page in self.pages():
            yield from self._items(page)

    def pages(self) -> Iterator[PageT]:
        """The pages, as the method returns them."""
        following: tuple[dict[str, object], str | None] | None = self._given, None
        while following is not None:
            given, url = following
            request = self._request(given, url)
            response = self._client.answer_to(self._plan, request)
            page = self._client.result_of(self._plan, response)
            yield page
            following = self._following(page, response, given)


class AsyncPager(_Pager[ItemT, PageT, AsyncClient]):
    """The items of all pages; each page is asked for when it is needed."""

    async def __aiter__(self) -> AsyncIterator[ItemT]:
        async for page in self.pages():
            for item in self._items(page):
                yield item

    async def pages(self) -> AsyncIterator[PageT]:
        """The pages, as the method returns them."""
        following: tuple[dict[str, object], str | None] | None = self._given, None
        while following is not None:
            given, url = following
            request = self._request(given, url)
            response = await self._client.answer_to(self._plan, request)
            page = self._client.result_of(self._plan, response)
            yield page
            following = self._following(page, response, given)


class _Paged:
    def __init__(self, client: SyncClient) -> None:
        self._client = client

    def call(
        self, plan: Plan[Any], /, *path: object, **given: object
    ) -> Pager[Any, Any]:
        return Pager(plan, self._client, path, given)


class _AsyncPaged:
    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    async def call(
        self, plan: Plan[Any], /, *path: object, **given: object
    ) -> AsyncPager[Any, Any]:
        return AsyncPager(plan, self._client, path, given)


class Paged(Generic[ItemT]):
    """Wraps methods whose lists come in pages."""

    def pages(self, method: Callable[P, PageT]) -> Callable[P, Pager[ItemT, PageT]]:
        """The method, returning the items of all pages."""
        wrapped: Callable[P, Pager[ItemT, PageT]] = through(method, _Paged)
        return wrapped

    def async_pages(
        self, method: Callable[P, Coroutine[Any, Any, PageT]]
    ) -> Callable[P, AsyncPager[ItemT, PageT]]:
        """The method, returning the items of all pages, which need no `await`."""
        opening: Callable[P, Coroutine[Any, Any, AsyncPager[ItemT, PageT]]]
        opening = through(method, _AsyncPaged)

        def opened(*args: P.args, **kwargs: P.kwargs) -> AsyncPager[ItemT, PageT]:
            try:
                opening(*args, **kwargs).send(None)
            except StopIteration as made:  # nothing in it waits
                pager: AsyncPager[ItemT, PageT] = made.value
                return pager
            raise AssertionError

        return opened
