"""Documents that were cut into pages, one operation each: merged, they say the same.

Compared are canonical documents, regardless of the order of members and of where a fact
stands. What pages cannot hold is what no operation needs: components that nothing refers
to. Where the pages and the document are of different versions, what both have must agree.
"""

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from specloom.diagnostics import Diagnostics
from specloom.document import load, read
from specloom.document.markdown import fences
from specloom.export import export
from specloom.ir.api import Api
from specloom.passes.merge import merge
from specloom.passes.resolve import resolve
from specloom.read.loader import NoFiles
from specloom.read.registry import read_source
from specloom.source import SourceFile
from tests.export.pages import METHODS, Tree, pages, pruned

FALLBACK = Path(__file__).parents[3] / "shared" / "corpus"
CORPUS = Path(os.environ.get("SPECLOOM_CORPUS", FALLBACK))
PUBLISHED = CORPUS / "pages" / "_published"
EMULATED = CORPUS / "pages" / "mintlify" / "emulated"
MANIFEST = CORPUS / "openapi" / "MANIFEST.tsv"
ROWS = MANIFEST.read_text("utf-8").splitlines()[1:] if MANIFEST.exists() else []
SMALL = [
    CORPUS / "openapi" / row.split("\t")[0]
    for row in ROWS
    if int(row.split("\t")[2]) < 200_000
]
needs_corpus = pytest.mark.skipif(not SMALL, reason="the corpus is not here")

FERRY: Tree = {
    "openapi": "3.1.0",
    "info": {"title": "Ferry", "version": "1", "description": "To and fro."},
    "servers": [{"url": "https://ferry.example"}],
    "security": [{"ticket": []}],
    "tags": [{"name": "boats", "description": "What floats."}, {"name": "ports"}],
    "paths": {
        "/boats": {
            "parameters": [{"$ref": "#/components/parameters/Page"}],
            "get": {
                "tags": ["boats"],
                "responses": {"200": {"$ref": "#/components/responses/Boats"}},
            },
            "post": {
                "tags": ["boats"],
                "security": [],
                "requestBody": {"$ref": "#/components/requestBodies/Boat"},
                "responses": {"201": {"description": "It floats."}},
            },
        },
        "/ports/{id}": {
            "get": {
                "tags": ["ports"],
                "servers": [{"url": "https://ports.example"}],
                "parameters": [{"name": "id", "in": "path", "required": True}],
                "responses": {"200": {"$ref": "#/components/responses/Boats"}},
            }
        },
    },
    "webhooks": {"sunk": {"post": {"responses": {"204": {"description": "Oh."}}}}},
    "components": {
        "securitySchemes": {
            "ticket": {"type": "http", "scheme": "bearer"},
            "spare": {"type": "http", "scheme": "basic"},
        },
        "parameters": {
            "Page": {"name": "page", "in": "query", "schema": {"type": "integer"}}
        },
        "responses": {
            "Boats": {
                "description": "All boats.",
                "content": {
                    "application/json": {
                        "schema": {
                            "type": "array",
                            "items": {"$ref": "#/components/schemas/Boat"},
                        }
                    }
                },
            }
        },
        "requestBodies": {
            "Boat": {
                "content": {
                    "application/json": {
                        "schema": {"$ref": "#/components/schemas/Boat"}
                    }
                }
            }
        },
        "schemas": {
            "Boat": {
                "type": "object",
                "properties": {"tows": {"$ref": "#/components/schemas/Boat"}},
            }
        },
    },
}


def _read(name: str, text: str) -> Api:
    return read_source(SourceFile(name, text.encode()), NoFiles(), Diagnostics()).api


def _canonical(apis: Sequence[Api]) -> Any:
    """The document of all, without places and without an order."""
    api = resolve(merge(apis, Diagnostics()), Diagnostics())
    return _placeless(export(api))


def _placeless(node: Any) -> Any:
    if isinstance(node, list):
        return [_placeless(it) for it in node]
    if not isinstance(node, dict):
        return node
    if {"grade", "rule", "at"} <= node.keys():
        node = {key: it for key, it in node.items() if key != "at"}
    return {key: _placeless(it) for key, it in node.items()}


