"""The models of Devic.ai Public API. Each is loaded when it is first used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._runtime.lazy import lazy

if TYPE_CHECKING:
    from ._agents import (
        AgentThread,
        AgentThreadMessage,
        AgentThreadMessageRole,
        CreateThreadRequest,
        ErrorResponse,
        ThreadStatus,
    )
else:
    __getattr__ = lazy(
        __name__,
        {
            "AgentThread": "._agents",
            "AgentThreadMessage": "._agents",
            "AgentThreadMessageRole": "._agents",
            "CreateThreadRequest": "._agents",
            "ErrorResponse": "._agents",
            "ThreadStatus": "._agents",
        },
    )

__all__ = [
    "AgentThread",
    "AgentThreadMessage",
    "AgentThreadMessageRole",
    "CreateThreadRequest",
    "ErrorResponse",
    "ThreadStatus",
]
