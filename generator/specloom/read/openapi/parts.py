"""Reusable parts: one that stands in place, or a reference to one that is shared.

In: a node that may be a `$ref`. Out: what a function builds of the node that is meant.
A part is built once for all references with the same text: they share the object. What
is built again all the same (a path item under a second path, an answer with a description
of its own) shares the types of its schemas, each of which is read once for its place.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

from specloom.document import Json
from specloom.ir.api import Header, Link, Response
from specloom.ir.types import Type
from specloom.read.openapi import codes, refs
from specloom.read.openapi.expect import wrong
from specloom.read.openapi.schema import schema
from specloom.read.openapi.state import Doc, Target
from specloom.records import replace

T = TypeVar("T")
Used = TypeVar("Used", Header, Link, Response)


def part(
    doc: Doc,
    node: Json,
    pointer: str,
    kind: str,
    key: str,
    build: Callable[[Doc, dict[str, Json], str, str | None], T | None],
) -> T | None:
    """What `build` makes of a part: document, node, pointer and component name.

    `kind` is the section of components that such parts have; `key` tells apart what
    is built differently from the same node (the media types of a response of 2.0).
    """
    if not isinstance(node, dict):
        wrong(doc, node, pointer, "an object")
        return None
    if "$ref" not in node:
        return build(doc, node, pointer, None)
    reference = node["$ref"]
    remember = len(node) == 1 and isinstance(reference, str)
    shared = doc.session.shared
    name = (doc.path, str(reference), kind, key)
    if remember and name in shared:
        return cast("T | None", shared[name])
    target = refs.follow(doc, node, pointer, kind)
    built = None
    if not isinstance(target, str):
        if isinstance(target.node, dict):
            built = build(target.doc, target.node, target.pointer, target.component)
        else:
            wrong(target.doc, target.node, target.pointer, "an object")
    if remember:
        shared[name] = built
    return built


def under(doc: Doc, part: Used, name: str) -> Used:
    """A part, under the name (or status) of its use: one object for all such uses."""
    if name == (part.status if isinstance(part, Response) else part.name):
        return part
    key = (id(part), name)
    uses = doc.session.uses
    if key not in uses:
        # It is kept, so that its identity stays its own.
        uses[key] = part, _renamed(part, name)
    return cast(Used, uses[key][1])


def _renamed(part: Used, name: str) -> Used:
    if isinstance(part, Response):
        return replace(part, status=name)
    return replace(part, name=name)


def schema_of_part(doc: Doc, node: Json, pointer: str) -> Type:
    """The type of a schema that stands in a part, the same one whenever it is asked for."""
    place = (doc.path, pointer)
    types = doc.session.types
    found = types.get(place)
    if found is None:
        found = types[place] = schema(doc, node, pointer)
    return found


def inlined(doc: Doc, node: Json, pointer: str, what: str) -> Target | None:
    """A node where no version allows a reference, through one that is there anyway."""
    if not isinstance(node, dict) or "$ref" not in node:
        return Target(doc, pointer, node)
    remark = f"{what} behind `$ref` is read, though no version allows it"
    doc.habit(codes.ODD_REFERENCE, remark, pointer)
    target = refs.follow(doc, node, pointer, "")
    return None if isinstance(target, str) else target
