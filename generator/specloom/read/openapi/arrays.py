"""Schemas of arrays: of one kind of items, or of a kind for each of the first ones.

In: a schema whose type is array, and the function that reads schemas. Out: `Array`, or
`Tuple` where `prefixItems` says what comes first (up to 2019-09, a list as `items`).
"""

from __future__ import annotations

from specloom.document import Json
from specloom.ir.types import NO_NOTES, Any_, Array, Constraints, Notes, Tuple, Type
from specloom.read.openapi import codes
from specloom.read.openapi.expect import wrong
from specloom.read.openapi.parsed import Parsed, Read


def array(it: Parsed, read: Read, notes: Notes, constraints: Constraints) -> Type:
    """The type of an array."""
    doc, shape, pointer = it.doc, it.shape, it.span.pointer
    items = shape.get("items")
    prefix = shape.get("prefixItems")
    rest: Json = shape.get("items", True)
    key, rest_key = "prefixItems", "items"
    if isinstance(items, list):
        message = (
            "a list as `items` is now written `prefixItems`; it is read as a tuple"
        )
        doc.habit(codes.OLD_TUPLE, message, f"{pointer}/items")
        prefix, rest = items, shape.get("additionalItems", True)
        key, rest_key = "items", "additionalItems"
    if prefix is not None and not isinstance(prefix, list):
        wrong(doc, prefix, f"{pointer}/{key}", "a list of schemas")
    if isinstance(prefix, list):
        parts = [
            read(doc, part, f"{pointer}/{key}/{index}", False)
            for index, part in enumerate(prefix)
        ]
        after = read(doc, rest, f"{pointer}/{rest_key}", False)
        return Tuple(tuple(parts), after, constraints, notes, it.span)
    if items is None:
        if doc.dialect.stated and not doc.dialect.siblings and "items" not in shape:
            message = "an array must say what its `items` are in this version"
            doc.say(codes.NO_ITEMS, message, pointer, "any value is read")
        each: Type = Any_("unspecified", NO_NOTES, it.span)
    else:
        each = read(doc, items, pointer + "/items", False)
    return Array(each, constraints, notes, it.span)
