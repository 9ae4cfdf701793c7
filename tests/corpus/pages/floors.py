"""What the scores must reach, and what is known not to.

Each floor has a name, such as `bybit names`, and holds or does not. Known failures stand
in `below.toml`, with a reason each; one that holds is stale, and fails as well.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.corpus.pages.compare import Score, Tally
from tests.corpus.pages.kinds import Kind
from tests.corpus.pages.run_on import Row

BELOW = Path(__file__).with_name("below.toml")
FLOORS = {
    "langgraph-skill": {
        "operations": 100,
        "names": 100,
        "false": 0,
        "required": 100,
        "types": 95,
    },
    "bybit": {"names": 95, "required": 97, "types": 95},
    "meilisearch": {"names": 95, "required": 95, "types": 97},
    "qstash-mdx": {"names": 97, "required": 97, "types": 98},
    "binance": {"names": 95},
}
"""Per cent at least; of false names, so many at most."""

READ = 90
"""Per cent of the pages of each kind that should be read."""
RUN_ON = 97
"""Per cent of the rows of tables with a closed column that are split right."""
SPEED = 10
"""Pages a second, of the processor's."""


@dataclass(frozen=True, slots=True)
class Floor:
    """One thing that must hold, and what is so."""

    name: str
    holds: bool
    says: str


def of_scores(scores: Sequence[Score]) -> Iterator[Floor]:
    """The floors of the vendors."""
    for score in scores:
        for what, floor in FLOORS.get(score.pair.name, {}).items():
            name = f"{score.pair.name} {what}"
            if what == "false":
                holds, says = score.false <= floor, f"{score.false}, at most {floor}"
                # Where nothing was found, nothing is false.
                yield Floor(name, holds and score.names.hits > 0, says)
                continue
            tally: Tally = getattr(score, what)
            says = f"{tally.hits} of {tally.of}, {tally.share:.2f} %, floor {floor} %"
            yield Floor(name, tally.of > 0 and tally.share >= floor, says)


def of_merged(name: str, differences: Sequence[str]) -> Floor:
    """That a merged document is the published one."""
    says = f"{len(differences)} differences: {'; '.join(differences[:3])}"
    return Floor(f"{name} merged", not differences, says)


def of_kinds(kinds: Sequence[Kind]) -> Iterator[Floor]:
    """The floors of all pages."""
    for kind in kinds:
        says = f"{kind.read} of {len(kind.readings)}, floor {READ} %"
        yield Floor(f"{kind.name} pages read", kind.share >= READ, says)
    everything = [reading for kind in kinds for reading in kind.all]
    crashed = [reading.page.name for reading in everything if reading.crash]
    yield Floor("no traceback", not crashed, ", ".join(crashed))
    unquoted = [
        reading.page.name
        for reading in everything
        if reading.code and not (reading.line and reading.quoted.strip())
    ]
    yield Floor("refusals quote a line", not unquoted, ", ".join(unquoted[:9]))
    wrongly = [
        reading.page.name
        for kind in kinds
        for reading in [*kind.nothing, *kind.cut]
        if reading.outcome == "read"
    ]
    yield Floor("refused what is to be refused", not wrongly, ", ".join(wrongly[:9]))
    speed = len(everything) / max(sum(kind.seconds for kind in kinds), 0.001)
    yield Floor("pages a second", speed >= SPEED, f"{speed:.0f}, floor {SPEED}")


def of_rows(rows: Sequence[Row]) -> Iterator[Floor]:
    """The floors of run-on rows in tables with a closed column."""
    closed = [row.outcome for row in rows if row.kind == "closed"]
    right, wrong = closed.count("right"), closed.count("wrong")
    says = f"{right} of {len(closed)}, floor {RUN_ON} %"
    yield Floor("run-on rows right", 100 * right >= RUN_ON * len(closed), says)
    yield Floor("run-on rows wrong", right > 0 and not wrong, f"{wrong}, at most 0")


def known() -> dict[str, str]:
    """The floors that are known not to be reached, with the reasons."""
    table = tomllib.loads(BELOW.read_text("utf-8"))
    return {name: str(reason) for name, reason in table.items()}


def judge(floors: Sequence[Floor]) -> list[str]:
    """What is below a floor without being known, or known without being below."""
    reasons = known()
    wrong = [
        f"{floor.name}: {floor.says}"
        for floor in floors
        if not floor.holds and floor.name not in reasons
    ]
    wrong += [
        f"{floor.name}: holds ({floor.says}): take it out of {BELOW.name}"
        for floor in floors
        if floor.holds and floor.name in reasons
    ]
    names = {floor.name for floor in floors}
    wrong += [f"{name}: there is no such floor" for name in reasons.keys() - names]
    return wrong
