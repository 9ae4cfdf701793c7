"""The FastAPI app of an API: routes made from plans.

Every request is matched on its undecoded path, authorized, parsed and checked by its
plan, in that order; FastAPI's own parameter handling takes no part. What the app itself
answers (bad request, no access, no route, a handler's crash) has the documented status
and shape. A handler's answer is checked against its declared type before it leaves.
"""

from __future__ import annotations

import logging
from collections.abc import (
    AsyncGenerator,
    AsyncIterable,
    Iterator,
    Mapping,
    Sequence,
)
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from fastapi import FastAPI
from pydantic import ValidationError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.requests import Request as HttpRequest
from starlette.responses import Response, StreamingResponse
from starlette.routing import BaseRoute, Match
from starlette.types import Receive, Scope, Send

from . import bodies, headers, jsontext, params
from .admission import admit
from .answers import documented
from .codec import codec
from .failures import Refused, failure, raised, refusal
from .handling import Authorize, Result, Route, Undocumented, deny
from .incoming import parse
from .model import places
from .plan import Answer, Api, Lazy
from .request import has_control
from .routing import Routes

log = logging.getLogger(__name__)


class Operation:
    """One operation of the app."""

    def __init__(
        self,
        api: Api,
        route: Route[Any, Any],
        authorize: Authorize[object],
        check: bool,
    ) -> None:
        self.api = api
        self.plan = route.plan
        self.path = route.plan.path
        self.request = route.request
        self.handler = route.handler()
        self.authorize = authorize
        self.check = check

    async def respond(self, http: HttpRequest) -> Response:
        """Authorize, parse, handle, write."""
        plan = self.plan
        try:
            principal = await admit(self.api, plan, self.authorize, http)
            if self.handler is None:
                raise Refused("not_implemented")
            given = await parse(self.api, plan, http, http.scope["plan_path"])
            request = self.request(**given, principal=principal, headers=http.headers)
            result: object = await self.handler(request)
        except Refused as refused:
            return refusal(self.api, plan, refused)
        except Undocumented as answer:
            result = answer
        except NotImplementedError:  # what a stub raises until somebody fills it in
            return failure(self.api, plan, "not_implemented")
        except HTTPException as error:
            return raised(self.api, plan, error)
        except ClientDisconnect:  # nobody is there to read the answer
            log.info("%s: the client left before its body was read", plan.id)
            return failure(self.api, plan, "invalid")
        except Exception:  # the boundary: whatever a handler raises is answered 500
            log.exception("%s: the handler failed", plan.id)
            return failure(self.api, plan, "internal")
        try:
            if isinstance(result, Undocumented):
                return _undocumented(result)
            lines = self._headers(result)
            return _with(lines, self._write(result), result)
        except (AttributeError, TypeError, ValueError) as error:
            log.error("%s: the answer cannot be written: %s", plan.id, error)
            return failure(self.api, plan, "internal")

    def _headers(self, result: object) -> list[tuple[str, str]]:
        """The documented headers of a result. Raises ValueError."""
        answer = documented(self.plan, getattr(result, "status", 0))
        if answer is None or not answer.headers:
            return []
        try:
            lines = list(headers.written(answer, result))
        except ValidationError as error:
            raise ValueError(f"a header breaks its type: {places(error)}") from None
        for name, text in lines:
            _check_headers({name: text})
        return lines

    def _write(self, result: object) -> Response:
        """Write a handler's result; one that breaks the document is a 500."""
        plan = self.plan
        status = getattr(result, "status", None)
        if not isinstance(result, Result) or not isinstance(status, int):
            log.error("%s: the handler returned a %s", plan.id, type(result).__name__)
            return failure(self.api, plan, "internal")
        _check_headers(result.headers)
        answer = documented(plan, status)
        if answer is None or not (answer.content or answer.items):
            return Response(status_code=status, headers=dict(result.headers))
        body = getattr(result, "body", None)
        running = isinstance(body, AsyncIterable | Iterator)
        if answer.items and (running or not answer.content):
            return self._stream(answer, body, status, result.headers)
        media, lazy = _outgoing(answer.content, body)
        try:
            content, kind = bodies.write(media, lazy, body, "answer")
            if self.check and bodies.is_json(media) and not bodies.is_binary(lazy):
                codec(lazy).read_strict(content)
        except ValidationError as error:
            log.error(
                "%s: the answer %s breaks its type: %s", plan.id, status, places(error)
            )
            return failure(self.api, plan, "internal")
        return Response(content, status, dict(result.headers), kind)

    def _stream(
        self, answer: Answer, body: Any, status: int, headers: Mapping[str, str]
    ) -> Response:
        """An answer that is sent while its items are made.

        One that cannot be sent ends the connection: the status is already out.
        """
        from . import events

        media, items = next(iter(answer.items.items()))

        def spelled(item: object) -> bytes:
            try:
                return events.item_bytes(media, items, item, self.check)
            except ValidationError as error:
                log.error(
                    "%s: an item breaks its type: %s", self.plan.id, places(error)
                )
                raise

        async def written() -> AsyncGenerator[bytes, None]:
            try:
                async for item in body:
                    yield spelled(item)
            finally:
                if isinstance(body, AsyncGenerator):
                    await body.aclose()

        source = written() if isinstance(body, AsyncIterable) else map(spelled, body)
        given = {"Cache-Control": "no-store", **headers}
        return StreamingResponse(source, status, given, media)


