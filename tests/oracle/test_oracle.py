"""On the canonical documents of `generated/`, the models of specloom and of
datamodel-code-generator do what JSON Schema says, but for what `differences` lists.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from pathlib import Path

import pytest

from .compare import Comparison, Verdict
from .differences import DIFFERENCES, sort_out, table

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted((ROOT / "generated").glob("*/openapi.json"))
PAGE = ROOT / "docs" / "oracle.md"
BEGIN, END = "<!-- differences: begin -->\n", "<!-- differences: end -->\n"


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory: pytest.TempPathFactory) -> list[Verdict]:
    """Every verdict on every instance of every body of every document."""
    folder = tmp_path_factory.mktemp("oracle")
    found: list[Verdict] = []
    for path in DOCUMENTS:
        name = path.parent.name
        comparison = Comparison(f"generated.{name}", path, folder / name)
        assert comparison.bodies
        found += comparison.verdicts(comparison.bodies)
    return found


def test_models_accept_and_refuse_what_the_schema_does(
    verdicts: list[Verdict],
) -> None:
    """One test, so that parallel runs compute the verdicts once."""
    assert DOCUMENTS
    unlisted, gone = sort_out(verdicts, DIFFERENCES)
    wrong = [v for v in verdicts if v.instance.claims_valid and v.marks[0] == "-"]
    for title, found in (
        ("differences that are not listed", unlisted),
        ("rows that cover no difference any more", gone),
        ("instances that are not valid as claimed", wrong),
    ):
        assert not found, f"{title}:\n" + "\n".join(map(str, found))
    counts = {
        d: sum(v.body.direction == d for v in verdicts) for d in ("request", "answer")
    }
    assert min(counts.values()) > 100


def test_the_page_shows_the_table(expect: Callable[[Path, str], None]) -> None:
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    expect(PAGE, f"{before}{BEGIN}\n{table(DIFFERENCES)}\n{END}{after}")


def test_codegen_can_be_imported_whatever_the_formats() -> None:
    """Without email-validator, its models of `format: email` fail on import."""
    assert importlib.util.find_spec("email_validator") is not None
