"""Saying where sources, or one source in two places, contradict each other.

In: the API as published. Out: a remark for each claim that lost, with both places. Only
what pages say in words is weighed against other claims, so nothing is looked for where
every operation is declared. What an overlay overrides is settled, and no remark.
"""

from __future__ import annotations

from typing import Final

from specloom.diagnostics import Diagnostics
from specloom.ir.api import Api
from specloom.ir.evidence import Grade
from specloom.ir.proofs import proofs

CONTRADICTED: Final = "SL414"


def report_conflicts(api: Api, diagnostics: Diagnostics) -> None:
    """A remark for each claim that another one outweighs; see the module."""
    if not any("path" in it.evidence for it in api.operations):
        return
    for proof in proofs(api):
        for claim in proof.conflicts:
            winner = proof.evidence.get(claim.attribute) or proof.evidence.get("type")
            if winner is not None and winner.grade is Grade.PINNED:
                continue
            place = proof.span if winner is None else winner.span
            holds = proof.value(claim.attribute)
            diagnostics.add(
                CONTRADICTED,
                f"{claim.attribute} of `{proof.id}` is `{claim.value}` here, and "
                f"`{holds}` where the evidence is stronger",
                claim.evidence.span,
                related=() if place is None else (("what holds", place),),
            )
