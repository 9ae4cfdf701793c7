"""Types of credentials and principals: what fits, and what type checkers refuse."""

from __future__ import annotations

import importlib
import subprocess
import sys
from pathlib import Path

from starlette.testclient import TestClient

from tests.views.packages import build, subject
from tests.views.test_credentials import DOCUMENT

HEALTH = """
  /health:
    get:
      operationId: getHealth
      tags: [health]
      security: []
      responses: {"204": {description: Well.}}
components:"""

PROGRAM = """
from __future__ import annotations

from PACKAGE import AsyncClient, Client, TokenError, models
from PACKAGE.server import Access, Forbidden, GetHealth, GetThing, create_app


class User:
    def __init__(self, name: str, scopes: set[str]) -> None:
        self.name, self.scopes = name, scopes


USERS = {"good": User("ida", {"read"}), "poor": User("tom", set())}


class Things:
    async def get(self, request: GetThing[User], /) -> GetThing.Ok:
        return GetThing.Ok(models.GetThingResponse(token=request.principal.name))


class Health:
    async def get(self, request: GetHealth[User], /) -> GetHealth.NoContent:
        assert request.principal is None
        return GetHealth.NoContent()


class Anybody:
    async def get(self, request: GetThing, /) -> GetThing.Ok:
        return GetThing.Ok(models.GetThingResponse(token=str(request.principal)))


class Wrong:
    async def get(self, request: GetThing[int], /) -> GetThing.Ok:
        raise NotImplementedError


class Unsure:
    async def get(self, request: GetHealth[User], /) -> GetHealth.NoContent:
        request.principal.name  # refused
        return GetHealth.NoContent()


def authorize(access: Access, /) -> User | None:
    user = USERS.get(access.token)
    if user is not None and not access.covered_by(user.scopes):
        raise Forbidden
    return user


async def later(access: Access) -> User | None:
    return authorize(access)


async def told() -> str:
    return "t"


app = create_app(thing=Things(), health=Health(), authorize=authorize)
other = create_app(thing=Things(), authorize=later)
plain = create_app(thing=Anybody(), authorize=authorize)
boolean = create_app(thing=Anybody(), authorize=lambda access: access.token == "good")
nobody = create_app(thing=Things())
if __name__ == "wrong":
    create_app(thing=Wrong(), authorize=authorize)  # refused
    create_app(thing=Things(), authorize=lambda access: "x")  # refused
    Client(token=told)  # refused
    Client(token=5)  # refused
    Client(client_id=lambda: "x")  # refused
    Client(token=lambda: "t", scope="all")
    AsyncClient(token=told)
    AsyncClient(token=lambda: "t")
    Client(username="x")  # refused
    print(TokenError("x", "y").description)
"""


def test_types_and_what_they_promise(tmp_path: Path) -> None:
    document = DOCUMENT.replace("\ncomponents:", HEALTH)
    package = build(subject(document), tmp_path)
    program = PROGRAM.replace("PACKAGE", package.name)
    (tmp_path / "program.py").write_text(program)
    command = [sys.executable, "-m", "mypy", "--strict", "--no-error-summary"]
    command += ["--hide-error-codes", "--cache-dir", f"{tmp_path}/cache", "program.py"]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    lines = program.splitlines()
    refused = {at for at, line in enumerate(lines, 1) if line.endswith("# refused")}
    said = [it for it in run.stdout.splitlines() if ": error:" in it]
    assert {int(it.split(":")[1]) for it in said} == refused, run.stdout
    assert all(it.startswith("program.py") for it in said), run.stdout
    module = importlib.import_module("program")
    for app in (module.app, module.other, module.plain, module.boolean):
        http = TestClient(app)
        answer = http.get("/thing", headers={"Authorization": "Bearer good"})
        assert answer.status_code == 200
        assert http.get("/thing").status_code == 401
    http = TestClient(module.app)
    answer = http.get("/thing", headers={"Authorization": "Bearer poor"})
    assert answer.status_code == 403
    assert answer.headers["www-authenticate"] == (
        'Bearer realm="Things", error="insufficient_scope", scope="read"'
    )
    assert http.get("/health").status_code == 204
    assert TestClient(module.nobody).get("/thing").status_code == 401
