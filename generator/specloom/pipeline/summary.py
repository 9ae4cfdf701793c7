"""What a run did for one API, as a line for people and as data for programs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from specloom.emit.write import Written
from specloom.pipeline.stages import Made
from specloom.records import record
from specloom.views.counts import Counts, Tally


@record(frozen=True, slots=True)
class Summary:
    """`lines` are those of generated Python, without the runtime that all packages
    share; `files` are in the package, `written` were written by this run, and so were
    `stubs`, which are not in it."""

    package: str
    counts: Counts
    files: int
    written: int
    removed: int
    stubs: int
    lines: int
    seconds: float

    def line(self) -> str:
        """One line for people."""
        gaps = sum(self.counts.gaps.values())
        if self.written or self.removed:
            done = f"wrote {self.written} of {self.files} files"
        else:
            done = f"{self.files} files are current"
        if self.removed:
            done += f", removed {self.removed}"
        if self.stubs:
            done += f", wrote {_number(self.stubs, 'stub')}"
        operations = _number(self.counts.operations.out, "operation")
        lines, listed = _number(self.lines, "line"), _number(gaps, "gap")
        return f"{operations}, {lines}, {listed}: {done} in {self.seconds:.2f} s"

    def to_json(self) -> dict[str, Any]:
        """All of it, as the corpus harness and `--format json` know it."""
        counts = self.counts
        return {
            "package": self.package,
            "operations": _tally(counts.operations),
            "declarations": _tally(counts.declarations),
            "webhooks": _tally(counts.webhooks),
            "files": self.files,
            "written": self.written,
            "removed": self.removed,
            "stubs": self.stubs,
            "lines": self.lines,
            "gaps": dict(counts.gaps),
            "fields": counts.fields,
            "any": dict(counts.any),
            "names": {"total": counts.names, "numbered": counts.numbered},
            "seconds": round(self.seconds, 3),
        }


def summarize(
    made: Made, written: Written, stubs: Sequence[str], seconds: float
) -> Summary:
    """What was made, and what of it was written."""
    lines = sum(
        text.count("\n")
        for path, text in made.files.items()
        if isinstance(text, str)
        and path.endswith(".py")
        and not path.startswith("_runtime/")
    )
    return Summary(
        made.package,
        made.counts,
        len(made.files),
        len(written.written),
        len(written.removed),
        len(stubs),
        lines,
        seconds,
    )


def _number(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def _tally(tally: Tally) -> dict[str, int]:
    values = asdict(tally)
    return {"in": values["declared"], "out": values["out"], "listed": values["listed"]}
