"""Servers and their scaffold: the text of them, and apps that answer."""

from __future__ import annotations

import importlib
import itertools
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import black
import pytest
from pydantic import MISSING
from starlette.testclient import TestClient

from specloom.emit.outputs import package_files, stub_files
from specloom.views.subject import Subject
from tests.views.packages import Package, build, subject

HERE = Path(__file__).parent
DOCUMENT = (HERE / "server.yaml").read_text("utf-8")
SHIP = UUID(int=7)


@pytest.fixture(scope="module")
def yard() -> Subject:
    return subject(DOCUMENT)


@pytest.fixture(scope="module")
def package(yard: Subject, tmp_path_factory: pytest.TempPathFactory) -> Package:
    made = build(yard, tmp_path_factory.mktemp("packages"))
    module = importlib.import_module(made.name).__file__
    assert module is not None
    Path(module).with_name("openapi.json").write_text('{"openapi": "3.1.0"}')
    return made


def server_of(package: Package) -> Any:
    return importlib.import_module(f"{package.name}.server")


def test_the_text_of_a_server(
    package: Package, expect: Callable[[Path, str], None]
) -> None:
    files = {it: package.files[it] for it in package.files if it.startswith("server/")}
    assert list(files) == [
        "server/__init__.py",
        "server/_lost.py",
        "server/_models.py",
        "server/_ships.py",
        "server/_token.py",
    ]
    for path in ("server/__init__.py", "server/_models.py", "server/_ships.py"):
        expect(HERE / f"server_texts/{Path(path).name}.txt", files[path])
    assert "RefreshToken" not in files["server/_token.py"]


def test_what_no_request_reaches_is_listed(package: Package) -> None:
    said = {it.code: it for it in package.said if it.code in ("SL660", "SL661")}
    assert said.keys() == {"SL660", "SL661"}
    assert "POST /token#refresh" in said["SL660"].message
    assert "POST /token" in (said["SL660"].hint or "")
    assert "https://elsewhere.test/found" in said["SL661"].message


@dataclass
class Ships:
    """Handles what the tests ask for; remembers the last request."""

    server: Any
    models: Any
    seen: Any = None

    async def list(self, request: Any, /) -> object:
        self.seen = request
        answers = self.server.ListShips
        if request.limit == 0:
            return answers.Ok("name\nida\n")
        if request.limit == 1:
            return answers.ClientError({"reason": "one"}, 418)
        if request.limit == 2:
            return answers.Default({"reason": "two"}, 502)
        headers = {"X-Total": "1", "Link": "</2>"}
        return answers.Ok([self.models.Ship(name="ida")], headers=headers)

    async def create(self, request: Any, /) -> object:
        self.seen = request
        return self.server.CreateShip.Created(request.body)

    async def get_new_ship(self, request: Any, /) -> object:
        self.seen = request
        return self.server.GetNewShip.Ok(self.models.Ship(name="new"))

    async def get(self, request: Any, /) -> object:
        self.seen = request
        raise NotImplementedError

    async def delete(self, request: Any, /) -> object:
        self.seen = request
        return self.server.DeleteShip.Default(202)

    async def replace_picture(self, request: Any, /) -> object:
        self.seen = request
        return self.server.ReplaceShipPicture.NoContent()


@pytest.fixture
def ships(package: Package) -> Ships:
    return Ships(server_of(package), package.models)


@pytest.fixture
def http(package: Package, ships: Ships) -> Iterator[TestClient]:
    def authorize(access: Any, /) -> str | None:
        return "ida" if access.token == "good" else None

    app = server_of(package).create_app(ships=ships, authorize=authorize)
    with TestClient(app, headers={"X-Key": "good", "X-Trace": str(SHIP)}) as client:
        yield client


def test_answers_by_status_range_default_and_media_type(
    http: TestClient, ships: Ships
) -> None:
    got = http.get("/ships?date=2020-02-29")
    assert got.json() == [{"name": "ida"}]
    assert (got.headers["X-Total"], got.headers["Link"]) == ("1", "</2>")
    assert (ships.seen.limit, ships.seen.date) == (MISSING, date(2020, 2, 29))
    assert (ships.seen.x_trace, ships.seen.principal) == (SHIP, "ida")
    got = http.get("/ships?limit=0")
    assert (got.headers["Content-Type"], got.text) == (
        "text/csv; charset=utf-8",
        "name\nida\n",
    )
    got = http.get("/ships?limit=1")
    assert (got.status_code, got.json()) == (418, {"reason": "one"})
    got = http.get("/ships?limit=2")
    assert (got.status_code, got.json()) == (502, {"reason": "two"})


