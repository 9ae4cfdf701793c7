"""Operations whose references were replaced by what they refer to, undone where needed.

In: a tree in which `circular(Title)` stands for a schema around it, and in which a
discriminator maps to schemas instead of naming them. Out: the tree with references, and
the schemas that they refer to. Schemas that nothing needs a name for stay where they are.
"""

from __future__ import annotations

import re
from typing import Final

from specloom.diagnostics import Diagnostics
from specloom.document import Document, Json
from specloom.records import record
from specloom.source import Span, escape

LOST: Final = "SL321"

_CIRCULAR: Final = re.compile(r"circular\((.*)\)")
_LISTS: Final = frozenset({"allOf", "anyOf", "oneOf", "prefixItems"})
_MAPS: Final = frozenset({"properties", "patternProperties", "mapping"})
_SINGLE: Final = frozenset({"additionalProperties", "items", "not", "schema"})


@record(slots=True)
class _Around:
    """A schema that is gone through; `name` is set once something refers to it."""

    node: dict[str, Json]
    pointer: str
    name: str | None = None


class Inlined:
    """Restores trees of one document; `schemas` are the components that this takes.

    `origins` has the pointer of each of them in the document, by name.
    """

    def __init__(self, document: Document, diagnostics: Diagnostics) -> None:
        self.schemas: dict[str, Json] = {}
        self.origins: dict[str, str] = {}
        self._document = document
        self._diagnostics = diagnostics
        self._around: list[_Around] = []
        self._raw: dict[str, Json] = {}

    def restored(self, node: Json, pointer: str) -> Json:
        """A node that is no schema, with all schemas in it restored."""
        if isinstance(node, list):
            return [
                self.restored(it, f"{pointer}/{index}") for index, it in enumerate(node)
            ]
        if not isinstance(node, dict):
            return node
        return {
            key: (
                self._schema(it, f"{pointer}/{escape(key)}")
                if key == "schema"
                else (
                    it
                    if key in ("example", "examples")
                    else self.restored(it, f"{pointer}/{escape(key)}")
                )
            )
            for key, it in node.items()
        }

    def _schema(self, node: Json, pointer: str) -> Json:
        if isinstance(node, str):
            circular = _CIRCULAR.fullmatch(node)
            return node if circular is None else self._back(circular[1], pointer)
        if not isinstance(node, dict):
            return node
        named = self._named(node)
        if named is not None:
            return named
        here = _Around(node, pointer)
        self._around.append(here)
        made: dict[str, Json] = {}
        if "discriminator" in node:
            # First: the schemas that it maps to have names from here on.
            at = f"{pointer}/discriminator"
            made["discriminator"] = self._discriminator(node["discriminator"], at)
        for key, it in node.items():
            if key != "discriminator":
                made[key] = self._keyword(key, it, f"{pointer}/{escape(key)}")
        self._around.pop()
        if here.name is None:
            return made
        self.schemas[here.name] = made
        return _reference(here.name)

    def _keyword(self, key: str, node: Json, pointer: str) -> Json:
        if key in _SINGLE:
            return self._schema(node, pointer)
        if key in _LISTS and isinstance(node, list):
            return [
                self._schema(it, f"{pointer}/{index}") for index, it in enumerate(node)
            ]
        if key in _MAPS and isinstance(node, dict):
            return {
                name: self._schema(it, f"{pointer}/{escape(name)}")
                for name, it in node.items()
            }
        return node

    def _discriminator(self, node: Json, pointer: str) -> Json:
        """The keyword with the names of schemas instead of the schemas."""
        mapping = node.get("mapping") if isinstance(node, dict) else None
        if not isinstance(node, dict) or not isinstance(mapping, dict):
            return node
        named: dict[str, Json] = {}
        for value, it in mapping.items():
            at = f"{pointer}/mapping/{escape(value)}"
            schema = self._schema(it, at)
            if isinstance(schema, dict):
                reference = schema.get("$ref")
                if not isinstance(reference, str):
                    raw = it if isinstance(it, dict) else {}
                    name = self._register(_title(raw) or value, raw, at)
                    self.schemas[name] = schema
                    reference = str(_reference(name)["$ref"])
                named[value] = reference
            else:
                named[value] = schema
        return {**node, "mapping": named}

    def _back(self, title: str, pointer: str) -> Json:
        """A reference to the schema around that has a title."""
        for around in reversed(self._around):
            if title and _title(around.node) == title:
                if around.name is None:
                    around.name = self._register(title, around.node, around.pointer)
                return _reference(around.name)
        if title in self._raw:
            return _reference(title)
        called = f"the schema `{title}`" if title else "a schema without a title"
        message = f"{called} is meant to be around this one, and is not: any value is"
        place = Span(self._document, pointer)
        self._diagnostics.add(LOST, f"{message} taken", place)
        return {}

    def _named(self, node: dict[str, Json]) -> Json:
        """A reference to what was given a name already, if the node is that."""
        title = _title(node)
        if title is None or self._raw.get(title) != node:
            return None
        return _reference(title)

    def _register(self, title: str, node: dict[str, Json], pointer: str) -> str:
        name, number = title, 1
        while name in self._raw and self._raw[name] != node:
            number += 1
            name = f"{title}-{number}"
        self._raw.setdefault(name, node)
        self.origins.setdefault(name, pointer)
        return name


def _title(node: dict[str, Json]) -> str | None:
    title = node.get("title")
    return title if isinstance(title, str) and title else None


def _reference(name: str) -> dict[str, Json]:
    return {"$ref": f"#/components/schemas/{escape(name)}"}
