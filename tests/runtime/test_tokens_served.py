"""Our client against our server: the server issues tokens itself, as FastAPI shows it."""

from __future__ import annotations

import asyncio
import itertools
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol

import pytest
import uvicorn
from starlette.requests import Request as HttpRequest
from starlette.responses import JSONResponse

from templates.runtime.errors import StatusError, TokenError
from templates.runtime.handling import (
    Access,
    Forbidden,
    P_co,
    P_contra,
    Request,
    Result,
    Route,
)
from templates.runtime.server import build_app
from tests.runtime.issuer import Issuer, api, async_client, client, plan

MANY = 50


class See(Request[P_co]):
    class Ok(Result):
        body: dict[str, str]
        status: int = 200


class ThingsApi(Protocol[P_contra]):
    async def see(self, request: See[P_contra], /) -> See.Ok: ...


class Things:
    async def see(self, request: See[str], /) -> See.Ok:
        return See.Ok({"token": request.principal})


class Desk:
    """Tokens by the scopes that they were issued for."""

    def __init__(self) -> None:
        self.numbers = itertools.count(1)
        self.issued: dict[str, set[str]] = {}

    async def token(self, request: HttpRequest) -> JSONResponse:
        async with request.form() as form:
            given = {name: str(text) for name, text in form.items()}
        await asyncio.sleep(0.2)
        if given.get("username") != "ida":
            return JSONResponse({"error": "invalid_grant"}, 400)
        token = f"token-{next(self.numbers)}"
        self.issued[token] = {*given.get("scope", "").split()} - {"never"}
        return JSONResponse({"access_token": token, "token_type": "bearer"})

    async def authorize(self, access: Access) -> str | None:
        granted = self.issued.get(access.token)
        if granted is not None and not access.covered_by(granted):
            raise Forbidden
        return None if granted is None else access.token


@pytest.fixture
def desk() -> Iterator[tuple[Desk, Issuer]]:
    desk = Desk()
    routes = [
        Route(plan("read"), See, ThingsApi.see, Things()),
        Route(plan("never", path="/never"), See, ThingsApi.see, Things()),
    ]
    app = build_app(api(), routes, document=Path("none"), authorize=desk.authorize)
    app.router.add_route("/token", desk.token, ["POST"])
    listener = socket.create_server(("127.0.0.1", 0), backlog=100)
    server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    yield desk, Issuer(f"http://127.0.0.1:{listener.getsockname()[1]}")
    server.should_exit = True
    thread.join()
    listener.close()


IDA: dict[str, Any] = {"username": "ida", "password": "p"}


def test_tokens_come_and_go(desk: tuple[Desk, Issuer]) -> None:
    office, place = desk
    with client(place, **IDA) as made:
        assert made.call(plan("read")) == {"token": "token-1"}
        office.issued.clear()
        assert made.call(plan("read")) == {"token": "token-2"}
        with pytest.raises(StatusError, match="403") as caught:
            made.call(plan("never", path="/never"))
        told = caught.value.headers["www-authenticate"]
        assert told.endswith('error="insufficient_scope", scope="never"')
    with client(place, username="tom", password="p") as made:
        with pytest.raises(TokenError) as refused:
            made.call(plan("read"))
        assert refused.value.error == "invalid_grant"


def test_fifty_tasks_whose_tokens_were_revoked(desk: tuple[Desk, Issuer]) -> None:
    office, place = desk

    async def calls() -> list[set[str]]:
        async with async_client(place, **IDA) as made:
            found = []
            for _ in range(3):
                many = (made.call(plan("read")) for _ in range(MANY))
                found.append({it["token"] for it in await asyncio.gather(*many)})
                office.issued.clear()
            return found

    assert asyncio.run(calls()) == [{"token-1"}, {"token-2"}, {"token-3"}]
