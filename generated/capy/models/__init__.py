"""The models of Capy API. Each is loaded when it is first used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._runtime.lazy import lazy

if TYPE_CHECKING:
    from ._threads import (
        CreateThreadBody,
        CreateThreadBodyBuildModel,
        CreateThreadBodyBuildReasoning,
        CreateThreadBodyBuildReasoningMode,
        CreateThreadBodyModel,
        CreateThreadBodyReasoning,
        CreateThreadBodyReasoningMode,
        CreateThreadBodyRepo,
        CreateThreadBodySlack,
        CreateThreadResponse,
        CreateThreadResponseParticipant,
        CreateThreadResponseRunState,
        CreateThreadResponseSlack,
        CreateThreadResponseTag,
        CreateThreadResponseTagColor,
        CreateThreadResponseWaitingOnItem,
        ErrorResponse,
        ErrorResponseError,
    )
else:
    __getattr__ = lazy(
        __name__,
        {
            "CreateThreadBody": "._threads",
            "CreateThreadBodyBuildModel": "._threads",
            "CreateThreadBodyBuildReasoning": "._threads",
            "CreateThreadBodyBuildReasoningMode": "._threads",
            "CreateThreadBodyModel": "._threads",
            "CreateThreadBodyReasoning": "._threads",
            "CreateThreadBodyReasoningMode": "._threads",
            "CreateThreadBodyRepo": "._threads",
            "CreateThreadBodySlack": "._threads",
            "CreateThreadResponse": "._threads",
            "CreateThreadResponseParticipant": "._threads",
            "CreateThreadResponseRunState": "._threads",
            "CreateThreadResponseSlack": "._threads",
            "CreateThreadResponseTag": "._threads",
            "CreateThreadResponseTagColor": "._threads",
            "CreateThreadResponseWaitingOnItem": "._threads",
            "ErrorResponse": "._threads",
            "ErrorResponseError": "._threads",
        },
    )

__all__ = [
    "CreateThreadBody",
    "CreateThreadBodyBuildModel",
    "CreateThreadBodyBuildReasoning",
    "CreateThreadBodyBuildReasoningMode",
    "CreateThreadBodyModel",
    "CreateThreadBodyReasoning",
    "CreateThreadBodyReasoningMode",
    "CreateThreadBodyRepo",
    "CreateThreadBodySlack",
    "CreateThreadResponse",
    "CreateThreadResponseParticipant",
    "CreateThreadResponseRunState",
    "CreateThreadResponseSlack",
    "CreateThreadResponseTag",
    "CreateThreadResponseTagColor",
    "CreateThreadResponseWaitingOnItem",
    "ErrorResponse",
    "ErrorResponseError",
]
