"""Where judges differ, who is right, and why: the table of docs/oracle.md.

A row covers the instances whose kind, place and verdicts match its patterns (as file
names match). A verdict is `+` or `-` for each of `compare.JUDGES`; `?` is either.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import fnmatchcase

from .compare import JUDGES, Verdict


@dataclass(frozen=True, slots=True)
class Difference:
    """One row: what differs, who is right, and by which section."""

    kind: str
    to: str
    marks: str
    right: str
    why: str
    section: str

    def covers(self, verdict: Verdict) -> bool:
        """Whether the row is about this verdict."""
        instance = verdict.instance
        return (
            fnmatchcase(instance.kind, self.kind)
            and fnmatchcase(instance.to, self.to)
            and fnmatchcase(verdict.marks, self.marks)
        )


def sort_out(
    verdicts: Iterable[Verdict], rows: Iterable[Difference]
) -> tuple[list[Verdict], list[Difference]]:
    """Differences that no row covers, and rows that cover no difference."""
    rows = list(rows)
    used: set[int] = set()
    unlisted: list[Verdict] = []
    for verdict in verdicts:
        if verdict.alike:
            continue
        covering = [n for n, row in enumerate(rows) if row.covers(verdict)]
        used.update(covering)
        if not covering:
            unlisted.append(verdict)
    return unlisted, [row for n, row in enumerate(rows) if n not in used]


def table(rows: Iterable[Difference]) -> str:
    """The rows as a table of Markdown."""
    names = ["instance", "for", *JUDGES, "right", "why", "section"]
    lines = [_line(names), _line(["---"] * len(names))]
    words = {"+": "accepts", "-": "refuses", "?": "either"}
    for row in rows:
        marks = [words[mark] for mark in row.marks]
        instance = [f"`{row.kind}`", f"`{row.to}`"]
        lines.append(_line([*instance, *marks, row.right, row.why, row.section]))
    return "\n".join(lines) + "\n"


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


_ANNOTATION = "Validation 7.2.1: `format` is an annotation unless one asks for more"
_RFC_3339 = "Validation 7.3.1; RFC 3339, 5.6"
_TYPE = "Validation 6.1.1"

DIFFERENCES = (
    Difference(
        "type:null",
        "optional *",
        "--+--",
        "the others",
        "codegen makes what may be left out nullable too",
        "Validation 6.1.1, 6.5.3",
    ),
    Difference(
        "type:null",
        "optional *",
        "--++-",
        "specloom",
        "codegen does so at its strictest where there is a default",
        "Validation 6.1.1, 9.2",
    ),
    Difference(
        "type:*",
        "*boolean",
        "--+--",
        "the others",
        "pydantic's lax mode takes 0, 1 and texts for booleans",
        _TYPE,
    ),
    Difference(
        "type:*",
        "*integer*",
        "--++-",
        "specloom",
        "pydantic's lax mode takes texts and booleans for numbers; codegen is lax "
        "where a number has limits, at its strictest too",
        _TYPE,
    ),
    Difference(
        "type:*",
        "*number*",
        "--++-",
        "specloom",
        "the same, and where it has a format",
        _TYPE,
    ),
    Difference(
        "type:*",
        "*string:date-time",
        "--++-",
        "specloom",
        "pydantic takes numbers for seconds since 1970",
        _TYPE,
    ),
    Difference(
        "format:epoch",
        "*string:date-time",
        "+-++-",
        "specloom",
        "and texts of digits too",
        _RFC_3339,
    ),
    Difference(
        "format:*",
        "*string:date-time",
        "+-++-",
        "specloom",
        "pydantic reads a space or `_` for the T, times without seconds and offsets "
        "without a colon",
        _RFC_3339,
    ),
    Difference(
        "format:no-offset",
        "*string:date-time",
        "+---+",
        "either",
        "RFC 3339 asks for an offset; specloom reads a date-time without one, as many "
        "vendors send it and Python holds it, and writes it back so",
        _ANNOTATION,
    ),
    Difference(
        "format:*",
        "*string:uuid",
        "+-++-",
        "specloom",
        "pydantic reads UUIDs without hyphens, in braces and as URNs, which come back "
        "as other texts",
        "Validation 7.3.5; RFC 4122, 3",
    ),
    Difference(
        "format:*",
        "*string:uri",
        "+---+",
        "either",
        "specloom leaves a URI the text that it is; codegen parses it (and writes "
        "`https://a.b` as `https://a.b/`)",
        _ANNOTATION,
    ),
    Difference(
        "format:space",
        "*string:uri",
        "+-+++",
        "either",
        "the same; pydantic's URL takes a space and writes `%20`",
        _ANNOTATION,
    ),
    Difference(
        "format:*",
        "*string:email",
        "--++-",
        "specloom",
        "codegen's EmailStr cuts a name and spaces off before the pattern is tried",
        "Validation 6.3.3",
    ),
    Difference(
        "pattern:space-before",
        "*string:email with a pattern",
        "--++-",
        "specloom",
        "the same",
        "Validation 6.3.3",
    ),
    Difference(
        "pattern:newline-after",
        "*string* with a pattern",
        "++??-",
        "specloom",
        "`$` is the very end of the text; in Python's `re`, which jsonschema uses, also "
        "before a newline that ends it",
        "Validation 6.3.3; ECMA-262, 22.2.2.4",
    ),
)
