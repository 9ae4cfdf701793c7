"""The servers of `examples/`, each served by uvicorn and called by its own client."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from pydantic import MISSING

import examples.acp
import examples.capy
import examples.devic
import examples.langgraph
from generated import acp, capy, devic, langgraph

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def url(request: pytest.FixtureRequest) -> Iterator[str]:
    """The URL of an example, served as its docstring says."""
    module: str = request.param
    assert f"    uvicorn {module}:app\n" in (sys.modules[module].__doc__ or "")
    with subprocess.Popen(
        [sys.executable, "-W", "error", "-m", "uvicorn", f"{module}:app", "--port=0"],
        cwd=ROOT,
        stderr=subprocess.PIPE,
        text=True,
    ) as server:
        try:
            assert server.stderr is not None
            lines = iter(server.stderr.readline, "")
            found = (re.search(r"running on (http://[0-9.:]+)", it) for it in lines)
            yield next(it[1] for it in found if it)
        finally:
            server.terminate()
            server.wait(timeout=10)


def test_every_package_has_an_example() -> None:
    packages = {it.parent.name for it in (ROOT / "generated").glob("*/__init__.py")}
    assert {it.stem for it in (ROOT / "examples").glob("*.py")} == packages


@pytest.mark.parametrize("url", ["examples.langgraph"], indirect=True)
def test_langgraph(url: str) -> None:
    known = uuid4()
    with langgraph.Client(base_url=url) as client:
        first = client.threads.create(thread_id=known, metadata={"a": 1})
        assert (first.thread_id, first.metadata) == (known, {"a": 1})
        for _ in range(2):
            again = client.threads.create(thread_id=known, if_exists="do_nothing")
            assert again == first
        for choice in (MISSING, "raise"):
            with pytest.raises(langgraph.StatusError) as caught:
                client.threads.create(thread_id=known, if_exists=choice)
            assert caught.value.status == 409
            assert caught.value.message == f"Thread with ID {known} already exists"
        one, other = client.threads.create(), client.threads.create()
        assert one.thread_id != other.thread_id
        sent = {"thread_id": "known-uuid-here"}
        assert client.request("POST", "/threads", json=sent).status_code == 400


@pytest.mark.parametrize("url", ["examples.devic"], indirect=True)
def test_devic(url: str) -> None:
    hello = devic.models.AgentThreadMessage(role="user", content="hello")
    with devic.Client(base_url=url, token="good") as client:
        create, parrot = client.agents.create_thread, examples.devic.PARROT
        thread = create(parrot, messages=[hello], metadata={"a": [1]})
        assert (thread.agent_id, thread.status) == (parrot, "COMPLETED")
        assert [it.content for it in thread.messages] == ["hello", "hello"]
        assert thread.metadata == {"a": [1]}
        later = create(parrot, messages=[hello], async_=True)
        assert (later.status, later.messages) == ("RUNNING", [hello])
        with pytest.raises(devic.NotFound):
            create(uuid4(), messages=[hello])
        assert [it.content for it in create(parrot, messages=[]).messages] == ["Hello"]
    with (
        devic.Client(base_url=url, token="bad") as client,
        pytest.raises(devic.Unauthorized),
    ):
        client.agents.create_thread(examples.devic.PARROT, messages=[hello])


@pytest.mark.parametrize("url", ["examples.acp"], indirect=True)
def test_acp(url: str) -> None:
    with acp.Client(base_url=url, token="good") as client:
        quiet = client.threads.create(title="later").thread
        assert quiet is not MISSING
        assert (quiet.title, quiet.status, quiet.message_count) == (
            "later",
            "active",
            0,
        )
        for given in ({"content": "hello"}, {"task": "hello"}) * 2:
            thread = client.threads.create(
                body=acp.models.CreateThreadRequest.model_validate(given)
            ).thread
            assert thread is not MISSING
            assert (thread.task, thread.status) == ("hello", "running")
        with pytest.raises(acp.PaymentRequired) as caught:
            client.threads.create(content="hello")
        assert caught.value.body is not None
        assert caught.value.body.current_budget == 0
    with (
        acp.Client(base_url=url, token="bad") as client,
        pytest.raises(acp.StatusError) as refused,
    ):
        client.threads.create()
    assert refused.value.status == 401


@pytest.mark.parametrize("url", ["examples.capy"], indirect=True)
def test_capy(url: str) -> None:
    project = examples.capy.PROJECT
    with capy.Client(base_url=url, token="good") as client:
        create = client.threads.create_and_start
        thread = create(project_id=project, prompt="Mend it", tags=["bug"])
        assert (thread.project_id, thread.run_state) == (project, "queued")
        assert [it.name for it in thread.tags] == ["bug"]
        assert [it.user_id for it in thread.participants] == ["ida"]
        with pytest.raises(capy.NotFound) as caught:
            create(project_id="other", prompt="Mend it")
        assert caught.value.body is not None
        assert caught.value.body.error.code == "not_found"
        sent = {"projectId": project, "prompt": ""}
        answer = client.request("POST", "/v1/threads", json=sent)
        assert answer.status_code == 422
    refusals: list[tuple[str, type[capy.StatusError]]] = [
        ("seen", capy.Forbidden),
        ("bad", capy.Unauthorized),
    ]
    for token, error in refusals:
        with capy.Client(base_url=url, token=token) as client, pytest.raises(error):
            client.threads.create_and_start(project_id=project, prompt="Mend it")
