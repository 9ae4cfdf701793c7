"""Schemas that the IR keeps as JSON: rewritten to what they are in the canonical document.

In: a raw schema of any version, inside of an assertion such as `not`. Out: the same in
3.1's keywords, with each `$ref` as `#/components/schemas/NAME`, where `NAME` is the id
of the declaration without `schemas/`, escaped as a token of a pointer. A reference that
leads nowhere becomes `true` (it has been reported).
"""

from __future__ import annotations

from typing import Final

from specloom.document import Json
from specloom.read.openapi import codes, declare
from specloom.read.openapi.pointers import escape, is_deep
from specloom.read.openapi.state import Doc

_BY_NAME: Final = frozenset(
    ["properties", "patternProperties", "dependentSchemas", "$defs", "definitions"]
)
_LISTS: Final = frozenset(["allOf", "anyOf", "oneOf", "prefixItems"])
_SINGLE: Final = frozenset(
    [
        "not",
        "if",
        "then",
        "else",
        "contains",
        "contentSchema",
        "items",
        "additionalProperties",
        "propertyNames",
        "additionalItems",
        "unevaluatedItems",
        "unevaluatedProperties",
    ]
)


def canonical_member(doc: Doc, key: str, value: Json, pointer: str) -> Json:
    """The value of a keyword, with the schemas in it rewritten."""
    if key in _SINGLE and isinstance(value, dict):
        return canonical(doc, value, pointer)
    if (key in _BY_NAME or key == "dependencies") and isinstance(value, dict):
        return {
            name: canonical(doc, schema, f"{pointer}/{escape(name)}")
            for name, schema in value.items()
        }
    if (key in _LISTS or key == "items") and isinstance(value, list):
        return [
            canonical(doc, schema, f"{pointer}/{index}")
            for index, schema in enumerate(value)
        ]
    return value


def canonical(doc: Doc, node: Json, pointer: str) -> Json:
    """A schema in the keywords of 3.1, with canonical references."""
    if not isinstance(node, dict):
        return node
    if is_deep(pointer):
        message = "schemas are nested too deeply here; any value is read"
        doc.say(codes.TOO_DEEP, message, pointer, "give it a name, and refer to that")
        return True
    found: dict[str, Json] = {}
    for key, value in node.items():
        at = f"{pointer}/{escape(key)}"
        if key in ("$ref", "$dynamicRef", "$recursiveRef"):
            id_ = declare.reference_id(doc, key, value, pointer)
            if not declare.is_id(id_):
                return True
            found["$ref"] = reference(id_)
        else:
            found[key] = canonical_member(doc, key, value, at)
    if doc.dialect.bounds:
        _exclusive(found, "exclusiveMinimum", "minimum")
        _exclusive(found, "exclusiveMaximum", "maximum")
    if found.pop("x-nullable" if doc.dialect.swagger else "nullable", None) is True:
        _nullable(found)
    if "example" in found and "examples" not in found:
        found["examples"] = [found.pop("example")]
    return found


def reference(id_: str) -> str:
    """The canonical `$ref` of a declaration."""
    return "#/components/schemas/" + escape(id_.removeprefix("schemas/"))


def _exclusive(schema: dict[str, Json], exclusive: str, inclusive: str) -> None:
    if not isinstance(schema.get(exclusive), bool):
        return
    if schema.pop(exclusive) and inclusive in schema:
        schema[exclusive] = schema.pop(inclusive)


def _nullable(schema: dict[str, Json]) -> None:
    kind = schema.get("type")
    if isinstance(kind, str):
        schema["type"] = [kind, "null"]
    values = schema.get("enum")
    if isinstance(values, list) and None not in values:
        schema["enum"] = [*values, None]