def test_bodies_arrive(http: TestClient, ships: Ships) -> None:
    assert http.post("/ships", json={"name": "Bo"}).status_code == 201
    assert ships.seen.body.name == "Bo"
    assert http.post("/ships", json={"name": ""}).status_code == 422
    path = f"/ships/{SHIP}/picture"
    bodies = []
    for kind, content in ((None, b""), ("image/png", b"\x89"), ("text/plain", b"a")):
        headers = {} if kind is None else {"Content-Type": kind}
        assert http.put(path, content=content, headers=headers).status_code == 204
        assert ships.seen.id == SHIP
        bodies.append(ships.seen.body)
    assert (bodies[0], bodies[2]) == (MISSING, "a")
    assert type(bodies[1]).__name__ == "ByteStream"


def test_static_paths_come_first_and_501_is_what_is_not_there(
    http: TestClient, ships: Ships
) -> None:
    assert http.get("/ships/new").json() == {"name": "new"}
    assert http.get("/v1/ships/new").json() == {"name": "new"}
    assert http.get(f"/ships/{SHIP}").status_code == 501
    assert http.delete(f"/ships/{SHIP}").status_code == 202
    assert http.get("/models").status_code == 501
    assert http.get("/openapi.json").json() == {"openapi": "3.1.0"}


def test_nobody_gets_in_by_default(package: Package) -> None:
    http = TestClient(server_of(package).create_app())
    http.headers["X-Key"] = "good"
    assert http.get("/models").status_code == 401
    assert http.get("/ships/new").status_code == 501
    assert http.get(f"/ships/{SHIP}").status_code == 501


# The scaffold


def test_the_scaffold_runs(
    package: Package,
    yard: Subject,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    expect: Callable[[Path, str], None],
) -> None:
    stubs = stub_files(yard)
    assert list(stubs) == [
        "app.py",
        "handlers/__init__.py",
        "handlers/lost.py",
        "handlers/models.py",
        "handlers/ships.py",
        "handlers/token.py",
    ]
    expect(HERE / "server_texts/scaffold_app.py.txt", stubs["app.py"])
    expect(HERE / "server_texts/scaffold_ships.py.txt", stubs["handlers/ships.py"])
    for path, text in stubs.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text.replace("acme", package.name))
    monkeypatch.syspath_prepend(tmp_path)
    for name in [it for it in sys.modules if it.partition(".")[0] == "handlers"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.delitem(sys.modules, "app", raising=False)
    http = TestClient(importlib.import_module("app").app)
    assert http.get("/models", headers={"X-Key": "good"}).status_code == 401
    assert http.get("/ships/new").status_code == 501
    assert http.get(f"/ships/{SHIP}").status_code == 501


# The form


def test_black_would_change_nothing(package: Package, yard: Subject) -> None:
    files = {it: package.files[it] for it in package.files if it.startswith("server/")}
    for path, text in {**files, **stub_files(yard)}.items():
        assert black.format_str(text, mode=black.Mode()) == text, path


@pytest.mark.parametrize("length", [1, 8, 15, 22, 29, 36, 43, 50, 57, 60, 80])
def test_names_of_any_length(length: int) -> None:
    statuses = ["200", "404", "422", "431", "default"]
    paths = []
    for number in range(len(statuses)):
        name = ("x" * length) + "yz"[number % 2] * number
        shown = "\n".join(f"        '{it}': {{}}" for it in statuses[: number + 1])
        paths.append(
            f"  /{number}/{{{name}}}:\n    get:\n      tags: ['{name[::-1]}']\n"
            f"      operationId: {name}\n      summary: {name} {name}\n"
            "      parameters:\n"
            f"      - {{name: {name}, in: path, required: true, schema: {{}}}}\n"
            f"      - {{name: {name[::-1]}, in: query, schema: {{type: array, items:"
            " {type: string, format: date-time}}}\n"
            f"      responses:\n{shown}"
        )
    made = subject(
        "openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths:\n" + "\n".join(paths)
    )
    files = {**package_files(made), **stub_files(made)}
    servers = [it for it in files if it.startswith(("server/", "app", "handlers"))]
    assert len(servers) > 3
    for path in itertools.islice(servers, 40):
        assert black.format_str(files[path], mode=black.Mode()) == files[path], path
