"""Names of answers and errors, by status. A table (`statuses`), never a collision."""

from __future__ import annotations

from functools import cache

from specloom.names.statuses import STATUSES


@cache
def answer(status: str) -> str:
    """The class of an answer: `NotFound`, `ClientError` for `4XX`, `Default`."""
    known = STATUSES.get(status) or STATUSES.get(status.upper())
    if known is not None:
        return known
    return "Status" + "".join(
        char for char in status if char.isascii() and char.isalnum()
    )
