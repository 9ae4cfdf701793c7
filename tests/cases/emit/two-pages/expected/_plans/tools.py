"""The operations of Tool shed on tools."""

from __future__ import annotations

import builtins

from .. import models
from .._runtime.plan import Answer, Body, Plan

list: Plan[builtins.list[models.Tool]] = Plan(
    id="listTools",
    method="GET",
    path="/tools",
    answers={
        "200": Answer({"application/json": lambda: builtins.list[models.Tool]}),
    },
)

add: Plan[models.Tool] = Plan(
    id="addTools",
    method="POST",
    path="/tools",
    body=Body({"application/json": lambda: models.Tool}, required=False, keywords=True),
    answers={
        "200": Answer({"application/json": lambda: models.Tool}),
    },
)
