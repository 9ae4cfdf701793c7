"""What two servers return, compared: all but ids and times that each makes itself."""

from __future__ import annotations

from datetime import datetime
from typing import Any

TIMES = {"created_at", "updated_at", "state_updated_at"}
IDS = {"thread_id", "run_id"}


def equal_json(one: Any, other: Any) -> bool:
    """Whether two JSON values are the same, moments by what they mean."""
    return bool(_meant(one) == _meant(other))


def _meant(value: Any) -> Any:
    if isinstance(value, dict):
        return {
            key: datetime.fromisoformat(it) if key in TIMES else _meant(it)
            for key, it in value.items()
        }
    if isinstance(value, list):
        return [_meant(it) for it in value]
    return value


def described(value: Any, known: str) -> Any:
    """A value in which what differs from server to server is only described.

    `known` is the id that the caller chose: in its place stands `KNOWN`.
    """
    if isinstance(value, dict):
        return {key: _described(key, it, known) for key, it in value.items()}
    if isinstance(value, list):
        return [described(it, known) for it in value]
    return value.replace(known, "KNOWN") if isinstance(value, str) else value


def _described(key: str, value: Any, known: str) -> Any:
    if key in TIMES:
        moment = datetime.fromisoformat(value)
        return f"a time, {moment.utcoffset()} from UTC"
    if key in IDS and value != known:
        return f"an id of {len(value)} characters"
    return described(value, known)
