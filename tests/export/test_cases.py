"""Canonical documents: of `tests/cases/export/NAME/` in full, of all readers' cases as to
whether they are valid and lossless.

A case is a directory: `input.yaml`, and in `expected.json` its canonical document.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator, OpenAPIV32SpecValidator

from specloom.diagnostics import Diagnostics, SpecError
from specloom.document import load
from specloom.export import export, export_json, export_yaml
from specloom.ir.api import Api
from specloom.ir.dump import dump
from specloom.passes.resolve import resolve
from specloom.read.loader import FolderLoader
from specloom.read.registry import read_source
from tests.export.rereading import comparable, reread, without_differing_uses

HERE = Path(__file__).parents[1] / "cases"
CASES = sorted((HERE / "export").iterdir())
INPUTS = [
    path
    for kind in ("export", "read", "passes")
    for case in sorted((HERE / kind).iterdir())
    for path in case.glob("input*")
]

JUDGE_RECURSES = "the validator follows allOf and oneOf that lead in a circle for ever"
UNJUDGED = {
    "compose-base-with-choice": JUDGE_RECURSES,
    "compose-circles": JUDGE_RECURSES,
    "compose-loops": JUDGE_RECURSES,
}


def _published(path: Path) -> Api:
    files = FolderLoader(path.parent)
    try:
        api = read_source(load(path, path.name), files, Diagnostics()).api
    except SpecError as refusal:
        pytest.skip(f"nothing to export: {refusal}")
    return resolve(api, Diagnostics())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case: Path, expect: Callable[[Path, str], None]) -> None:
    text = export_json(_published(case / "input.yaml"))
    # Not as it is written (a line for an operation) but so that it can be read.
    shown = json.dumps(json.loads(text), indent=2, ensure_ascii=False) + "\n"
    expect(case / "expected.json", shown)


@pytest.mark.parametrize("path", INPUTS, ids=lambda path: path.parent.name)
def test_every_document_is_valid(path: Path) -> None:
    document = export(_published(path))
    old = str(document["openapi"]).startswith("3.1")
    judge: Any = OpenAPIV31SpecValidator if old else OpenAPIV32SpecValidator
    if path.parent.name in UNJUDGED:
        with pytest.raises(RecursionError):
            list(judge(document).iter_errors())
        return
    assert [str(error) for error in judge(document).iter_errors()] == []


@pytest.mark.parametrize("path", INPUTS, ids=lambda path: path.parent.name)
def test_reading_a_document_gives_an_equal_api(path: Path) -> None:
    api = _published(path)
    again = resolve(reread(export_json(api)), Diagnostics())
    expected = comparable(without_differing_uses(api))
    if comparable(again) != expected:
        assert dump(comparable(again)) == dump(expected)
        pytest.fail("the APIs differ in something that their text does not show")


@pytest.mark.parametrize("path", INPUTS, ids=lambda path: path.parent.name)
def test_yaml_says_the_same(path: Path) -> None:
    api = _published(path)
    assert reread(export_yaml(api), "openapi.yaml") == reread(export_json(api))
