"""Fields that a rendered page lists one below the other, without a table around them.

In: lines under a heading about a part of a call. Out: the table that they come to, and
how many lines it takes; None where no field begins. A field is a name, its type and
perhaps a mark, all on one line (`idstringRequired`, `key uuid required`, `scope?string`,
`size*integer`) or on a line each; what follows, up to the next field, describes it. A
name that runs into its type is believed if a mark parts or ends them, or if it is known.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from functools import cache

from specloom.document.tables import Cell, Row, Table
from specloom.read.pages.flattened import patterns
from specloom.read.pages.flattened.run_on import Line
from specloom.records import record

_HEADERS = ("Name", "Type", "Required", "Description")


@record(frozen=True, slots=True)
class _Field:
    """The places of a field's name, type and mark, and the lines that they take."""

    cells: tuple[Cell, ...]
    lines: int


@cache
def _marked() -> re.Pattern[str]:
    """A field on one line, with something that ends its name or its type."""
    name = r"(?P<name>[A-Za-z_$@][\w$.@-]*?(?:\[\])?)"
    type_ = patterns.types().pattern
    mark = r"(?P<mark>[Rr]equired|REQUIRED|[Oo]ptional|OPTIONAL)"
    return re.compile(
        rf"{name}(?:(?P<sign>[*?])\s*(?P<signed>{type_})"
        rf"|\s*(?P<ended>{type_})(?:\s*enum)?\s*{mark}|\s+(?P<alone>{type_}))"
    )


@cache
def _mark() -> re.Pattern[str]:
    return re.compile(r"[Rr]equired|REQUIRED|[Oo]ptional|OPTIONAL")


@cache
def _name() -> re.Pattern[str]:
    return re.compile(r"[A-Za-z_$@][\w$.@-]*(?:\[\])?\*?")


def field_lines(
    lines: Sequence[Line],
    at: int,
    known: Collection[str],
    ends: Callable[[int], bool],
) -> tuple[Table, int] | None:
    """The fields from a line on; `ends` says which lines begin something else."""
    start = at
    rows: list[Row] = []
    while at < len(lines):
        if not lines[at].text.strip():
            at += 1
            continue
        found = _field(lines, at, known)
        if found is None:
            break
        stop = behind = at + found.lines
        while stop < len(lines) and not ends(stop):
            if lines[stop].text.strip():
                if _field(lines, stop, known) is not None:
                    break
                behind = stop + 1
            stop += 1
        rows.append(_row(lines, at, found, behind))
        at = behind
    if not rows:
        return None
    first, last = lines[start], rows[-1]
    here = first.start
    head = Row(tuple(Cell(it, here, here) for it in _HEADERS), here, here)
    return Table(head, tuple(rows), first.start, last.end), at - start


def _row(lines: Sequence[Line], at: int, found: _Field, behind: int) -> Row:
    """A field, with what the lines behind it say."""
    said = [it for it in lines[at + found.lines : behind] if it.text.strip()]
    end = lines[behind - 1].end
    text = "\n".join(it.text.strip() for it in said)
    start = said[0].start if said else end
    return Row((*found.cells, Cell(text, start, end)), lines[at].start, end)


def _field(lines: Sequence[Line], at: int, known: Collection[str]) -> _Field | None:
    line = lines[at]
    text = line.text.strip()
    if len(text) > 120:
        return None
    start = line.start + line.text.index(text) if text else line.start
    match = _marked().fullmatch(text)
    if match is not None:
        sign = {"*": "required", "?": "optional"}.get(match["sign"] or "", "")
        group = next(it for it in ("signed", "ended", "alone") if match[it])
        cells = (
            _cell(match["name"], start),
            _cell(match[group], start + match.start(group)),
            _cell(match["mark"] or sign, start + match.end(group)),
        )
        known_name = patterns.leaf(match["name"]) in known
        if group != "alone" or known_name or _is_name(match["name"]):
            return _Field(cells, 1)
    return _on_lines(lines, at)


def _on_lines(lines: Sequence[Line], at: int) -> _Field | None:
    """A name, its type, and perhaps a mark, on lines of their own."""
    name = lines[at].text.strip()
    if _name().fullmatch(name) is None or not _is_name(name.strip("*")):
        return None
    cells = {"name": _cell(name.rstrip("*"), lines[at].start)}
    stop = at + 1
    while stop < min(at + 4, len(lines)):
        text = lines[stop].text.strip()
        if not text and stop == at + 1:
            stop += 1
            continue
        shown = _shown_type().fullmatch(text) if "type" not in cells else None
        if "type" not in cells and text and patterns.types().fullmatch(text):
            cells["type"] = _cell(text, lines[stop].start)
        elif shown is not None:
            start = lines[stop].start
            cells["type"] = Cell(_in_words(shown), start, start + len(text))
        elif "mark" not in cells and _mark().fullmatch(text):
            cells["mark"] = _cell(text, lines[stop].start)
        else:
            break
        stop += 1
    if "type" not in cells and "mark" in cells and stop < len(lines):
        # What stands below a mark is the type, in words that may be unknown.
        text = lines[stop].text.strip()
        if _type_like().fullmatch(text):
            cells["type"] = _cell(text, lines[stop].start)
            stop += 1
    if "type" not in cells:
        return None
    if "mark" not in cells:
        mark = "required" if name.endswith("*") else ""
        cells["mark"] = _cell(mark, lines[at].end)
    return _Field((cells["name"], cells["type"], cells["mark"]), stop - at)


@cache
def _shown_type() -> re.Pattern[str]:
    """A type as renderers show it, with its format, its name and its bounds:
    `Array of objects (Bed) non-empty`, `string or null <date> [ 1 .. 50 ] characters`.
    """
    word = r"(?:string|integer|number|boolean|object|any|null|array)s?"
    bounds = (
        r"\[ ?-?[\d.]+ ?\.\. ?-?[\d.]+ ?[\])]|[<>]=? ?-?[\d.]+|= ?\d+|non-empty|unique"
    )
    return re.compile(
        rf"(?P<type>(?:array of (?:arrays of )?)?{word})(?P<null> or null)?"
        rf"(?: \((?P<name>[\w .-]+)\))?(?P<late> or null)?"
        rf"(?: ?<(?P<format>[\w -]+)>)?(?: (?:{bounds})(?: characters| items)?)*",
        re.IGNORECASE,
    )


def _in_words(shown: re.Match[str]) -> str:
    """Such a type as cells of tables have it."""
    format_ = f" ({shown['format'].strip()})" if shown["format"] else ""
    return (
        shown["type"] + format_ + (" | null" if shown["null"] or shown["late"] else "")
    )


@cache
def _type_like() -> re.Pattern[str]:
    """A word or two that are not a sentence, and not another field's mark."""
    return re.compile(
        r"(?!(?:required|optional)\b)[\w<>\[\]|?]+(?: [\w<>()|]+){0,3}", re.I
    )


def _is_name(text: str) -> bool:
    """Whether a word by itself looks like a field and not like one of a sentence."""
    return not text[:1].isupper() or "_" in text or "-" in text


def _cell(text: str, start: int) -> Cell:
    return Cell(text, start, start + len(text))
