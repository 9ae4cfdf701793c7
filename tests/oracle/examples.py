"""Valid values of a schema: the smallest, and ones with everything in them.

`Examples(document, holds)` finds them by the keywords of the schema. `holds(schema,
value)` is a validator; it is asked only where keywords do not tell: which example of a
`oneOf` satisfies a single branch, which of some different items are valid.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from .document import Document, Json, Schema, merged, type_of, types_of
from .scalars import number, text

_TYPES = ("null", "boolean", "integer", "number", "string", "array", "object")
_DEEPEST = 12
"""Levels at which a schema is held to have no finite example."""
_FULL = 4
"""Levels that a maximal example fills; below, it is minimal."""
_NOTES = frozenset(
    (
        "title",
        "description",
        "default",
        "example",
        "examples",
        "deprecated",
        "readOnly",
        "writeOnly",
        "discriminator",
        "externalDocs",
        "xml",
        "$comment",
        "$schema",
    )
)
"""Keywords that assert nothing."""


TAG = "x-oracle-tag"
"""Marks an `enum` that is not the schema's own: the tags of a union's branch."""


class Impossible(ValueError):
    """No finite example of a schema is found."""


class Examples:
    """Finds examples of the schemas of one document."""

    def __init__(self, document: Document, holds: Callable[[Json, Json], bool]) -> None:
        self._document, self.holds = document, holds

    def flat(self, schema: Json) -> Schema:
        """The keywords of a schema, its tag too if it is one of a family."""
        found = self._document.flat(schema)
        if "discriminator" in found and found.keys().isdisjoint(("oneOf", "anyOf")):
            tag = _tag(found, schema.get("$ref"))
            found = found if tag is None else merged(found, tag)
        return found

    def examples(self, schema: Json, full: bool = False) -> list[Json]:
        """The example of a schema, or nothing."""
        try:
            return [self.example(schema, full)]
        except Impossible:
            return []

    def example(self, schema: Json, full: bool = False, depth: int = 0) -> Json:
        """The smallest valid value, or one with everything. Raises Impossible."""
        if depth > _DEEPEST:
            raise Impossible
        full = full and depth < _FULL
        keywords = self.flat(schema)
        if "const" in keywords:
            return keywords["const"]
        if "enum" in keywords:
            return keywords["enum"][-1 if full else 0]
        branches = list(self.branches(keywords))
        if branches:
            return self._of_branches(keywords, branches, full, depth)
        types = types_of(keywords)
        for type_ in reversed(_TYPES) if full else _TYPES:
            if type_ in types:
                return self._of_type(type_, keywords, full, depth)
        if keywords.get("not") == {}:
            raise Impossible
        if "properties" in keywords or "required" in keywords:
            return self.object(keywords, full, depth)
        return {"any": [1, None]} if full else "any"

    def _of_branches(
        self, keywords: Schema, branches: list[Schema], full: bool, depth: int
    ) -> Json:
        found: list[Json] = []
        for branch in reversed(branches) if full else branches:
            try:
                value = self.example(branch, full, depth + 1)
            except Impossible:
                continue
            if self.holds(keywords, value):
                return value
            found.append(value)
        if not found:
            raise Impossible
        return found[0]

    def _of_type(self, type_: str, keywords: Schema, full: bool, depth: int) -> Json:
        match type_:
            case "object":
                return self.object(keywords, full, depth)
            case "array":
                return self.array(keywords, full, depth)
            case "string":
                return text(keywords)
            case "integer" | "number":
                return number(keywords)
            case "boolean":
                return not full
            case _:
                return None

    def object(self, keywords: Schema, full: bool, depth: int = 0) -> Schema:
        required = keywords.get("required", ())
        properties = keywords.get("properties", {})
        rest = further(keywords)
        found: Schema = {}
        for name in dict.fromkeys([*required, *(properties if full else ())]):
            try:
                schema = properties.get(name, rest)
                found[name] = self.example(schema, full, depth + 1)
            except Impossible:
                if name in required:
                    raise
        wanted = keywords.get("minProperties", 0)
        if full and not properties and isinstance(rest, dict):
            wanted = max(wanted, 1)
        if rest is not False:
            for name in self.names(keywords, wanted)[: wanted - len(found)]:
                found[name] = self.example(rest, full, depth + 1)
        return found

    def names(self, keywords: Schema, count: int = 1) -> list[str]:
        """Names that properties beside the declared ones may have."""
        if "propertyNames" not in keywords:
            return [f"key{index}" for index in range(count)]
        one = self.example(keywords["propertyNames"])
        names = [one, *self._others(keywords["propertyNames"], one, count)]
        return [name for name in names if name not in keywords.get("properties", {})]

    def array(self, keywords: Schema, full: bool, depth: int = 0) -> list[Json]:
        first, items = keywords.get("prefixItems", []), keywords.get("items", True)
        low, high = keywords.get("minItems", 0), keywords.get("maxItems")
        wanted = max(low, len(first), 2) if full else low
        wanted = wanted if high is None else min(wanted, high)
        found: list[Json] = []
        try:
            for schema in first[:wanted]:
                found.append(self.example(schema, full, depth + 1))
            if items is not False and wanted > len(found):
                found += self.several(keywords, wanted - len(found), full, depth)
        except Impossible:
            if low > len(found):
                raise
        return found

    def several(
        self, keywords: Schema, count: int, full: bool = False, depth: int = 0
    ) -> list[Json]:
        """Some items, all different where they must be; fewer if there are not."""
        items = keywords.get("items", True)
        one = self.example(items, full, depth + 1)
        if not keywords.get("uniqueItems"):
            return [one] * count
        return [one, *self._others(items, one, count)][:count]

    def _others(self, items: Json, one: Json, count: int) -> list[Json]:
        """Further valid items, all different."""
        keywords = self.flat(items)
        found: list[Json] = []
        if "enum" in keywords:
            found = keywords["enum"]
        elif isinstance(one, str):
            found = [f"{one}{index}" for index in range(count)]
            found += [f"{index}{one}" for index in range(1, count)]
        elif type_of(one) in ("integer", "number"):
            step = keywords.get("multipleOf", 1)
            found = [one + index * step for index in range(1, count)]
        elif isinstance(one, dict):
            for name, value in one.items():
                if isinstance(value, str):
                    found += [{**one, name: f"{value}{i}"} for i in range(count)]
        return [value for value in found if value != one and self.holds(items, value)]

    def branches(self, keywords: Schema) -> Iterator[Schema]:
        """The alternatives of a union, each with what holds for all."""
        for key in ("oneOf", "anyOf"):
            if key in keywords:
                rest = {
                    name: value
                    for name, value in keywords.items()
                    if name != key and name not in _NOTES and not name.startswith("x-")
                }
                for branch in keywords[key]:
                    tagged = self._tagged(keywords, branch)
                    yield {"allOf": [rest, tagged]} if rest else tagged
                return

    def _tagged(self, keywords: Schema, branch: Json) -> Json:
        """A branch with the tag that the union's discriminator gives it."""
        tag = None if isinstance(branch, bool) else _tag(keywords, branch.get("$ref"))
        return branch if tag is None else {"allOf": [branch, tag]}


def _tag(keywords: Schema, reference: str | None) -> Schema | None:
    """What a discriminator says of a component: which values name it."""
    discriminator = keywords.get("discriminator")
    if discriminator is None or reference is None:
        return None
    name = discriminator["propertyName"]
    tags = [
        value
        for value, target in discriminator.get("mapping", {}).items()
        if reference in (target, f"#/components/schemas/{target}")
    ] or [reference.rpartition("/")[2]]
    return {"properties": {name: {"enum": tags, TAG: True}}, "required": [name]}


def further(keywords: Schema) -> Json:
    """The schema of properties that are not declared."""
    unevaluated = keywords.get("unevaluatedProperties", True)
    return keywords.get("additionalProperties", unevaluated)
