"""Counts what a raw OpenAPI document declares; knows nothing of specloom.

In: the path of one root document (OpenAPI 3.x or Swagger 2.0, JSON or YAML). Out: its
operations as (METHOD, path) and its declarations by name. The corpus harness holds the
generator's own counts against these, so this module imports no specloom.

The rule, found by experiment, under which all 81 documents of the corpus agree with the
columns `operations` and `schemas` of its MANIFEST.tsv:

- An operation is a mapping under one of the eight methods of a path item in `paths`, or
  an entry of `additionalOperations` (3.2), or `query` (3.2). It counts once where it
  stands, whether its body is there or behind a `$ref` (one document keeps all 659 of its
  operations in files of their own). A path item that is itself a `$ref` counts what it
  refers to, in the same document or in a file beside it.
- Extensions (`x-...`) in `paths`, `webhooks`, `x-webhooks` and callbacks are not
  operations; webhooks are counted by themselves.
- A declaration is an entry of `components.schemas` or of 2.0's `definitions`, in the root
  document only. Nothing else in `components` counts.

YAML is read with every scalar as a string (no dates, no booleans, no `=` or `<<` tags),
which changes no count; of duplicate keys the last one wins.

    python tests/corpus/count_raw.py [CORPUS]     compare with the manifest; 1 if not equal
    python tests/corpus/count_raw.py --ids FILE   one document's ids, as JSON
"""

import csv
import gc
import json
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import yaml

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")


@dataclass(frozen=True, slots=True)
class Counts:
    """What one document declares, in the document's order."""

    operations: tuple[tuple[str, str], ...]
    declarations: tuple[str, ...]
    webhooks: tuple[tuple[str, str], ...]


def count(path: Path) -> Counts:
    """Count a root document. Raises OSError, ValueError or yaml.YAMLError."""
    document = _load(path)
    version = str(document.get("openapi", document.get("swagger", "")))
    methods = METHODS if version < "3.2" else (*METHODS, "query")
    schemas = [
        *_mapping(document.get("definitions")),
        *_mapping(_mapping(document.get("components")).get("schemas")),
    ]
    return Counts(
        operations=tuple(_operations(document, "paths", path, methods)),
        declarations=tuple(schemas),
        webhooks=tuple(_operations(document, "webhooks", path, methods)),
    )


def corpus_root() -> Path:
    """Where the corpus is expected: `$SPECLOOM_CORPUS`, else beside the repository."""
    repository = Path(__file__).resolve().parents[2]
    return repository / os.environ.get("SPECLOOM_CORPUS", "../shared/corpus")


def manifest(corpus: Path) -> list[dict[str, str]]:
    """The rows of the corpus's manifest; `path` is relative to `corpus/openapi`."""
    with (corpus / "openapi" / "MANIFEST.tsv").open(newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def _load(path: Path) -> dict[str, Any]:
    text = path.read_bytes()
    if path.suffix == ".json":
        document = json.loads(text)
    else:
        document = yaml.load(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))
    if not isinstance(document, dict):
        raise ValueError(f"{path}: not a mapping")
    return document


def _mapping(node: Any) -> dict[str, Any]:
    return node if isinstance(node, dict) else {}


def _operations(
    document: dict[str, Any], section: str, path: Path, methods: tuple[str, ...]
) -> Iterator[tuple[str, str]]:
    for name, item in _mapping(document.get(section)).items():
        if name.startswith("x-"):
            continue
        fields = _mapping(item)
        if "$ref" in fields:
            fields = {**_follow(fields["$ref"], document, path), **fields}
        for method in methods:
            if isinstance(fields.get(method), dict):
                yield method.upper(), name
        if "query" in methods:
            for method in _mapping(fields.get("additionalOperations")):
                yield method.upper(), name


def _follow(reference: str, document: dict[str, Any], path: Path) -> dict[str, Any]:
    file, _, pointer = reference.partition("#")
    node: Any = _load(path.parent / unquote(file)) if file else document
    for step in unquote(pointer).split("/")[1:]:
        node = _mapping(node).get(step.replace("~1", "/").replace("~0", "~"))
    return _mapping(node)


def _compare(corpus: Path) -> int:
    wrong = 0
    print(f"{'operations':>15}  {'declarations':>15}  webhooks  document")
    for row in manifest(corpus):
        counts = count(corpus / "openapi" / row["path"])
        found = (len(counts.operations), len(counts.declarations))
        said = (int(row["operations"]), int(row["schemas"]))
        wrong += found != said
        cells = [
            str(a) if a == b else f"{a} (not {b})"
            for a, b in zip(found, said, strict=True)
        ]
        webhooks = len(counts.webhooks) or ""
        print(f"{cells[0]:>15}  {cells[1]:>15}  {webhooks:>8}  {row['path']}")
    print(f"{wrong} disagree with the manifest" if wrong else "all agree")
    return 1 if wrong else 0


def main(arguments: list[str]) -> int:
    gc.disable()  # three quarters of the time on a large YAML file, and nothing cyclic
    if arguments[:1] == ["--ids"]:
        counts = count(Path(arguments[1]))
        json.dump(
            {
                "operations": counts.operations,
                "declarations": counts.declarations,
                "webhooks": counts.webhooks,
            },
            sys.stdout,
        )
        return 0
    corpus = Path(arguments[0]) if arguments else corpus_root()
    if not (corpus / "openapi" / "MANIFEST.tsv").is_file():
        print(f"no corpus at {corpus}; set SPECLOOM_CORPUS", file=sys.stderr)
        return 0
    return _compare(corpus)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
