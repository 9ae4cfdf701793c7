"""Where copied text ends in the middle of something, so that more is missing.

In: a page without marks, and its sections. Out: the place of what is not finished, and
why it is not; None where the text may well be whole. Half of a page looks like all of a
smaller one, so what is plainly cut is not read at all.
"""

from __future__ import annotations

from specloom.document.tables import Row, Table
from specloom.read.pages.endpoint.outline import Section
from specloom.read.pages.flattened.run_on import Line, Refused
from specloom.read.pages.saying import stretch
from specloom.source import SourceFile, Span

_SENTENCE = 9  # words; what is shorter may be the name of a link at the foot of a page
_TYPES = ("string", "number", "integer", "boolean", "object", "array")
_ENDS = tuple(".!?:;)]}>|\"'`…。")


def cut_off(
    source: SourceFile, root: Section, refused: tuple[Refused, ...]
) -> tuple[str, Span] | None:
    """What the text ends in the middle of, and its place; see the module."""
    text = source.text.rstrip("\n")
    if not text.strip():
        return None
    start = text.rfind("\n") + 1
    line = Line(text[start:], start)
    place = stretch(source, start, len(text))
    for row in refused:
        if row.line.end == len(text) and " " not in row.line.text.strip("> »"):
            return "in a row", place
    table = _last_table(root)
    if table is not None and table.end == start - 1 and _bare_word(line.text):
        return "in a row", place
    if len(text) < len(source.text):
        return None  # A last line end is no proof, but what is above is plainly cut.
    if line.text != line.text.rstrip():
        return "behind a word", place
    if table is not None and table.end == len(text):
        return ("in a row", place) if _unfinished(table, line.text) else None
    if line.text.lstrip().startswith("|"):
        return "in a row", place
    if _in_data(text):
        return "in an example", place
    words = line.text.split()
    if len(words) >= _SENTENCE and not line.text.endswith(_ENDS):
        return "in a sentence", place
    return None


def _bare_word(line: str) -> bool:
    """Whether a line is a name with the first letters of a type run into it: `agenumb`."""
    low = line.lower()
    return line.isidentifier() and any(
        len(low) > n and low.endswith(it[:n])
        for it in _TYPES
        for n in range(3, len(it))
    )


def _last_table(root: Section) -> Table | None:
    """The table that the page ends with, if it does."""
    found = [
        part
        for section in root.walk()
        for part in section.parts
        if isinstance(part, Table)
    ]
    return max(found, key=lambda it: it.end, default=None)


def _unfinished(table: Table, line: str) -> bool:
    """Whether the last row has too few cells, or ends as no other row does."""
    *others, last = table.rows or (table.header,)
    if "|" in line:
        closed = sum(_closed(row) for row in others)
        return len(last.cells) < len(table.header.cells) and closed > len(others) / 2
    said = [row.cells[-1].text for row in others if row.cells[-1].text]
    ended = [it for it in said if it.endswith(_ENDS)]
    usual = len(said) > 2 and len(ended) >= 0.7 * len(said)
    return usual and bool(last.cells[-1].text) and not line.endswith(_ENDS)


def _closed(row: Row) -> bool:
    return len(row.cells) > 1


def _in_data(text: str) -> bool:
    """Whether the last lines are data whose brackets are not closed."""
    depth = 0
    for line in reversed(text.split("\n")[-200:]):
        bare = line.strip()
        if not bare:
            return False
        depth += sum(bare.count(it) for it in "{[") - sum(bare.count(it) for it in "}]")
        if bare in ("{", "["):
            if depth > 0:
                return True
        elif bare[0] not in "\"'{}[]-0123456789tfn":
            return False
    return False
