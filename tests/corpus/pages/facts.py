"""An OpenAPI document, as raw JSON, to the facts that the score compares.

In: a document of OpenAPI 3.x as a tree (published, or what `specloom export` printed).
Out: :class:`Operation` by :class:`Key`. Imports nothing of specloom: what is true must
not depend on how specloom reads.

A *place* is where a field stands: ``("parameter", "limit")``, ``("request", "a.b[].c")``
or ``("response 200", "[].thread_id")``. `[]` is an item of an array, `{}` the value of a
map. Branches of allOf, oneOf and anyOf share the place of their parent: a name that any
of them has is a field there. It is required where all that have it, of a union all
branches but null, require it. A schema that refers to itself is followed once; what
lies deeper is not compared.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from urllib.parse import urlsplit

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
SIMPLE = ("string", "integer", "number", "boolean")
DEEPEST = 12
EVERYTHING = frozenset({"array", "boolean", "number", "object", "string"})
IGNORED = frozenset({"accept", "authorization", "content-type"})
"""Header parameters of these names are ignored (OpenAPI 3.1, section 4.8.12.2)."""


class Key(NamedTuple):
    """An operation: METHOD, and the path with its placeholders' names left out."""

    method: str
    shape: str

    def __str__(self) -> str:
        return f"{self.method} {self.shape}"


class Place(NamedTuple):
    """Where a field stands: `parameter`, `request` or `response STATUS`, and a path."""

    where: str
    path: str

    def __str__(self) -> str:
        return f"{self.where}: {self.path}"


@dataclass(slots=True)
class Fact:
    """What a document says of one field.

    `kinds` are the JSON types it may have, without null, `map` apart from `object`;
    empty says nothing. `items` are those of an array's items. `location` is that of a
    parameter. `named` says that the document names the fields inside.
    """

    kinds: frozenset[str] = frozenset()
    items: frozenset[str] = frozenset()
    nullable: bool = False
    required: bool = False
    location: str = ""
    named: bool = False
    cut: bool = False

    @property
    def type(self) -> str:
        """As a person would write it."""
        kinds = " | ".join(sorted(self.kinds)) or "any"
        return f"{kinds}<{' | '.join(sorted(self.items))}>" if self.items else kinds

    def add(self, other: Fact) -> None:
        """The same place in another branch."""
        self.kinds |= other.kinds
        self.items |= other.items
        self.nullable |= other.nullable
        self.required &= other.required
        self.named |= other.named
        self.cut |= other.cut

    def settle(self) -> None:
        """What may be anything is said as nothing."""
        if self.kinds >= EVERYTHING:
            self.kinds, self.items, self.nullable = frozenset(), frozenset(), False


@dataclass(slots=True)
class Operation:
    """The facts of one operation; `fields` without the roots, which `roots` holds."""

    key: Key
    path: str
    statuses: list[str] = field(default_factory=list)
    fields: dict[Place, Fact] = field(default_factory=dict)
    roots: dict[str, Fact] = field(default_factory=dict)

    def parent(self, place: Place) -> Fact | None:
        """What stands around a place; None for parameters."""
        if place.where == "parameter":
            return None
        path = place.path
        while True:
            path = outer(path)
            if not path:
                return self.roots.get(place.where)
            found = self.fields.get(Place(place.where, path))
            if found is not None:
                return found


def outer(path: str) -> str:
    """The path around a path: `a.b[].c`, `a.b[]`, `a.b`, `a`, nothing."""
    for end in ("[]", "{}"):
        if path.endswith(end):
            return path[: -len(end)].rstrip(".")
    head, dot, _ = path.rpartition(".")
    return head if dot else ("[]" if path.startswith("[]") and path != "[]" else "")


def shape(path: str) -> str:
    """A path without the names of its placeholders, host, query and last slash."""
    split = urlsplit(path.split("#")[0].split("?")[0].strip()).path
    parts = [
        "{}" if placeholder(part) else part for part in split.strip("/").split("/")
    ]
    return "/" + "/".join(parts)


def placeholder(part: str) -> bool:
    """Whether a segment of a path stands for a value: `{id}`, `:id`, `<ID>`."""
    return part[:1] in ("{", ":", "<") or part.endswith("}")


