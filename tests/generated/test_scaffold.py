"""The scaffold, as its docstring says to run it: `uvicorn app:app` in its folder."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import httpx2
import pytest

from specloom.cli import run

SPEC = """
openapi: 3.1.0
info: {title: Ferry, version: '1'}
paths:
  /trips:
    get:
      operationId: listTrips
      tags: [trips]
      responses: {'204': {description: None yet}}
    post:
      operationId: bookTrip
      tags: [trips]
      security: [{token: []}]
      responses:
        '204': {description: Booked}
        '501':
          description: Not there
          content:
            application/json:
              schema:
                type: object
                required: [why]
                properties: {why: {type: string}}
components:
  securitySchemes:
    token: {type: http, scheme: bearer}
"""


def test_the_scaffold_is_served(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("ferry.yaml").write_text(SPEC)
    command = ["generate", "ferry.yaml", "-o", "packages", "--scaffold", "mine"]
    assert run(command) == 0
    before = {path: path.read_bytes() for path in Path("mine").rglob("*.py")}
    assert before.keys() == {
        Path("mine/app.py"),
        Path("mine/handlers/__init__.py"),
        Path("mine/handlers/trips.py"),
    }
    trips = Path("mine/handlers/trips.py")
    mine = trips.read_text().replace(
        "raise NotImplementedError", "return ListTrips.NoContent()", 1
    )
    trips.write_text(mine)
    assert run(command) == 0
    assert trips.read_text() == mine
    with subprocess.Popen(
        [sys.executable, "-W", "error", "-m", "uvicorn", "app:app", "--port", "0"],
        cwd="mine",
        env={**os.environ, "PYTHONPATH": str(tmp_path / "packages")},
        stderr=subprocess.PIPE,
        text=True,
    ) as server:
        try:
            url = served_at(server)
            assert httpx2.get(f"{url}/trips").status_code == 204
            # Nobody gets in yet; there is nothing behind the door either.
            assert httpx2.post(f"{url}/trips").status_code == 401
        finally:
            server.terminate()
            server.wait(timeout=10)


def served_at(server: subprocess.Popen[str]) -> str:
    assert server.stderr is not None
    said = []
    for line in server.stderr:
        said.append(line)
        if found := re.search(r"running on (http://[0-9.:]+)", line):
            return found[1]
    raise AssertionError("".join(said))
