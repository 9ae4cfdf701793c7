"""What the command says of itself, and how soon."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

import specloom as package
from specloom import __version__
from specloom.cli import run
from specloom.cli.commands import specloom
from specloom.diagnostics import catalogue

COMMANDS = ("dump", "explain", "export", "generate", "validate")
HEAVY = (
    "asyncio",
    "black",
    "datamodel_code_generator",
    "httpx2",
    "jinja2",
    "jsonschema",
    "openapi_spec_validator",
    "pydantic",
    "rich",
    "yaml",
    "specloom.document",
    "specloom.ir",
    "specloom.pipeline",
)


def process(*arguments: str, code: str = "") -> subprocess.CompletedProcess[str]:
    program = code or "from specloom.cli import main; main()"
    command = [sys.executable, "-c", program, *arguments]
    variables = {"PYTHONPATH": os.fspath(Path(package.__file__).parents[1])}
    return subprocess.run(
        command,
        capture_output=True,
        text=True,
        timeout=60,
        env=os.environ | variables,
    )


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_teaches(command: str) -> None:
    result = CliRunner().invoke(specloom, [command, "--help"])
    assert result.exit_code == 0
    assert "Usage: specloom" in result.output.replace("Usage: root", "Usage: specloom")
    if command != "explain":
        assert "Example" in result.output


def test_the_group_lists_commands_and_exit_codes() -> None:
    result = CliRunner().invoke(specloom, ["--help"])
    assert all(f"\n  {command} " in result.output for command in COMMANDS)
    assert "Exit codes: 0 done, 1 a check found something" in result.output


def test_without_a_command_it_teaches() -> None:
    bare, asked = process(), process("--help")
    assert (bare.returncode, bare.stdout, bare.stderr) == (2, "", asked.stdout)


def test_version() -> None:
    result = process("--version")
    assert (result.returncode, result.stdout) == (0, f"specloom {__version__}\n")


@pytest.mark.parametrize("arguments", [("--help",), ("explain",), ("generate", "-h")])
def test_nothing_heavy_is_imported_to_answer(arguments: tuple[str, ...]) -> None:
    code = (
        "import sys, json; from specloom.cli import run\n"
        "run(sys.argv[1:]); print(json.dumps([*sys.modules]), file=sys.stderr)"
    )
    result = process(*arguments, code=code)
    assert set(json.loads(result.stderr)).isdisjoint(HEAVY)


def test_it_starts_in_a_tenth_of_a_second(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)

    def spent(code: str) -> float:
        before = os.times()
        assert process("--help", code=code).returncode == 0
        after = os.times()
        return sum(after[2:4]) - sum(before[2:4])

    # The best of several, and time of the processor: machines are busy.
    assert min(spent("") for _ in range(5)) < 0.1


def test_explain_lists_all_codes(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == [*catalogue()]


@pytest.mark.parametrize("code", [*catalogue()])
def test_explain_prints_a_page(code: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", code.lower()]) == 0
    page = capsys.readouterr().out
    assert page.startswith(f"# {code}: {catalogue()[code].title}")
    assert page.endswith("\n")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["generat"], "generat"),
        (["dump"], "SPEC"),
        (["dump", "x.yaml", "--stage", "raw"], "raw"),
        (["generate", "--output", "out"], "--output goes with SPEC"),
    ],
)
def test_wrong_usage(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(arguments) == 2
    said = capsys.readouterr().err
    assert said.startswith("error[SL710]: ") and message in said
