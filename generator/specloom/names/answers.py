"""Names of answers and errors, by status. A table (`statuses.toml`), never a collision."""

from __future__ import annotations

from functools import cache

from specloom.names.tables import tables


@cache
def _statuses() -> dict[str, str]:
    return tables("statuses.toml")["statuses"]


@cache
def answer(status: str) -> str:
    """The class of an answer: `NotFound`, `ClientError` for `4XX`, `Default`."""
    known = _statuses().get(status) or _statuses().get(status.upper())
    if known is not None:
        return known
    return "Status" + "".join(
        char for char in status if char.isascii() and char.isalnum()
    )