def placeholders(path: str) -> list[str]:
    """The names of a path's placeholders, in order."""
    found = re.findall(r"[{<]([^{}<>/]+)[}>]|/:(\w+)", path)
    return [one or other for one, other in found]


def operations(document: Any) -> dict[Key, Operation]:
    """All operations of a document; those in callbacks and webhooks are left out."""
    found: dict[Key, Operation] = {}
    walker = _Walker(document)
    for path, item in _mapping(_mapping(document).get("paths")).items():
        item = walker.resolved(item)
        shared = item.get("parameters", [])
        for method in METHODS:
            node = item.get(method)
            if isinstance(node, dict):
                key = Key(method.upper(), shape(path))
                found[key] = walker.operation(key, path, node, shared)
                for fact in found[key].fields.values():
                    fact.settle()
    return found


def prefixes(document: Any) -> list[str]:
    """What the servers put before the paths: `/v1`; none if they put nothing."""
    servers = _mapping(document).get("servers") or []
    paths = [urlsplit(str(server.get("url", ""))).path for server in servers]
    return sorted({path.rstrip("/") for path in paths} - {""})


class _Walker:
    """Follows references in one document."""

    def __init__(self, document: Any) -> None:
        self.document = document

    def resolved(self, node: Any) -> dict[str, Any]:
        """What a chain of references leads to; nothing if it leads nowhere."""
        for _ in range(20):
            if not isinstance(node, dict) or not isinstance(node.get("$ref"), str):
                break
            node = self._target(node["$ref"])
        return _mapping(node)

    def _target(self, reference: str) -> Any:
        node: Any = self.document
        for step in reference.removeprefix("#").split("/")[1:]:
            step = step.replace("~1", "/").replace("~0", "~").replace("%20", " ")
            node = _mapping(node).get(step)
        return node

    def operation(
        self, key: Key, path: str, node: dict[str, Any], shared: list[Any]
    ) -> Operation:
        result = Operation(key, path)
        for each in [*shared, *node.get("parameters", [])]:
            self._parameter(result, self.resolved(each))
        body = self.resolved(node.get("requestBody"))
        self._content(result, "request", body)
        for status, answer in _mapping(node.get("responses")).items():
            result.statuses.append(str(status))
            self._content(result, f"response {status}", self.resolved(answer))
        return result

    def _parameter(self, result: Operation, node: dict[str, Any]) -> None:
        name, location = str(node.get("name", "")), str(node.get("in", ""))
        if location == "header":
            name = name.lower()
            if name in IGNORED:
                return
        schema = node.get("schema")
        for media in _mapping(node.get("content")).values():
            schema = _mapping(media).get("schema")
        fact = Fact(required=node.get("required") is True, location=location)
        whole = next(self.facts(schema, "", ()), (None, Fact()))[1]
        fact.kinds, fact.items = whole.kinds, whole.items
        fact.nullable = whole.nullable
        result.fields[Place("parameter", name)] = fact

    def _content(self, result: Operation, where: str, node: dict[str, Any]) -> None:
        for media in _mapping(node.get("content")).values():
            for path, fact in self.facts(_mapping(media).get("schema"), "", ()):
                place = Place(where, path)
                if not path:
                    known = result.roots.setdefault(where, fact)
                else:
                    known = result.fields.setdefault(place, fact)
                if known is not fact:
                    known.add(fact)

    def facts(
        self, schema: Any, path: str, seen: tuple[int, ...]
    ) -> Iterator[tuple[str, Fact]]:
        """The schema's own fact first, then those of all fields in it, each once."""
        own, inner = self._schema(schema, seen)
        yield path, own
        if path.count(".") + path.count("[]") > DEEPEST:
            own.cut = True
            return
        for step, fact, node, trail in inner:
            below = f"{path}.{step}" if path and step[:2] != "[]" else path + step
            gathered: dict[str, Fact] = {}
            for deeper, found in self.facts(node, below, trail):
                if deeper == below:
                    found.required = fact.required
                if deeper in gathered:
                    gathered[deeper].add(found)
                else:
                    gathered[deeper] = found
            yield from gathered.items()

    def _schema(
        self, schema: Any, seen: tuple[int, ...]
    ) -> tuple[Fact, list[tuple[str, Fact, Any, tuple[int, ...]]]]:
        """What a schema says of itself, and the steps into it."""
        own = Fact(required=True)
        inner: list[tuple[str, Fact, Any, tuple[int, ...]]] = []
        self._gather(schema, seen, own, inner, None)
        steps: dict[str, bool] = {}
        for step, fact, _, _ in inner:
            steps[step] = steps.get(step, True) and fact.required
        for step, fact, _, _ in inner:
            fact.required = steps[step]
        own.named = any(step not in ("[]", "{}") for step in steps)
        return own, inner

    def _gather(
        self,
        schema: Any,
        seen: tuple[int, ...],
        own: Fact,
        inner: list[tuple[str, Fact, Any, tuple[int, ...]]],
        required: frozenset[str] | None,
    ) -> None:
        """One schema and the branches that share its place. `required` are the names
        that schemas around this one require as well."""
        if not isinstance(schema, dict):
            return
        for _ in range(20):
            target = schema.get("$ref")
            if not isinstance(target, str):
                break
            rest = {k: v for k, v in schema.items() if k != "$ref"}
            if rest.get("nullable") is True:
                own.nullable = True
            node = self._target(target)
            if not isinstance(node, dict):
                return
            if id(node) in seen:
                own.cut = True
                own.kinds |= self._kinds(node)
                return
            seen = (*seen, id(node))
            schema = node
        listed = schema.get("required")
        names = frozenset(listed) if isinstance(listed, list) else frozenset()
        names |= required or frozenset()
        for branch in schema.get("allOf") or ():
            names |= self._required(branch, 0)
        own.kinds |= self._kinds(schema)
        own.nullable |= self._nullable(schema)
        for name, node in _mapping(schema.get("properties")).items():
            inner.append((name, Fact(required=name in names), node, seen))
        items = schema.get("items")
        if isinstance(items, dict):
            inner.append(("[]", Fact(required=True), items, seen))
            found = self._schema(items, seen)[0]
            own.items |= found.kinds
        values = schema.get("additionalProperties")
        if isinstance(values, dict) and values and not schema.get("properties"):
            inner.append(("{}", Fact(required=True), values, seen))
        for branch in schema.get("allOf") or ():
            self._gather(branch, seen, own, inner, names)
        for word in ("oneOf", "anyOf"):
            for branch in schema.get(word) or ():
                self._gather(branch, seen, own, inner, names)

    def _required(self, schema: Any, depth: int) -> frozenset[str]:
        node = self.resolved(schema)
        listed = node.get("required")
        names = frozenset(listed) if isinstance(listed, list) else frozenset()
        if depth < 5:
            for branch in node.get("allOf") or ():
                names |= self._required(branch, depth + 1)
        return names

    def _kinds(self, schema: dict[str, Any]) -> frozenset[str]:
        said = schema.get("type")
        kinds = set(said) if isinstance(said, list) else {said} if said else set()
        kinds.discard("null")
        if not said:
            if isinstance(schema.get("properties"), dict):
                kinds = {"object"}
            elif "items" in schema:
                kinds = {"array"}
            elif "enum" in schema or "const" in schema:
                values = schema.get("enum", [schema.get("const")])
                kinds = {_kind(value) for value in values if value is not None}
            elif isinstance(schema.get("additionalProperties"), dict):
                kinds = {"object"}
        values = schema.get("additionalProperties")
        typed = isinstance(values, dict) and bool(values)
        if "object" in kinds and typed and not schema.get("properties"):
            kinds = (kinds - {"object"}) | {"map"}
        return frozenset(str(kind) for kind in kinds)

    def _nullable(self, schema: dict[str, Any]) -> bool:
        said = schema.get("type")
        if schema.get("nullable") is True or said == "null":
            return True
        if isinstance(said, list) and "null" in said:
            return True
        return None in (schema.get("enum") or ()) or (
            "const" in schema and schema["const"] is None
        )


def _kind(value: Any) -> str:
    if isinstance(value, bool):
        return "boolean"
    for kind, types in (("integer", int), ("number", float), ("string", str)):
        if isinstance(value, types):
            return kind
    return "array" if isinstance(value, list) else "object"


def _mapping(node: Any) -> dict[str, Any]:
    return node if isinstance(node, dict) else {}
