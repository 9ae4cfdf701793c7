"""Names of answers and errors, by status. A table (`statuses`), never a collision.

Names of an answer's headers, by what they are called on the wire; two that would have
one name are told apart by a number, in sorted order.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from specloom.names.scope import Scope
from specloom.names.statuses import STATUSES
from specloom.names.words import attribute


@cache
def answer(status: str) -> str:
    """The class of an answer: `NotFound`, `ClientError` for `4XX`, `Default`."""
    known = STATUSES.get(status) or STATUSES.get(status.upper())
    if known is not None:
        return known
    return "Status" + "".join(
        char for char in status if char.isascii() and char.isalnum()
    )


@cache
def headers(wires: frozenset[str]) -> Mapping[str, str]:
    """The attributes of an answer's headers."""
    scope = Scope("header")
    for wire in sorted(wires):
        scope.take(wire, iter((attribute(wire),)))
    return scope.names
