"""The errors of Devic.ai Public API: one class per documented status."""

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


class BadRequest(StatusError):
    """400: Invalid input payload"""

    body: models.ErrorResponse | None


class Unauthorized(StatusError):
    """401: Unauthorized - Invalid or missing token"""

    body: None


class NotFound(StatusError):
    """404: Agent not found"""

    body: None


class TooManyRequests(StatusError):
    """429: Too Many Requests - Rate limit exceeded"""

    body: None


class InternalServerError(StatusError):
    """500: Internal Server Error"""

    body: None


BY_STATUS: Mapping[int | str, type[StatusError]] = {
    400: BadRequest,
    401: Unauthorized,
    404: NotFound,
    429: TooManyRequests,
    500: InternalServerError,
}

__all__ = [
    "BY_STATUS",
    "AnswerInvalid",
    "ApiError",
    "BadRequest",
    "ConnectionFailed",
    "InternalServerError",
    "NotFound",
    "RequestInvalid",
    "StatusError",
    "TimedOut",
    "TooManyRequests",
    "Unauthorized",
]
