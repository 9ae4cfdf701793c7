"""Every diagnostic has a case: a directory `tests/cases/diagnostics/CODE-name/`.

`args` is a command line, run in a copy of the directory; `expected.txt` is what it says
on stderr, and the exit code. What has no case has a reason in `without-case.toml`.
"""

import os
import shutil
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from specloom.cli import run
from specloom.diagnostics import catalogue

CASES = Path(__file__).with_name("cases") / "diagnostics"
NAMES = sorted(path.name for path in CASES.iterdir() if path.is_dir())
OWN = ("args", "expected.txt")


@pytest.mark.parametrize("name", NAMES)
def test_case(
    name: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    expect: Callable[[Path, str], None],
) -> None:
    case = CASES / name
    place = tmp_path / "case"
    shutil.copytree(case, place, ignore=shutil.ignore_patterns(*OWN))
    monkeypatch.chdir(place)
    monkeypatch.delenv("SPECLOOM_DEBUG", raising=False)
    arguments = (case / "args").read_text().split()
    # A command line may consist of several: what an earlier one left behind matters.
    commands = " ".join(arguments).split(" && ")
    for command in commands:
        capfd.readouterr()
        code = run(command.split())
    said = capfd.readouterr().err.replace(os.fspath(place), "<here>")
    expect(case / "expected.txt", f"{said}exit code {code}\n")
    assert name.split("-")[0] in said
    assert "Traceback" not in said


def test_every_code_has_a_case() -> None:
    covered = {name.split("-")[0] for name in NAMES}
    reasons = tomllib.loads((CASES / "without-case.toml").read_text())
    assert covered <= catalogue().keys()
    assert {*catalogue()} - covered - {*reasons} == set(), "add a case, or a reason"
    assert {*reasons} & covered == set(), "has a case now: drop the reason"
    assert {*reasons} <= {*catalogue()}, "no such code"
    assert all(isinstance(reason, str) and reason for reason in reasons.values())
