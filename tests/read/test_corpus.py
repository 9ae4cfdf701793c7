"""Every document of the corpus is read, and counted as its manifest counts it."""

import csv
import os
from pathlib import Path

import pytest

from specloom.diagnostics import Diagnostics
from specloom.document import load
from specloom.read.loader import FolderLoader
from specloom.read.registry import read_source

REPOSITORY = Path(__file__).parents[2]
CORPUS = REPOSITORY / os.environ.get("SPECLOOM_CORPUS", "../shared/corpus") / "openapi"
MANIFEST = CORPUS / "MANIFEST.tsv"


def _rows() -> list[dict[str, str]]:
    if not MANIFEST.is_file():
        return []
    with MANIFEST.open(newline="") as stream:
        return list(csv.DictReader(stream, delimiter="\t"))


@pytest.mark.corpus
@pytest.mark.parametrize("row", _rows(), ids=lambda row: row["path"])
def test_document(row: dict[str, str]) -> None:
    path = CORPUS / row["path"]
    diagnostics = Diagnostics()
    source = load(path, row["path"])
    fragment = read_source(source, FolderLoader(path.parent, CORPUS), diagnostics)
    counts = fragment.api.counts
    assert counts.operations == int(row["operations"])
    assert counts.declarations == int(row["schemas"])
    assert len(fragment.api.operations) == counts.operations
    assert len({it.id for it in fragment.api.declarations}) == len(
        fragment.api.declarations
    )
    for it in diagnostics:
        assert it.span is not None
        assert it.span.position() >= (1, 1)
