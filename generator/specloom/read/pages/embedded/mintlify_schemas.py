"""Schemas of older exports (dialect B) as schemas of OpenAPI; see `mintlify_tree`.

In: an entry of a `schema` or `schemaArray`, with its pointer in the tree. Out: a schema,
with the pointers that its parts have in the tree; and the components that were put in the
place of references.
"""

from __future__ import annotations

import re
from typing import Final, TypeAlias

from specloom.document import Json
from specloom.records import record
from specloom.source import escape

Object: TypeAlias = dict[str, Json]
Origins: TypeAlias = dict[str, str]
"""By pointer from here, the pointer in the tree; both with their slashes."""

_COMPONENTS: Final = "#/components/schemas/"
_ENUM: Final = re.compile(r"enum<(.*)>")


@record(frozen=True, slots=True)
class Made:
    """A part of the new document, and where its parts stand in the tree."""

    node: Json
    origins: Origins


class Schemas:
    """Makes schemas; `components` are those of the tree and those that were made.

    `origins` has where the made ones stand, by pointer into the new document.
    """

    def __init__(self, published: Object) -> None:
        self.components: Object = {**published}
        self.origins: Origins = {}
        self._published = published

    def of(self, node: Json, at: str) -> Made:
        """The schema of a list of alternatives, or of one that stands alone."""
        if not isinstance(node, list):
            return self._schema(node, at)
        if len(node) == 1:
            return self._schema(node[0], f"{at}/0")
        named = [_object(it).get("refIdentifier") for it in node]
        name = named[0] if named and all(it == named[0] for it in named) else None
        exactly = any(_object(it).get("isOneOf") is True for it in node)
        parts, origins = list[Json](), {"": at}
        keyword = "oneOf" if exactly else "anyOf"
        for index, it in enumerate(node):
            part = self._schema(it, f"{at}/{index}", is_named=name is None)
            parts.append(part.node)
            for below, origin in part.origins.items():
                origins[f"/{keyword}/{index}{below}"] = origin
        if not parts:
            return Made({}, origins)
        return self._component(name, Made({keyword: parts}, origins))

    def _schema(self, node: Json, at: str, *, is_named: bool = True) -> Made:
        """One entry of a list of alternatives as a schema of OpenAPI."""
        if not isinstance(node, dict):
            return Made(node, {"": at})
        made: Object = {}
        origins: Origins = {"": at}
        for key, it in node.items():
            where = f"{at}/{escape(key)}"
            if key in ("refIdentifier", "isOneOf"):
                continue
            if key == "required" and isinstance(it, bool):
                continue
            if key == "requiredProperties":
                made["required"] = it
                origins["/required"] = where
            elif key == "properties" and isinstance(it, dict):
                members: Object = {}
                for field, member in it.items():
                    part = self._wrapped(member, f"{where}/{escape(field)}")
                    members[field] = part.node
                    _join(origins, f"/properties/{escape(field)}", part)
                made[key] = members
            elif key in ("items", "additionalProperties"):
                part = self._wrapped(it, where)
                made[key] = part.node
                _join(origins, f"/{key}", part)
            else:
                made[key] = it
        _plain_type(made)
        name = node.get("refIdentifier") if is_named else None
        return self._component(name, Made(made, origins))

    def _wrapped(self, node: Json, at: str) -> Made:
        """What stands in a wrapper of one `allOf`; inside it is OpenAPI as published."""
        if isinstance(node, list):
            return self.of(node, at)
        inner = node.get("allOf") if isinstance(node, dict) and len(node) == 1 else None
        if isinstance(inner, list) and len(inner) == 1:
            node, at = inner[0], f"{at}/allOf/0"
        ours = ("requiredProperties", "refIdentifier", "schemaArray")
        if isinstance(node, dict) and any(key in node for key in ours):
            if "schemaArray" in node:
                return self.of(node["schemaArray"], f"{at}/schemaArray")
            return self._schema(node, at)
        if isinstance(node, dict):
            node = dict(node)
            _plain_type(node)
        return Made(node, {"": at})

    def _component(self, name: Json, made: Made) -> Made:
        """A reference to the component that a schema is, unless another has its name."""
        if not isinstance(name, str) or not name.startswith(_COMPONENTS):
            return made
        key = name.removeprefix(_COMPONENTS).replace("~1", "/").replace("~0", "~")
        if key not in self.components:
            self.components[key] = made.node
            _join(self.origins, f"/components/schemas/{escape(key)}", made)
        elif key not in self._published and self.components[key] != made.node:
            # Put in the place of another reference, with other words beside it.
            return made
        return Made({"$ref": name}, {"": made.origins[""]})


def _join(origins: Origins, pointer: str, part: Made) -> None:
    for below, origin in part.origins.items():
        origins[pointer + below] = origin


def _plain_type(schema: Object) -> None:
    """Mend the words for types that the export has of its own."""
    stated = schema.get("type")
    if not isinstance(stated, str):
        return
    enum = _ENUM.fullmatch(stated)
    if enum is not None:
        schema["type"] = enum[1]
    elif stated == "any":
        del schema["type"]
    elif stated == "file":
        schema["type"] = "string"
        schema.setdefault("format", "binary")


def _object(node: Json) -> Object:
    return node if isinstance(node, dict) else {}
