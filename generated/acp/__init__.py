"""acp, version unknown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ._runtime.lazy import lazy

if TYPE_CHECKING:
    from pydantic import MISSING

    from . import models
    from .client import AsyncClient, Client
    from .errors import (
        AnswerInvalid,
        ApiError,
        ConnectionFailed,
        PaymentRequired,
        RequestInvalid,
        StatusError,
        TimedOut,
    )
else:
    __getattr__ = lazy(
        __name__,
        {
            "MISSING": "pydantic",
            "AnswerInvalid": ".errors",
            "ApiError": ".errors",
            "AsyncClient": ".client",
            "Client": ".client",
            "ConnectionFailed": ".errors",
            "PaymentRequired": ".errors",
            "RequestInvalid": ".errors",
            "StatusError": ".errors",
            "TimedOut": ".errors",
            "models": ".models:",
        },
    )

__all__ = [
    "MISSING",
    "AnswerInvalid",
    "ApiError",
    "AsyncClient",
    "Client",
    "ConnectionFailed",
    "PaymentRequired",
    "RequestInvalid",
    "StatusError",
    "TimedOut",
    "models",
]
