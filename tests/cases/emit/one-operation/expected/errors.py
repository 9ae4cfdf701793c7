"""The errors of Lending desk: one class per documented status."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ._runtime.errors import (
    AnswerInvalid,
    ApiError,
    ConnectionFailed,
    RequestInvalid,
    StatusError,
    TimedOut,
)

if TYPE_CHECKING:
    from . import models


class Conflict(StatusError):
    """409: Somebody else has it."""

    body: models.Problem | None


BY_STATUS: Mapping[int | str, type[StatusError]] = {409: Conflict}

__all__ = [
    "BY_STATUS",
    "AnswerInvalid",
    "ApiError",
    "Conflict",
    "ConnectionFailed",
    "RequestInvalid",
    "StatusError",
    "TimedOut",
]
