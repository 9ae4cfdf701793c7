"""What the tests against real peers share: the servers and the SDKs, started once.

`make test-peers` installs the peers and says so in `SPECLOOM_PEERS`; without it nothing
here is collected, so that the quick tests need none of it.
"""

from __future__ import annotations

import importlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from types import ModuleType

import pytest

from tests.corpus.count_raw import corpus_root
from tests.peers import processes
from tests.peers.install import ROOT
from tests.peers.run_peers import NO_CORPUS

collect_ignore_glob = [] if "SPECLOOM_PEERS" in os.environ else ["test_*.py"]


@pytest.fixture(scope="session")
def real_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of the real LangGraph server."""
    # Who gives up on a run sends SIGTERM: as Ctrl-C, which leaves no server behind.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with processes.langgraph(tmp_path_factory.mktemp("langgraph") / "graph") as url:
        yield url


@pytest.fixture(scope="session")
def whole_api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModuleType]:
    """The package of LangGraph's whole OpenAPI document, generated for this run."""
    document = corpus_root() / "openapi" / "large" / "langgraph.json"
    if not document.is_file():
        pytest.skip(NO_CORPUS)
    folder = tmp_path_factory.mktemp("generated")
    command = [sys.executable, "-m", "specloom", "generate", str(document)]
    generated = subprocess.run(
        [*command, "--output", str(folder), "--package", "langgraph_whole"],
        env={**os.environ, "PYTHONPATH": str(ROOT / "generator")},
        cwd=folder,
        capture_output=True,
        text=True,
    )
    assert (folder / "langgraph_whole").is_dir(), generated.stderr
    sys.path.insert(0, str(folder))
    try:
        yield importlib.import_module("langgraph_whole")
    finally:
        sys.path.remove(str(folder))
