"""What an API rests on where it was not plainly declared, for people to review.

In: an `Api`. Out: a table as text, or rows as JSON: one for each attribute that rests on
evidence, the weakest first within each operation, and one for each contradiction. The
same text for the same API, whatever the width of the terminal.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from specloom.ir.api import Api
from specloom.ir.dump_types import place, printable
from specloom.ir.evidence import Evidence, Grade
from specloom.ir.proofs import Proof, proofs
from specloom.ir.types import Json
from specloom.records import record

_WIDEST: Final = 40  # characters of a value; the whole of it is in the JSON


@record(frozen=True, slots=True)
class Row:
    """One attribute, what it is, and why; or a claim about it that lost.

    `against` is then what holds, and why; None of a fact that holds itself.
    """

    proof: Proof
    attribute: str
    value: str
    why: Evidence
    against: tuple[str, Evidence | None] | None = None


def rows(api: Api, limit: Grade) -> list[Row]:
    """The attributes up to a grade, and all contradictions, in the order of the API."""
    return [row for proof in proofs(api) for row in _rows(proof, limit)]


def _rows(proof: Proof, limit: Grade) -> Iterator[Row]:
    for attribute, why in proof.evidence.items():
        if why.grade <= limit:
            yield Row(proof, attribute, proof.value(attribute), why)
    for claim in proof.conflicts:
        winner = proof.evidence.get(claim.attribute) or proof.evidence.get("type")
        against = proof.value(claim.attribute), winner
        yield Row(proof, claim.attribute, claim.value, claim.evidence, against)


def evidence_json(api: Api, limit: Grade) -> Json:
    """The rows as JSON objects."""
    return [
        {
            "of": row.proof.id,
            "attribute": row.attribute,
            "value": row.value,
            "grade": row.why.grade.name.lower(),
            "rule": row.why.rule,
            "at": place(row.why.span),
            **_against(row),
        }
        for row in rows(api, limit)
    ]


def _against(row: Row) -> dict[str, Json]:
    if row.against is None:
        return {}
    value, winner = row.against
    found: dict[str, Json] = {"holds": value}
    if winner is not None:
        found["holds_grade"] = winner.grade.name.lower()
        found["holds_at"] = place(winner.span)
    return {"contradicted": found}


def evidence_text(api: Api, limit: Grade) -> str:
    """The rows as a table, contradictions after everything else."""
    found = rows(api, limit)
    facts = [row for row in found if row.against is None]
    lost = [row for row in found if row.against is not None]
    lines = _table(facts)
    if lost:
        lines += [
            "",
            "Contradictions",
            "",
            *(line for it in lost for line in _lost(it)),
        ]
    counts = ", ".join(
        f"{sum(row.why.grade is grade for row in facts)} {grade.name.lower()}"
        for grade in sorted({row.why.grade for row in facts})
    )
    summary = counts or "everything is declared"
    lines += [
        "",
        f"{summary}; {len(lost)} contradiction{'s' if len(lost) != 1 else ''}",
    ]
    return "\n".join(line.rstrip() for line in lines).lstrip("\n") + "\n"


def _table(facts: list[Row]) -> list[str]:
    """Lines of aligned columns, under the operation or declaration that they are of."""
    cells = [_cells(row) for row in facts]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    lines: list[str] = []
    owner = None
    for row, cell in zip(facts, cells, strict=True):
        if row.proof.owner != owner:
            owner = row.proof.owner
            lines += ["", printable(owner)]
        texts = [text.ljust(width) for text, width in zip(cell, widths, strict=True)]
        lines.append("  " + "  ".join(texts))
    return lines


def _cells(row: Row) -> tuple[str, ...]:
    why = row.why
    what = f"{row.proof.place} {row.attribute}".strip()
    return (
        why.grade.name.lower(),
        printable(what),
        _short(row.value),
        printable(why.rule),
        place(why.span),
    )


def _short(value: str) -> str:
    value = " ".join(value.split())
    if len(value) > _WIDEST:
        value = value[: _WIDEST - 3].rstrip() + "..."
    return printable(value)


def _lost(row: Row) -> list[str]:
    what = f"{row.attribute} of {row.proof.id}"
    lines = [f"  {printable(what)}", f"    is   {_claimed(row.value, row.why)}"]
    if row.against is not None:
        value, winner = row.against
        lines[1:1] = [f"    is   {_claimed(value, winner)}"]
        lines[2] = f"    not  {_claimed(row.value, row.why)}"
    return lines


def _claimed(value: str, why: Evidence | None) -> str:
    text = _short(value) or "unsaid"
    if why is None:
        return f"{text}  declared"
    grade = why.grade.name.lower()
    return f"{text}  {grade}: {printable(why.rule)}, {place(why.span)}"
