"""ACP's own SDK for Python against the server generated from ACP's page.

The SDK sends fields that the page does not have, which such a server takes as well.
"""

from __future__ import annotations

import json
import subprocess
from typing import Any

import pytest

from examples import acp
from generated.acp.server import CreateThread, create_app
from tests.generated.serving import served
from tests.peers.install import HERE, command

Called = tuple[dict[str, Any], list[dict[str, Any]]]


class Threads(acp.Threads):
    """Those of the example, which also keep what they were asked."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[dict[str, Any]] = []

    async def create(self, request: CreateThread, /) -> CreateThread.Answer:
        self.asked.append(request.body.model_dump(mode="json", by_alias=True))
        return await super().create(request)


@pytest.fixture(scope="module")
def called() -> Called:
    """What each call returned, and what the handler was asked."""
    threads = Threads()
    with served(create_app(threads=threads, authorize=acp.authorize)) as url:
        done = subprocess.run(
            [command("sdks", "python"), str(HERE / "acp_calls.py"), url],
            capture_output=True,
            text=True,
            timeout=120,
        )
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout)), threads.asked


def test_threads_come_back(called: Called) -> None:
    said, _ = called
    assert said["create"]["status"] == "active"
    whole = said["all that the page has"]
    assert whole["id"].startswith("thread_")
    sent = {
        "projectId": "project_1",
        "environmentId": "environment_1",
        "agentId": "agent_1",
        "title": "A title",
        "appId": "app_1",
        "metadata": {"a": [1, None]},
    }
    assert whole | sent == whole


def test_messages_run_until_there_is_no_money(called: Called) -> None:
    said, _ = called
    for name in ("content", "task", "more than the page has", "last"):
        assert (said[name]["task"], said[name]["status"]) == ("hello", "running")
    why = {"status": 402, "code": None, "message": "A message costs 0.25."}
    assert said["no money"] == why
    assert said["still without a message"]["title"] == "later"


def test_a_bad_token_is_told_so(called: Called) -> None:
    said, _ = called
    assert said["bad token"] == {
        "status": 401,
        "code": "unauthorized",
        "message": "Valid credentials are required.",
    }


def test_the_handler_sees_what_was_sent(called: Called) -> None:
    said, asked = called
    assert len(asked) == len(said) - 1  # the stranger did not get that far
    assert asked[0] == {}
    assert asked[2] == {"content": "hello", "stream": False}
    assert asked[4] == {
        "content": "hello",
        "stream": False,
        "messages": [{"role": "user", "content": "hello"}],
        "schedule": {"type": "once"},
        "attachments": [{"url": "https://example.com"}],
    }
