"""What the benchmarks measure with, measured."""

import sys
from typing import Any

from benchmarks.measure import run
from benchmarks.synthetic import document


def nodes(schema: dict[str, Any]) -> int:
    inner = [*schema.get("properties", {}).values()]
    if "items" in schema:
        inner.append(schema["items"])
    return 1 + sum(map(nodes, inner))


def test_synthetic_documents_have_the_size_asked_for() -> None:
    schemas = document(5_000)["components"]["schemas"]
    assert sum(nodes(schema) for schema in schemas.values()) == 5_000


def test_run_measures_the_child() -> None:
    code = "import sys; a = bytearray(60_000_000); print(len(a)); sys.exit(3)"
    done = run([sys.executable, "-c", code])
    assert (done.status, done.stdout) == (3, "60000000\n")
    assert done.cpu > 0
    assert done.megabytes > 60


def test_run_says_what_cannot_be_started() -> None:
    done = run(["no-such-command-here"])
    assert done.status == 127
    assert "no-such-command-here" in done.stderr


def test_run_kills_what_takes_too_long() -> None:
    code = "import time; time.sleep(60)"
    assert run([sys.executable, "-c", code], seconds=0.2).status == -9
