"""A canonical document, as the oracle sees it: its JSON bodies and its schemas.

Reads OpenAPI 3.1 and 3.2 with the default dialect, whole and with local references
only, which is what `specloom export` writes. Imports nothing of specloom.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, TypeAlias

Json: TypeAlias = Any
Schema: TypeAlias = dict[str, Any]

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")
_ANY: Schema = {}
_NONE: Schema = {"not": {}}


@dataclass(frozen=True, slots=True)
class Body:
    """A JSON body: whose it is, and its schema. `status` is empty for a request."""

    direction: Literal["request", "answer"]
    method: str
    path: str
    status: str
    media: str
    schema: Json

    def __str__(self) -> str:
        return f"{self.method} {self.path} {self.status or 'request'}"


class Document:
    """A document and its schemas, with references and `allOf` resolved on demand."""

    def __init__(self, tree: Schema) -> None:
        self.tree = tree
        self.target = cache(self._target)

    def bodies(self) -> Iterator[Body]:
        """Every body with a JSON media type, in the document's order."""
        for path, item in self.tree.get("paths", {}).items():
            for method in METHODS:
                if method in item:
                    yield from self._bodies(method.upper(), path, item[method])

    def _bodies(self, method: str, path: str, operation: Schema) -> Iterator[Body]:
        request = self._whole(operation.get("requestBody", {}))
        for media, schema in _json(request):
            yield Body("request", method, path, "", media, schema)
        for status, response in operation.get("responses", {}).items():
            for media, schema in _json(self._whole(response)):
                yield Body("answer", method, path, status, media, schema)

    def _whole(self, part: Schema) -> Schema:
        found: Schema = self._target(part["$ref"]) if "$ref" in part else part
        return found

    def _target(self, reference: str) -> Json:
        found: Json = self.tree
        for part in reference.removeprefix("#").split("/")[1:]:
            part = part.replace("~1", "/").replace("~0", "~")
            found = found[int(part)] if isinstance(found, list) else found[part]
        return found

    def flat(self, schema: Json, depth: int = 0) -> Schema:
        """The keywords of a schema with those of `$ref` and `allOf` merged in.

        An approximation, good enough to make instances by; a validator judges them.
        """
        if isinstance(schema, bool):
            return _ANY if schema else _NONE
        found: Schema = schema
        if "$ref" not in schema and "allOf" not in schema:
            return found
        rest = {k: v for k, v in schema.items() if k not in ("$ref", "allOf")}
        if depth > 20:
            return rest
        found = {}
        if "$ref" in schema:
            found = self.flat(self.target(schema["$ref"]), depth + 1)
        for part in schema.get("allOf", ()):
            found = merged(found, self.flat(part, depth + 1))
        return merged(found, rest)


def _json(part: Schema) -> Iterator[tuple[str, Json]]:
    for media, content in part.get("content", {}).items():
        kind = media.partition(";")[0].strip().lower()
        is_json = kind == "application/json" or kind.endswith("+json")
        if is_json and "schema" in content:
            yield media, content["schema"]


def types_of(keywords: Schema) -> frozenset[str]:
    """The JSON types that a schema's own keywords leave, `integer` apart."""
    named = keywords.get("type")
    if named is None:
        values = keywords.get(
            "enum", [keywords["const"]] if "const" in keywords else None
        )
        if values is not None:
            return frozenset(map(type_of, values))
        return frozenset()
    return frozenset([named] if isinstance(named, str) else named)


def type_of(value: Json) -> str:
    """The JSON type of a value."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int):
        return "integer"
    if isinstance(value, float):
        return "number"
    if isinstance(value, str):
        return "string"
    return "array" if isinstance(value, list) else "object"


_TIGHTER = {
    "minimum": max,
    "exclusiveMinimum": max,
    "minLength": max,
    "minItems": max,
    "minProperties": max,
    "maximum": min,
    "exclusiveMaximum": min,
    "maxLength": min,
    "maxItems": min,
    "maxProperties": min,
}


def merged(one: Schema, two: Schema) -> Schema:
    """Keywords that hold where both hold, as nearly as one schema can say it."""
    if not one or not two:
        return one or two
    found = dict(one)
    for key, value in two.items():
        if key not in one:
            found[key] = value
        elif key in _TIGHTER:
            found[key] = _TIGHTER[key](one[key], value)
        elif key == "required":
            found[key] = list(dict.fromkeys([*one[key], *value]))
        elif key == "properties":
            found[key] = _merged_properties(one[key], value)
        elif key == "type":
            found[key] = _merged_types(one, two)
        elif key == "enum":
            found[key] = [v for v in one[key] if v in value] or one[key]
        elif key in ("items", "additionalProperties"):
            found[key] = _both(one[key], value)
        else:
            found[key] = value
    return found


def _merged_properties(one: Schema, two: Schema) -> Schema:
    found = dict(one)
    for name, schema in two.items():
        found[name] = _both(one[name], schema) if name in one else schema
    return found


def _both(one: Json, two: Json) -> Json:
    if one is False or two is False:
        return False
    if one is True or two is True or one == two:
        return two if one is True else one
    return {"allOf": [one, two]}


def _merged_types(one: Schema, two: Schema) -> list[str]:
    first, second = types_of(one), types_of(two)
    found = first & second
    if "number" in first | second and "integer" in first | second:
        found |= {"integer"} if "number" not in found else set()
    return sorted(found) or sorted(second)
