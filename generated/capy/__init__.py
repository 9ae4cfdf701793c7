"""Capy API, version 1.0.0."""

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
            "AsyncStreamedResponse": "._runtime.responses",
            "Client": ".client",
            "ConnectionFailed": ".errors",
            "Forbidden": ".errors",
            "Hooks": "._runtime.options",
            "InternalServerError": ".errors",
            "Misfit": "._runtime.options",
            "NotFound": ".errors",
            "RawResponse": "._runtime.responses",
            "RequestInvalid": ".errors",
            "StatusError": ".errors",
            "StreamedResponse": "._runtime.responses",
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
    "AsyncStreamedResponse",
    "Client",
    "ConnectionFailed",
    "Forbidden",
    "Hooks",
    "InternalServerError",
    "Misfit",
    "NotFound",
    "RawResponse",
    "RequestInvalid",
    "StatusError",
    "StreamedResponse",
    "TimedOut",
    "Unauthorized",
    "UnprocessableContent",
    "models",
]
