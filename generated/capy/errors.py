"""The errors of Capy API: one class per documented status."""

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


class Unauthorized(StatusError):
    """401: Unauthorized"""

    body: models.ErrorResponse | None


class Forbidden(StatusError):
    """403: Forbidden"""

    body: models.ErrorResponse | None


class NotFound(StatusError):
    """404: Not found"""

    body: models.ErrorResponse | None


class UnprocessableContent(StatusError):
    """422: Validation error"""

    body: models.ErrorResponse | None


class InternalServerError(StatusError):
    """500: Internal error"""

    body: models.ErrorResponse | None


BY_STATUS: Mapping[int | str, type[StatusError]] = {
    401: Unauthorized,
    403: Forbidden,
    404: NotFound,
    422: UnprocessableContent,
    500: InternalServerError,
}

__all__ = [
    "BY_STATUS",
    "AnswerInvalid",
    "ApiError",
    "ConnectionFailed",
    "Forbidden",
    "InternalServerError",
    "NotFound",
    "RequestInvalid",
    "StatusError",
    "TimedOut",
    "Unauthorized",
    "UnprocessableContent",
]
