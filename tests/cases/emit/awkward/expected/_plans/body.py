"""The operations of Kiln on body."""

from __future__ import annotations

from .._runtime.plan import Answer, Body, Plan
from .._runtime.types import Binary

make_pot: Plan[None] = Plan(
    id="makePot",
    method="POST",
    path="/pots",
    body=Body({"application/octet-stream": lambda: Binary}, required=False),
    answers={
        "204": Answer(),
    },
)
