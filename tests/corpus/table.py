"""Outcomes -> the table that `make test-corpus` prints and docs/status/corpus.md keeps."""

import platform
from collections import Counter
from collections.abc import Iterable, Sequence

from benchmarks.measure import commit
from tests.corpus.outcome import Outcome, Tally

COUNTED = "document|version|operations in|out|listed|declarations in|out|listed"
MEASURED = "files|lines|CPU s|MB|Any %|numbered %|gaps|holds"
HEADER = tuple(f"{COUNTED}|{MEASURED}".split("|"))
WIDEST = 44


def text(outcomes: Sequence[Outcome], beyond: Sequence[str]) -> str:
    """The table for a terminal, then totals, then what does not hold."""
    return "\n".join([*aligned(rows(outcomes)), "", *notes(outcomes, beyond)])


def markdown(outcomes: Sequence[Outcome], beyond: Sequence[str], *, typed: bool) -> str:
    """The same as a page, headed with the commit."""
    header, *body = rows(outcomes)
    lines = [
        "# The corpus",
        "",
        f"Written by `make test-corpus` on commit {commit()}, Python"
        f" {platform.python_version()}, types {'' if typed else 'not '}checked. *holds*"
        " is empty where something does not; what it is stands below the table.",
        "",
        "| " + " | ".join(header) + " |",
        "|---|---|" + "--:|" * (len(header) - 2),
        *("| " + " | ".join(cells) + " |" for cells in body),
        "",
        *notes(outcomes, beyond),
    ]
    return "\n".join(lines).rstrip() + "\n"


def total(outcomes: Sequence[Outcome]) -> Outcome:
    """All rows as one; of memory the largest."""
    result = Outcome(f"all {len(outcomes)}", "", "")
    for outcome in outcomes:
        result.operations += outcome.operations
        result.declarations += outcome.declarations
        for name in ("files", "lines", "cpu", "fields", "names", "numbered"):
            setattr(result, name, getattr(result, name) + getattr(outcome, name))
        result.megabytes = max(result.megabytes, outcome.megabytes)
        result.wrong += outcome.wrong
    result.gaps = dict(summed(outcome.gaps for outcome in outcomes))
    result.any = dict(summed(outcome.any for outcome in outcomes))
    return result


def rows(outcomes: Sequence[Outcome]) -> list[tuple[str, ...]]:
    return [HEADER, *(row(outcome) for outcome in [*outcomes, total(outcomes)])]


def row(outcome: Outcome) -> tuple[str, ...]:
    return (
        outcome.path,
        outcome.version,
        *tally(outcome.operations),
        *tally(outcome.declarations),
        str(outcome.files),
        str(outcome.lines),
        f"{outcome.cpu:.2f}",
        f"{outcome.megabytes:.0f}",
        percent(outcome.shortcomings, outcome.fields),
        percent(outcome.numbered, outcome.names),
        str(sum(outcome.gaps.values())),
        "" if outcome.wrong else ("yes, typed" if outcome.typed else "yes"),
    )


def tally(counts: Tally) -> tuple[str, str, str]:
    return str(counts.in_), str(counts.out), str(counts.listed)


def percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.2f}" if whole else "-"


def summed(counters: Iterable[dict[str, int]]) -> Counter[str]:
    total: Counter[str] = Counter()
    for counter in counters:
        total.update(counter)
    return total


def notes(outcomes: Sequence[Outcome], beyond: Sequence[str]) -> list[str]:
    lines: list[str] = []
    for title, counts in (
        ("Gaps by code", summed(outcome.gaps for outcome in outcomes)),
        ("`Any` by cause", summed(outcome.any for outcome in outcomes)),
    ):
        lines += [f"{title}:", ""]
        lines += [f"- {name}: {n}" for name, n in counts.most_common()] or ["- none"]
        lines.append("")
    wrong = [outcome for outcome in outcomes if outcome.wrong]
    lines += [f"{len(outcomes) - len(wrong)} of {len(outcomes)} hold.", ""]
    lines += [f"- {reason}" for reason in beyond]
    for outcome in wrong:
        lines += [f"- {outcome.path}", *(f"  - {reason}" for reason in outcome.wrong)]
    return lines


def aligned(table: Sequence[tuple[str, ...]]) -> list[str]:
    short = [tuple(cell[:WIDEST] for cell in cells) for cells in table]
    widths = [max(len(cells[i]) for cells in short) for i in range(len(HEADER))]
    return [
        "  ".join(
            cell.ljust(width) if i < 2 else cell.rjust(width)
            for i, (cell, width) in enumerate(zip(cells, widths, strict=True))
        ).rstrip()
        for cells in short
    ]
