"""The operations of Kiln on given."""

from __future__ import annotations

from .. import models
from .._runtime.plan import Answer, Body, Plan

make_jug: Plan[None] = Plan(
    id="makeJug",
    method="POST",
    path="/jugs",
    body=Body(
        {"application/json": lambda: models.MakeJugRequest},
        required=False,
        keywords=True,
    ),
    answers={
        "204": Answer(),
    },
)
