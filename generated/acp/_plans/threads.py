"""The operations of acp on threads."""

from __future__ import annotations

from .. import models
from .._runtime.plan import Answer, Body, Plan

create: Plan[models.CreateThreadResponse] = Plan(
    id="POST /v1/threads",
    method="POST",
    path="/v1/threads",
    body=Body({"application/json": lambda: models.CreateThreadRequest}, keywords=True),
    answers={
        "201": Answer({"application/json": lambda: models.CreateThreadResponse}),
        "402": Answer({"application/json": lambda: models.CreateThreadPaymentRequired}),
        "default": Answer(),
    },
    security=({"bearerAuth": ()},),
)
