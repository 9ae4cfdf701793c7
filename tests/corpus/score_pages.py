"""`make score-pages`: pages of documentation against what their vendors published.

For each vendor of the corpus whose pages and whose OpenAPI document are both there, each
page is read by itself, and its canonical document compared with the published one; what
is counted stands in `tests.corpus.pages.score`. Prints a table.

    python -m tests.corpus.score_pages [VENDOR...]   the table
    ... --misses VENDOR                every fact that does not agree, one a line:
                                       page:line: KIND operation place: what
    ... --misses VENDOR --page TEXT    of pages with TEXT in their names only
    ... --misses VENDOR --kind KIND    OPERATION, MISSING, FALSE, REQUIRED or TYPE, or
                                       else quiet: ANSWER-REQUIRED (required in answers),
                                       FORM (integer, map, array), NULLABLE, STATUS,
                                       PAGE-ONLY (not published), BEYOND (judging)
    ... --misses VENDOR --all          the quiet ones too, and what the page does not say
    ... --misses VENDOR --ours         but not where we have it as the page says
    ... --beside VENDOR                where the page contradicts the published document,
                                       and we have it as the page; quotes the page
    ... --merge                        merge the pages of whole documents, and show where
                                       the merged document differs from the published
    ... --kinds                        every page of the corpus: read, or refused and why
    ... --rows                         how the rows of flattened tables are split
    ... --write                        write docs/status/pages.md, with all tables

Needs specloom (installed, or PYTHONPATH=generator) and the corpus ($SPECLOOM_CORPUS).
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
from collections import Counter
from pathlib import Path

from benchmarks.measure import ROOT
from tests.corpus.pages import (
    kinds,
    merged,
    pages_table,
    run_on,
    score,
    status,
    vendors,
)
from tests.corpus.pages.compare import Score
from tests.corpus.pages.vendors import PAIRS, Pair

QUIET = frozenset(
    {"ANSWER-REQUIRED", "BEYOND", "FORM", "NULLABLE", "PAGE-ONLY", "STATUS"}
)


def main(arguments: list[str]) -> int:
    options = parse(arguments)
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # such as `| head`
    if not vendors.root().is_dir():
        print(f"no corpus at {vendors.root()}; set SPECLOOM_CORPUS", file=sys.stderr)
        return 0
    for name in options.beside or ():
        beside(named(name), options)
    if options.beside:
        return 0
    if options.misses:
        for name in options.misses:
            misses(named(name), options)
        return 0
    pairs = [named(name) for name in options.vendors] or list(PAIRS)
    if options.merge:
        for pair in pairs:
            if pair.merges:
                merge(pair)
        return 0
    if options.kinds:
        show_kinds(kinds.examine())
        return 0
    if options.rows:
        show_rows([*run_on.rows(run_on.splitter())])
        return 0
    scores = [score.score(pair, options.page) for pair in pairs]
    print(pages_table.text(scores))
    if options.write:
        write(scores)
    return 0


def parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="score_pages")
    add = parser.add_argument
    add("vendors", nargs="*", metavar="VENDOR", help=", ".join(p.name for p in PAIRS))
    add("--misses", action="append", metavar="VENDOR", help="what does not agree")
    add("--beside", action="append", metavar="VENDOR", help="contradictions")
    add("--page", default="", metavar="TEXT", help="pages whose name has TEXT")
    add("--kind", action="append", metavar="KIND", help="findings of this kind")
    add("--all", action="store_true", help="also what nobody could know from the page")
    add("--ours", action="store_true", help="not where the page agrees with us")
    add("--merge", action="store_true", help="merge pages, compare whole documents")
    add("--kinds", action="store_true", help="all pages, by kind")
    add("--rows", action="store_true", help="rows of flattened tables")
    add("--write", action="store_true", help="write docs/status/pages.md")
    return parser.parse_args(arguments)


def named(name: str) -> Pair:
    """The pair of a name, or of its unique beginning."""
    fitting = [p for p in PAIRS if p.name == name] or [
        p for p in PAIRS if p.name.startswith(name)
    ]
    if not fitting:
        sys.exit(f"no vendor {name!r}; there are {', '.join(p.name for p in PAIRS)}")
    return fitting[0]


def misses(pair: Pair, options: argparse.Namespace) -> None:
    """Print the findings, page by page, by line."""
    result = score.score(pair, options.page)
    kinds_wanted = {kind.upper() for kind in options.kind or ()}
    shown = [
        finding
        for finding in result.findings
        if (not kinds_wanted or finding.kind in kinds_wanted)
        and (options.all or kinds_wanted & QUIET or finding.kind not in QUIET)
        and (options.all or finding.on_page or finding.kind in kinds_wanted & QUIET)
        and not (options.ours and finding.by_page)
    ]
    for reading in result.readings:
        expected = kinds.why_nothing(reading.page) or kinds_wanted
        if reading.outcome != "read" and not expected:
            where = f"{shorter(reading.page)}:{max(reading.line, 1)}"
            print(f"{where}: {reading.outcome} {reading.message}")
            if reading.crash:
                print(reading.crash)
    for finding in sorted(shown, key=lambda f: (str(f.key), f.line.number)):
        where = f"{shorter(finding.line.file)}:{finding.line.number}"
        print(
            f"{where}: {finding.kind} {finding.key} {finding.place}: {finding.detail}"
        )
    counts = Counter(finding.kind for finding in shown)
    print(", ".join(f"{count} {kind}" for kind, count in counts.most_common()))
    print(pages_table.text([result]))


def beside(pair: Pair, options: argparse.Namespace) -> None:
    """Print what the published document has otherwise, with the line of the page."""
    for finding in score.score(pair, options.page).findings:
        if finding.by_page:
            where = f"{shorter(finding.line.file)}:{finding.line.number}"
            print(f"{where}: {finding.kind} {finding.key} {finding.place}")
            print(f"    {finding.detail}")
            print(f"    > {finding.line.text.strip():.160}")


def write(scores: list[Score]) -> None:
    """Write docs/status/pages.md. The scores must be those of all vendors."""
    if len(scores) != len(PAIRS):
        sys.exit("--write needs all vendors")
    differ = {pair.name: merged.compare(pair) for pair in PAIRS if pair.merges}
    split = [*run_on.rows(run_on.splitter())]
    page = ROOT / "docs" / "status" / "pages.md"
    page.write_text(status.markdown(scores, differ, kinds.examine(), split))
    print(f"wrote {page.relative_to(ROOT)}")


def shorter(path: Path) -> str:
    """A path as a person can open it from here."""
    return min(os.path.relpath(path), str(path), key=len)


def merge(pair: Pair) -> None:
    """Print where the merged document differs."""
    found = merged.compare(pair)
    for line in found:
        print(f"{pair.name}{line}")
    print(f"{pair.name}: {len(found)} differences")


def show_kinds(found: list[kinds.Kind]) -> None:
    """Print what keeps pages from being read, then the table."""
    for kind in found:
        for reading in kind.readings:
            if reading.outcome != "read":
                where = f"{shorter(reading.page)}:{max(reading.line, 1)}"
                print(f"{where}: {reading.outcome} {reading.message}")
                print(f"    {reading.quoted.strip():.100}")
        for reading in [*kind.nothing, *kind.cut]:
            if reading.outcome == "read":
                print(f"{shorter(reading.page)}:1: read, and should be refused")
        for reading in kind.all:
            if reading.crash:
                print(reading.crash)
    print(pages_table.aligned(pages_table.kinds_rows(found)))


def show_rows(rows: list[run_on.Row]) -> None:
    """Print the rows that are not right, then the table."""
    for row in rows:
        if row.outcome != "right":
            where = f"{shorter(row.page)}:{row.line}"
            print(f"{where}: {row.outcome} {row.kind} {' | '.join(row.truth):.100}")
            if row.ours is not None:
                print(f"    split as {' | '.join(row.ours):.100}")
    print(pages_table.aligned(pages_table.run_on_rows(rows)))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
