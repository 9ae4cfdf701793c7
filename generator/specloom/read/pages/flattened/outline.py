"""Text copied from a rendered page, as a tree of sections.

In: a page without marks of any kind: headings are lines among others, cells run into one
another, the method runs into the path. Out: :class:`Outline`: the sections as
`sections.py` has them, with their tables, snippets and prose, and the signatures of the
operations. What could not be cut is listed.

An operation begins with its title (see `titles`), else with its method and path, and ends
where the next one begins. In it, a line that names a part of a call is a heading; so is a
status code with what runs on behind it. Lines one below the other are one paragraph.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from specloom.document.markdown import Fence
from specloom.document.tables import Table
from specloom.read.pages.endpoint.outline import Prose, Section
from specloom.read.pages.endpoint.signatures import Signature
from specloom.read.pages.flattened.answers import (
    STATUS,
    behind_call,
    below_statuses,
    open_tab,
)
from specloom.read.pages.flattened.field_lines import field_lines
from specloom.read.pages.flattened.headings import (
    heading_behind,
    in_answer,
    lead_in,
    line_title,
    status_heading,
    status_rows,
)
from specloom.read.pages.flattened.page_lines import PageLines, called
from specloom.read.pages.flattened.plain_tables import (
    bullets,
    piped,
    spaced,
    spaced_header,
    tabbed,
)
from specloom.read.pages.flattened.run_on import (
    Line,
    Refused,
    RunOn,
    header,
    run_on,
    with_values,
)
from specloom.read.pages.flattened.tree import Tree
from specloom.read.pages.words.titles import NO_TITLE, Title, title
from specloom.records import record, replace
from specloom.source import SourceFile

_OPERATION, _PART, _STATUS, _INSIDE = 1, 2, STATUS, STATUS + 1


@record(frozen=True, slots=True)
class Outline:
    """The sections of a page. `split` are the offsets of rows whose cells ran together;
    `guessed`, of those that usage alone told apart; `rows` counts all, also `refused`.
    """

    root: Section
    signatures: tuple[Signature, ...]
    refused: tuple[Refused, ...]
    split: frozenset[int]
    guessed: frozenset[int]
    rows: int


_ROLES: Final = """
    request path query header cookie body parameters fields response errors
    response-headers security
