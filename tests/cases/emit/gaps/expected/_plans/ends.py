"""The operations of Odd <b>ends</b> | [and](https://evil.example) more on ends."""

from __future__ import annotations

import builtins

from .. import models
from .._runtime.plan import Answer, Parameter, Plan

list: Plan[str] = Plan(
    id="listEnds",
    method="GET",
    path="/ends",
    parameters=(
        Parameter(
            "query",
            "filter",
            "filter",
            lambda: builtins.list[models.ListEndsFilterItem],
            shape="array",
            style="form",
            explode=True,
        ),
    ),
    answers={
        "200": Answer({"text/csv": lambda: str}),
    },
)
