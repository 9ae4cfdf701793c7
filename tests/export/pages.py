"""A document as pages: one operation each, with the components that it needs.

What exporters of documentation do, so that it can be told whether merging their pages
loses anything.
"""

import json
from collections.abc import Iterator
from typing import Any

Tree = dict[str, Any]

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")


def pages(root: Tree) -> Iterator[str]:
    """A page for each operation, in order."""
    for place, items in (
        ("paths", root.get("paths") or {}),
        ("webhooks", root.get("webhooks") or {}),
    ):
        for path, item in items.items():
            if not isinstance(item, dict):
                continue
            shared = {key: it for key, it in item.items() if key not in METHODS}
            for method in METHODS:
                if method in item:
                    alone = {place: {path: {**shared, method: item[method]}}}
                    info = "webhook" if place == "webhooks" else method
                    yield _page(f"{info} {path}", pruned(root, alone))


def pruned(root: Tree, alone: Tree) -> Tree:
    """The document with other paths, and with no more components than these need."""
    head = {
        key: it
        for key, it in root.items()
        if key not in ("paths", "webhooks", "components")
    }
    components = root.get("components") or {}
    kept: Tree = {}
    if "securitySchemes" in components:
        kept["securitySchemes"] = components["securitySchemes"]
    todo: list[Any] = [alone]
    seen = set()
    while todo:
        node = todo.pop()
        if isinstance(node, list):
            todo.extend(node)
        elif isinstance(node, dict):
            todo.extend(node.values())
        elif isinstance(node, str) and node.startswith("#/components/"):
            if node in seen:
                continue
            seen.add(node)
            _, _, kind, name = node.split("/")[:4]
            name = name.replace("~1", "/").replace("~0", "~")
            if name in components.get(kind, {}):
                kept.setdefault(kind, {})[name] = components[kind][name]
                todo.append(components[kind][name])
    return {**head, **alone, **({"components": kept} if kept else {})}


def _page(info: str, document: Tree) -> str:
    return f"````yaml {info}\n{json.dumps(document, indent=1)}\n````\n"
