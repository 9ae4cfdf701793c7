"""Fields that a rendered page lists one below the other, without a table around them.

In: lines under a heading about a part of a call. Out: the table that they come to, rows
in doubt, and how many lines it takes; None where no field begins. A field is a name, its
type and what else is said of it (`field_starts`); what follows, up to the next field,
describes it (`field_words`). Members of an object that the page shows under it have its
name before theirs; where nothing tells whether a field is a member, it is in doubt.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence

from specloom.document.tables import Cell, Row, Table
from specloom.read.pages.flattened import patterns
from specloom.read.pages.flattened.field_starts import Field, field_at
from specloom.read.pages.flattened.field_words import (
    Said,
    example_end,
    opener_of,
    said,
    values_end,
)
from specloom.read.pages.flattened.run_on import Line, Refused
from specloom.read.pages.flattened.shown_names import ShownNames
from specloom.read.pages.flattened.type_line import bounds_of, default_of
from specloom.records import record, replace

_COLUMNS = (
    "Name",
    "In",
    "Type",
    "Required",
    "Default",
    "Values",
    "Constraints",
    "Description",
)


@record(frozen=True, slots=True)
class FieldLines:
    """A table of fields, the rows in doubt, and the lines that both take."""

    table: Table
    refused: tuple[Refused, ...]
    lines: int


def field_lines(
    lines: Sequence[Line],
    at: int,
    known: Collection[str],
    shown: ShownNames,
    ends: Callable[[int], bool],
) -> FieldLines | None:
    """The fields from a line on; `ends` says which lines begin something else."""
    start = at
    rows: list[Row] = []
    refused: list[Refused] = []
    nesting = _Nesting(shown)
    like: Field | None = None
    while at < len(lines):
        if not lines[at].text.strip():
            at += 1
            continue
        found = field_at(lines, at, known, like)
        if found is None:
            break
        like = like or found
        first = at + found.lines
        behind = _behind(lines, first, (found, like), known, ends)
        words = said(lines[first:behind], found)
        placed = nesting.placed(found, words)
        if found.doubt or placed is None:
            reason = found.doubt or (
                f"nothing says whether it is a member of `{nesting.parent}`"
            )
            refused.append(Refused(lines[at], reason, counted=bool(found.doubt)))
        else:
            rows.append(_row(lines, at, replace(found, name=placed), words, behind))
        reason = "it may be the name of a field, and no type stands below it"
        refused.extend(Refused(it, reason, counted=False) for it in words.strange)
        at = behind
    if not rows and not refused:
        return None
    here = lines[start].start
    head = Row(tuple(Cell(it, here, here) for it in _COLUMNS), here, here)
    end = rows[-1].end if rows else refused[-1].line.end
    table = Table(head, tuple(rows), here, end)
    return FieldLines(table, tuple(refused), at - start)


def _behind(
    lines: Sequence[Line],
    at: int,
    fields: tuple[Field, Field],
    known: Collection[str],
    ends: Callable[[int], bool],
) -> int:
    """Behind the last line that says something of a field; the second one is the first of
    the list."""
    behind = at
    field, like = fields
    while at < len(lines):
        if not lines[at].text.strip():
            at += 1
            continue
        stop = max(values_end(lines, at), example_end(lines, at))
        text = lines[at].text.strip()
        if stop == at and not (
            field.opens(text)
            or field.shows(text)
            or opener_of(text)
            or bounds_of(text)
            or default_of(text)
        ):
            if field_at(lines, at, known, like) is not None:
                if not _repeats(lines, at, behind):
                    break
            elif ends(at):
                break
        if stop == at:
            stop = at + 1
        at = behind = stop
    return behind


def _repeats(lines: Sequence[Line], at: int, behind: int) -> bool:
    """Whether a word is one that the line above says: what a form shows in a box."""
    text = lines[at].text.strip()
    above = lines[behind - 1].text
    return text.isalnum() and text in re.findall(r"[^\W_]+", above)


def _row(lines: Sequence[Line], at: int, field: Field, words: Said, behind: int) -> Row:
    """A field, with what the lines behind it say."""
    line = field.type
    cells = {
        "Name": field.name,
        "In": line.location,
        "Type": line.type,
        "Required": line.required,
        "Default": line.default or words.default,
        "Values": words.values,
        "Constraints": "; ".join((*line.bounds, *words.bounds)),
        "Description": words.description,
    }
    start, end = lines[at].start, lines[behind - 1].end
    made = tuple(Cell(cells[it], start, start + len(cells[it])) for it in _COLUMNS)
    return Row(made, start, end)


class _Nesting:
    """What the fields that come next are members of.

    A renderer that shows members says so above them, and not where they end: what the
    page's own samples show tells. Folded members ("Show ...") are not in the text.
    """

    def __init__(self, shown: ShownNames) -> None:
        self.shown = shown
        self.around: list[tuple[str, bool]] = []
        self.first = False
        self.parent = ""

    def placed(self, field: Field, words: Said) -> str | None:
        """The name of a field with those of what it is in; None if in doubt."""
        name = self._inside(field.name)
        self.first = False
        if name is not None and words.opener and field.doubt == "":
            listed = "[]" in field.type.type or field.type.type[:5].lower() == "array"
            shown = words.opener != "folded"
            self.around.append((f"{name}{'[]' if listed else ''}", shown))
            self.first = words.opener == "open"
        return name

    def _inside(self, name: str) -> str | None:
        if not self.around:
            return name
        outer = self.around[-1][0].removesuffix("[]")
        if name.startswith((f"{outer}.", f"{outer}[")):
            if "." in name[len(outer) :]:
                self.around.pop()  # Members are told by their names.
            return name
        while self.around:
            outer, opened = self.around[-1]
            self.parent = outer
            where = self.shown.where(patterns.leaf(outer), name)
            if where == "inside" or (self.first and where != "outside"):
                return f"{outer}.{name}"
            if opened and where is None:
                return None
            self.around.pop()
        return name
