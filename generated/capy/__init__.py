"""Capy API, version 1.0.0."""

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
        Forbidden,
        InternalServerError,
        NotFound,
        RequestInvalid,
        StatusError,
        TimedOut,
        Unauthorized,
        UnprocessableContent,
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
            "Forbidden": ".errors",
            "InternalServerError": ".errors",
            "NotFound": ".errors",
            "RequestInvalid": ".errors",
            "StatusError": ".errors",
            "TimedOut": ".errors",
            "Unauthorized": ".errors",
            "UnprocessableContent": ".errors",
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
    "Forbidden",
    "InternalServerError",
    "NotFound",
    "RequestInvalid",
    "StatusError",
    "TimedOut",
    "Unauthorized",
    "UnprocessableContent",
    "models",
]
