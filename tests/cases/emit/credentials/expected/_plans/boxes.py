"""The operations of Vault on boxes."""

from __future__ import annotations

from .._runtime.plan import Answer, Plan

list: Plan[None] = Plan(
    id="listBoxes",
    method="GET",
    path="/boxes",
    answers={
        "204": Answer(),
    },
    security=({"login": ("boxes:read", "boxes:list")}, {"cert": (), "key": ()}, {}),
)

add: Plan[None] = Plan(
    id="addBox",
    method="POST",
    path="/boxes",
    answers={
        "204": Answer(),
    },
    security=({"login": ("boxes:read",)},),
)
