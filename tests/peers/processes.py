"""Servers as processes of their own, ended by their process id whatever happens."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import httpx2

from tests.peers.install import command

GRAPH = Path(__file__).with_name("graph")
READY = 60.0
"""Seconds that a server may take to start."""

QUIET = {
    "LANGSMITH_TRACING": "false",
    "LANGCHAIN_TRACING_V2": "false",
    "LANGGRAPH_NO_VERSION_CHECK": "true",
    "LANGGRAPH_CLI_NO_ANALYTICS": "1",
}


@contextmanager
def langgraph(folder: Path) -> Generator[str, None, None]:
    """The URL of the real LangGraph server, which runs our graph in a new folder.

    Asked for a port that is taken, it silently takes another: which one, it prints.
    """
    shutil.copytree(GRAPH, folder)  # it keeps its state where it was started
    dev = [command("sdks", "langgraph"), "dev", "--no-browser", "--no-reload"]
    log = folder / "log.txt"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [*dev, "--host", "127.0.0.1", "--port", str(free_port())],
            cwd=folder,
            env={**os.environ, **QUIET},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        yield _ready(process, log)
    finally:
        _end(process)


def free_port() -> int:
    """A port that the system chose and nobody else has yet."""
    import socket

    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def _ready(process: subprocess.Popen[bytes], log: Path) -> str:
    until = time.monotonic() + READY
    while time.monotonic() < until and process.poll() is None:
        said = log.read_text("utf-8", "replace")
        found = re.search(r"API: \S*?(http://127\.0\.0\.1:\d+)", said)
        if found:
            try:
                if httpx2.get(f"{found[1]}/ok").json() == {"ok": True, "services": {}}:
                    return found[1]
            except httpx2.TransportError:
                pass  # not yet
        time.sleep(0.1)
    said = log.read_text("utf-8", "replace")[-3000:]
    raise AssertionError(f"no server after {READY} seconds; it said:\n{said}")


def _end(process: subprocess.Popen[bytes]) -> None:
    """As Ctrl-C does, to all that it started; then without asking."""
    for how in (signal.SIGINT, signal.SIGKILL):
        try:
            os.killpg(process.pid, how)
        except ProcessLookupError:
            break
        try:
            process.wait(timeout=15)
            break
        except subprocess.TimeoutExpired:
            continue
