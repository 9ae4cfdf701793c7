"""Names of answers and errors, by status. A table (`statuses.toml`), never a collision."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path


@cache
def _statuses() -> dict[str, str]:
    text = Path(__file__).with_name("statuses.toml").read_text("utf-8")
    statuses: dict[str, str] = tomllib.loads(text)["statuses"]
    return statuses


@cache
def answer(status: str) -> str:
    """The class of an answer: `NotFound`, `ClientError` for `4XX`, `Default`."""
    known = _statuses().get(status) or _statuses().get(status.upper())
    if known is not None:
        return known
    return "Status" + "".join(
        char for char in status if char.isascii() and char.isalnum()
    )
