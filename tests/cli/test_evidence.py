"""What an API rests on, printed: a table for people, rows for programs."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from specloom.cli import commands

CASES = Path(__file__).parents[1] / "cases" / "evidence"
SPECS = Path(__file__).parents[2] / "specs"


def printed(*arguments: str) -> str:
    result = CliRunner().invoke(commands.specloom, ["evidence", *arguments])
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.mark.parametrize("case", sorted(CASES.iterdir()), ids=lambda case: case.name)
def test_case(case: Path, expect: Callable[[Path, str], None]) -> None:
    pages = sorted(map(str, case.glob("*.md")))
    expect(case / "expected.txt", printed("--root", str(case), *pages))
    rows = json.loads(printed("--root", str(case), "--format", "json", *pages))
    text = "\n".join(json.dumps(row) for row in rows)
    expect(case / "expected.jsonl", text + "\n")


def test_up_to_a_grade() -> None:
    pages = [str(path) for path in (CASES / "lamps").glob("*.md")]
    rows = json.loads(printed("--format", "json", "--up-to", "inferred", *pages))
    facts = [row for row in rows if "contradicted" not in row]
    assert {row["grade"] for row in facts} == {"guessed", "inferred"}


def test_what_is_declared_needs_no_evidence() -> None:
    text = printed(str(SPECS / "devic"))
    assert text == "everything is declared; 0 contradictions\n"
