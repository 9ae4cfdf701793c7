"""`$id`, `$anchor` and `$dynamicAnchor`: names of schemas that are not pointers.

JSON Schema 2020-12, sections 8.2 and 9.1. In: the root of a document. Out:
:class:`Identifiers`, made when the first reference asks, because few documents have any.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urldefrag, urljoin

from specloom.document.tree import Json
from specloom.source import escape

_DATA = frozenset({"example", "examples", "default", "enum", "const", "value"})
_NAMED = frozenset({"properties", "patternProperties", "$defs", "definitions"})


class Identifiers:
    """Where the names of one document stand. A resource is a schema that has an `$id`.

    `resources`: base URI by pointer, outermost first; the document itself is one, under
    its `$self` (OpenAPI 3.2) or, without one, an empty base.
    """

    __slots__ = ("anchors", "dynamic", "recursive", "resources")

    def __init__(self, root: Json) -> None:
        self.resources: dict[str, str] = {"": ""}
        self.anchors: dict[tuple[str, str], str] = {}
        self.dynamic: dict[str, list[str]] = {}
        self.recursive: list[str] = []
        if isinstance(root, dict) and isinstance(root.get("$self"), str):
            self.resources[""] = urldefrag(str(root["$self"])).url
        self._visit(root, "", "")

    def _visit(self, node: Json, pointer: str, resource: str) -> None:
        if isinstance(node, dict):
            resource = self._note(node, pointer, resource)
        for at, below in children(node):
            if isinstance(below, dict | list):
                self._visit(below, pointer + at, resource)

    def _note(self, node: dict[str, Json], pointer: str, resource: str) -> str:
        """The names of a node; its resource."""
        id_ = node.get("$id")
        if isinstance(id_, str):
            base = urljoin(self.resources[resource], id_)
            resource = pointer
            self.resources[pointer] = urldefrag(base).url
        for key in ("$anchor", "$dynamicAnchor"):
            name = node.get(key)
            if isinstance(name, str):
                self.anchors.setdefault((resource, name), pointer)
                if key == "$dynamicAnchor":
                    self.dynamic.setdefault(name, []).append(pointer)
        if node.get("$recursiveAnchor") is True:
            self.recursive.append(pointer)
        return resource

    def resource_of(self, pointer: str) -> str:
        """The pointer of the innermost resource that a node belongs to."""
        for ancestor in _ancestors(pointer):
            if ancestor in self.resources:
                return ancestor
        return ""

    def resource_named(self, uri: str) -> str | None:
        """The pointer of the resource with this absolute URI."""
        for pointer, base in self.resources.items():
            if base == uri and base:
                return pointer
        return None

    def recursive_of(self, pointer: str) -> str | None:
        """The innermost schema around a node that has `$recursiveAnchor` (2019-09)."""
        for ancestor in _ancestors(pointer):
            if ancestor in self.recursive:
                return ancestor
        return None


def children(node: Json) -> Iterator[tuple[str, Json]]:
    """What is below a node and may hold schemas, by its pointer from there."""
    if isinstance(node, list):
        for index, element in enumerate(node):
            yield f"/{index}", element
    elif isinstance(node, dict):
        for key, value in node.items():
            at = "/" + escape(key)
            if isinstance(value, dict) and key in _NAMED:
                for name, schema in value.items():
                    yield f"{at}/{escape(name)}", schema
            elif key not in _DATA:
                yield at, value


def _ancestors(pointer: str) -> Iterator[str]:
    while pointer:
        yield pointer
        pointer = pointer.rpartition("/")[0]
    yield ""
