"""The raw counter agrees with the corpus's manifest, and with small inputs by hand."""

import json
from pathlib import Path

import pytest

from tests.corpus.count_raw import Counts, corpus_root, count, manifest


def write(folder: Path, name: str, document: object) -> Path:
    path = folder / name
    path.write_text(json.dumps(document))
    return path


def test_counts_operations_where_they_stand(tmp_path: Path) -> None:
    write(tmp_path, "birds.json", {"put": {}, "get": {"$ref": "x.json"}})
    root = write(
        tmp_path,
        "api.json",
        {
            "openapi": "3.1.0",
            "paths": {
                "/nests": {"post": {}, "parameters": [], "query": {}, "x-get": {}},
                "/birds": {"$ref": "birds.json"},
                "/eggs": {"$ref": "#/paths/~1nests"},
                "x-paths": {"get": {}},
            },
            "webhooks": {"hatched": {"post": {}}},
            "components": {"schemas": {"Egg": {}}, "parameters": {"id": {}}},
        },
    )
    assert count(root) == Counts(
        operations=(
            ("POST", "/nests"),
            ("GET", "/birds"),
            ("PUT", "/birds"),
            ("POST", "/eggs"),
        ),
        declarations=("Egg",),
        webhooks=(("POST", "hatched"),),
    )


def test_counts_the_methods_of_3_2(tmp_path: Path) -> None:
    item: dict[str, object] = {"query": {}, "additionalOperations": {"COPY": {}}}
    root = write(tmp_path, "api.json", {"openapi": "3.2.0", "paths": {"/a": item}})
    assert count(root).operations == (("QUERY", "/a"), ("COPY", "/a"))


def test_counts_definitions_of_2_0(tmp_path: Path) -> None:
    root = tmp_path / "api.yaml"
    root.write_text("swagger: 2.0\npaths: {}\ndefinitions: {no: {}, 1.10: {}}\n")
    assert count(root).declarations == ("no", "1.10")


@pytest.mark.corpus
def test_agrees_with_the_manifest() -> None:
    corpus = corpus_root()
    if not corpus.is_dir():
        pytest.skip(f"no corpus at {corpus}; set SPECLOOM_CORPUS")
    rows = manifest(corpus)
    assert len(rows) == 81
    for row in rows:
        counts = count(corpus / "openapi" / row["path"])
        assert len(counts.operations) == int(row["operations"]), row["path"]
        assert len(counts.declarations) == int(row["schemas"]), row["path"]
