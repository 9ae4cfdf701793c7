"""An invented API, spelled as generated packages are: models, plans, a server.

Harbour keeps ships. Its errors are `{"fault": {"code", "text", "more"}}`; a bad request
is 422.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal, Protocol
from uuid import UUID

from fastapi import FastAPI
from pydantic import MISSING, Field

from templates.runtime.client import AsyncClient, AsyncResource, Resource, SyncClient
from templates.runtime.errors import StatusError
from templates.runtime.handling import Authorize, Request, Result, Route, deny
from templates.runtime.model import ClosedModel, Model
from templates.runtime.plan import (
    Answer,
    Api,
    ApiKey,
    Basic,
    Bearer,
    Body,
    Failure,
    Parameter,
    Plan,
    Slot,
)
from templates.runtime.server import build_app
from templates.runtime.types import (
    Base64,
    Binary,
    DateTime,
    OneOf,
    Pattern,
    ReadOnly,
    UniqueItems,
    Uuid,
    WriteOnly,
)
from templates.runtime.uploads import ByteStream

Flag = Literal["red", "green"]

Deck = Annotated[Literal[1, 2], OneOf(1, 2)]


class Sail(Model):
    kind: Literal["sail"]

    area: float


class Engine(Model):
    kind: Literal["engine"]

    power: Annotated[int, Field(ge=1)]


Drive = Annotated[Sail | Engine, Field(discriminator="kind")]


class Crew(ClosedModel):
    name: Annotated[str, Field(min_length=1)]


class Ship(Model):
    id: ReadOnly[Uuid | MISSING] = MISSING

    full_name: Annotated[str, Field(alias="fullName", min_length=1)]

    flag: Flag | MISSING | None = MISSING

    built_at: Annotated[DateTime | MISSING, Field(alias="builtAt")] = MISSING

    code: Annotated[
        str | MISSING | None, Field(max_length=6), Pattern("^(?!0)[A-Z0-9]+$")
    ] = MISSING

    deck: Deck | MISSING = MISSING

    drive: Drive | MISSING = MISSING

    crew: list[Crew] | MISSING = MISSING

    marks: Annotated[list[str] | MISSING, UniqueItems()] = MISSING

    badge: Base64 | MISSING = MISSING

    secret: WriteOnly[str | MISSING] = MISSING

    escort: Ship | MISSING | None = MISSING


class Manifest(Model):
    title: str

    pages: list[int]

    file: Binary | MISSING = MISSING


class Fault(Model):
    fault: FaultDetail


class FaultDetail(Model):
    code: str

    text: str

    more: object | MISSING = MISSING


class NotFound(StatusError):
    """404"""

    body: Fault | None


class Unprocessable(StatusError):
    """422"""

    body: Fault | None


class Unauthorized(StatusError):
    """401"""

    body: None


_FAULT = {"fault": {"code": Slot.CODE, "text": Slot.MESSAGE, "more": Slot.DETAILS}}

API = Api(
    title="Harbour",
    version="1",
    servers=("https://harbour.test/api",),
    schemes={
        "bearer": Bearer(),
        "basic": Basic(),
        "key": ApiKey("header", "X-Key"),
        "asked": ApiKey("query", "key"),
        "crumb": ApiKey("cookie", "crumb"),
    },
    errors=lambda: {401: Unauthorized, 404: NotFound, 422: Unprocessable},
    failures={
        "invalid": Failure(422, _FAULT),
        "unauthorized": Failure(401),
        "not_found": Failure(404, _FAULT),
        "method_not_allowed": Failure(405, _FAULT),
        "internal": Failure(500, _FAULT),
    },
)

_FAULTS = {
    "401": Answer(),
    "404": Answer({"application/json": lambda: Fault}),
    "422": Answer({"application/json": lambda: Fault}),
}

register: Plan[Ship] = Plan(
    id="registerShip",
    method="POST",
    path="/ships",
    parameters=(Parameter("header", "X-Trace", "trace", lambda: str),),
    body=Body({"application/json": lambda: Ship}, keywords=True),
    answers={"201": Answer({"application/json": lambda: Ship}), **_FAULTS},
    security=({"bearer": ()},),
)

fetch: Plan[Ship] = Plan(
    id="fetchShip",
    method="GET",
    path="/ships/{shipId}",
    parameters=(
        Parameter("path", "shipId", "ship_id", lambda: str, required=True),
        Parameter(
            "query",
            "deck",
            "decks",
            lambda: list[Deck],
            shape="array",
            style="form",
            explode=True,
        ),
        Parameter("query", "limit", "limit", lambda: int, style="form", explode=True),
        Parameter("cookie", "berth", "berth", lambda: str, style="form"),
    ),
    answers={"200": Answer({"application/json": lambda: Ship}), **_FAULTS},
    security=({"bearer": ()}, {"basic": ()}, {"key": (), "asked": ()}, {"crumb": ()}),
)

scrap: Plan[None] = Plan(
    id="scrapShip",
    method="DELETE",
    path="/ships/{shipId}",
    parameters=(Parameter("path", "shipId", "ship_id", lambda: Uuid, required=True),),
    answers={"204": Answer(), "default": Answer({"application/json": lambda: Fault})},
)

upload: Plan[Manifest] = Plan(
    id="uploadManifest",
    method="PUT",
    path="/ships/manifest",
    body=Body(
        {
            "multipart/form-data": lambda: Manifest,
            "application/x-www-form-urlencoded": lambda: Manifest,
        }
    ),
    answers={"2XX": Answer({"application/json": lambda: Manifest})},
)

chart: Plan[bytes] = Plan(
    id="chart",
    method="POST",
    path="/chart",
    body=Body({"application/octet-stream": lambda: Binary}, required=False),
    answers={"200": Answer({"application/octet-stream": lambda: Binary})},
)


class Ships(Resource):
    def register(self, **given: object) -> Ship:
        return self._call(register, **given)

    def fetch(self, ship_id: str, **given: object) -> Ship:
        return self._call(fetch, ship_id, **given)

    def scrap(self, ship_id: UUID | str) -> None:
        return self._call(scrap, ship_id)

    def upload(self, body: Manifest) -> Manifest:
        return self._call(upload, body=body)

    def chart(self, body: bytes) -> bytes:
        return self._call(chart, body=body)


class AsyncShips(AsyncResource):
    async def register(self, **given: object) -> Ship:
        return await self._call(register, **given)


def _split(options: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    held = {name: it for name, it in options.items() if name in API.schemes}
    further = {name: it for name, it in options.items() if name not in held}
    return held, {"base_url": None, "timeout": 5, "max_retries": 0, **further}


def client(http_client: Any = None, **options: Any) -> SyncClient:
    """A sync client; `options` are credentials by scheme, or the client's own."""
    held, further = _split(options)
    return SyncClient(API, held, http_client=http_client, **further)


