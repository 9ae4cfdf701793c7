"""The operations of Capy API on threads."""

from __future__ import annotations

from .. import models
from .._runtime.plan import Answer, Body, Plan

create_and_start: Plan[models.CreateThreadResponse] = Plan(
    id="createAndStartThread",
    method="POST",
    path="/v1/threads",
    body=Body({"application/json": lambda: models.CreateThreadBody}, keywords=True),
    answers={
        "200": Answer({"application/json": lambda: models.CreateThreadResponse}),
        "401": Answer({"application/json": lambda: models.ErrorResponse}),
        "403": Answer({"application/json": lambda: models.ErrorResponse}),
        "404": Answer({"application/json": lambda: models.ErrorResponse}),
        "422": Answer({"application/json": lambda: models.ErrorResponse}),
        "500": Answer({"application/json": lambda: models.ErrorResponse}),
    },
    security=({"bearerAuth": ()},),
)
