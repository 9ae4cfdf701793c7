"""The operations of Devic.ai Public API on agents."""

from __future__ import annotations

from .. import models
from .._runtime.plan import Answer, Body, Parameter, Plan
from .._runtime.types import Uuid

create_thread: Plan[models.AgentThread] = Plan(
    id="createAgentThread",
    method="POST",
    path="/v1/agents/{agentId}/threads",
    parameters=(Parameter("path", "agentId", "agent_id", lambda: Uuid, required=True),),
    body=Body({"application/json": lambda: models.CreateThreadRequest}, keywords=True),
    answers={
        "201": Answer({"application/json": lambda: models.AgentThread}),
        "400": Answer({"application/json": lambda: models.ErrorResponse}),
        "401": Answer(),
        "404": Answer(),
        "429": Answer(),
        "500": Answer(),
    },
    security=({"bearerAuth": ()},),
)
