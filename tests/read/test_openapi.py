"""What holds of every document: sharing, counting, places, and leaving the tree alone."""

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from specloom.diagnostics import Diagnostics
from specloom.document import Document, load, read
from specloom.ir.api import Api
from specloom.ir.components import all_operations
from specloom.ir.dump import dump
from specloom.read.loader import FolderLoader, NoFiles
from specloom.read.openapi import read_document
from specloom.source import SourceFile

CASES = Path(__file__).parents[1] / "cases" / "read"
DOCUMENTS = sorted(
    path for path in CASES.glob("*/input.*") if path.suffix in (".yaml", ".json")
)


def _api(text: str) -> Api:
    document = read(SourceFile("api.yaml", text.encode()))
    return read_document(document, NoFiles(), Diagnostics())


SHARED = """
openapi: 3.1.0
info: {title: Shared, version: '1'}
paths:
  /a: &item
    get:
      parameters: [{$ref: '#/components/parameters/Page'}]
      responses: {'404': {$ref: '#/components/responses/Gone'}}
  /b: *item
components:
  parameters: {Page: {name: page, in: query, schema: {type: integer}}}
  responses:
    Gone: {description: Gone, headers: {X: {$ref: '#/components/headers/X'}}}
  headers: {X: {schema: {type: string}}}
"""


def test_references_to_one_part_share_it() -> None:
    first, second = _api(SHARED).operations
    assert first.parameters[0] is second.parameters[0]
    assert first.responses[0] is second.responses[0]
    assert first.responses[0].component == "Gone"
    assert first.responses[0].headers[0].component == "X"


def test_what_is_left_out_is_counted() -> None:
    api = _api("paths: {/a: {get: {$ref: '#/no'}, put: {}}, /b: {get: {}}}")
    assert api.counts.operations == 3
    assert len(api.operations) == 2


@pytest.mark.parametrize("kind", ["callbacks", "pathItems"])
def test_callbacks_that_double_with_each_level_end(kind: str) -> None:
    def operation(level: int) -> dict[str, Any]:
        part = {"$ref": f"#/components/{kind}/L{level + 1}"}
        called = part if kind == "callbacks" else {"{$u}": part}
        more = {"callbacks": {"x": called, "y": called}} if level < 25 else {}
        return {"post": {"responses": {"200": {"description": "Fine."}}} | more}

    def part(level: int) -> dict[str, Any]:
        return operation(level) if kind == "pathItems" else {"{$u}": operation(level)}

    parts = {kind: {f"L{level}": part(level) for level in range(26)}}
    text = json.dumps({"paths": {"/a": operation(-1)}, "components": parts})
    said = Diagnostics()
    source = read(SourceFile("api.json", text.encode()))
    api = read_document(source, NoFiles(), said)
    assert 5_000 < sum(1 for _ in all_operations(api)) < 20_000
    assert "SL235" in {it.code for it in said}


def _nodes(value: Any) -> Iterator[Any]:
    yield value
    if isinstance(value, tuple):
        for item in value:
            yield from _nodes(item)
    for slot in getattr(value, "__slots__", ()):
        if slot != "span":
            yield from _nodes(getattr(value, slot, None))


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.parent.name)
def test_every_place_is_there(path: Path) -> None:
    document = read(load(path, path.name))
    files = FolderLoader(path.parent)
    before = copy.deepcopy(document.root)
    api = read_document(document, files, Diagnostics())
    assert document.root == before, "the tree was changed"
    for node in _nodes(api):
        span = getattr(node, "span", None)
        if span is None:
            continue
        origin = span.origin
        assert isinstance(origin, Document)
        found: Any = origin.root
        for key in span.pointer.split("/")[1:]:
            key = key.replace("~1", "/").replace("~0", "~")
            found = found[int(key)] if isinstance(found, list) else found[key]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.parent.name)
def test_reading_twice_gives_the_same(path: Path) -> None:
    document = read(load(path, path.name))
    files = FolderLoader(path.parent)
    said = Diagnostics(), Diagnostics()
    first = read_document(document, files, said[0])
    second = read_document(document, files, said[1])
    assert dump(first, spans=True) == dump(second, spans=True)
    # Files that are referred to are other documents in each run.
    assert [it.message for it in said[0]] == [it.message for it in said[1]]