class Operations(BaseRoute):
    """All operations of the app: one route, which finds the best of them."""

    def __init__(self, api: Api, operations: Sequence[Operation]) -> None:
        urls = (*api.servers, *(url for one in operations for url in one.plan.servers))
        self.operations = tuple(operations)
        self.routes: Routes[Operation] = Routes(
            urlsplit(url).path.rstrip("/") for url in urls
        )
        for operation in operations:
            self.routes.add(operation.plan.method, operation.path, operation)

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Match method and path; a documented base path may stand before it.

        HEAD is answered as GET is, unless it is documented (RFC 9110, section 9.3.2).
        """
        if scope["type"] != "http":
            return Match.NONE, {}
        query = scope.get("query_string", b"").decode("latin-1")
        path = _raw_path(scope)
        found = self.routes.find(scope["method"], path, query)
        if isinstance(found, list) and "GET" in found:
            if scope["method"] == "HEAD":
                found = self.routes.find("GET", path, query)
            elif "HEAD" not in found:
                found.append("HEAD")
        if isinstance(found, list):
            partial = Match.PARTIAL if found else Match.NONE
            return partial, {"plan_allowed": found}
        operation, values = found
        child = {"plan_operation": operation, "plan_path": values, "route": operation}
        return Match.FULL, child

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        operation: Operation | None = scope.get("plan_operation")
        if operation is None:
            allowed = ", ".join(scope["plan_allowed"])
            raise HTTPException(405, headers={"Allow": allowed})
        response = await operation.respond(HttpRequest(scope, receive))
        if scope["method"] == "HEAD":
            if isinstance(response, StreamingResponse):
                response.body_iterator = _nothing()
            else:
                response.body = b""  # its headers stay, with the length that GET has
        await response(scope, receive, send)


async def _nothing() -> AsyncGenerator[bytes, None]:
    for part in tuple[bytes, ...]():
        yield part


def _outgoing(content: Mapping[str, Lazy], body: object) -> tuple[str, Lazy]:
    """The first media type that can carry the body."""
    if len(content) > 1:
        for media, lazy in content.items():
            if isinstance(body, bytes) is bodies.is_binary(lazy) and _fits(lazy, body):
                return media, lazy
    return next(iter(content.items()))


def _fits(lazy: Lazy, body: object) -> bool:
    try:
        codec(lazy).check(body)
    except ValidationError:
        return False
    return True


def _check_headers(headers: Mapping[str, str]) -> None:
    """What a handler took from a request must not become a header of its own."""
    for name, text in headers.items():
        if has_control(text):
            raise ValueError(f"header {name!r} holds a control character")


def _with(
    lines: Sequence[tuple[str, str]], response: Response, result: object
) -> Response:
    """The answer with further headers; a failure has none of them."""
    if response.status_code == getattr(result, "status", None):
        for name in {name for name, _ in lines}:
            del response.headers[name]
        for name, text in lines:
            response.headers.append(name, text)
    return response


def _undocumented(answer: Undocumented) -> Response:
    _check_headers(answer.headers)
    if answer.body is None or isinstance(answer.body, bytes):
        return Response(answer.body, answer.status, answer.headers)
    body = jsontext.write(answer.body)
    return Response(body, answer.status, answer.headers, "application/json")


def _raw_path(scope: Scope) -> str:
    raw: bytes | None = scope.get("raw_path")
    if raw is None:
        return params.encode(scope["path"], "/")
    path = raw.partition(b"?")[0].decode("latin-1")
    root: str = scope.get("root_path", "")
    return path[len(root) :] if root and path.startswith(root + "/") else path


def build_app(
    api: Api,
    routes: Sequence[Route[Any, Any]],
    *,
    document: Path,
    authorize: Authorize[object] = deny,
    check_answers: bool = True,
) -> FastAPI:
    """The app. `document` is the OpenAPI file to serve at `/openapi.json`."""
    app = FastAPI(
        title=api.title,
        version=api.version,
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
    )
    made = [Operation(api, route, authorize, check_answers) for route in routes]
    app.router.routes.append(Operations(api, made))

    async def openapi(_: HttpRequest) -> Response:
        return Response(_document(document), media_type="application/json")

    async def on_error(_: HttpRequest, error: Exception) -> Response:
        if isinstance(error, HTTPException):
            return raised(api, None, error)
        return failure(api, None, "internal")

    app.router.add_route("/openapi.json", openapi, ["GET"], include_in_schema=False)
    app.add_exception_handler(HTTPException, on_error)
    app.add_exception_handler(Exception, on_error)
    return app


@cache
def _document(path: Path) -> bytes:
    return path.read_bytes()
