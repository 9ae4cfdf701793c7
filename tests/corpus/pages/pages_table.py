"""Scores -> the table that `make score-pages` prints and docs/status/pages.md keeps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from tests.corpus.pages.compare import Score, Tally
from tests.corpus.pages.kinds import Kind
from tests.corpus.pages.recovered import Reading
from tests.corpus.pages.run_on import KINDS, Row

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
    "by page",
    "in answers",
    "by page",
    "types",
    "by page",
    "types, exact",
    "null",
    "status",
    "ms/page",
)


def text(scores: Sequence[Score]) -> str:
    """The scores for a terminal."""
    return aligned(score_rows(scores))


def score_rows(scores: Sequence[Score]) -> list[tuple[str, ...]]:
    return [HEADER, *(row(score) for score in scores)]


def aligned(table: Sequence[tuple[str, ...]]) -> str:
    """A table for a terminal."""
    widths = [max(len(cells[n]) for cells in table) for n in range(len(table[0]))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if n == 0 else cell.rjust(width)
            for n, (cell, width) in enumerate(zip(cells, widths, strict=True))
        ).rstrip()
        for cells in table
    )


def piped(table: Sequence[tuple[str, ...]]) -> list[str]:
    """A table in markdown."""
    header, *body = table
    rule = "|---|" + "--:|" * (len(header) - 1)
    lines = ["| " + " | ".join(cells) + " |" for cells in (header, *body)]
    return [lines[0], rule, *lines[1:]]


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
        tally(score.required_page),
        tally(score.required_answers),
        tally(score.answers_page),
        tally(score.types),
        tally(score.types_page),
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


KINDS_HEADER = (
    "kind",
    "pages",
    "to read",
    "read",
    "%",
    "nothing in them",
    "cut",
    "crashed",
    "refused",
    "CPU s",
    "pages/s",
)


def kinds_rows(kinds: Sequence[Kind]) -> list[tuple[str, ...]]:
    """A row for each kind, and one for all."""
    total = Kind("all")
    for kind in kinds:
        total.readings += kind.readings
        total.nothing += kind.nothing
        total.cut += kind.cut
        total.seconds += kind.seconds
    return [KINDS_HEADER, *(_kind_row(kind) for kind in [*kinds, total])]


def _kind_row(kind: Kind) -> tuple[str, ...]:
    codes = Counter(reading.code for reading in kind.readings if reading.code)
    return (
        kind.name,
        str(len(kind.all)),
        str(len(kind.readings)),
        str(kind.read),
        floored(kind.share) if kind.readings else "-",
        _refused(kind.nothing),
        _refused(kind.cut),
        str(sum(bool(reading.crash) for reading in kind.all)),
        ", ".join(f"{code} {count}" for code, count in codes.most_common()),
        f"{kind.seconds:.2f}",
        f"{len(kind.all) / kind.seconds:.0f}" if kind.seconds else "-",
    )


def _refused(readings: Sequence[Reading]) -> str:
    """Of pages that are to be refused, how many are."""
    if not readings:
        return "-"
    refused = sum(bool(reading.code) for reading in readings)
    return f"{refused}/{len(readings)} refused"


def run_on_rows(rows: Sequence[Row]) -> list[tuple[str, ...]]:
    """How run-on rows are split, by the columns of their tables."""
    table: list[tuple[str, ...]] = [("columns", "rows", "right", "wrong", "refused")]
    for kind in KINDS:
        outcomes = Counter(row.outcome for row in rows if row.kind == kind)
        cells = [f"{outcomes[name]}" for name in ("right", "wrong", "refused")]
        table.append((kind, str(outcomes.total()), *cells))
    return table
