"""Which pages of the corpus are scored against which published documents.

In: the folder of the corpus. Out: :class:`Pair`, with its pages and its truth as raw
trees. Reads with `json` and PyYAML only.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tests.corpus.count_raw import corpus_root

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
FENCE = re.compile(r"^`{4}ya?ml[^\n]*\n(.*?)^`{4}", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Pair:
    """Pages of one vendor, as a glob below `pages/`, and what they should say.

    `truth` is a document below `_published/`, or a folder with an operation per page;
    nothing where the pages were made from a document that is not there, and the union of
    the documents embedded in them stands for it.
    `embedded` pages carry the whole truth of their operations in themselves, and those
    that `merges` all of the document. References of pages do not leave `root`, and
    `snippets` is where they are.
    """

    name: str
    pages: str
    truth: str
    embedded: bool = False
    merges: bool = False
    root: str = ""
    snippets: str = ""


PAIRS = (
    Pair(
        "langgraph-skill",
        "endpoint-md/langgraph-skill/*.md",
        "langgraph-api-0.16.7.openapi.json",
    ),
    Pair("bybit", "endpoint-md/bybit-v5-paired/*.mdx", "bybit-ops"),
    Pair("meilisearch", "endpoint-md/meilisearch/*.mdx", "meilisearch.openapi.json"),
    Pair(
        "qstash-mdx",
        "mintlify/mdx/upstash-qstash/*.mdx",
        "upstash-qstash.at-switch.openapi.yaml",
        root="mintlify/mdx",
        snippets="mintlify/mdx/upstash-snippets",
    ),
    Pair("binance", "endpoint-md/binance-spot/*.md", "binance-spot.openapi.yaml"),
    Pair(
        "langgraph-tutorials",
        "mkdocs-tabs/langgraph-2024-08/*.md",
        "langgraph-2024-08.openapi.json",
    ),
    Pair(
        "honcho-export",
        "mintlify/emulated/honcho/*.md",
        "honcho-v3.openapi.json",
        embedded=True,
        merges=True,
    ),
    Pair(
        "qstash-export",
        "mintlify/emulated/upstash-qstash/*.md",
        "",
        embedded=True,
        merges=True,
    ),
    Pair(
        "honcho-redoc",
        "others/redoc-html/honcho-v3.redoc.html",
        "honcho-v3.openapi.json",
        embedded=True,
    ),
    Pair(
        "langgraph-redoc",
        "others/redoc-html/langgraph-api-0.16.7.redoc.html",
        "langgraph-api-0.16.7.openapi.json",
        embedded=True,
    ),
    Pair(
        "honcho-widdershins",
        "others/widdershins/honcho-v3.md",
        "honcho-v3.openapi.json",
    ),
    Pair(
        "langgraph-widdershins",
        "others/widdershins/langgraph-api-0.16.7.md",
        "langgraph-api-0.16.7.openapi.json",
    ),
    Pair(
        "qstash-widdershins",
        "others/widdershins/upstash-qstash.head.md",
        "upstash-qstash.at-switch.openapi.yaml",
    ),
)


def root() -> Path:
    """The folder of the pages."""
    return corpus_root() / "pages"


def pages(pair: Pair) -> list[Path]:
    """The pages of a pair, in order of their names."""
    return sorted(root().glob(pair.pages))


def truth(pair: Pair) -> Iterator[tuple[str, Any]]:
    """The published documents: one for all pages, named "", or one each, by its stem."""
    path = root() / "_published" / pair.truth
    if not pair.truth:
        yield "", _united(pages(pair))
        return
    if path.is_dir():
        for file in sorted(path.glob("*.op.json")):
            yield file.name.removesuffix(".op.json"), _wrapped(_load(file))
    else:
        yield "", _load(path)


def _load(path: Path) -> Any:
    if path.suffix == ".json":
        return json.loads(path.read_bytes())
    return yaml.load(path.read_bytes(), Loader=LOADER)


def _united(paths: list[Path]) -> dict[str, Any]:
    """The documents in the fences of several pages, as one; the first says the rest."""
    union: dict[str, Any] = {}
    for path in paths:
        found = FENCE.search(path.read_text("utf-8"))
        if found is None:
            continue
        document = yaml.load(found[1], Loader=LOADER)
        known = union.get("paths", {})
        for name, item in document.get("paths", {}).items():
            known.setdefault(name, {}).update(item)
        for kind, parts in document.get("components", {}).items():
            union.setdefault("components", {}).setdefault(kind, {}).update(parts)
        union = {**document, **union, "paths": known}
    return union


def _wrapped(operation: dict[str, Any]) -> dict[str, Any]:
    """An operation that was published by itself, as a document."""
    item = {str(operation["method"]).lower(): operation}
    servers = operation.get("servers", [])
    return {"openapi": "3.0.0", "servers": servers, "paths": {operation["path"]: item}}
