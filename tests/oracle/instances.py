"""JSON instances of a schema: valid ones, and ones with a single fault, labelled.

`Instances(document, holds).of(schema)` yields them in a fixed order, no two alike. What
a label claims is a claim: it says how the instance was made, and a validator has to say
whether it is valid. `holds(schema, value)` is such a validator; it is asked only where
keywords do not tell (which example of a `oneOf` satisfies a single branch).

Each place of a schema is varied in the smallest valid value around it. A component is
varied in full where it is first met below a body, after that only in its type.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace

from .document import Document, Json, Schema, type_of, types_of
from .examples import TAG, Examples, Impossible, further
from .instance import Instance
from .scalars import vary_enum, vary_number, vary_text

__all__ = ["FOREIGN", "Instance", "Instances"]

FOREIGN: dict[str, Json] = {
    "null": None,
    "boolean": True,
    "zero": 0,
    "integer": 1,
    "number": 1.5,
    "text": "text",
    "numeral": "1",
    "boolean-text": "true",
    "empty-text": "",
    "array": [],
    "object": {},
}
"""By label: a value of each JSON type, and those that lax readers take for another."""

_MOST = 1000
"""Items or properties beyond which a limit of their number is not tried out."""


class Instances:
    """Makes instances of the schemas of one document."""

    def __init__(self, document: Document, holds: Callable[[Json, Json], bool]) -> None:
        self._found = Examples(document, holds)
        self._varied: set[str] = set()

    def of(self, schema: Json) -> Iterator[Instance]:
        """Every instance of a body's schema; none if it has no finite example."""
        self._varied.clear()
        seen: set[str] = set()
        for instance in self._all(schema):
            written = json.dumps(instance.value, sort_keys=True)
            if written not in seen:
                seen.add(written)
                yield instance

    def _all(self, schema: Json) -> Iterator[Instance]:
        to = _name(self._found.flat(schema))
        for kind, full in (("valid:minimal", False), ("valid:maximal", True)):
            found = self._found.examples(schema, full)
            yield from (Instance(value, kind, to) for value in found)
        yield from self._vary(schema)

    # Variations

    def _vary(self, schema: Json) -> Iterator[Instance]:
        """Everything that can be put at a place."""
        keywords = self._found.flat(schema)
        to = _name(keywords)
        references = _references(schema)
        again = not references.isdisjoint(self._varied)
        self._varied |= references
        yield from self._vary_type(keywords, to)
        if TAG in keywords:
            for tag in keywords["enum"]:
                yield Instance(tag, "valid:tag", to)
            yield Instance("no such tag", "tag:unknown", to)
        elif "enum" in keywords or "const" in keywords:
            yield from vary_enum(keywords, to)
        elif again:
            return
        elif "oneOf" in keywords or "anyOf" in keywords:
            yield from self._vary_branches(keywords, to)
        else:
            yield from self._vary_inside(keywords, to)

    def _vary_type(self, keywords: Schema, to: str) -> Iterator[Instance]:
        """Values of other types, which are faults unless the keywords name no type."""
        types = types_of(keywords)
        for kind, value in FOREIGN.items():
            found = type_of(value)
            if found in types or (found == "integer" and "number" in types):
                continue
            if not types and self._found.holds(keywords, value):
                yield Instance(value, f"valid:{kind}", to)
            else:
                yield Instance(value, f"type:{kind}", to)

    def _vary_inside(self, keywords: Schema, to: str) -> Iterator[Instance]:
        types = types_of(keywords)
        if "object" in types or (not types and "properties" in keywords):
            yield from self._vary_object(keywords)
        if "array" in types:
            yield from self._vary_array(keywords, to)
        if "string" in types:
            yield from vary_text(keywords, to)
        if types & {"integer", "number"}:
            yield from vary_number(keywords, to)
        if "boolean" in types:
            yield Instance(True, "valid:boolean", to)
            yield Instance(False, "valid:boolean", to)

    def _vary_branches(self, keywords: Schema, to: str) -> Iterator[Instance]:
        for index, branch in enumerate(self._found.branches(keywords)):
            for size, full in (("minimal", False), ("maximal", True)):
                for value in self._found.examples(branch, full):
                    yield Instance(value, f"valid:branch-{index}-{size}", to)
            yield from self._vary(branch)

    def _vary_object(self, keywords: Schema) -> Iterator[Instance]:
        try:
            usual = self._found.object(keywords, False)
        except Impossible:
            return
        required = keywords.get("required", ())
        for name, schema in keywords.get("properties", {}).items():
            flat = self._found.flat(schema)
            mark = "read-only " if flat.get("readOnly") else ""
            optional = "" if name in required else "optional "
            to = f"{mark}{optional}{_name(flat)}"
            if optional:
                for value in self._found.examples(schema):
                    whole = {**usual, name: value}
                    yield Instance(whole, "valid:with", to).within(name, whole)
            else:
                yield from _vary_presence(usual, name, to)
            for inner in self._vary(schema):
                to = f"{mark}{'' if inner.at else optional}{inner.to}"
                whole = {**usual, name: inner.value}
                yield replace(inner, to=to).within(name, whole)
        yield from self._vary_further(keywords, usual)
        yield from self._vary_size(keywords, usual)

    def _vary_further(self, keywords: Schema, usual: Schema) -> Iterator[Instance]:
        """Properties that are not declared, also under the names of Python fields."""
        rest = further(keywords)
        known = keywords.get("properties", {})
        to = "closed object" if rest is False else "open object"
        kind = "extra" if rest is False else "valid:extra"
        for value in [1] if rest is False else self._found.examples(rest):
            names = ["key", "model_config", *map(_snake, known)]
            if "propertyNames" in keywords:
                names = self._found.names(keywords)
            for name in dict.fromkeys(names):
                if name not in known:
                    whole = {**usual, name: value}
                    yield Instance(whole, kind, to).within(name, whole)
        if isinstance(rest, dict) and rest:
            for name in self._found.names(keywords)[:1]:
                for inner in self._vary(rest):
                    yield inner.within(name, {**usual, name: inner.value})

    def _vary_size(self, keywords: Schema, usual: Schema) -> Iterator[Instance]:
        """Too few and too many properties."""
        low, high = keywords.get("minProperties", 0), keywords.get("maxProperties")
        if low > len(keywords.get("required", ())):
            fewer = dict(list(usual.items())[: low - 1])
            yield Instance(fewer, "properties:few", "object")
        rest = further(keywords)
        if high is not None and high <= _MOST and rest is not False:
            for value in self._found.examples(rest):
                more = dict.fromkeys(self._found.names(keywords, high + 1), value)
                yield Instance({**usual, **more}, "properties:many", "object")

    def _vary_array(self, keywords: Schema, to: str) -> Iterator[Instance]:
        items, first = keywords.get("items", True), keywords.get("prefixItems", [])
        try:
            least = self._found.array(keywords, False)
            full = self._found.array(keywords, True)
        except Impossible:
            return
        for index, schema in enumerate(first[: len(full)]):
            for inner in self._vary(schema):
                whole = [*full[:index], inner.value, *full[index + 1 :]]
                yield inner.within(index, whole)
        if keywords.get("minItems"):
            yield Instance(least[:-1], "items:few", to)
        if items is False:
            yield Instance([*full, 1], "items:many", to)
            return
        place = len(first)
        before, after = full[:place], least[place + 1 :]
        if keywords.get("maxItems", place + 1) > place:
            for value in self._found.examples(items):
                yield Instance([*before, value, *after], "valid:item", to)
            for inner in self._vary(items):
                yield inner.within(place, [*before, inner.value, *after])
        yield from self._vary_items(keywords, before, to)

    def _vary_items(
        self, keywords: Schema, before: list[Json], to: str
    ) -> Iterator[Instance]:
        """How many items there are, and equal ones."""
        high = keywords.get("maxItems")
        try:
            if high is not None and high <= _MOST:
                many = [*before, *self._found.several(keywords, high + 1 - len(before))]
                yield Instance(many[:high], "valid:most-items", to)
                if len(many) > high:
                    yield Instance(many, "items:many", to)
            if keywords.get("uniqueItems"):
                one = self._found.example(keywords.get("items", True))
                yield Instance([*before, one, one], "items:same", to)
        except Impossible:
            return


