"""Models of langgraph: threads."""

from __future__ import annotations

from typing import Literal

from pydantic import MISSING

from .._runtime.model import Model
from .._runtime.types import DateTime, Uuid


class CreateThreadResponse(Model):
    """Inferred (example of an answer): type."""

    thread_id: Uuid | MISSING = MISSING
    """Inferred (example of an answer): type."""

    created_at: DateTime | MISSING = MISSING
    """Inferred (example of an answer): type."""

    updated_at: DateTime | MISSING = MISSING
    """Inferred (example of an answer): type."""

    metadata: dict[str, object] | MISSING = MISSING

    status: str | MISSING = MISSING
    """Inferred (example of an answer): type."""

    config: dict[str, object] | MISSING = MISSING
    """Inferred (example of an answer): type.
    Guessed (no known members): keys.
    """

    values: object | MISSING = MISSING
    """Inferred (example of an answer): type, nullable."""


class CreateThreadRequest(Model):
    thread_id: Uuid | MISSING = MISSING
    """Custom thread ID (auto-generated if omitted)"""

    metadata: dict[str, object] | MISSING = MISSING
    """Arbitrary metadata to attach"""

    if_exists: Literal["raise", "do_nothing"] | MISSING = MISSING
    """`raise` (error on duplicate) or `do_nothing` (return existing)"""

    ttl: dict[str, object] | MISSING = MISSING
    """Time-to-live config for auto-deletion

    Guessed (no known members): keys.
    """
