"""Schemas that the IR keeps as JSON: rewritten to what they are in the canonical document.

In: a raw schema of any version, inside of an assertion such as `not`. Out: the same in
3.1's keywords, with each `$ref` as `#/components/schemas/NAME`, where `NAME` is the id
of the declaration without `schemas/`, escaped as a token of a pointer. A reference that
leads nowhere becomes `true` (it has been reported); a keyword whose value is none that
it may have is left out, and reported here.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, cast

from specloom.document import Json
from specloom.read.openapi import codes, declare
from specloom.read.openapi.depth import is_deep
from specloom.read.openapi.expect import wrong
from specloom.read.openapi.keywords import TYPES
from specloom.read.openapi.state import Doc
from specloom.source import escape

_BY_NAME: Final = frozenset(
    ["properties", "patternProperties", "dependentSchemas", "$defs", "definitions"]
)
_LISTS: Final = frozenset(["allOf", "anyOf", "oneOf", "prefixItems"])
_COUNTS: Final = frozenset(
    f"{end}{what}"
    for end in ("min", "max")
    for what in ("Length", "Items", "Contains", "Properties")
)
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


def _is_schema(value: Json) -> bool:
    return isinstance(value, dict | bool)


def _are_texts(value: Json) -> bool:
    if not isinstance(value, list) or not all(isinstance(it, str) for it in value):
        return False
    return len(set(map(str, value))) == len(value)


def _is_type(value: Json) -> bool:
    names = value if isinstance(value, list) else [value]
    return bool(names) and all(isinstance(it, str) and it in TYPES for it in names)


def _is_number(value: Json) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_count(value: Json) -> bool:
    return _is_number(value) and value == abs(int(cast(float, value)))


def _are_schemas(value: Json) -> bool:
    return isinstance(value, list) and bool(value)


def _is_map(value: Json, inner: Callable[[Json], bool]) -> bool:
    return isinstance(value, dict) and all(map(inner, value.values()))


def _items(value: Json) -> bool:
    return _is_schema(value) or _are_schemas(value)


def _dependency(value: Json) -> bool:
    return _is_schema(value) or _are_texts(value)


_MAY: Final[dict[str, tuple[Callable[[Json], bool], str]]] = {
    **dict.fromkeys(_SINGLE - {"items"}, (_is_schema, "a schema")),
    **dict.fromkeys(_LISTS, (_are_schemas, "a list of schemas")),
    **dict.fromkeys(_BY_NAME, (lambda it: isinstance(it, dict), "schemas by name")),
    **dict.fromkeys(_COUNTS, (_is_count, "a number of at least 0, without fraction")),
    **dict.fromkeys(("minimum", "maximum", "multipleOf"), (_is_number, "a number")),
    "items": (_items, "a schema"),
    "required": (_are_texts, "a list of names, each once"),
    "dependentRequired": (lambda it: _is_map(it, _are_texts), "lists of names by name"),
    "dependencies": (lambda it: _is_map(it, _dependency), "schemas or lists by name"),
    "type": (_is_type, "the name of a type, or a list of such"),
    "enum": (lambda it: isinstance(it, list), "a list"),
    "pattern": (lambda it: isinstance(it, str), "a text"),
    "format": (lambda it: isinstance(it, str), "a text"),
    "uniqueItems": (lambda it: isinstance(it, bool), "true or false"),
}
"""What values keywords may have that are not looked at elsewhere, and that in words."""


def fits(doc: Doc, key: str, value: Json, pointer: str) -> bool:
    """Whether a keyword has a value that it may have; it is reported if not."""
    may = _MAY.get(key)
    if may is None or may[0](value):
        return True
    message = f"`{key}` has to be {may[1]}"
    doc.say(codes.WRONG_KIND, message, pointer, "it is left out")
    return False


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
        if not isinstance(node, bool):
            wrong(doc, node, pointer, "a schema")
        return node if isinstance(node, bool) else True
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
        elif fits(doc, key, value, at):
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
