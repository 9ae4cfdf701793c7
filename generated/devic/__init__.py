"""Devic.ai Public API, version 1.0.0.

Devic.ai is an AI platform that allows you to create, manage, and use AI agents for
various tasks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ._runtime.lazy import lazy

if TYPE_CHECKING:
    from pydantic import MISSING

    from . import models
    from ._runtime.options import Hooks, Misfit
    from ._runtime.responses import AsyncStreamedResponse, RawResponse, StreamedResponse
    from .client import AsyncClient, Client
    from .errors import (
        AnswerInvalid,
        ApiError,
        BadRequest,
        ConnectionFailed,
        InternalServerError,
        NotFound,
        RequestInvalid,
        StatusError,
        TimedOut,
        TooManyRequests,
        Unauthorized,
    )
else:
    __getattr__ = lazy(
        __name__,
        {
            "MISSING": "pydantic",
            "AnswerInvalid": ".errors",
            "ApiError": ".errors",
            "AsyncClient": ".client",
            "AsyncStreamedResponse": "._runtime.responses",
            "BadRequest": ".errors",
            "Client": ".client",
            "ConnectionFailed": ".errors",
            "Hooks": "._runtime.options",
            "InternalServerError": ".errors",
            "Misfit": "._runtime.options",
            "NotFound": ".errors",
            "RawResponse": "._runtime.responses",
            "RequestInvalid": ".errors",
            "StatusError": ".errors",
            "StreamedResponse": "._runtime.responses",
            "TimedOut": ".errors",
            "TooManyRequests": ".errors",
            "Unauthorized": ".errors",
            "models": ".models:",
        },
    )

__all__ = [
    "MISSING",
    "AnswerInvalid",
    "ApiError",
    "AsyncClient",
    "AsyncStreamedResponse",
    "BadRequest",
    "Client",
    "ConnectionFailed",
    "Hooks",
    "InternalServerError",
    "Misfit",
    "NotFound",
    "RawResponse",
    "RequestInvalid",
    "StatusError",
    "StreamedResponse",
    "TimedOut",
    "TooManyRequests",
    "Unauthorized",
    "models",
]
