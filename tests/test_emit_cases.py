"""What is generated, file by file: `tests/cases/emit/NAME/`, and that it can be used.

`input/` is what is read; `args` are further arguments, if there is such a file;
`expected/` is the package, without the runtime, which is the same in all of them.
`pytest --update` writes it anew; review the diff.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import black
import pytest

from specloom.cli import run

CASES = Path(__file__).with_name("cases") / "emit"
NAMES = sorted(path.name for path in CASES.iterdir() if path.is_dir())


def tree(folder: Path) -> dict[str, str]:
    """The texts of a package by path; its runtime is tested in tests/runtime."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes().decode()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "_runtime" not in path.parts
        if path.suffix != ".pyc" and path.name != "specloom.lock"
    }


@pytest.mark.parametrize("name", NAMES)
def test_case(
    name: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    update: bool,
) -> None:
    case = CASES / name
    place = tmp_path / "input"
    shutil.copytree(case / "input", place)
    monkeypatch.chdir(place)
    args = case / "args"
    more = args.read_text().split() if args.exists() else ["."]
    output = tmp_path / "output"
    command = ["generate", *more, "--package", "package", "--output", f"{output}"]
    assert run(command) == 0
    made = tree(output / "package")
    check(output, made)
    expected = case / "expected"
    if update:
        for path in tree(expected).keys() - made.keys() if expected.exists() else ():
            (expected / path).unlink()
        for path, text in made.items():
            (expected / path).parent.mkdir(parents=True, exist_ok=True)
            (expected / path).write_bytes(text.encode())
        return
    found = tree(expected)
    assert made.keys() == found.keys()
    for path, text in made.items():
        assert text == found[path], f"{path} of {name} (pytest --update)"


def check(output: Path, made: dict[str, str]) -> None:
    """Every module is laid out as black does it, and can be imported."""
    mode = black.Mode(target_versions={black.TargetVersion.PY311})
    modules = []
    for path, text in made.items():
        if path.endswith(".py"):
            assert black.format_str(text, mode=mode) == text, path
            modules.append(f"package.{path[:-3].replace('/', '.')}")
    program = f"import importlib\nfor it in {modules}: importlib.import_module(it)"
    command = [sys.executable, "-W", "error", "-c", program]
    variables = os.environ | {"PYTHONPATH": os.fspath(output)}
    subprocess.run(command, env=variables, check=True)
