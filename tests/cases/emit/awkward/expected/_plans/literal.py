"""The operations of Kiln on literal."""

from __future__ import annotations

from typing import Annotated, Literal

from .._runtime.plan import Answer, Parameter, Plan
from .._runtime.types import OneOf

literal: Plan[None] = Plan(
    id="literal",
    method="GET",
    path="/firings",
    parameters=(
        Parameter(
            "query",
            "glaze",
            "glaze",
            lambda: Literal["ash", "tin"],
            style="form",
            explode=True,
        ),
        Parameter(
            "query",
            "count",
            "count",
            lambda: Annotated[int, OneOf(1, 9223372036854775808)],
            style="form",
            explode=True,
        ),
    ),
    answers={
        "204": Answer(),
    },
)
