"""Types to schemas of JSON Schema 2020-12, as OpenAPI 3.1 uses it.

In: a type of the IR. Out: a schema that a reader reads as an equal type. The one
recursion over types here, written for speed: a function per record, found by class.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias

from specloom.export.evidence import evidence_of
from specloom.export.fitting import Fitting, is_pattern, is_reference, is_uri
from specloom.ir import types as t
from specloom.ir.evidence import IMPLYING, implied
from specloom.ir.rename import CANONICAL, json_with_ids

Schema: TypeAlias = dict[str, t.Json]

_BOUNDS: Final = (
    ("minimum", "minimum"),
    ("maximum", "maximum"),
    ("exclusive_minimum", "exclusiveMinimum"),
    ("exclusive_maximum", "exclusiveMaximum"),
    ("multiple_of", "multipleOf"),
    ("min_length", "minLength"),
    ("max_length", "maxLength"),
    ("pattern", "pattern"),
    ("min_items", "minItems"),
    ("max_items", "maxItems"),
    ("min_properties", "minProperties"),
    ("max_properties", "maxProperties"),
    ("content_encoding", "contentEncoding"),
    ("content_media_type", "contentMediaType"),
)
_NODES: Final = ("element", "attribute", "text", "cdata", "none")
_NULL: Final[Schema] = {"type": "null"}


class Schemas:
    """Writes schemas. `names` are those of components, by id of the declaration."""

    def __init__(
        self, declared: Mapping[str, t.Type], names: Mapping[str, str]
    ) -> None:
        self.needs_3_2 = False
        self._references = {id_: CANONICAL + name for id_, name in names.items()}
        self._spelt = {
            id_: f"schemas/{name}"
            for id_, name in names.items()
            if id_ != f"schemas/{name}"
        }
        self._fitting = Fitting(declared)
        self._bounds: dict[int, tuple[t.Constraints, Schema]] = {}
        self._write: dict[type[t.Type], Callable[[Any, Schema], None]] = {
            t.Primitive: self._primitive,
            t.Enum: self._enum,
            t.Const: self._const,
            t.Array: self._array,
            t.Tuple: self._tuple,
            t.Map: self._map,
            t.Object: self._object,
            t.Union: self._union,
            t.Intersection: self._intersection,
            t.Nullable: self._nullable,
            t.Ref: self._ref,
            t.Binary: self._binary,
            t.Any_: self._any,
            t.Never: self._never,
        }

    def schema(self, type_: t.Type) -> t.Json:
        """The schema of a type; `false` of one that has no values."""
        if type(type_) is t.Never and type_.notes is t.NO_NOTES:
            return False
        return self.object(type_)

    def object(self, type_: t.Type) -> Schema:
        """The schema of a type, to which more may be added."""
        notes = type_.notes
        found: Schema = {}
        if notes is t.NO_NOTES:
            self._write[type(type_)](type_, found)
            return found
        if notes.title is not None:
            found["title"] = notes.title
        if notes.description is not None:
            found["description"] = notes.description
        self._write[type(type_)](type_, found)
        self._after(type_, notes, found)
        return found

    def _after(self, type_: t.Type, notes: t.Notes, found: Schema) -> None:
        """What stands behind the shape."""
        if not isinstance(notes.default, t.Unset):
            self._default(type_, notes.default, found)
        if notes.direction != "both":
            found["readOnly" if notes.direction == "read" else "writeOnly"] = True
        if notes.deprecated:
            found["deprecated"] = True
        if notes.examples:
            _examples(notes.examples, found)
        if notes.residual:
            self._residual(notes.residual, found)
        if notes.external_docs is not None:
            fits = is_reference(notes.external_docs.url)
            key = "externalDocs" if fits else "x-specloom-externalDocs"
            found[key] = external_docs(notes.external_docs)
        if notes.comment is not None:
            found["$comment"] = notes.comment
        if notes.xml is not None:
            found["xml"] = self._xml(notes.xml)
        if notes.extensions:
            found.update(notes.extensions)
        if notes.evidence or notes.conflicts:
            evidence = notes.evidence
            if implied(evidence) and not IMPLYING.isdisjoint(found):
                # To state it would forbid values of other kinds, beside an `allOf`.
                found.pop("type", None)
                evidence = {key: why for key, why in evidence.items() if key != "type"}
            found.update(evidence_of(evidence, notes.conflicts))

    def _default(self, type_: t.Type, value: t.Json, found: Schema) -> None:
        fits = self._fitting.fits(type_, value)
        found["default" if fits else "x-specloom-default"] = value

    def _xml(self, xml: t.Json) -> t.Json:
        if not isinstance(xml, dict):
            return {"x-specloom-xml": xml}
        found: Schema = {}
        for key, value in xml.items():
            if key == "nodeType":
                fits = value in _NODES
                self.needs_3_2 = True
            else:
                fits = key != "namespace" or (isinstance(value, str) and is_uri(value))
            found[key if fits else f"x-specloom-{key}"] = value
        return found

    # References

    def reference(self, id_: str) -> str:
        """The text of a `$ref` to a declaration."""
        return self._references[id_]

    def _residual(
        self, residual: tuple[tuple[str, t.Json], ...], found: Schema
    ) -> None:
        for keyword, value in residual:
            if self._spelt:
                value = json_with_ids(value, self._spelt)
            if not _well_formed(keyword, value):
                found[f"x-specloom-{keyword}"] = value
            elif keyword in found:
                # Two sources of one keyword: both hold.
                more = found.setdefault("allOf", [])
                assert isinstance(more, list)
                more.append({keyword: value})
            else:
                found[keyword] = value

    def _ref(self, type_: t.Ref, found: Schema) -> None:
        found["$ref"] = self._references[type_.id]

    # Values

    def _primitive(self, type_: t.Primitive, found: Schema) -> None:
        found["type"] = type_.kind
        if type_.format is not None:
            found["format"] = type_.format
        if type_.constraints is not t.NO_CONSTRAINTS:
            self._bound(type_.constraints, found)

    def _bound(self, constraints: t.Constraints, found: Schema) -> None:
        # Readers share constraints that are equal, and here they are kept alive.
        known = self._bounds.get(id(constraints))
        if known is None:
            known = self._bounds[id(constraints)] = (constraints, _bounds(constraints))
        found.update(known[1])

    def _enum(self, type_: t.Enum, found: Schema, null: bool = False) -> None:
        if type_.base is not None:
            found["type"] = [type_.base, "null"] if null else type_.base
        if type_.format is not None:
            found["format"] = type_.format
        values = [*type_.values, None] if null else [*type_.values]
        found["x-extensible-enum" if type_.open else "enum"] = values
        if type_.labels:
            labels = [*type_.labels, (None, None)] if null else type_.labels
            names = [name for name, _ in labels]
            if any(names):
                found["x-enum-varnames"] = [*names]
            descriptions = [description for _, description in labels]
            if any(descriptions):
                found["x-enum-descriptions"] = [*descriptions]

    def _const(self, type_: t.Const, found: Schema) -> None:
        if type_.value is None:
            found["type"] = "null"
        else:
            found["const"] = type_.value

    def _binary(self, type_: t.Binary, found: Schema) -> None:
        found["type"] = "string"
        found["format"] = "binary"
        if type_.constraints is not t.NO_CONSTRAINTS:
            self._bound(type_.constraints, found)
        if type_.media_type is not None:
            found["contentMediaType"] = type_.media_type

    def _any(self, type_: t.Any_, found: Schema) -> None:
        pass  # Says nothing.

    def _never(self, type_: t.Never, found: Schema) -> None:
        found["not"] = {}

    # Structures

    def _array(self, type_: t.Array, found: Schema) -> None:
        found["type"] = "array"
        found["items"] = self.schema(type_.items)
        if type_.constraints is not t.NO_CONSTRAINTS:
            self._bound(type_.constraints, found)

    def _tuple(self, type_: t.Tuple, found: Schema) -> None:
        found["type"] = "array"
        found["prefixItems"] = [self.schema(item) for item in type_.items]
        rest = self.schema(type_.rest)
        if rest != {}:
            found["items"] = rest
        if type_.constraints is not t.NO_CONSTRAINTS:
            self._bound(type_.constraints, found)

    def _map(self, type_: t.Map, found: Schema) -> None:
        found["type"] = "object"
        if type_.keys is not None:
            found["propertyNames"] = self.schema(type_.keys)
        values = self.schema(type_.values)
        if values != {}:
            found["additionalProperties"] = values
        if type_.constraints is not t.NO_CONSTRAINTS:
            self._bound(type_.constraints, found)

    def _object(self, type_: t.Object, found: Schema) -> None:
        found["type"] = "object"
        required: list[t.Json] = []
        if type_.fields:
            properties: Schema = {}
            write = self.schema
            for field in type_.fields:
                if field.required:
                    required.append(field.name)
                if field.default is t.UNSET and field.direction == "both":
                    properties[field.name] = write(field.type)
                else:
                    properties[field.name] = self._stated(field)
            found["properties"] = properties
        required.extend(type_.required_undeclared)
        if required:
            found["required"] = required
        for pattern, values in type_.patterns:
            fits = is_pattern(pattern)
            key = "patternProperties" if fits else "x-specloom-patternProperties"
            group = found.setdefault(key, {})
            assert isinstance(group, dict)
            group[pattern] = self.schema(values)
        if type_.keys is not None:
            found["propertyNames"] = self.schema(type_.keys)
        if type_.additional is not None:
            found["additionalProperties"] = self.schema(type_.additional)
        if type_.constraints is not t.NO_CONSTRAINTS:
            self._bound(type_.constraints, found)

    def _stated(self, field: t.Field) -> Schema:
        """The schema of a field with a default or a direction of its own."""
        found = self.object(field.type)
        if not isinstance(field.default, t.Unset):
            self._default(field.type, field.default, found)
        if field.direction != "both":
            found["readOnly" if field.direction == "read" else "writeOnly"] = True
        return found

    # Combinations

    def _union(self, type_: t.Union, found: Schema, null: bool = False) -> None:
        variants = [self.schema(variant) for variant in type_.variants]
        if null:
            variants.append(_NULL)
        found["oneOf" if type_.mode == "one" else "anyOf"] = variants
        by = type_.discriminator
        if by is not None:
            told: Schema = {"propertyName": by.field}
            if by.mapping:
                told["mapping"] = {
                    value: self._references[id_] for value, id_ in by.mapping
                }
            if by.default is not None:
                self.needs_3_2 = True
                told["defaultMapping"] = self._references[by.default]
            found["discriminator"] = told

    def _intersection(self, type_: t.Intersection, found: Schema) -> None:
        found["allOf"] = [self.schema(part) for part in type_.parts]

    def _nullable(self, type_: t.Nullable, found: Schema) -> None:
        """Null as a type beside the inner one, else as a variant."""
        inner = type_.inner
        if inner.notes is t.NO_NOTES and not implied(type_.notes.evidence):
            match inner:
                case t.Enum():
                    self._enum(inner, found, null=True)
                    return
                case t.Union():
                    self._union(inner, found, null=True)
                    return
                case (
                    t.Primitive()
                    | t.Binary()
                    | t.Array()
                    | t.Tuple()
                    | t.Map()
                    | t.Object()
                ):
                    self._write[type(inner)](inner, found)
                    found["type"] = [found["type"], "null"]
                    return
                case _:
                    pass
        found["anyOf"] = [self.schema(inner), _NULL]


def _well_formed(keyword: str, value: t.Json) -> bool:
    """Whether a residual keyword has a value that JSON Schema lets it have."""
    match keyword:
        case (
            "not"
            | "if"
            | "then"
            | "else"
            | "contains"
            | "contentSchema"
            | "unevaluatedProperties"
            | "unevaluatedItems"
        ):
            return isinstance(value, dict | bool)
        case "minContains" | "maxContains":
            return isinstance(value, int) and value >= 0
        case "dependentRequired":
            return isinstance(value, dict) and all(
                isinstance(names, list) and all(isinstance(it, str) for it in names)
                for names in value.values()
            )
        case "dependentSchemas" | "dependencies":
            return isinstance(value, dict) and all(
                isinstance(it, dict | bool | list) for it in value.values()
            )
        case "pattern":
            return isinstance(value, str) and is_pattern(value)
        case _:
            return True


def _bounds(constraints: t.Constraints) -> Schema:
    found: Schema = {}
    for attribute, keyword in _BOUNDS:
        value = getattr(constraints, attribute)
        if value is not None:
            if keyword == "pattern" and not is_pattern(value):
                keyword = "x-specloom-pattern"
            found[keyword] = value
    if constraints.unique_items:
        found["uniqueItems"] = True
    return found


def _examples(examples: tuple[t.Example, ...], found: Schema) -> None:
    """`example` is what 3.0 has; a schema's other examples have no names."""
    values: list[t.Json] = []
    for example in examples:
        if isinstance(example.value, t.Unset):
            continue
        if example.name == "example" and "example" not in found:
            found["example"] = example.value
        else:
            values.append(example.value)
    if values:
        found["examples"] = values


def external_docs(docs: t.ExternalDocs) -> Schema:
    """An External Documentation Object."""
    if docs.description is None:
        return {"url": docs.url}
    return {"url": docs.url, "description": docs.description}
