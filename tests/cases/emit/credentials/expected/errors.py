"""The errors of Vault: one class per documented status."""

from __future__ import annotations

from collections.abc import Mapping

from ._runtime.errors import (
    AnswerInvalid,
    ApiError,
    ConnectionFailed,
    RequestInvalid,
    StatusError,
    TimedOut,
    TokenError,
)

BY_STATUS: Mapping[int | str, type[StatusError]] = {}

__all__ = [
    "BY_STATUS",
    "AnswerInvalid",
    "ApiError",
    "ConnectionFailed",
    "RequestInvalid",
    "StatusError",
    "TimedOut",
    "TokenError",
]
