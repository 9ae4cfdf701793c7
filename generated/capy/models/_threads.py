"""Models of Capy API: threads."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import MISSING, Field

from .._runtime.model import ClosedModel
from .._runtime.types import Pattern

CreateThreadBodyBuildModel = Literal[
    "claude-opus-4-8",
    "claude-opus-4-7",
    "claude-opus-4-6",
    "claude-opus-4-5",
    "claude-sonnet-4-6",
    "claude-haiku-4-5",
    "gpt-5.5",
    "gpt-5.5-pro",
    "gpt-5.4",
    "gpt-5.4-mini",
    "gpt-5.3-codex",
    "gpt-5.3-codex-spark",
    "gemini-3.1-pro-preview",
    "gemini-3-flash-preview",
    "grok-4-1-fast",
    "glm-5.2",
    "glm-5.1",
    "glm-5v-turbo",
    "glm-5",
    "deepseek-v4-pro",
    "glm-5-turbo",
    "glm-4.7",
    "kimi-k2.7-code",
    "kimi-k2.6",
    "qwen3-coder",
    "claude-fable-5",
]

CreateThreadBodyBuildReasoningMode = Literal[
    "off", "on", "none", "minimal", "low", "medium", "high", "xhigh", "max"
]


class CreateThreadBodyBuildReasoning(ClosedModel):
    mode: CreateThreadBodyBuildReasoningMode


CreateThreadBodyModel = Literal[
    "claude-opus-4-8",
    "claude-opus-4-7",
    "claude-opus-4-6",
    "claude-opus-4-5",
    "claude-sonnet-4-6",
    "claude-haiku-4-5",
    "gpt-5.5",
    "gpt-5.5-pro",
    "gpt-5.4",
    "gpt-5.4-mini",
    "gpt-5.3-codex",
    "gpt-5.3-codex-spark",
    "gemini-3.1-pro-preview",
    "gemini-3-flash-preview",
    "grok-4-1-fast",
    "glm-5.2",
    "glm-5.1",
    "glm-5v-turbo",
    "glm-5",
    "deepseek-v4-pro",
    "glm-5-turbo",
    "glm-4.7",
    "kimi-k2.7-code",
    "kimi-k2.6",
    "qwen3-coder",
    "claude-fable-5",
]

CreateThreadBodyReasoningMode = Literal[
    "off", "on", "none", "minimal", "low", "medium", "high", "xhigh", "max"
]


class CreateThreadBodyReasoning(ClosedModel):
    mode: CreateThreadBodyReasoningMode


class CreateThreadBodyRepo(ClosedModel):
    repo_full_name: Annotated[str, Field(alias="repoFullName")]

    branch: str


class CreateThreadBodySlack(ClosedModel):
    channel: Annotated[str, Field(min_length=1)]


class CreateThreadBody(ClosedModel):
    project_id: Annotated[str, Field(alias="projectId")]

    impersonate_user_email: Annotated[
        str | MISSING,
        Field(alias="impersonateUserEmail"),
        Pattern(
            "^(?!\\.)(?!.*\\.\\.)([A-Za-z0-9_'+\\-\\.]*)[A-Za-z0-9_+-]@([A-Za-z0-9][A-Za-z0-9\\-]*\\.)+[A-Za-z]{2,}$"
        ),
    ] = MISSING

    prompt: Annotated[str, Field(min_length=1)]

    model: CreateThreadBodyModel | MISSING = MISSING

    speed: Literal["fast", "standard"] | MISSING = MISSING

    reasoning: CreateThreadBodyReasoning | MISSING = MISSING

    build_model: Annotated[
        CreateThreadBodyBuildModel | MISSING, Field(alias="buildModel")
    ] = MISSING

    build_speed: Annotated[
        Literal["fast", "standard"] | MISSING, Field(alias="buildSpeed")
    ] = MISSING

    build_reasoning: Annotated[
        CreateThreadBodyBuildReasoning | MISSING, Field(alias="buildReasoning")
    ] = MISSING

    repos: list[CreateThreadBodyRepo] | MISSING = MISSING

    browser_snapshot_ids: Annotated[
        list[str] | MISSING, Field(alias="browserSnapshotIds")
    ] = MISSING

    attachment_urls: Annotated[list[str] | MISSING, Field(alias="attachmentUrls")] = (
        MISSING
    )

    tags: Annotated[
        list[
            Annotated[
                str,
                Field(min_length=1, max_length=64),
                Pattern("^[a-z0-9][a-z0-9_-]{0,63}$"),
            ]
        ]
        | MISSING,
        Field(max_length=20),
    ] = MISSING

    slack: CreateThreadBodySlack | MISSING = MISSING

    reliability_investigation_id: Annotated[
        str | MISSING,
        Field(alias="reliabilityInvestigationId"),
        Pattern("^rel_[a-f0-9]{40}$"),
    ] = MISSING


class CreateThreadResponseParticipant(ClosedModel):
    user_id: Annotated[str, Field(alias="userId")]

    user_type: Annotated[Literal["human", "service_user"], Field(alias="userType")]

    first_participated_at: Annotated[str, Field(alias="firstParticipatedAt")]

    last_participated_at: Annotated[str, Field(alias="lastParticipatedAt")]


CreateThreadResponseRunState = Literal[
    "running", "queued", "waiting", "blocked", "ready", "archived"
]
"""Full computed execution state for the agent thread."""


class CreateThreadResponseSlack(ClosedModel):
    team_id: Annotated[str, Field(alias="teamId")]

    channel_id: Annotated[str, Field(alias="channelId")]

    thread_ts: Annotated[str, Field(alias="threadTs")]

    url: str


CreateThreadResponseTagColor = Literal[
    "default",
    "primary",
    "success",
    "warning",
    "destructive",
    "blue",
    "purple",
    "pink",
    "orange",
    "lime",
]


class CreateThreadResponseTag(ClosedModel):
    name: Annotated[
        str, Field(min_length=1, max_length=64), Pattern("^[a-z0-9][a-z0-9_-]{0,63}$")
    ]

    color: CreateThreadResponseTagColor


CreateThreadResponseWaitingOnItem = Literal["task", "review", "ci", "timer", "worker"]


class CreateThreadResponse(ClosedModel):
    id: str

    project_id: Annotated[str, Field(alias="projectId")]

    title: str | None

    status: Literal["active", "idle", "archived"]
    """Coarse Captain run-loop status retained for compatibility. Prefer
    runState/waitingOn/blockedOn for completion and waiting UX.
    """

    run_state: Annotated[CreateThreadResponseRunState, Field(alias="runState")]
    """Full computed execution state for the agent thread."""

    waiting_on: Annotated[
        list[CreateThreadResponseWaitingOnItem], Field(alias="waitingOn")
    ]
    """Async system dependencies expected to continue without user action."""

    blocked_on: Annotated[list[Literal["auth", "permission"]], Field(alias="blockedOn")]
    """User/integration gates required before progress can continue."""

    pending_wakeups: Annotated[
        int, Field(alias="pendingWakeups", ge=0, le=9007199254740991)
    ]
    """Pending append-and-resume notifications waiting to be processed."""

    participants: list[CreateThreadResponseParticipant]

    tags: list[CreateThreadResponseTag]

    slack: CreateThreadResponseSlack | MISSING = MISSING

    created_at: Annotated[str, Field(alias="createdAt")]


class ErrorResponseError(ClosedModel):
    code: str

    message: str

    details: object | MISSING = MISSING


class ErrorResponse(ClosedModel):
    error: ErrorResponseError
