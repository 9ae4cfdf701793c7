"""What goes with a type: annotations, examples, extensions and residual assertions.

In: the members of a schema that do not shape it. Out: `Notes`, with :data:`NO_NOTES`
where they say nothing. Examples are read here for every object that may have some.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from specloom.document import Json
from specloom.ir.types import (
    NO_EVIDENCE,
    NO_MAPPING,
    NO_NOTES,
    UNSET,
    Direction,
    Example,
    ExternalDocs,
    Notes,
    Unset,
)
from specloom.read.openapi import codes, keywords, refs, residual
from specloom.read.openapi.expect import (
    closed,
    entries,
    flag,
    kind_of,
    mapping,
    member,
    text,
    unknown,
)
from specloom.read.openapi.keywords import EXAMPLE, EXTERNAL_DOCS, GROUPS
from specloom.read.openapi.state import Doc
from specloom.source import Span


def read_notes(
    doc: Doc,
    said: dict[str, Json] | None,
    rest: dict[str, Json] | None,
    pointer: str,
    is_member: bool,
) -> Notes:
    """The notes of a schema. Those of a member leave default and direction to the field.

    `said` are its annotations, `rest` is what is neither annotation, shape nor bound.
    """
    if rest is None:
        assert said is not None
        if len(said) == 1:
            description = said.get("description")
            if type(description) is str:
                return _described(description)
    found: dict[str, Any] = {}
    for key, value in (said or {}).items():
        match key:
            case "description" | "title":
                found[key] = text(doc, value, f"{pointer}/{key}")
            case "example":
                at = f"{pointer}/example"
                found["examples"] = (Example("example", value, Span(doc.origin, at)),)
            case "examples":
                shown = schema_examples(doc, value, f"{pointer}/examples")
                found["examples"] = found.get("examples", ()) + shown
            case "default":
                if not is_member:
                    found["default"] = value
            case "readOnly" | "writeOnly":
                where = "both" if is_member else direction(doc, said or {}, pointer)
                if where != "both":
                    found["direction"] = where
            case "deprecated":
                found["deprecated"] = flag(doc, said or {}, key, pointer)
            case "externalDocs":
                found["external_docs"] = external_docs(doc, value, f"{pointer}/{key}")
            case "$comment":
                found["comment"] = text(doc, value, f"{pointer}/{key}")
            case "xml":
                found[key] = _xml(value)
            case _:
                found[key] = value
    if rest:
        _rest(doc, rest, pointer, found)
    for key, value in found.items():
        if value or key == "default" or (key == "xml" and value is not None):
            return Notes(**found)
    return NO_NOTES


def _described(description: str) -> Notes:
    """Notes with a description and nothing else; all given, because that is faster."""
    return Notes(
        None,
        description,
        UNSET,
        "both",
        False,
        (),
        (),
        NO_MAPPING,
        None,
        None,
        None,
        NO_EVIDENCE,
        (),
    )


def _xml(value: Json) -> Json:
    """An XML Object, with what a canonical document could not say as itself."""
    if not isinstance(value, dict):
        return value
    return {key.removeprefix(keywords.OURS): item for key, item in value.items()}


def _rest(doc: Doc, rest: dict[str, Json], pointer: str, found: dict[str, Any]) -> None:
    extra: dict[str, Json] = {}
    asserted: list[tuple[str, Json]] = []
    for key, value in rest.items():
        if GROUPS.get(key) == keywords.RESIDUAL:
            at = f"{pointer}/{key}"
            if residual.fits(doc, key, value, at):
                asserted.append((key, residual.canonical_member(doc, key, value, at)))
        elif key[:2] == "x-":
            extra[key] = value
        elif key != "collectionFormat" or not doc.dialect.swagger:
            # What separates arrays in 2.0 is the affair of the parameter around them.
            unknown(doc, key, keywords.SCHEMA, pointer)
    if extra:
        found["extensions"] = extra
    if asserted:
        found["residual"] = tuple(asserted)


def direction(doc: Doc, node: Mapping[str, Json], pointer: str) -> Direction:
    """Where a value may occur, by `readOnly` and `writeOnly`; both cancel out."""
    reads = flag(doc, node, "readOnly", pointer)
    writes = flag(doc, node, "writeOnly", pointer)
    if reads and writes:
        doc.say(
            codes.BOTH_DIRECTIONS,
            "a value cannot be readOnly and writeOnly at once",
            pointer,
        )
        return "both"
    return "read" if reads else "write" if writes else "both"


def external_docs(doc: Doc, node: Json, pointer: str) -> ExternalDocs | None:
    """An External Documentation Object (OpenAPI 3.1, section 4.8.22)."""
    fields = mapping(doc, node, pointer)
    if not fields:
        return None
    closed(doc, fields, EXTERNAL_DOCS, pointer)
    url = member(doc, fields, "url", pointer)
    return ExternalDocs(url or "", member(doc, fields, "description", pointer))


def schema_examples(doc: Doc, node: Json, pointer: str) -> tuple[Example, ...]:
    """The `examples` of a schema: a list of values; by mistake also a map by name."""
    if isinstance(node, list):
        return tuple(
            Example(str(index), value, Span(doc.origin, f"{pointer}/{index}"))
            for index, value in enumerate(node)
        )
    if isinstance(node, dict):
        message = "the `examples` of a schema are a list; read as named examples"
        doc.habit(codes.BAD_EXAMPLES, message, pointer)
        return named_examples(doc, node, pointer)
    if node is None:
        return ()
    message = f"the `examples` of a schema are a list, not {kind_of(node)}"
    doc.say(codes.BAD_EXAMPLES, message, pointer)
    return (Example("0", node, Span(doc.origin, pointer)),)


def examples(doc: Doc, node: dict[str, Json], pointer: str) -> tuple[Example, ...]:
    """The `example` and `examples` of a parameter, header or media type."""
    found: tuple[Example, ...] = ()
    if "example" in node:
        at = f"{pointer}/example"
        found = (Example("example", node["example"], Span(doc.origin, at)),)
    several = node.get("examples")
    if several:
        at = f"{pointer}/examples"
        if isinstance(several, list):
            doc.habit(
                codes.BAD_EXAMPLES, "`examples` is an object by name, not a list", at
            )
            return found + schema_examples(doc, several, at)
        found += named_examples(doc, several, at)
    return found


def named_examples(doc: Doc, node: Json, pointer: str) -> tuple[Example, ...]:
    """A map of Example Objects (OpenAPI 3.1, section 4.8.19)."""
    found = (_example(doc, *entry) for entry in entries(doc, node, pointer))
    return tuple(example for example in found if example is not None)


def _example(doc: Doc, name: str, node: Json, pointer: str) -> Example | None:
    if isinstance(node, dict) and "$ref" in node:
        key = ("example " + name, doc.path, str(node["$ref"]), "")
        shared = doc.session.shared
        if len(node) == 1 and key in shared:
            example = shared[key]
            return example if isinstance(example, Example) else None
        target = refs.follow(doc, node, pointer, "examples")
        if isinstance(target, str):
            return None
        read = _example_here(
            target.doc, name, target.node, target.pointer, target.component
        )
        if len(node) == 1:
            shared[key] = read
        return read
    return _example_here(doc, name, node, pointer, None)


def _example_here(
    doc: Doc, name: str, node: Json, pointer: str, component: str | None
) -> Example:
    span = Span(doc.origin, pointer)
    if not isinstance(node, dict) or EXAMPLE.isdisjoint(node):
        message = (
            "an entry of `examples` has no `value`; it is read as the value itself"
        )
        doc.habit(codes.BAD_EXAMPLES, message, pointer)
        return Example(name, node, span, component=component)
    if not node.keys() <= EXAMPLE:
        closed(doc, node, EXAMPLE, pointer)
    value: Json | Unset = node.get("dataValue", node.get("value", UNSET))
    return Example(
        name,
        value,
        span,
        member(doc, node, "summary", pointer),
        member(doc, node, "description", pointer),
        member(doc, node, "externalValue", pointer),
        member(doc, node, "serializedValue", pointer),
        component,
    )