"""
_ANSWERS: Final = frozenset({"response", "errors", "example-response"})
_WITH_FIELDS: Final = frozenset(_ROLES.split())


def outline(source: SourceFile, known: Iterable[str]) -> Outline:
    """The sections of a flattened page. `known` are names that it shows elsewhere."""
    names = set(known)
    first = _Builder(source, names).build()
    more = _names(first) - names
    # Names of rows that are sure tell others apart; one more round finds all of them.
    return _Builder(source, names | more).build() if more else first


def _names(found: Outline) -> set[str]:
    return {
        row.cells[0].text.strip("> »").rpartition(".")[2].replace("[]", "")
        for section in found.root.walk()
        for part in section.parts
        if isinstance(part, Table)
        for row in part.rows
        if row.start not in found.guessed and row.cells
    }


class _Builder:
    """Goes through the lines once."""

    def __init__(self, source: SourceFile, known: set[str]) -> None:
        self.source = source
        self.known = known
        self.page = PageLines(source)
        self.lines, self.calls = self.page.lines, self.page.calls
        self.snippets = self.page.snippets
        self.titles = set(self.page.titles.values())
        self.tree = Tree(len(source.text))
        self.signatures: list[Signature] = []
        self.refused: list[Refused] = []
        self.split: set[int] = set()
        self.guessed: set[int] = set()
        self.rows = 0
        self.schemas: set[str] = set()

    def build(self) -> Outline:
        """All of the page."""
        at = 0
        while at < len(self.lines):
            at = self._step(at)
        return Outline(
            self.tree.root,
            tuple(self.signatures),
            tuple(self.refused),
            frozenset(self.split),
            frozenset(self.guessed),
            self.rows,
        )

    def _step(self, at: int) -> int:
        """Takes the lines that belong together from one on; the first one after them."""
        line = self.lines[at]
        if not line.text.strip():
            return at + 1
        if at in self.titles:
            self.tree.open(_OPERATION, line, NO_TITLE)
            return at + 1
        tab = open_tab(self.tree.here)
        if tab is not None and not self._heading_of_status(at):
            self.tree.open(_STATUS, line, tab, "")
        takers = (
            self._led_to,
            self._snippet,
            self._signature,
            self._run_on,
            self._parted,
            self._piped,
            self._field_lines,
            self._items,
        )
        for take in takers:
            taken = take(at)
            if taken:
                return at + taken
        if not self._heading(at):
            self.tree.prose(line)
        return at + 1

    # Sections

    def _heading(self, at: int) -> bool:
        line, text = self.lines[at], self.lines[at].text.strip()
        status = status_heading(text)
        if status is not None:
            self.tree.open(_STATUS, line, Title("response", status.code), status.words)
            if status.media:
                start = line.start + line.text.index(status.media)
                self.tree.here.parts.append(Prose(status.media, start, line.end))
            return True
        if len(text) > 70 or text[-1] in ".,;!?" or text[0] in "-*•{[|":
            return False
        what = line_title(text)
        if what.role is not None and len(text.split()) <= 6:
            self.tree.open(self._level(text, what), line, what)
            return True
        words = len(text.split())
        if text[0].isupper() and words <= 8 and ":" not in text and self._alone(at):
            object_ = text in self.schemas
            self.tree.open(
                _PART, line, Title("object", name=text) if object_ else NO_TITLE
            )
            return True
        return False

    def _led_to(self, at: int) -> int:
        """Data that a sentence leads to, which ends in a colon; what is behind it goes on
        with the operation."""
        lead = self._lead_in(at)
        if lead is None:
            return 0
        self.tree.open(_PART, self.lines[at], lead, "")
        below = next(it for it in range(at + 1, at + 3) if it in self.snippets)
        stop = below + self._add(below, *self.snippets[below])
        if self.tree.here.title is lead:
            self.tree.close(self.lines[stop - 1].end)
        return stop - at

    def _lead_in(self, at: int) -> Title | None:
        """What a line says of the data that stands right below it."""
        text, below = self.lines[at].text.strip(), at + 1
        if not text or (line_title(text).role and len(text.split()) <= 6):
            return None
        if any(it.title.role in _ANSWERS for it in self.tree.here.above()):
            return None
        if below < len(self.lines) and not self.lines[below].text.strip():
            below += 1
        data = self.snippets.get(below, (0, ""))[1] == "json"
        return lead_in(text) if data else None

    def _level(self, text: str, what: Title) -> int:
        """How deep a heading stands: some are about the answer that they stand in."""
        if what.status is not None:
            return _STATUS
        listed = self.tree.here.level == _STATUS and not self.tree.here.parts
        inside = not listed and any(
            it.level == _STATUS for it in self.tree.here.above()
        )
        part = self.tree.here.title.role == "body" and what.role == "example"
        part = part or (self.tree.here.title.role == "object" and what.role == "fields")
        return _INSIDE if part or (inside and in_answer(text)) else _PART

    def _alone(self, at: int) -> bool:
        """Whether there are blank lines around a line."""
        before = at == 0 or not self.lines[at - 1].text.strip()
        after = at + 1 == len(self.lines) or not self.lines[at + 1].text.strip()
        return before and after

    # Operations

    def _signature(self, at: int) -> int:
        call = self.calls.get(at)
        if call is None:
            return 0
        line = self.lines[at]
        if self.signatures and called(call) == called(self.signatures[-1]):
            # The request of a sample: the operation goes on.
            self.tree.open(_PART, line, Title("example-request"))
            return call.lines
        if at not in self.page.titles:
            self.tree.open(_OPERATION, line, NO_TITLE, f"{call.method} {call.path}")
        elif self.tree.here.level >= _PART:
            # Behind what it takes and answers: what follows are samples.
            self.tree.open(_PART, line, Title("example-request"))
        own = next(it for it in self.tree.here.above() if it.level <= _OPERATION)
        self.signatures.append(
            Signature(call.method, call.path, call.base, call.start, call.end, own)
        )
        if call.rest:
            found, text = call.rest_start, call.rest
            what = title(text)
            if what.role is not None or (len(text.split()) < 6 and text[-1].isalpha()):
                self.tree.open(_PART, Line(text, found), what)
            else:
                self.tree.here.parts.append(Prose(text, found, found + len(text)))
        return call.lines

    # Tables

    def _run_on(self, at: int) -> int:
        places = header(self.lines[at].text)
        if places is None:
            return 0
        statuses = status_rows(self.lines, at, places)
        for row in statuses:
            self.tree.open(_STATUS, row.line, Title("response", row.code), row.words)
            if row.schema:
                start = row.line.end - len(row.schema)
                said = f"A {row.schema} object"
                self.tree.here.parts.append(Prose(said, start, row.line.end))
                self.schemas.add(row.schema)
        if statuses:
            return len(statuses) + 1
        found = run_on(self.lines[at:], self.known)
        if found is None:
            return 0
        self._take(found)
        return found.lines

    def _take(self, found: RunOn) -> None:
        listed = {row.start for row in found.listed}
        at = found.columns.index("type")
        rows = tuple(
            with_values(row, at) if at is not None and row.start in listed else row
            for row in found.table.rows
        )
        self.tree.here.parts.append(replace(found.table, rows=rows))
        self.split.update(row.start for row in rows)
        self.guessed.update(row.start for row in found.guessed)
        if found.columns.index("name") is not None:
            self.refused.extend(found.refused)
            self.rows += len(found.table.rows) + len(found.refused)

    def _parted(self, at: int) -> int:
        """A table whose cells are parted by tabs, or by spaces."""
        found = tabbed(self.lines, at)
        if found is None:
            found = spaced(self.lines, at, self.known, self._ends_rows)
            if found is None:
                return 0
            self.split.update(row.start for row in found.table.rows)
        self._add_rows(found.table, found.refused)
        return found.lines

    def _add_rows(self, table: Table, refused: tuple[Refused, ...]) -> None:
        if table.rows:
            self.tree.here.parts.append(table)
        self.refused.extend(refused)
        self.rows += len(table.rows) + len(refused)

    def _piped(self, at: int) -> int:
        """A table whose cells are parted by pipes."""
        found = piped(self.lines, at, self.source.text)
        self.tree.here.parts.extend(found[0])
        self.rows += sum(len(it.rows) for it in found[0])
        return found[1]

    def _items(self, at: int) -> int:
        """A list, under a heading about a part of a call."""
        if self.tree.here.title.role not in _WITH_FIELDS:
            return 0
        found = bullets(self.lines, at)
        if found is None:
            return 0
        self.tree.here.parts.append(found)
        return len(found.items)

    def _field_lines(self, at: int) -> int:
        """Fields without a table, under a heading about a part of a call."""
        role = self.tree.here.title.role
        if role not in _WITH_FIELDS:
            return 0
        found = field_lines(
            self.lines, at, self.known, self.page.shown, self._ends_fields
        )
        if found is None:
            return 0
        table = found.table
        if role == "security":
            if not all(row.cells[1].text for row in table.rows):
                return 0
            self.tree.here.title = Title("parameters")
        self.split.update(row.start for row in table.rows)
        self._add_rows(table, found.refused)
        return found.lines

    def _ends_fields(self, at: int) -> bool:
        return self._ends_rows(at) or header(self.lines[at].text.strip()) is not None

    def _ends_rows(self, at: int) -> bool:
        text = self.lines[at].text.strip()
        if not text:
            return False
        known = line_title(text).role is not None and len(text.split()) <= 6
        return (
            at in self.titles
            or at in self.calls
            or at in self.snippets
            or status_heading(text) is not None
            or self._lead_in(at) is not None
            or spaced_header(text) is not None
            or (known and len(text) <= 70 and text[-1] not in ".,;!?")
        )

    # Snippets

    def _snippet(self, at: int) -> int:
        found = self.snippets.get(at)
        if found is None:
            return 0
        below = below_statuses(self.tree.here) or behind_call(
            self.tree.here, self.source.text
        )
        if found[1] == "json" and below:
            self.tree.open(_PART, self.lines[at], Title("example-response"), "")
        return self._add(at, *found)

    def _heading_of_status(self, at: int) -> bool:
        text = self.lines[at].text.strip()
        what = line_title(text)
        other = what.role not in (None, "response") and not in_answer(text)
        return status_heading(text) is not None or other or at in self.calls

    def _add(self, at: int, stop: int, language: str) -> int:
        last = self.lines[stop - 1]
        start, end = self.lines[at].start, last.end
        # A heading may run on behind a snippet: `}Attributes`.
        behind = heading_behind(last.text)
        if behind is not None:
            end = last.start + behind.start("text")
        fence = Fence(start, end, "", 0, language, start, start, end, closed=True)
        self.tree.here.parts.append(fence)
        if behind is not None:
            self.tree.open(_PART, Line(behind["text"], end), title(behind["text"]))
        return stop - at
