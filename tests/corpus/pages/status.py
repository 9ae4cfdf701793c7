"""All tables of pages -> docs/status/pages.md, headed with the commit."""

from __future__ import annotations

import platform
from collections.abc import Sequence

from benchmarks.measure import commit
from tests.corpus.pages import floors, pages_table, score
from tests.corpus.pages.compare import Score
from tests.corpus.pages.floors import Floor
from tests.corpus.pages.kinds import Kind
from tests.corpus.pages.run_on import Row
from tests.corpus.pages.vendors import Pair


def markdown(
    scores: Sequence[Score],
    merged: dict[str, list[str]],
    kinds: Sequence[Kind],
    rows: Sequence[Row],
) -> str:
    """The page."""
    held = [
        *floors.of_scores(scores),
        *(floors.of_merged(name, found) for name, found in merged.items()),
        *floors.of_kinds(kinds),
        *floors.of_rows(rows),
    ]
    lines = [
        "# Pages",
        "",
        f"Written by `make score-pages WRITE=1` on commit {commit()}, Python"
        f" {platform.python_version()}.",
        "",
        "## Recovered against published",
        "",
        "Vendors whose pages and whose OpenAPI documents are both in the corpus. Each page"
        " is read by itself, and its canonical document compared with the published one,"
        " which is read by code of the tests alone.",
        "",
        *pages_table.piped(pages_table.score_rows(scores)),
        "",
        *definitions(),
        "",
        "Where a page and the published document contradict each other, the published one"
        " counts. Such facts, with the line of the page: `python -m"
        " tests.corpus.score_pages --beside VENDOR`.",
        "",
        *beside(scores),
        "",
        "Of what pages state, how much the published documents have as well; a reader who"
        " takes a page at its word cannot come closer.",
        "",
        *literally([each.pair for each in scores]),
        "",
        "## Merged",
        "",
        "Pages that an exporter makes of a document, all of them read as one API, against"
        " that document: differences but for the order of keys, and for spellings of the"
        " same thing.",
        "",
        *(f"- {name}: {len(found)}" for name, found in merged.items()),
        "",
        "## All pages",
        "",
        "Pages that document no operation and pages cut in the middle are to be refused.",
        "",
        *pages_table.piped(pages_table.kinds_rows(kinds)),
        "",
        "## Run-on rows",
        "",
        "Rows of flattened tables, against their true cells. *Closed*: the table has a"
        " column of required or location; *typed*: of these only one of types.",
        "",
        *pages_table.piped(pages_table.run_on_rows(rows)),
        "",
        "## Floors",
        "",
        *_floors(held),
    ]
    return "\n".join(lines).rstrip() + "\n"


def definitions() -> list[str]:
    """What the columns mean, as `score` says it."""
    text = score.__doc__ or ""
    return text[text.index("- **Operations") :].rstrip().splitlines()


def beside(scores: Sequence[Score]) -> list[str]:
    """How many facts the page says otherwise than the published document."""
    table: list[tuple[str, ...]] = [("vendor", *CONTRADICTED)]
    for each in scores:
        counts = [
            sum(found.kind == kind and found.by_page for found in each.findings)
            for kind in CONTRADICTED
        ]
        if any(counts):
            table.append((each.pair.name, *map(str, counts)))
    return pages_table.piped(table)


def literally(pairs: Sequence[Pair]) -> list[str]:
    """What pages state, against the published documents."""
    table: list[tuple[str, ...]] = [("vendor", "required", "in answers", "types")]
    for pair in pairs:
        if not pair.embedded:
            found = score.score(pair, literally=True)
            cells = (found.required_page, found.answers_page, found.types_page)
            table.append((pair.name, *map(pages_table.tally, cells)))
    return pages_table.piped(table)


CONTRADICTED = ("REQUIRED", "ANSWER-REQUIRED", "TYPE", "FORM", "PAGE-ONLY")


def _floors(held: Sequence[Floor]) -> list[str]:
    reasons = floors.known()
    table: list[tuple[str, ...]] = [("what", "holds", "is", "known")]
    for floor in held:
        holds = "yes" if floor.holds else ""
        table.append((floor.name, holds, floor.says, reasons.get(floor.name, "")))
    return pages_table.piped(table)
