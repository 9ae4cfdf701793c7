"""The official SDKs against generated servers: the same calls as to the real server.

What an SDK returns from both is compared, but for ids and times that a server makes.
"""

from __future__ import annotations

import importlib
import json
import os
import subprocess
from types import ModuleType
from typing import Any
from uuid import uuid4

import pytest
from fastapi import FastAPI

from examples.langgraph import app as example
from tests.generated.serving import served
from tests.peers import whole_server
from tests.peers.comparing import described
from tests.peers.install import HERE, NODE, command, has_node
from tests.peers.run_peers import NO_NODE

Said = dict[str, Any]


class Sdk:
    """One SDK, which makes its calls in a process of its own."""

    def __init__(self, language: str) -> None:
        self.language = language

    def said(self, url: str, *more: str) -> Said:
        """What each call returned, by its name."""
        known = str(uuid4())
        script = [command("sdks", "python"), str(HERE / "langgraph_calls.py")]
        if self.language == "JavaScript":
            script = ["node", "--input-type=module", "-"]
        done = subprocess.run(
            [*script, url, known, *more],
            cwd=NODE if self.language == "JavaScript" else HERE,
            input=(HERE / "langgraph_calls.mjs").read_text(),
            env={**os.environ, "LANGSMITH_TRACING": "false"},
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert done.returncode == 0, done.stderr
        return dict(described(json.loads(done.stdout), known))


@pytest.fixture(scope="module", params=["Python", "JavaScript"])
def sdk(request: pytest.FixtureRequest) -> Sdk:
    if request.param == "JavaScript" and not has_node():
        pytest.skip(NO_NODE)
    return Sdk(request.param)


def ours(sdk: Sdk, app: FastAPI, *more: str) -> Said:
    with served(app) as url:
        return sdk.said(url, *more)


def agree(real: Any, ours: Any, without: set[str]) -> None:
    """All that ours says is as the real one says it; of objects it may leave some out."""
    if isinstance(real, dict) and isinstance(ours, dict):
        assert real.keys() - without <= ours.keys() <= real.keys()
        for key, value in ours.items():
            agree(real[key], value, without)
    elif isinstance(real, list) and isinstance(ours, list):
        assert len(real) == len(ours)
        for one, other in zip(real, ours, strict=True):
            agree(one, other, without)
    else:
        assert real == ours


def test_the_example_of_the_pages(sdk: Sdk, real_server: str) -> None:
    """What the pages do not say differs: a status of what is refused unread."""
    real, said = sdk.said(real_server), ours(sdk, example)
    assert list(real) == list(said)
    for name in ("no UUID", "no choice"):
        assert real.pop(name)["status"] == 422
        refused = said.pop(name)
        assert refused["status"] == 400
        assert json.loads(refused["detail"])["code"] == "invalid"
    agree(real, said, {"state_updated_at"})
    assert said["again"]["status"] == said["again, raise"]["status"] == 409
    assert said["again, do_nothing"] == said["own id"]


def test_the_whole_document(sdk: Sdk, real_server: str, whole_api: ModuleType) -> None:
    server = importlib.import_module(f"{whole_api.__name__}.server")
    real = sdk.said(real_server, "runs")
    said = ours(sdk, whole_server.app(whole_api, server), "runs")
    assert list(real) == list(said)
    for name in ("no UUID", "no choice", "unknown assistant"):
        refused, here = real.pop(name), said.pop(name)
        assert (refused["status"], here["status"]) == (422, 422)
    for value in real.values():  # which in the document is a text, and no object
        if isinstance(value, dict) and "detail" in value:
            value["detail"] = json.dumps(json.loads(value["detail"])["detail"])
    # The document does not have the first, and forbids null as the second.
    agree(real, said, {"state_updated_at", "values"})
    assert [name for name, _ in said["stream"]] == ["metadata", "values", "values"]
    assert said["stream, error"][-1] == [
        "error",
        {"error": "ValueError", "message": "told to fail"},
    ]
