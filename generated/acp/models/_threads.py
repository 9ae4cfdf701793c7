"""Models of acp: threads."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import MISSING, Field

from .._runtime.model import Model
from .._runtime.types import DateTime

CreateThreadResponseThreadStatus = (
    Literal["active", "running", "completed", "failed", "cancelled"] | str
)
"""Current lifecycle status.

Guessed (split text, by usual names): type.
"""


class CreateThreadResponseThreadSubagentActivityItem(Model):
    """Guessed (split text): type."""

    agent_id: Annotated[str | MISSING, Field(alias="agentId")] = MISSING
    """Agent ID.

    Guessed (split text): type.
    """

    agent_name: Annotated[str | MISSING, Field(alias="agentName")] = MISSING
    """Guessed (split text): type."""

    claude_agent_name: Annotated[str | MISSING, Field(alias="claudeAgentName")] = (
        MISSING
    )
    """Guessed (split text): type."""

    event_count: Annotated[int | MISSING, Field(alias="eventCount")] = MISSING
    """Guessed (split text): type."""

    last_active_at: Annotated[str | MISSING, Field(alias="lastActiveAt")] = MISSING
    """Guessed (split text): type."""

    team_agent_id: Annotated[str | MISSING, Field(alias="teamAgentId")] = MISSING
    """Guessed (split text): type."""

    team_agent_name: Annotated[str | MISSING, Field(alias="teamAgentName")] = MISSING
    """Guessed (split text): type."""


class CreateThreadResponseThreadTeamExecutionOrchestrator(Model):
    """Guessed (split text): type."""

    agent_id: Annotated[str | MISSING, Field(alias="agentId")] = MISSING
    """Agent ID.

    Guessed (split text): type.
    """

    agent_name: Annotated[str | MISSING, Field(alias="agentName")] = MISSING
    """Guessed (split text): type."""

    claude_agent_name: Annotated[str | MISSING, Field(alias="claudeAgentName")] = (
        MISSING
    )
    """Guessed (split text): type."""


class CreateThreadResponseThreadTeamExecutionSubagent(Model):
    """Guessed (split text): type."""

    agent_id: Annotated[str | MISSING, Field(alias="agentId")] = MISSING
    """Agent ID.

    Guessed (split text): type.
    """

    agent_name: Annotated[str | MISSING, Field(alias="agentName")] = MISSING
    """Guessed (split text): type."""

    claude_agent_name: Annotated[str | MISSING, Field(alias="claudeAgentName")] = (
        MISSING
    )
    """Guessed (split text): type."""


class CreateThreadResponseThreadTeamExecution(Model):
    """Guessed (split text): type."""

    mode: Literal["team"] | MISSING = MISSING
    """Guessed (split text, by usual names): type."""

    team_agent_id: Annotated[str | MISSING, Field(alias="teamAgentId")] = MISSING
    """Guessed (split text): type."""

    team_agent_name: Annotated[str | MISSING, Field(alias="teamAgentName")] = MISSING
    """Guessed (split text): type."""

    orchestrator: CreateThreadResponseThreadTeamExecutionOrchestrator | MISSING = (
        MISSING
    )
    """Guessed (split text): type."""

    subagents: list[CreateThreadResponseThreadTeamExecutionSubagent] | MISSING = MISSING
    """Guessed (split text): type."""


class CreateThreadResponseThread(Model):
    """Guessed (split text): type."""

    id: str | MISSING = MISSING
    """Unique identifier.

    Guessed (split text): type.
    """

    project_id: Annotated[str | MISSING, Field(alias="projectId")] = MISSING
    """Project ID.

    Guessed (split text): type.
    """

    environment_id: Annotated[str | MISSING, Field(alias="environmentId")] = MISSING
    """Computer ID.

    Guessed (split text): type.
    """

    agent_id: Annotated[str | MISSING, Field(alias="agentId")] = MISSING
    """Agent ID.

    Guessed (split text): type.
    """

    title: str | MISSING = MISSING
    """Display title.

    Guessed (split text): type.
    """

    task: str | MISSING = MISSING
    """Guessed (split text): type."""

    app_id: Annotated[str | MISSING, Field(alias="appId")] = MISSING
    """Guessed (split text): type."""

    status: CreateThreadResponseThreadStatus | MISSING = MISSING
    """Current lifecycle status.

    Guessed (split text, by usual names): type.
    """

    message_count: Annotated[int | MISSING, Field(alias="messageCount")] = MISSING
    """Guessed (split text): type."""

    last_message_at: Annotated[str | MISSING, Field(alias="lastMessageAt")] = MISSING
    """Guessed (split text): type."""

    last_message_preview: Annotated[
        str | MISSING, Field(alias="lastMessagePreview")
    ] = MISSING
    """Guessed (split text): type."""

    input_tokens: Annotated[int | MISSING, Field(alias="inputTokens")] = MISSING
    """Guessed (split text): type."""

    output_tokens: Annotated[int | MISSING, Field(alias="outputTokens")] = MISSING
    """Guessed (split text): type."""

    total_cost: Annotated[float | MISSING, Field(alias="totalCost")] = MISSING
    """Guessed (split text): type."""

    environment_minutes: Annotated[
        float | MISSING, Field(alias="environmentMinutes")
    ] = MISSING
    """Guessed (split text): type."""

    metadata: dict[str, object] | MISSING = MISSING
    """Free-form metadata object.

    Guessed (split text): type.
    """

    team_execution: Annotated[
        CreateThreadResponseThreadTeamExecution | MISSING, Field(alias="teamExecution")
    ] = MISSING
    """Guessed (split text): type."""

    subagent_activity: Annotated[
        list[CreateThreadResponseThreadSubagentActivityItem] | MISSING,
        Field(alias="subagentActivity"),
    ] = MISSING
    """Guessed (split text): type."""

    environment_name: Annotated[str | MISSING, Field(alias="environmentName")] = MISSING
    """Guessed (split text): type."""

    agent_name: Annotated[str | MISSING, Field(alias="agentName")] = MISSING
    """Guessed (split text): type."""

    created_at: Annotated[DateTime | MISSING, Field(alias="createdAt")] = MISSING
    """ISO 8601 timestamp.

    Guessed (split text): type.
    Guessed (prose): format.
    """

    updated_at: Annotated[DateTime | MISSING, Field(alias="updatedAt")] = MISSING
    """ISO 8601 timestamp.

    Guessed (split text): type.
    Guessed (prose): format.
    """


class CreateThreadResponse(Model):
    """Guessed (split text): type."""

    thread: CreateThreadResponseThread | MISSING = MISSING
    """Guessed (split text): type."""


class CreateThreadPaymentRequired(Model):
    """Guessed (split text): type."""

    error: str | MISSING = MISSING
    """Guessed (split text): type."""

    message: str | MISSING = MISSING
    """Message text.

    Guessed (split text): type.
    """

    current_budget: Annotated[float | MISSING, Field(alias="currentBudget")] = MISSING
    """Guessed (split text): type."""


class CreateThreadRequest(Model):
    """Guessed (split text): type."""

    project_id: Annotated[str | MISSING, Field(alias="projectId")] = MISSING
    """Project ID.

    Guessed (split text): type.
    """

    environment_id: Annotated[str | MISSING, Field(alias="environmentId")] = MISSING
    """Environment to execute in

    Guessed (split text): type.
    """

    agent_id: Annotated[str | MISSING, Field(alias="agentId")] = MISSING
    """Agent to use (optional)

    Guessed (split text): type.
    """

    title: str | MISSING = MISSING
    """Thread title (optional)

    Guessed (split text): type.
    """

    app_id: Annotated[str | MISSING, Field(alias="appId")] = MISSING
    """Guessed (split text): type."""

    content: str | MISSING = MISSING
    """Optional first user message to execute immediately.

    Guessed (split text): type.
    """

    task: str | MISSING = MISSING
    """Legacy alias for `content`.

    Guessed (split text): type.
    """

    stream: bool | MISSING = MISSING
    """Guessed (split text): type."""

    metadata: dict[str, object] | MISSING = MISSING
    """Free-form metadata object.

    Guessed (split text): type.
    """
