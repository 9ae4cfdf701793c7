"""The operations of Kiln on glazes."""

from __future__ import annotations

from .. import models
from .._runtime.plan import Answer, Plan

list: Plan[models.ListGlazesResponse] = Plan(
    id="getGlaze",
    method="GET",
    path="/glazes",
    answers={
        "200": Answer({"application/json": lambda: models.ListGlazesResponse}),
    },
)
