"""Scores -> the table that `make score-pages` prints and docs/status/pages.md keeps."""

from __future__ import annotations

from collections.abc import Sequence

from tests.corpus.pages.compare import Score, Tally

HEADER = (
    "vendor",
    "pages",
    "read",
    "operations",
    "names on page",
    "names, strict",
    "false",
    "page only",
    "required",
    "in answers",
    "by page",
    "types",
    "types, exact",
    "null",
    "status",
    "ms/page",
)


def text(scores: Sequence[Score]) -> str:
    """The table for a terminal."""
    table = [HEADER, *(row(score) for score in scores)]
    widths = [max(len(cells[n]) for cells in table) for n in range(len(HEADER))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if n == 0 else cell.rjust(width)
            for n, (cell, width) in enumerate(zip(cells, widths, strict=True))
        ).rstrip()
        for cells in table
    )


def row(score: Score) -> tuple[str, ...]:
    read = sum(reading.outcome == "read" for reading in score.readings)
    return (
        score.pair.name,
        str(len(score.readings)),
        str(read),
        f"{score.operations.hits}/{score.operations.of}",
        tally(score.names),
        tally(score.strict),
        str(score.false),
        str(score.page_only),
        tally(score.required),
        tally(score.required_answers),
        tally(score.required_page),
        tally(score.types),
        tally(score.exact),
        tally(score.nullable),
        tally(score.statuses),
        f"{1000 * score.seconds / max(len(score.readings), 1):.0f}",
    )


def tally(counts: Tally) -> str:
    if not counts.of:
        return "-"
    return f"{counts.hits}/{counts.of} {floored(counts.share)}%"


def floored(share: float) -> str:
    """A percentage that is 100.0 only where all is right."""
    return f"{int(share * 10) / 10:.1f}"
