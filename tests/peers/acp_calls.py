"""ACP's own SDK against any server: calls, and what they return, as JSON.

    python acp_calls.py URL

Run by the interpreter of build/peers/sdks. Each call is printed as `[name, value]`; one
that fails as `[name, {"status": ..., "code": ..., "message": ...}]`.
"""

import json
import sys
from collections.abc import Callable
from typing import Any

from computer_agents import ApiClientError, ComputerAgentsClient

Step = tuple[str, Callable[[], Any]]


def steps(url: str) -> list[Step]:
    """The calls in order: a message costs money, and after four there is none left."""
    client = ComputerAgentsClient(api_key="good", base_url=url)
    stranger = ComputerAgentsClient(api_key="bad", base_url=url)
    create = client.threads.create
    messages = [{"role": "user", "content": "hello"}]
    return [
        ("create", lambda: create()),
        (
            "all that the page has",
            lambda: create(
                "environment_1",
                project_id="project_1",
                agent_id="agent_1",
                title="A title",
                app_id="app_1",
                metadata={"a": [1, None]},
            ),
        ),
        ("content", lambda: create(content="hello")),
        ("task", lambda: create(task="hello")),
        (
            "more than the page has",
            lambda: create(
                content="hello",
                messages=messages,
                schedule={"type": "once"},
                attachments=[{"url": "https://example.com"}],
                idempotency_key="key-1",
            ),
        ),
        ("last", lambda: create(content="hello")),
        ("no money", lambda: create(content="hello")),
        ("still without a message", lambda: create(title="later")),
        ("bad token", lambda: stranger.threads.create(content="hello")),
    ]


def main(url: str) -> None:
    said: list[tuple[str, Any]] = []
    for name, call in steps(url):
        try:
            value = call()
        except ApiClientError as error:
            value = {key: getattr(error, key) for key in ("status", "code", "message")}
        said.append((name, value))
    print(json.dumps(said))


if __name__ == "__main__":
    main(*sys.argv[1:])
