"""Style x explode x type x location x hostile characters: sent right, read back.

Each cell is an operation with one parameter. What arrives is compared with what
`style_encoder` writes, what the handler gets with what the caller gave; or the client
refuses, exactly where the encoder gives a reason. Every cell is called by both clients
in process, a tenth of them over a socket.
"""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

import httpx2
import pytest
import uvicorn
from pydantic import MISSING
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send

from templates.runtime.client import AsyncClient, SyncClient
from templates.runtime.errors import RequestInvalid
from templates.runtime.handling import Request, Result, Route
from templates.runtime.model import Model
from templates.runtime.plan import Answer, Api, Parameter, Plan, Shape
from templates.runtime.server import build_app
from tests.runtime.style_encoder import expand, is_undefined, why_not

ONOFF = (False, True)
STYLES: list[tuple[Any, Any, bool]] = [
    *[("path", style, on) for style in ("simple", "label", "matrix") for on in ONOFF],
    *[("query", "form", on) for on in ONOFF],
    *[("query", "spaceDelimited", on) for on in ONOFF],
    *[("query", "pipeDelimited", on) for on in ONOFF],
    ("query", "deepObject", True),
    *[("header", "simple", on) for on in ONOFF],
    *[("cookie", style, on) for style in ("form", "cookie") for on in ONOFF],
]
HOSTILE = {
    "plain": "blue",
    "comma": "a,b",
    "dot": "a.b",
    "only a dot": ".",
    "dots": "..",
    "semicolon": "a;b",
    "bar": "a|b",
    "equals": "a=b",
    "ampersand": "a&b",
    "slash": "a/b",
    "question": "a?b",
    "hash": "a#b",
    "brackets": "a[b]",
    "plus": "a+b",
    "space": "a b",
    "space around": " a ",
    "percent": "100%",
    "triple": "%2C%41",
    "quotes": "\"a'",
    "backslash": "a\\b",
    "colon": "a:b@c!$()*~",
    "umlaut": "ä",
    "emoji": "\N{MONKEY FACE}",
    "right to left": "\u0633\u0644\u0627\u0645",
    "new line": "a\r\nX: b",
    "control": "a\x00\x7f",
    "number": "007",
    "null": "null",
    "empty": "",
}


class Palette(Model):
    name: str

    shades: int | MISSING = MISSING

    bright: bool | MISSING = MISSING


class Nested(Model):
    a: dict[str, str] | MISSING = MISSING

    tags: list[str] | MISSING = MISSING


@dataclass(frozen=True)
class Cell:
    """One cell. `given` is the argument, `value` what it is in JSON."""

    name: str
    parameter: Parameter
    value: Any
    given: Any
    path: str

    @property
    def coordinates(self) -> tuple[str, str, bool]:
        it = self.parameter
        return it.location, it.style, it.explode


def values() -> Iterator[tuple[str, Any, Shape, Any]]:
    """What is sent: a name, its type, its shape, the value."""
    for name, text in HOSTILE.items():
        yield f"string-{name}", str, "scalar", text
        yield f"array-{name}", list[str], "array", [text, "x"]
        yield f"object-{name}", dict[str, str], "object", {text: "v", "k": text}
    for number in (0, -7, 10**20):
        yield f"integer-{number}", int, "scalar", number
    for real in (1.5, -0.25, 1e21):
        yield f"number-{real}", float, "scalar", real
    for flag in (True, False):
        yield f"boolean-{flag}", bool, "scalar", flag
    yield "null", int | None, "scalar", None
    yield "array-integers", list[int], "array", [1, -2, 30]
    yield "array-numbers", list[float], "array", [1.5, 2.0]
    yield "array-booleans", list[bool], "array", [True, False]
    yield "array-one", list[str], "array", ["a"]
    yield "array-empty texts", list[str], "array", ["", "", "a"]
    yield "array-one empty text", list[str], "array", [""]
    yield "array-none", list[str], "array", []
    yield "array-null", list[str | None], "array", ["a", None]
    yield "object-integers", dict[str, int], "object", {"R": 100, "G": 200, "B": 150}
    yield "object-model", Palette, "object", {"name": "dusk, dawn", "shades": 3}
    yield "object-flags", Palette, "object", {"name": "", "bright": True}
    yield "object-empty key", dict[str, str], "object", {"": ""}
    yield "object-none", dict[str, str], "object", {}
    yield "object-null", dict[str, str | None], "object", {"a": None}


def cells() -> Iterator[Cell]:
    number = 0
    for location, style, explode in STYLES:
        for name, type_, shape, value in values():
            if style == "deepObject" and shape != "object":
                continue
            label = f"{location}-{style}-{'explode' if explode else 'plain'}-{name}"
            yield made(label, number, location, style, explode, type_, shape, value)
            number += 1
    for name, value in {
        "object": {"a": {"b": "1,2", "c]": "x"}},
        "a list": {"tags": ["x", "y z"]},
        "a list of one": {"tags": ["x"]},
        "no list": {"tags": []},
    }.items():
        label = f"query-deepObject-explode-nested-{name}"
        yield made(label, number, "query", "deepObject", True, Nested, "object", value)
        number += 1