def _assert_lossless(root: Tree) -> None:
    places = {key: root[key] for key in ("paths", "webhooks") if key in root}
    whole = json.dumps(pruned(root, places))
    split = [_read(f"page{i}.md", page) for i, page in enumerate(pages(root))]
    assert _canonical(split) == _canonical([_read("whole.json", whole)])


def test_pages_of_a_document_say_what_it_says() -> None:
    _assert_lossless(FERRY)


def _can_be_cut(root: Any) -> bool:
    """Whether all references lead to components of the document as a whole."""
    if not isinstance(root, dict) or not str(root.get("openapi")).startswith("3"):
        return False
    todo: list[Any] = [root]
    while todo:
        node = todo.pop()
        if isinstance(node, list):
            todo.extend(node)
        elif isinstance(node, dict):
            todo.extend(node.values())
            reference = node.get("$ref")
            if isinstance(reference, str) and (
                not reference.startswith("#/components/") or reference.count("/") != 3
            ):
                return False
    return len([*pages(root)]) > 1


@pytest.mark.corpus
@needs_corpus
@pytest.mark.parametrize("path", SMALL, ids=lambda path: path.name)
def test_pages_of_real_documents_say_what_these_say(path: Path) -> None:
    root = read(load(path, path.name)).root
    if not _can_be_cut(root):
        pytest.skip("refers to other places than its components")
    assert isinstance(root, dict)
    _assert_lossless(root)


def _emulated(folder: str) -> list[Path]:
    return sorted((EMULATED / folder).glob("*.md"))


def _pages_of(folder: str) -> list[Api]:
    return [_read(path.name, path.read_text("utf-8")) for path in _emulated(folder)]


@pytest.mark.corpus
@needs_corpus
def test_exported_pages_equal_the_document_that_is_published() -> None:
    (path,) = PUBLISHED.glob("honcho-*.json")
    published = _read(path.name, path.read_text("utf-8"))
    assert _canonical(_pages_of("honcho")) == _canonical([published])


@pytest.mark.corpus
@needs_corpus
def test_exported_pages_equal_what_an_older_document_says_alike() -> None:
    """The pages are of a later version. What both say in the same words is equal."""
    (path,) = PUBLISHED.glob("*-qstash.*.yaml")
    published = _tree(path.read_text("utf-8"))
    words = _words(_emulated("upstash-qstash"))
    old = _parts(_canonical([_read(path.name, path.read_text("utf-8"))]))
    new = _parts(_canonical(_pages_of("upstash-qstash")))
    before, now = _parts(published), _parts(words)
    assert new.keys() == now.keys()
    alike = {key for key in now if now[key] == before.get(key)}
    assert {key for key in alike if new[key] != old[key]} == set()
    assert (len(alike), len(now)) == (34, 55)


def _parts(root: Tree) -> Tree:
    """The operations, the schemas and what there is once, by name."""
    found = {key: root[key] for key in ("info", "tags", "security") if key in root}
    for name, item in root["paths"].items():
        found |= {f"{key} {name}": item[key] for key in METHODS if key in item}
    schemas = root["components"]["schemas"]
    return found | {f"schemas/{name}": it for name, it in schemas.items()}


def _tree(text: str) -> Tree:
    root = read(SourceFile("a.yaml", text.encode())).root
    assert isinstance(root, dict)
    return root


def _words(paths: list[Path]) -> Tree:
    """What the pages say, as it stands there, joined without any understanding."""
    joined: Tree = {"paths": {}, "components": {"schemas": {}}}
    for path in paths:
        source = load(path, path.name)
        (fence,) = (it for it in fences(source) if it.marks == "````")
        root: Any = read(source, start=fence.content_start, end=fence.content_end).root
        for name, item in root.pop("paths").items():
            joined["paths"].setdefault(name, {}).update(item)
        schemas = root.pop("components", {}).get("schemas") or {}
        joined["components"]["schemas"].update(schemas)
        joined.update(root)
    return joined
