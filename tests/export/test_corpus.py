"""The canonical documents of real specifications: valid, and read back to equal APIs."""

import os
from pathlib import Path
from typing import Any

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator, OpenAPIV32SpecValidator

from specloom.diagnostics import Diagnostics
from specloom.document import load
from specloom.export import export, export_json, export_yaml
from specloom.ir.api import Api
from specloom.ir.dump import dump
from specloom.passes.resolve import resolve
from specloom.read.loader import FolderLoader
from specloom.read.registry import read_source
from tests.export.rereading import comparable, reread, without_differing_uses

FALLBACK = Path(__file__).parents[3] / "shared" / "corpus"
CORPUS = Path(os.environ.get("SPECLOOM_CORPUS", FALLBACK)) / "openapi"
MANIFEST = CORPUS / "MANIFEST.tsv"
ROWS = MANIFEST.read_text("utf-8").splitlines()[1:] if MANIFEST.exists() else []
SPECS = {row.split("\t")[0]: int(row.split("\t")[2]) for row in ROWS}
SMALL = [name for name, size in SPECS.items() if size < 300_000]

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(not SPECS, reason="the corpus is not here"),
]


def _published(name: str) -> Api:
    path = CORPUS / name
    files = FolderLoader(path.parent)
    api = read_source(load(path, path.name), files, Diagnostics()).api
    return resolve(api, Diagnostics())


@pytest.mark.parametrize("name", SPECS)
def test_reading_the_document_gives_an_equal_api(name: str) -> None:
    api = _published(name)
    again = resolve(reread(export_json(api)), Diagnostics())
    expected = comparable(without_differing_uses(api))
    if comparable(again) != expected:
        assert dump(comparable(again)) == dump(expected)
        pytest.fail("the APIs differ in something that their text does not show")


@pytest.mark.parametrize("name", SMALL)
def test_the_document_is_valid(name: str) -> None:
    document = export(_published(name))
    old = str(document["openapi"]).startswith("3.1")
    judge: Any = OpenAPIV31SpecValidator if old else OpenAPIV32SpecValidator
    assert [str(error) for error in judge(document).iter_errors()] == []


@pytest.mark.parametrize("name", SMALL)
def test_yaml_says_the_same(name: str) -> None:
    api = _published(name)
    assert reread(export_yaml(api), "openapi.yaml") == reread(export_json(api))