def made(
    name: str,
    number: int,
    location: Any,
    style: Any,
    explode: bool,
    type_: Any,
    shape: Shape,
    value: Any,
) -> Cell:
    parameter = Parameter(
        location,
        "color",
        "color",
        lambda: type_,
        required=location == "path",
        shape=shape,
        style=style,
        explode=bool(explode),
    )
    model = isinstance(type_, type) and issubclass(type_, Model)
    given = type_.model_validate(value) if model else value
    path = f"/c{number}/{{color}}" if location == "path" else f"/c{number}"
    return Cell(name, parameter, value, given, path)


CELLS = {cell.name: cell for cell in cells()}
API = Api("Styles", "1", ("http://styles.test",), {}, dict)
PLANS: dict[str, Plan[None]] = {
    cell.name: Plan(
        cell.name, "GET", cell.path, (cell.parameter,), answers={"204": Answer()}
    )
    for cell in CELLS.values()
}


class Painted(Request):
    color: Any = MISSING

    class Done(Result):
        status: ClassVar[int] = 204


class Painter:
    """Remembers what it was given, and what had come for it."""

    def __init__(self) -> None:
        self.request: Any = None
        self.scope: Any = None
        routes = [Route(it, Painted, Painter.paint, self) for it in PLANS.values()]
        self.app = build_app(API, routes, document=Path("styles.json"))

    async def paint(self, request: Painted, /) -> Painted.Done:
        self.request = request
        return Painted.Done()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.scope = scope
        await self.app(scope, receive, send)

    def arrived(self, location: str) -> str | None:
        """The text that came in the place of a parameter."""
        headers = {name: text.decode("latin-1") for name, text in self.scope["headers"]}
        match location:
            case "path":
                path: str = self.scope["raw_path"].decode()
                return path.split("/", 2)[2]
            case "query":
                return self.scope["query_string"].decode() or None
            case "header":
                return headers.get(b"color")
        return headers.get(b"cookie")

    def check(self, cell: Cell) -> None:
        """Whether what came is what was to come."""
        location, style, explode = cell.coordinates
        came, request = self.arrived(location), self.request
        if is_undefined(cell.value):
            assert (came, request.color) == (None, MISSING)
            return
        assert came == expand(location, style, explode, "color", cell.value)
        assert request.color == cell.given
        assert type(request.color) is type(cell.given)


def refused(cell: Cell) -> str | None:
    """Why a cell must be refused, if it must."""
    if "-nested-" in cell.name:
        return "no text" if cell.name.endswith(("no list", "-object")) else None
    return why_not(*cell.coordinates, cell.value)


def arguments(cell: Cell) -> tuple[tuple[Any, ...], dict[str, Any]]:
    """How the parameter is given to a call."""
    if cell.parameter.location == "path":
        return (cell.given,), {}
    return (), {"color": cell.given}


@pytest.fixture(scope="module")
def painter() -> Painter:
    return Painter()


@pytest.fixture(scope="module")
def sync(painter: Painter) -> SyncClient:
    return SyncClient(API, {}, base_url=None, http_client=TestClient(painter))


def call(client: SyncClient, painter: Painter, cell: Cell) -> None:
    path, given = arguments(cell)
    painter.request = painter.scope = None
    if (why := refused(cell)) is None:
        client.call(PLANS[cell.name], *path, **given)
        painter.check(cell)
    else:
        with pytest.raises(RequestInvalid):
            client.call(PLANS[cell.name], *path, **given)
        assert painter.scope is None, why


async def call_later(client: AsyncClient, painter: Painter, cell: Cell) -> None:
    path, given = arguments(cell)
    painter.request = painter.scope = None
    if refused(cell) is None:
        await client.call(PLANS[cell.name], *path, **given)
        painter.check(cell)
    else:
        with pytest.raises(RequestInvalid):
            await client.call(PLANS[cell.name], *path, **given)
        assert painter.scope is None


def test_there_are_cells_enough() -> None:
    assert len(CELLS) >= 600
    assert sum(refused(cell) is None for cell in CELLS.values()) >= 600


@pytest.mark.parametrize("name", CELLS)
def test_a_cell_in_process(sync: SyncClient, painter: Painter, name: str) -> None:
    call(sync, painter, CELLS[name])


def test_every_cell_of_the_async_client(painter: Painter) -> None:
    async def run() -> None:
        http = httpx2.AsyncClient(transport=httpx2.ASGITransport(painter))
        async with AsyncClient(API, {}, base_url=None, http_client=http) as client:
            for cell in CELLS.values():
                await call_later(client, painter, cell)

    asyncio.run(run())


def test_a_tenth_of_the_cells_over_a_socket(painter: Painter) -> None:
    chosen = [cell for cell in CELLS.values() if refused(cell) is None][::10]
    assert len(chosen) >= 60
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    config = uvicorn.Config(painter, log_level="error", lifespan="off")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    url = f"http://127.0.0.1:{listener.getsockname()[1]}"

    async def run() -> None:
        async with AsyncClient(API, {}, base_url=url, http_client=None) as other:
            for cell in chosen:
                await call_later(other, painter, cell)

    try:
        with SyncClient(API, {}, base_url=url, http_client=None) as client:
            for cell in chosen:
                call(client, painter, cell)
        asyncio.run(run())
    finally:
        server.should_exit = True
        thread.join()
        listener.close()
