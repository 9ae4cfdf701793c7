"""Evidence as an extension: how strong a fact is that was not declared, and its place."""

from __future__ import annotations

from collections.abc import Mapping

from specloom.ir.evidence import Claim, Evidence
from specloom.ir.types import Json
from specloom.source import Span


def evidence_of(
    evidence: Mapping[str, Evidence], conflicts: tuple[Claim, ...] = ()
) -> dict[str, Json]:
    """The members that say it; none where everything was declared."""
    found: dict[str, Json] = {}
    if evidence:
        found["x-specloom-evidence"] = {
            attribute: _evidence(why) for attribute, why in evidence.items()
        }
    if conflicts:
        found["x-specloom-conflicts"] = [
            {
                "attribute": claim.attribute,
                "value": claim.value,
                **_evidence(claim.evidence),
            }
            for claim in conflicts
        ]
    return found


def _evidence(why: Evidence) -> dict[str, Json]:
    return {"grade": why.grade.name.lower(), "rule": why.rule, "at": _place(why.span)}


def _place(span: Span) -> str:
    """`file#pointer`, or `file:line` of a place without a pointer."""
    if span.pointer:
        return f"{span.path}#{span.pointer}"
    return f"{span.path}:{span.position()[0]}"
