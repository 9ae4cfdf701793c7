"""References as the rules can follow them, where schemas are named by identifiers.

What the rules follow references with looks for `$id`s and anchors where JSON Schema has
schemas, which is not where OpenAPI has them, and takes relative references to be relative
to a file, whatever `$id` they stand in.

In: trees and their addresses. Out: trees in which every reference is absolute, and what
finds the identifiers in them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote, urljoin

from specloom.document import Json
from specloom.document.identifiers import Identifiers, children
from specloom.document.pointers import Missing, lookup
from specloom.source import escape

if TYPE_CHECKING:
    from referencing import Specification

_KEYWORDS: Final = ("$ref", "$dynamicRef")


def absolute(root: Json, address: str) -> Json:
    """The tree at an address with absolute references; itself, if it has no `$id`."""
    known = Identifiers(root)
    if len(known.resources) == 1:
        return root
    return _absolute(root, root, "", known, address)


def _absolute(
    root: Json, node: Json, pointer: str, known: Identifiers, address: str
) -> Json:
    if isinstance(node, list):
        return [
            _absolute(root, element, f"{pointer}/{index}", known, address)
            for index, element in enumerate(node)
        ]
    if not isinstance(node, dict):
        return node
    copy = {
        key: _absolute(root, value, f"{pointer}/{escape(key)}", known, address)
        for key, value in node.items()
    }
    for keyword in _KEYWORDS:
        reference = node.get(keyword)
        if isinstance(reference, str):
            # As our own readers do: a pointer from the root, if that leads somewhere.
            resource = known.resource_of(pointer)
            if reference[:2] == "#/" and not isinstance(
                lookup(root, unquote(reference[1:])), Missing
            ):
                resource = ""
            inner = known.resources[resource] if resource else ""
            copy[keyword] = urljoin(urljoin(address, inner), reference)
    return copy


def specification() -> Specification[Any]:
    """What finds the `$id`s, `$self`s and anchors of a tree, wherever they are."""
    import referencing
    from referencing.jsonschema import DRAFT202012

    def id_of(node: Json) -> str | None:
        found = isinstance(node, dict) and (node.get("$id") or node.get("$self"))
        return found if isinstance(found, str) else None

    def subresources_of(node: Json) -> Iterator[Json]:
        return (it for _, it in children(node) if isinstance(it, dict | list))

    def anchors_in(_: Specification[Any], node: Json) -> Iterator[Any]:
        return iter(DRAFT202012.anchors_in(node) if isinstance(node, dict) else ())

    def maybe_in_subresource(
        segments: object, resolver: Any, subresource: object
    ) -> Any:
        return resolver  # References are absolute.

    # mypy does not see which arguments it takes: attrs by another name.
    made: Any = referencing.Specification
    found: Specification[Any] = made(
        name="OpenAPI",
        id_of=id_of,
        subresources_of=subresources_of,
        anchors_in=anchors_in,
        maybe_in_subresource=maybe_in_subresource,
    )
    return found