def _vary_presence(usual: Schema, name: str, to: str) -> Iterator[Instance]:
    """A required property left out, and spelt as Python would spell it."""
    rest = {key: value for key, value in usual.items() if key != name}
    yield Instance(rest, "missing", to).within(name, rest)
    if _snake(name) != name:
        whole = {**rest, _snake(name): usual[name]}
        yield Instance(whole, "respelt", to).within(name, whole)


def _references(schema: Json) -> set[str]:
    """The components that a schema refers to, also as a part of what it is."""
    if isinstance(schema, bool):
        return set()
    found = {schema["$ref"]} if "$ref" in schema else set()
    return found.union(*map(_references, schema.get("allOf", ())))


def _name(keywords: Schema) -> str:
    """What a schema is, in a word."""
    for key in (TAG, "const", "enum"):
        if key in keywords:
            return key.removeprefix("x-oracle-")
    if "oneOf" in keywords or "anyOf" in keywords:
        return "union"
    name = "/".join(sorted(types_of(keywords))) or "any"
    return f"{name}:{keywords['format']}" if "format" in keywords else name


def _snake(name: str) -> str:
    """A wire name as Python would spell it."""
    out = [f"_{char.lower()}" if char.isupper() else char for char in name]
    return "".join(out).strip("_").replace("-", "_")
