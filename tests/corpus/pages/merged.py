"""Pages with whole documents in them, merged, against the document they were made from.

In: a pair whose pages are an exporter's. Out: where the merged canonical document differs
from the published one, but for the order of keys and the spellings of one thing that
OpenAPI 3.1 has several of (:func:`settled`). Specloom reads the pages, not the published
document.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.corpus.pages import vendors
from tests.corpus.pages.facts import IGNORED
from tests.corpus.pages.recovered import read
from tests.corpus.pages.vendors import Pair


def compare(pair: Pair) -> list[str]:
    """Where the document of all pages of a pair differs from the published one."""
    (_, published), *_ = vendors.truth(pair)
    reading = read(vendors.pages(pair), vendors.root(), pair.root)
    if reading.document is None:
        return [f"{reading.outcome} {reading.message}{reading.crash}"]
    return [*differences(settled(reading.document), settled(published))]


def differences(ours: Any, theirs: Any, at: str = "") -> Iterator[str]:
    """Where two trees differ, but for the order of keys."""
    if isinstance(ours, dict) and isinstance(theirs, dict):
        for key in sorted(ours.keys() | theirs.keys(), key=str):
            place = f"{at}/{str(key).replace('~', '~0').replace('/', '~1')}"
            if key not in ours:
                yield f"{place}: missing"
            elif key not in theirs:
                yield f"{place}: surplus"
            else:
                yield from differences(ours[key], theirs[key], place)
    elif isinstance(ours, list) and isinstance(theirs, list):
        if len(ours) != len(theirs):
            yield f"{at}: {len(ours)} elements, published {len(theirs)}"
            return
        for n, (one, other) in enumerate(zip(ours, theirs, strict=True)):
            yield from differences(one, other, f"{at}/{n}")
    elif type(ours) is not type(theirs) or ours != theirs:
        yield f"{at}: {ours!r:.60}, published {theirs!r:.60}"


def settled(node: Any) -> Any:
    """A document with one spelling of what may be spelled in several ways: defaults that
    are said, whole numbers with a fraction, a type or null as a union, and parameters
    that are to be ignored."""
    if isinstance(node, list):
        return [settled(item) for item in _once(node) if not _ignored(item)]
    if isinstance(node, float) and node.is_integer():
        return int(node)
    if not isinstance(node, dict):
        return node
    result = {key: settled(value) for key, value in node.items()}
    for key, default in DEFAULTS:
        if key in result and result[key] in default and result.get("in") != "path":
            del result[key]
    if result.get("in") == "query" and result.get("style") == "form":
        del result["style"]
        if result.get("explode") is True:
            del result["explode"]
    if "openapi" in result and "paths" in result:
        result["openapi"] = ".".join(str(result["openapi"]).split(".")[:2])
    union = result.get("anyOf")
    if isinstance(union, list) and len(union) == 2 and {"type": "null"} in union:
        other = union[1 - union.index({"type": "null"})]
        if isinstance(other.get("type"), str) and not other.keys() & result.keys():
            del result["anyOf"]
            result |= other | {"type": [other["type"], "null"]}
    if result.get("contentMediaType") == "application/octet-stream":
        del result["contentMediaType"]
        result["format"] = "binary"
    return result


DEFAULTS: tuple[tuple[str, tuple[Any, ...]], ...] = (
    ("required", (False,)),
    ("deprecated", (False,)),
    ("additionalProperties", (True, {})),
)


def _once(items: list[Any]) -> Iterator[Any]:
    """Elements; of a parameter that is there twice, which OpenAPI forbids, the first."""
    seen: set[tuple[str, str]] = set()
    for item in items:
        if isinstance(item, dict) and "name" in item and "in" in item:
            key = (str(item["name"]), str(item["in"]))
            if key in seen:
                continue
            seen.add(key)
        yield item


def _ignored(node: Any) -> bool:
    """OpenAPI 3.1, section 4.8.12.2: header parameters of these names."""
    return (
        isinstance(node, dict)
        and node.get("in") == "header"
        and str(node.get("name")).lower() in IGNORED
    )
