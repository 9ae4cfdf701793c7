"""Where the peers are, and how they get there: nothing of it touches the tests' `.venv`.

`build/peers/NAME` is an environment of its own for each `requirements/NAME.txt`;
`build/peers/node` has what `package-lock.json` lists. Each is made anew when its list
changes.
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
NODE = PEERS / "node"


class CannotInstall(Exception):
    """What the installer said."""


def install() -> None:
    """Install what is not there yet. Raises CannotInstall."""
    for path in listed():
        home = PEERS / path.stem
        pip = [command(path.stem, "python"), "-m", "pip", "install", "-r", str(path)]
        venv = [sys.executable, "-m", "venv", str(home)]
        _once(home, [path], [venv, pip], sys.version)
    if has_node():
        lists = [HERE / "package.json", HERE / "package-lock.json"]
        npm = ["npm", "ci", "--silent", "--no-audit", "--no-fund", "--ignore-scripts"]
        _once(NODE, lists, [npm], "")


def listed() -> list[Path]:
    """The lists of what is installed with pip."""
    return sorted((HERE / "requirements").glob("*.txt"))


def command(environment: str, name: str) -> str:
    """The path of a command that was installed."""
    return str(PEERS / environment / "bin" / name)


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
    for each in commands:
        done = subprocess.run(
            each,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
        )
        if done.returncode:
            raise CannotInstall(done.stdout + done.stderr)
    stamp.write_text(digest.hexdigest())