def async_client(http_client: Any = None, **options: Any) -> AsyncClient:
    """An async client."""
    held, further = _split(options)
    return AsyncClient(API, held, http_client=http_client, **further)


class RegisterShip(Request):
    body: Ship
    trace: str | MISSING = MISSING

    class Created(Result):
        body: Ship
        status: ClassVar[int] = 201


class FetchShip(Request):
    ship_id: str
    decks: list[Deck] | MISSING = MISSING
    limit: int | MISSING = MISSING
    berth: str | MISSING = MISSING

    class Ok(Result):
        body: Ship
        status: ClassVar[int] = 200

    class NotFound(Result):
        body: Fault
        status: ClassVar[int] = 404


class ScrapShip(Request):
    ship_id: UUID

    class NoContent(Result):
        status: ClassVar[int] = 204

    class Default(Result):
        body: Fault
        status: int


class UploadManifest(Request):
    body: Manifest

    class Success(Result):
        body: Manifest
        status: int


class Chart(Request):
    body: ByteStream | MISSING = MISSING

    class Ok(Result):
        body: bytes
        status: ClassVar[int] = 200


class ShipsApi(Protocol):
    async def register(self, request: RegisterShip, /) -> RegisterShip.Created: ...

    async def fetch(
        self, request: FetchShip, /
    ) -> FetchShip.Ok | FetchShip.NotFound: ...

    async def scrap(
        self, request: ScrapShip, /
    ) -> ScrapShip.NoContent | ScrapShip.Default: ...

    async def upload(self, request: UploadManifest, /) -> UploadManifest.Success: ...

    async def chart(self, request: Chart, /) -> Chart.Ok: ...


def app(
    ships: ShipsApi | None, authorize: Authorize = deny, check_answers: bool = True
) -> FastAPI:
    """The app, as a generated `create_app` makes it."""
    return build_app(
        API,
        [
            Route(fetch, FetchShip, ShipsApi.fetch, ships),
            Route(register, RegisterShip, ShipsApi.register, ships),
            Route(scrap, ScrapShip, ShipsApi.scrap, ships),
            Route(upload, UploadManifest, ShipsApi.upload, ships),
            Route(chart, Chart, ShipsApi.chart, ships),
        ],
        document=Path(__file__).with_name("harbour.json"),
        authorize=authorize,
        check_answers=check_answers,
    )
