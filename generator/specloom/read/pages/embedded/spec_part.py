"""The part of an OpenAPI document that some of its operations need.

In: a document and the operations, by method and path. Out: the document without other
operations, and without components that none of these leads to; as a whole, if only the
whole can tell where its references lead. Pointers stay what they are, so all places are
places in the whole document.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final, TypeAlias

from specloom.document import Document, Json
from specloom.source import unescape

Wanted: TypeAlias = tuple[str, str]
"""Method in small letters (`webhook` for any of a webhook's), and path or name."""

_METHODS: Final = frozenset(
    {"get", "put", "post", "delete", "options", "head", "patch", "trace", "query"}
)
_PLACEHOLDER: Final = re.compile(r"\{[^{}]*\}")
_SECTIONS: Final = ("definitions", "parameters", "responses")
"""What 2.0 has at the root, and 3.x below `components`."""
_KEPT: Final = "securitySchemes"
_WITHOUT_POINTERS: Final = frozenset(
    {"$anchor", "$dynamicAnchor", "$id", "$dynamicRef"}
)
"""Where one of these is used, references need not say where they lead."""


def find(document: Document, method: str, path: str) -> Wanted | None:
    """How the document itself writes an operation that a page names."""
    root = document.root
    if not isinstance(root, dict):
        return None
    if method == "webhook":
        hooks = root.get("webhooks")
        return (method, path) if isinstance(hooks, dict) and path in hooks else None
    paths = root.get("paths")
    if not isinstance(paths, dict):
        return None
    for alike in (str, _shape):
        for name, item in paths.items():
            if alike(name) == alike(path) and isinstance(item, dict) and method in item:
                return method, name
    return None


def part(document: Document, wanted: Iterable[Wanted]) -> Document:
    """The document with these operations only, which it has."""
    root = document.root
    assert isinstance(root, dict)
    alone: dict[str, Json] = {}
    for method, name in wanted:
        place = "webhooks" if method == "webhook" else "paths"
        items = alone.setdefault(place, {})
        whole = root[place]
        assert isinstance(items, dict) and isinstance(whole, dict)
        item = whole[name]
        if method == "webhook" or not isinstance(item, dict):
            items[name] = item
            continue
        shared = {key: it for key, it in item.items() if key not in _METHODS}
        known = items.get(name)
        before = known if isinstance(known, dict) else {}
        items[name] = {**shared, **before, method: item[method]}
    made: dict[str, Json] = {
        key: it
        for key, it in root.items()
        if key not in ("paths", "webhooks", "components", *_SECTIONS)
    }
    needed = _needed(root, alone)
    if needed is None:
        return document
    return document.rearranged({**made, **alone, **needed}, {"": ""})


def _needed(root: dict[str, Json], alone: Json) -> dict[str, Json] | None:
    """The components, and the sections of 2.0, that a tree leads to; None if unknown."""
    sections: dict[tuple[str, ...], dict[str, Json]] = {}
    components = root.get("components")
    for kind, names in components.items() if isinstance(components, dict) else ():
        if isinstance(names, dict):
            sections["components", kind] = names
    for kind in _SECTIONS:
        names = root.get(kind)
        if isinstance(names, dict):
            sections[kind,] = names
    kept = _reached(sections, alone)
    if kept is None:
        return None
    made: dict[str, Json] = {}
    inner: dict[str, Json] = {}
    for place, names in sections.items():
        if place[-1] == _KEPT:
            chosen = names
        else:
            chosen = {name: it for name, it in names.items() if (*place, name) in kept}
        if chosen:
            (made if len(place) == 1 else inner)[place[-1]] = chosen
    if inner:
        made["components"] = inner
    return made


def _reached(
    sections: dict[tuple[str, ...], dict[str, Json]], alone: Json
) -> set[tuple[str, ...]] | None:
    """The components that a tree leads to; None if only the whole document can tell."""
    children = _children(sections)
    reached: set[tuple[str, ...]] = set()
    todo: list[Json] = [alone]
    while todo:
        for reference in _references(todo.pop()):
            if reference is None:
                return None
            keys = tuple(unescape(key) for key in reference.split("/")[1:])
            if keys[:1] in (("paths",), ("webhooks",)):
                return None
            size = 3 if keys[:1] == ("components",) else 2
            key, place = keys[:size], keys[: size - 1]
            if key in reached or len(key) < size or place not in sections:
                continue
            reached.add(key)
            if key[-1] in sections[place]:
                todo.append(sections[place][key[-1]])
                todo += [{"$ref": child} for child in children.get(reference, ())]
    return reached


def _children(sections: dict[tuple[str, ...], dict[str, Json]]) -> dict[str, list[str]]:
    """By reference to a schema with a discriminator, the schemas that extend it."""
    found: dict[str, list[str]] = {}
    for place in (("components", "schemas"), ("definitions",)):
        schemas = sections.get(place, {})
        prefix = "#/" + "/".join(place) + "/"
        for name, schema in schemas.items():
            bases = schema.get("allOf") if isinstance(schema, dict) else None
            for base in bases if isinstance(bases, list) else ():
                reference = base.get("$ref") if isinstance(base, dict) else None
                if isinstance(reference, str):
                    extended = schemas.get(reference.removeprefix(prefix))
                    if isinstance(extended, dict) and "discriminator" in extended:
                        found.setdefault(reference, []).append(prefix + name)
    return found


def _references(node: Json) -> Iterator[str | None]:
    """The references in a tree; None for one that does not say where it leads.

    Every text that looks like one is taken: a discriminator names schemas without `$ref`.
    """
    todo = [node]
    while todo:
        it = todo.pop()
        if isinstance(it, dict):
            if not _WITHOUT_POINTERS.isdisjoint(it) and "properties" not in it:
                yield None
            mapping = it.get("mapping")
            if "propertyName" in it and isinstance(mapping, dict):
                for name in mapping.values():
                    if isinstance(name, str) and "/" not in name:
                        yield f"#/components/schemas/{name}"
            todo.extend(it.values())
        elif isinstance(it, list):
            todo.extend(it)
        elif isinstance(it, str) and it.startswith("#/"):
            yield it


def _shape(path: str) -> str:
    """A path without the names of its placeholders and the slash at its end."""
    return _PLACEHOLDER.sub("{}", path).rstrip("/")
