"""The refusal of a page with several documents: which of them is meant cannot be told."""

from __future__ import annotations

from specloom.diagnostics import SpecError, diagnostic
from specloom.source import Span


def several(documents: int, second: Span) -> SpecError:
    """Why a page is not read that has so many documents; `second` is the place of one."""
    message = f"the page has {documents} documents"
    hint = "give each document a page of its own"
    return SpecError(diagnostic("SL306", message, second, hint=hint))
