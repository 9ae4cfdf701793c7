"""The operations of langgraph on threads."""

from __future__ import annotations

from .. import models
from .._runtime.plan import Answer, Body, Plan

create: Plan[models.CreateThreadResponse] = Plan(
    id="POST /threads",
    method="POST",
    path="/threads",
    body=Body(
        {"application/json": lambda: models.CreateThreadRequest},
        required=False,
        keywords=True,
    ),
    answers={
        "200": Answer({"application/json": lambda: models.CreateThreadResponse}),
        "default": Answer(),
    },
)
