"""Independent judges over one generated tree: black for layout, mypy and pyright.

Each takes the tree and the folder that keeps verdicts, and returns what it objects to,
in words; nothing means content. A verdict of content is kept by the digest of what was
judged and the judge's version, so unchanged output is not judged again.
"""

import hashlib
import os
import sys
import threading
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path

from benchmarks.measure import Command, run

BIN = Path(sys.executable).parent
ONE_AT_A_TIME = threading.Lock()


class Verdicts:
    """Digests of what was judged and found well, one a line of a file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.digests = set(path.read_text().split()) if path.exists() else set[str]()

    def __contains__(self, key: str) -> bool:
        return key in self.digests

    def add(self, keys: Iterable[str]) -> None:
        with self.path.open("a") as file:
            file.write("".join(f"{key}\n" for key in keys))


def black(tree: Path, kept: Path) -> list[str]:
    """The files that black would print otherwise. `_runtime/` is judged as well."""
    verdicts = Verdicts(kept / f"black-{version('black')}.txt")
    digests = {str(path): digest([path]) for path in sorted(tree.rglob("*.py"))}
    fresh = [path for path, key in digests.items() if key not in verdicts]
    if not fresh:
        return []
    command: Command = [BIN / "black", "--check", "--workers", "1"]
    command += ["--target-version", "py311", "--config", os.devnull, *fresh]
    done = run(command, directory=kept)
    lines = done.stderr.splitlines()
    broken = [line for line in lines if line.startswith("error: ")]
    refused = [
        line.removeprefix("would reformat ")
        for line in lines
        if line.startswith("would reformat ")
    ]
    if done.status in (0, 1) and not broken:
        verdicts.add(digests[path] for path in fresh if path not in refused)
    elif not broken:
        broken = lines[-1:]
    names = [Path(path).relative_to(tree) for path in refused]
    return some([f"black: {line}" for line in broken + [str(name) for name in names]])


def types(tree: Path, kept: Path) -> list[str]:
    """What mypy --strict and pyright strict say. One tree at a time: each is heavy, and
    mypy's cache is shared."""
    versions = (version(name) for name in ("mypy", "pyright", "pydantic", "fastapi"))
    verdicts = Verdicts(kept / f"types-{'-'.join(versions)}.txt")
    key = digest(sorted(tree.rglob("*.py")))
    if key in verdicts:
        return []
    with ONE_AT_A_TIME:
        found = mypy(tree, kept) + pyright(tree, kept)
    if not found:
        verdicts.add([key])
    return found


def mypy(tree: Path, kept: Path) -> list[str]:
    command: Command = [BIN / "mypy", "--strict", "--config-file="]
    command += ["--python-version", "3.11", "--no-error-summary"]
    command += ["--cache-dir", kept / "mypy_cache", "--package", tree.name]
    done = run(command, directory=kept)
    if done.status == 0:
        return []
    lines = [line for line in done.stdout.splitlines() if ": error: " in line]
    return some([f"mypy: {line}" for line in lines or [done.stderr.strip()[-300:]]])


def pyright(tree: Path, kept: Path) -> list[str]:
    project = kept / f"pyright-{tree.name}.json"
    project.write_text(
        f'{{"include": ["{tree.name}"], "typeCheckingMode": "strict",'
        ' "pythonVersion": "3.11"}\n'
    )
    command: Command = [BIN / "pyright", "--project", project]
    command += ["--pythonpath", sys.executable]
    done = run(command, directory=kept)
    project.unlink()
    if done.status == 0:
        return []
    lines = [line.strip() for line in done.stdout.splitlines() if " error: " in line]
    said = lines or [(done.stderr or done.stdout).strip()[-300:]]
    return some([f"pyright: {line.removeprefix(f'{kept}/')}" for line in said])


def some(found: list[str]) -> list[str]:
    """The first five, and how many more there are."""
    rest = [f"... and {len(found) - 5} more"] if len(found) > 5 else []
    return found[:5] + rest


def digest(paths: Iterable[Path]) -> str:
    state = hashlib.sha256()
    for path in paths:
        content = path.read_bytes()
        state.update(f"{path.name} {len(content)}\n".encode())
        state.update(content)
    return state.hexdigest()
