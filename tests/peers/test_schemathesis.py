"""Schemathesis, with all of its checks, against the servers of `examples/`.

200 examples an operation, made from the canonical documents. It is told the names of what
the examples know, since it cannot create an agent or a project.
"""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from fastapi import FastAPI

from examples import acp, capy, devic, langgraph
from generated.acp.server import create_app as acp_app
from generated.devic.server import create_app as devic_app
from tests.generated.serving import served
from tests.peers.faults import Faulty
from tests.peers.install import ROOT, command

CONFIG = f"""
[dictionaries]
projects.values = ["{capy.PROJECT}"]

[parameters]
"path.agentId" = "{devic.PARROT}"
"body.projectId" = {{ dictionary = "projects" }}
"""


def judged(
    app: FastAPI, document: Path, folder: Path
) -> subprocess.CompletedProcess[str]:
    """What schemathesis says of a server."""
    (folder / "schemathesis.toml").write_text(CONFIG)
    run = [command("schemathesis", "schemathesis"), "run", str(document)]
    how = ["--checks=all", "-n", "200", "--seed=1", "--continue-on-failure"]
    token = "Authorization: Bearer good"
    with served(app) as url:
        return subprocess.run(
            [*run, *how, "--generation-database=none", "--url", url, "-H", token],
            cwd=folder,
            capture_output=True,
            text=True,
            timeout=300,
        )


def canonical(name: str) -> Path:
    return ROOT / "generated" / name / "openapi.json"


@pytest.mark.parametrize(
    ("name", "app"),
    [
        ("langgraph", langgraph.app),
        ("devic", devic.app),
        ("acp", acp_app(threads=acp.Threads(1e9), authorize=acp.authorize)),
        ("capy", capy.app),
    ],
)
def test_nothing_is_found(name: str, app: FastAPI, tmp_path: Path) -> None:
    done = judged(app, canonical(name), tmp_path)
    assert done.returncode == 0, done.stdout
    assert "Missing test data" not in done.stdout
    assert "1 selected / 1 total" in done.stdout


def test_a_planted_fault_is_found(tmp_path: Path) -> None:
    app = devic_app(agents=Faulty(), authorize=devic.authorize, check_answers=False)
    done = judged(app, canonical("devic"), tmp_path)
    assert done.returncode == 1, done.stdout
    assert '"LATER" is not one of' in done.stdout
