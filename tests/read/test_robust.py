"""Whatever stands in a place of a document, reading it raises nothing but SpecError.

Each node of the cases' documents is replaced in turn: by values of another kind, and by
a reference to somewhere else. What comes out must print.
"""

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from specloom.diagnostics import Diagnostics, SpecError
from specloom.document import load, read
from specloom.ir.dump import dump
from specloom.read.loader import FolderLoader
from specloom.read.registry import read_source
from specloom.source import SourceFile

CASES = Path(__file__).parents[1] / "cases" / "read"
DOCUMENTS = sorted(
    path for path in CASES.glob("*/input.*") if path.suffix in (".yaml", ".json")
)
ODD: list[Any] = [
    None,
    True,
    -1,
    "odd",
    [],
    {},
    ["odd"],
    {"odd": {}},
    {"$ref": "#/paths"},
]


def _places(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    if isinstance(node, dict):
        for key, value in node.items():
            yield from _places(value, (*path, key))
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from _places(value, (*path, index))


def _replaced(root: Any, path: tuple[Any, ...], value: Any) -> Any:
    if not path:
        return value
    root = copy.deepcopy(root)
    node = root
    for key in path[:-1]:
        node = node[key]
    node[path[-1]] = value
    return root


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.parent.name)
def test_any_node_may_be_odd(path: Path) -> None:
    root = read(load(path)).root
    files = FolderLoader(path.parent)
    for number, place in enumerate(_places(root)):
        # Every place with one of the values; over the places, all values take turns.
        value = ODD[number % len(ODD)]
        text = json.dumps(_replaced(root, place, value))
        source = SourceFile("input.json", text.encode())
        diagnostics = Diagnostics()
        try:
            fragment = read_source(source, files, diagnostics)
        except SpecError:
            continue
        dump(fragment.api)
        for it in diagnostics:
            assert it.span is None or it.span.position() >= (1, 1)
