"""Where the peers are, and how they get there: nothing of it touches the tests' `.venv`.

`build/peers/python` is an environment of its own with `requirements.txt` in it,
`build/peers/node` has what `package-lock.json` lists. Both are made anew when those
files change.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
PEERS = ROOT / "build" / "peers"
PYTHON = PEERS / "python" / "bin" / "python"
NODE = PEERS / "node"


class CannotInstall(Exception):
    """What the installer said."""


def install() -> None:
    """Install what is not there yet. Raises CannotInstall."""
    requirements = HERE / "requirements.txt"
    venv = [sys.executable, "-m", "venv", str(PEERS / "python")]
    pip = [str(PYTHON), "-m", "pip", "install", "--requirement", str(requirements)]
    _once(PEERS / "python", [requirements], [venv, pip], sys.version)
    if has_node():
        lists = [HERE / "package.json", HERE / "package-lock.json"]
        npm = ["npm", "ci", "--silent", "--no-audit", "--no-fund", "--ignore-scripts"]
        _once(NODE, lists, [npm], "")


def has_node() -> bool:
    """Whether this machine can run, and install, what is written in JavaScript."""
    return bool(shutil.which("node") and shutil.which("npm"))


def _once(
    folder: Path,
    lists: Sequence[Path],
    commands: Sequence[Sequence[str]],
    more: str,
) -> None:
    """Run the commands in a folder with the lists in it, unless it holds their result."""
    digest = hashlib.sha256(more.encode())
    for path in lists:
        digest.update(path.read_bytes())
    stamp = folder / ".installed"
    if stamp.is_file() and stamp.read_text() == digest.hexdigest():
        return
    print(f"installing into {folder.relative_to(ROOT)}", flush=True)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for path in lists:
        shutil.copy(path, folder)
    for command in commands:
        done = subprocess.run(
            command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
        )
        if done.returncode:
            raise CannotInstall(done.stdout + done.stderr)
    stamp.write_text(digest.hexdigest())
