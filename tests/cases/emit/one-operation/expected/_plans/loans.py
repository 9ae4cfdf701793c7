"""The operations of Lending desk on loans."""

from __future__ import annotations

from .. import models
from .._runtime.plan import Answer, Body, Parameter, Plan
from .._runtime.types import Uuid

create: Plan[models.Loan] = Plan(
    id="createLoan",
    method="POST",
    path="/members/{memberId}/loans",
    parameters=(
        Parameter("path", "memberId", "member_id", lambda: Uuid, required=True),
        Parameter(
            "query", "dryRun", "dry_run", lambda: bool, style="form", explode=True
        ),
    ),
    body=Body({"application/json": lambda: models.NewLoan}, keywords=True),
    answers={
        "201": Answer({"application/json": lambda: models.Loan}),
        "409": Answer({"application/json": lambda: models.Problem}),
    },
    security=({"bearer": ()},),
)
