"""The clients against Prism, which judges by the canonical documents what they send.

As a mock it answers with what the document allows, from examples or made up; as a proxy
before the servers of `examples/` it judges what those answer as well.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

import httpx2
import pytest
from fastapi import FastAPI

import examples.acp
import examples.capy
import examples.devic
import examples.langgraph
from generated import acp, capy, devic, langgraph
from generated.devic.server import create_app
from tests.generated.serving import served
from tests.peers.faults import Faulty
from tests.peers.install import NODE, ROOT, has_node
from tests.peers.run_peers import NO_NODE

pytestmark = pytest.mark.skipif(not has_node(), reason=NO_NODE)

HELLO = devic.models.AgentThreadMessage(role="user", content="hello", name="ida")
THINKING = capy.models.CreateThreadBodyReasoning(mode="on")
REPO = capy.models.CreateThreadBodyRepo(repo_full_name="a/b", branch="main")

Call = Callable[[Any], Any]
CALLS: dict[str, list[Call]] = {
    "langgraph": [
        lambda it: it.threads.create(),
        lambda it: it.threads.create(
            thread_id=uuid4(),
            metadata={"a": [1, None, "ä"]},
            if_exists="do_nothing",
            ttl={"ttl": 5, "strategy": "delete"},
        ),
    ],
    "devic": [
        lambda it: it.agents.create_thread(examples.devic.PARROT, messages=[]),
        lambda it: it.agents.create_thread(
            str(examples.devic.PARROT),
            messages=[HELLO],
            metadata={"a": 1},
            tenant_id="tenant",
            subtenant_id="subtenant",
            async_=True,
        ),
    ],
    "acp": [
        lambda it: it.threads.create(),
        lambda it: it.threads.create(
            project_id="p", content="hello", stream=False, metadata={"a": 1}
        ),
    ],
    "capy": [
        lambda it: it.threads.create_and_start(
            project_id=examples.capy.PROJECT, prompt="Mend it"
        ),
        lambda it: it.threads.create_and_start(
            project_id=examples.capy.PROJECT,
            prompt="Mend it",
            impersonate_user_email="ida@example.com",
            model="glm-5",
            reasoning=THINKING,
            repos=[REPO],
            tags=["bug"],
        ),
    ],
}
PACKAGES: dict[str, Any] = {
    "langgraph": langgraph,
    "devic": devic,
    "acp": acp,
    "capy": capy,
}
APPS = {
    "langgraph": examples.langgraph.app,
    "devic": examples.devic.app,
    "acp": examples.acp.app,
    "capy": examples.capy.app,
}


@contextmanager
def prism(*arguments: str) -> Generator[str, None, None]:
    """The URL of a Prism, on a port that the system chooses."""
    with subprocess.Popen(
        [NODE / "node_modules" / ".bin" / "prism", *arguments, "--port=0"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        try:
            assert process.stdout is not None
            said: list[str] = []
            for line in process.stdout:
                said.append(line)
                if found := re.search(r"listening on (http://127\.0\.0\.1:\d+)", line):
                    yield found[1]
                    break
            else:
                raise AssertionError("".join(said))
        finally:
            process.kill()


def judged(name: str, url: str, call: Call) -> httpx2.Response:
    """The answer to a call that succeeds, with what Prism says in its headers."""
    answers: list[httpx2.Response] = []

    def keep(response: httpx2.Response) -> None:
        response.read()
        answers.append(response)

    held = {} if name == "langgraph" else {"token": "good"}
    with httpx2.Client(event_hooks={"response": [keep]}, timeout=20) as http:
        call(PACKAGES[name].Client(base_url=url, http_client=http, **held))
    (answer,) = answers
    return answer


def document(name: str) -> str:
    return str(ROOT / "generated" / name / "openapi.json")


@pytest.mark.parametrize("how", [[], ["--dynamic"]], ids=["static", "dynamic"])
@pytest.mark.parametrize("name", CALLS)
def test_a_mock_takes_every_request(name: str, how: list[str]) -> None:
    with prism("mock", document(name), "--errors", *how) as url:
        for call in CALLS[name]:
            assert "sl-violations" not in judged(name, url, call).headers


@pytest.mark.parametrize("name", CALLS)
def test_a_proxy_sees_no_violation(name: str) -> None:
    assert violations(name, APPS[name]) == []


def test_a_planted_fault_is_seen() -> None:
    app = create_app(
        agents=Faulty(), authorize=examples.devic.authorize, check_answers=False
    )
    assert any("status" in it for it in violations("devic", app))


def violations(name: str, app: FastAPI) -> list[str]:
    """What a proxy between client and server has to say."""
    with served(app) as behind, prism("proxy", document(name), behind) as url:
        said = [judged(name, url, it).headers for it in CALLS[name]]
    return [it["sl-violations"] for it in said if "sl-violations" in it]
