"""The models of acp. Each is loaded when it is first used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._runtime.lazy import lazy

if TYPE_CHECKING:
    from ._threads import (
        CreateThreadPaymentRequired,
        CreateThreadRequest,
        CreateThreadResponse,
        CreateThreadResponseThread,
        CreateThreadResponseThreadStatus,
        CreateThreadResponseThreadSubagentActivityItem,
        CreateThreadResponseThreadTeamExecution,
        CreateThreadResponseThreadTeamExecutionOrchestrator,
        CreateThreadResponseThreadTeamExecutionSubagent,
    )
else:
    __getattr__ = lazy(
        __name__,
        {
            "CreateThreadPaymentRequired": "._threads",
            "CreateThreadRequest": "._threads",
            "CreateThreadResponse": "._threads",
            "CreateThreadResponseThread": "._threads",
            "CreateThreadResponseThreadStatus": "._threads",
            "CreateThreadResponseThreadSubagentActivityItem": "._threads",
            "CreateThreadResponseThreadTeamExecution": "._threads",
            "CreateThreadResponseThreadTeamExecutionOrchestrator": "._threads",
            "CreateThreadResponseThreadTeamExecutionSubagent": "._threads",
        },
    )

__all__ = [
    "CreateThreadPaymentRequired",
    "CreateThreadRequest",
    "CreateThreadResponse",
    "CreateThreadResponseThread",
    "CreateThreadResponseThreadStatus",
    "CreateThreadResponseThreadSubagentActivityItem",
    "CreateThreadResponseThreadTeamExecution",
    "CreateThreadResponseThreadTeamExecutionOrchestrator",
    "CreateThreadResponseThreadTeamExecutionSubagent",
]
