"""acp, version unknown."""

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
            "AsyncStreamedResponse": "._runtime.responses",
            "Client": ".client",
            "ConnectionFailed": ".errors",
            "Hooks": "._runtime.options",
            "Misfit": "._runtime.options",
            "PaymentRequired": ".errors",
            "RawResponse": "._runtime.responses",
            "RequestInvalid": ".errors",
            "StatusError": ".errors",
            "StreamedResponse": "._runtime.responses",
            "TimedOut": ".errors",
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
    "Hooks",
    "Misfit",
    "PaymentRequired",
    "RawResponse",
    "RequestInvalid",
    "StatusError",
    "StreamedResponse",
    "TimedOut",
    "models",
]
