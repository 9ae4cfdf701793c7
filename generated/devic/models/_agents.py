"""Models of Devic.ai Public API: agents."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import MISSING, Field

from .._runtime.model import Model
from .._runtime.types import DateTime, Uuid

AgentThreadMessageRole = Literal["user", "assistant", "system", "tool"]
"""Role of the message sender"""


class AgentThreadMessage(Model):
    role: AgentThreadMessageRole
    """Role of the message sender"""

    content: str
    """Content of the message"""

    name: str | MISSING = MISSING
    """Name of the tool or function (for tool messages)"""

    tool_call_id: str | MISSING = MISSING
    """Unique identifier for the tool call"""


ThreadStatus = Literal["RUNNING", "PAUSED", "COMPLETED", "FAILED", "AWAITING_APPROVAL"]
"""Current status of the thread"""


class AgentThread(Model):
    id: Uuid
    """Unique identifier for the thread"""

    agent_id: Annotated[Uuid, Field(alias="agentId")]
    """Unique identifier for the associated agent"""

    status: ThreadStatus

    created_at: Annotated[DateTime, Field(alias="createdAt")]
    """Timestamp when the thread was created"""

    updated_at: Annotated[DateTime | MISSING, Field(alias="updatedAt")] = MISSING
    """Timestamp when the thread was last updated"""

    metadata: dict[str, object] | MISSING = MISSING
    """Custom metadata associated with the thread"""

    messages: list[AgentThreadMessage]
    """Messages exchanged in the thread"""

    cost: float | MISSING = MISSING
    """Total cost accumulated by this thread"""


class CreateThreadRequest(Model):
    messages: list[AgentThreadMessage]
    """Initial messages for the thread"""

    metadata: dict[str, object] | MISSING = MISSING
    """Custom metadata to associate with the thread"""

    tenant_id: Annotated[str | MISSING, Field(alias="tenantId")] = MISSING
    """Tenant (customer/organization) this thread belongs to in multi-tenant setups.
    Auto-registers the tenant on first use and attributes its cost/usage. See the
    Tenants endpoints.
    """

    subtenant_id: Annotated[str | MISSING, Field(alias="subtenantId")] = MISSING
    """End user/entity inside the tenant. When omitted it is derived from
    metadata.subtenantMetadata.id or the legacy metadata.userId. Used for per-subtenant
    cost attribution and usage limits.
    """

    async_: Annotated[bool | MISSING, Field(alias="async")] = MISSING
    """Whether to execute the thread asynchronously

    Default: False
    """


class ErrorResponse(Model):
    error: str
    """Error code"""

    message: str
    """Human-readable error message"""

    details: dict[str, object] | MISSING = MISSING
    """Additional details about the error"""
