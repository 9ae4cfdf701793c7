"""The errors of acp: one class per documented status."""

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


class PaymentRequired(StatusError):
    """402: Insufficient budget"""

    body: models.CreateThreadPaymentRequired | None


BY_STATUS: Mapping[int | str, type[StatusError]] = {402: PaymentRequired}

__all__ = [
    "BY_STATUS",
    "AnswerInvalid",
    "ApiError",
    "ConnectionFailed",
    "PaymentRequired",
    "RequestInvalid",
    "StatusError",
    "TimedOut",
]
