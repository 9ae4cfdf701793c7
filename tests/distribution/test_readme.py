"""The README's examples, typed at a Python prompt, in process and over a socket."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

from tests.generated.serving import served

ROOT = Path(__file__).parents[2]
BLOCKS = re.findall(
    r"^```python\n(.*?)^```$", (ROOT / "README.md").read_text(), re.M | re.S
)
PRINTED = ["RUNNING Good morning", "401", "RUNNING"]


def test_the_examples_work_at_a_prompt() -> None:
    prompt = subprocess.run(
        [sys.executable, "-i", "-q"],
        input="\n\n".join(BLOCKS),
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert set(prompt.stderr) <= set(">. \n"), prompt.stderr
    assert prompt.stdout.split("\n") == [*PRINTED, ""]


def test_the_examples_are_typed(tmp_path: Path) -> None:
    module = tmp_path / "readme.py"
    module.write_text("\n\n".join(BLOCKS))
    command = [sys.executable, "-m", "mypy", "--strict", module]
    checked = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout


def test_the_client_of_the_examples_calls_over_a_socket() -> None:
    route, call, _ = BLOCKS
    module = ModuleType("readme")
    exec(route, module.__dict__)
    with served(module.__dict__["app"]) as url:
        assert call.count("http_client=TestClient(app)") == 2
        exec(
            call.replace("http_client=TestClient(app)", f"base_url={url!r}"),
            module.__dict__,
        )
    assert module.__dict__["thread"].status == "RUNNING"
