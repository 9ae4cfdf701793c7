"""Vault, version 1."""

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
        RequestInvalid,
        StatusError,
        TimedOut,
        TokenError,
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
            "RequestInvalid": ".errors",
            "StatusError": ".errors",
            "TimedOut": ".errors",
            "TokenError": ".errors",
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
    "RequestInvalid",
    "StatusError",
    "TimedOut",
    "TokenError",
    "models",
]
