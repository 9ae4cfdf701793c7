"""Tables whose cells run into one another, as text copied from a rendered page has them.

In: lines of such a text with their offsets (`FieldTypeRequiredDescription`,
`projectIdstringNoProject ID.`), and names that the page shows elsewhere. Out:
:class:`RunOn`: the table with its cells, and the rows that are in doubt, with the reason.

A header is cut at its capitals, by the lexicon of columns. A row is cut where the
vocabularies of closed columns (type, required, location) follow one another; what is
left of them is the name, what is right is prose. Types come longest first. Where a row
can be cut in several ways, a name that the page shows elsewhere decides; a list of values
or a constant in place of a type begins where a known name ends, or one that enumerations
usually have. Without a required or location column, only a known name is believed. What
is still in doubt is refused.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import Final, Literal, TypeAlias

from specloom.document.tables import Cell, Row, Table
from specloom.read.pages.words.columns import HEADERS, Columns, Role, columns
from specloom.read.pages.words.lexicon import WORDS
from specloom.read.pages.words.titles import title
from specloom.records import record


@record(frozen=True, slots=True)
class Line:
    """A line of a page: its text, and where that begins."""

    text: str
    start: int

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.start + len(self.text)


@record(frozen=True, slots=True)
class Refused:
    """A row that is in doubt. `cut` says that the text ends in the middle of it."""

    line: Line
    reason: str
    cut: bool = False


How: TypeAlias = Literal["closed", "known", "usual"]
"""What told the cells of a row apart: closed columns; else, where values are listed in
place of a type, a known name, or one that such fields usually have."""


@record(frozen=True, slots=True)
class RunOn:
    """A table, what the columns are, the rows in doubt, and how many lines it took.

    `listed` are the rows that have values where their type would be; `guessed` are those
    of them whose name was told by what names usually are.
    """

    table: Table
    columns: Columns
    refused: tuple[Refused, ...]
    listed: tuple[Row, ...]
    guessed: tuple[Row, ...]
    lines: int


_CLOSED: Final = frozenset({"type", "required", "location", "optional", "nullable"})
_SURE: Final = frozenset({"required", "location", "optional"})
_REQUIRED: Final = """
    Yes No YES NO yes no True False TRUE FALSE true false Required Optional required
    optional REQUIRED OPTIONAL Mandatory Conditional 是 否 必填 选填 可选 必須 任意
"""
_LOCATIONS: Final = (
    "query path header cookie body Query Path Header Cookie Body formData"
)
_USUAL: Final = """
    type status state mode kind role action level method format order sort direction
    visibility scope category source reason event event_type tier plan priority object
    severity strategy stage phase language currency provider result
"""
_USUAL_NAMES: Final = frozenset(_USUAL.split())
"""What fields are called whose values are listed where the type would stand."""


def header(text: str) -> list[tuple[int, int]] | None:
    """Where the headers of a run-on line begin and end; None if it is no header."""
    if not text or len(text) > 120 or not text[0].isupper() or text[-1] in ".:;,!":
        return None
    words = [*_word().finditer(text)]
    if len(words) < 2 or sum(len(it[0]) for it in words) != len(text):
        return None
    found: list[tuple[int, int]] = []
    at = 0
    while at < len(words):
        for stop in range(min(len(words), at + 4), at, -1):
            start, end = words[at].start(), words[stop - 1].end()
            name = text[start:end].strip().lower()
            if name in HEADERS or (not found and stop == at + 1):
                found.append((start, end))
                at = stop
                break
        else:
            return None
    known = sum(text[start:end].strip().lower() in HEADERS for start, end in found)
    fused = any(text[end - 1 : end + 1].isalpha() for _, end in found[:-1])
    return found if len(found) > 1 and known >= len(found) - 1 and fused else None


@cache
def _word() -> re.Pattern[str]:
    return re.compile(r"[A-Z][^A-Z]*|[^A-Z]+")


def run_on(lines: Sequence[Line], known: Collection[str]) -> RunOn | None:
    """The table that a sequence of lines begins with; None if it begins with none.

    It ends at a blank line or another header; what cannot be a row at its end is behind it.
    """
    first = lines[0]
    places = header(first.text)
    if places is None:
        return None
    cells = tuple(_cell(first, start, end) for start, end in places)
    roles = columns([it.text for it in cells])
    if "name" not in roles.roles and "value" not in roles.roles:
        return None
    splitter = _Splitter(roles.roles, known)
    rows: list[Row] = []
    refused: list[Refused] = []
    listed: list[Row] = []
    guessed: list[Row] = []
    taken = 1
    for line in lines[1 : _stop(lines, splitter)]:
        taken += 1
        if not line.text.strip():
            continue
        cut = splitter.split(line.text)
        if isinstance(cut, str):
            refused.append(Refused(line, cut))
            continue
        bounds, how = cut
        made = tuple(_cell(line, start, end) for start, end in bounds)
        row = Row(made, line.start, line.end)
        rows.append(row)
        if how != "closed":
            listed.append(row)
        if how == "usual":
            guessed.append(row)
    if not rows and not refused:
        return None
    end = lines[taken - 1].end
    head = Row(cells, first.start, first.end)
    table = Table(head, tuple(rows), first.start, end)
    return RunOn(table, roles, tuple(refused), tuple(listed), tuple(guessed), taken)


def _stop(lines: Sequence[Line], splitter: _Splitter) -> int:
    """Where the rows end: behind the last that can be one.

    One line between rows that can be none is a row in doubt; two end the table, and so
    does what begins something else. A blank line ends it unless a nested row follows.
    """
    stop = 1
    for at, line in enumerate(lines[1:], 1):
        nested = line.text.lstrip().startswith((">", "»"))
        if at > stop + 1 or (at > stop and not lines[stop].text.strip() and not nested):
            break
        if header(line.text) is not None or _call().match(line.text):
            break
        if line.text.strip() and splitter.may_be_row(line.text):
            stop = at + 1
        elif line.text.strip() and _begins_other(line.text):
            break
    return stop


@cache
def _call() -> re.Pattern[str]:
    return re.compile(r"(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\s*/")


def _begins_other(text: str) -> bool:
    """Whether a line is a header, a heading, or the first of a snippet."""
    bare = text.strip()
    if bare[0] in '{[}]"' or header(text) is not None:
        return True
    return len(bare) < 60 and title(bare).role is not None


def _cell(line: Line, start: int, end: int) -> Cell:
    text = line.text[start:end]
    start += len(text) - len(text.lstrip())
    text = text.strip()
    return Cell(text, line.start + start, line.start + start + len(text))


def _alternatives(words: str) -> str:
    return "|".join(sorted(map(re.escape, words.split()), key=len, reverse=True))


@cache
def _types() -> re.Pattern[str]:
    spellings: dict[str, None] = {}
    for word in sorted(WORDS, key=len, reverse=True):
        # A plural would take the first letter of what runs on behind the singular.
        plural = word[-1] == "s" and word[:-1] in WORDS
        if word.isascii() and " " not in word and not plural:
            for spelling in (word, word.capitalize(), word.upper()):
                spellings[spelling] = None
    for word in ("null", "None"):
        spellings[word] = None
    one = "|".join(map(re.escape, spellings))
    nested = rf"(?:(?:{one})(?:\[\])*)"
    whole = (
        rf"(?:[Aa]rray|[Ll]ist|[Mm]ap|[Dd]ict|[Rr]ecord)(?:<[^<>]*(?:<[^<>]*>)?[^<>]*>"
        rf"|\[{nested}\]| of {nested}s?)(?:\[\])*"
        rf"|{nested}(?: ?\((?:{one}|[a-z0-9-]+)\))?"
    )
    return re.compile(rf"(?:{whole})(?:(?: ?[|/] ?| or )(?:{whole}))*")


@cache
def _name() -> re.Pattern[str]:
    return re.compile(r"[>»\s.]*[A-Za-z_$@*][\w.\[\]{}$@*/:-]*")


@cache
def _member() -> re.Pattern[str]:
    return re.compile(r"\w+(?:\[\])?(?:\.\w+(?:\[\])?)+\.?")


@cache
def _closed(role: Role) -> re.Pattern[str]:
    words = _LOCATIONS if role == "location" else _REQUIRED
    return re.compile(_alternatives(words))


@cache
def _default() -> re.Pattern[str]:
    return re.compile(r"-(?!\d)|—|–|-?\d+(?:\.\d+)?|true|false|null|\"[^\"]*\"|`[^`]*`")


class _Splitter:
    """Cuts the rows of one table."""

    def __init__(self, roles: Sequence[Role | None], known: Collection[str]) -> None:
        self.roles = roles
        self.known = known
        self.sure = any(it in _SURE for it in roles)
        free = [it for it in roles if it not in _CLOSED]
        # Two columns of prose beside each other have no border.
        self.hopeless = any(
            first not in _CLOSED and second not in _CLOSED
            for first, second in pairwise(roles[1:])
            if (first, second) != ("default", "description")
        ) or (roles[0] not in ("name", "value") and len(free) > 1)
        self.values = "name" not in roles

    def may_be_row(self, text: str) -> bool:
        """Whether a line can be a row at all, however it is cut."""
        name = _name().match(text)
        if name is None:
            return False
        if self.values:
            return name.end() < len(text) or text in self.known
        if next(self._cuts(text), None) or next(self._listed(text), None):
            return True
        rest = text.lstrip("> »")
        if " " not in rest:
            # An identifier alone: what the text was cut at, or words of the page.
            return _member().fullmatch(rest) is not None or _camel(rest)
        least = len(text) - len(rest) + 1
        if self._marked(text, name.end()):
            return True
        return "type" in self.roles and (
            _types().search(text, least, name.end()) is not None
        )

    def _marked(self, text: str, end: int) -> bool:
        """Whether a word of a closed column runs on behind what may be a name."""
        for role in _SURE.intersection(it for it in self.roles if it):
            for match in _closed(role).finditer(text, 1):
                glued = text[match.start() - 1].isalnum() and match.start() >= end - 1
                inside = match.start() < end and match.start() > 1
                behind = text[match.end() : match.end() + 1]
                if (glued or inside) and not behind.islower() and text[0] not in "-*":
                    return True
        return False

    def split(self, text: str) -> tuple[list[tuple[int, int]], How] | str:
        """The borders of the cells, and what told them; or why there are none."""
        if self.values:
            return self._value(text)
        if self.hopeless:
            return "columns of prose stand beside each other"
        found = [*self._cuts(text)]
        if not found:
            found = [*self._listed(text)]
            if len(found) == 1 and self.sure:
                return found[0], "known" if self._knows(text, found[0]) else "usual"
            return "its cells cannot be told apart"
        if len(found) > 1 or not self.sure:
            known = [cut for cut in found if self._knows(text, cut)]
            longest = max((cut[0][1] for cut in known), default=0)
            found = [cut for cut in known if cut[0][1] == longest] or (
                found if self.sure else []
            )
            if not found:
                return "nothing tells its name from its type"
        if len(found) > 1:
            found = self._plausible(text, found)
        if len(found) > 1:
            return "its cells can be told apart in several ways"
        return found[0], "closed"

    def _value(self, text: str) -> tuple[list[tuple[int, int]], How] | str:
        """A row of a table of values: the value is one that the page shows elsewhere."""
        ends = [it for it in self.known if text.startswith(it)]
        if not ends or len(self.roles) != 2:
            return "nothing tells the value from its description"
        end = max(map(len, ends))
        return [(0, end), (end, len(text))], "closed"

    def _knows(self, text: str, cut: list[tuple[int, int]]) -> bool:
        return _leaf(text[: cut[0][1]]) in self.known

    def _cuts(self, text: str) -> Iterator[list[tuple[int, int]]]:
        """All ways to cut a row along the closed columns."""
        whole = _name().match(text)
        if whole is None:
            return
        least = len(whole[0]) - len(whole[0].lstrip(">» .")) + 1
        for end in range(least, whole.end() + 1):
            for cuts in self._after(text, end, 1):
                yield [(0, end), *cuts]

    def _after(
        self, text: str, at: int, column: int
    ) -> Iterator[list[tuple[int, int]]]:
        """All ways to cut what follows an offset into the columns from one on."""
        if column == len(self.roles):
            if at == len(text):
                yield []
            return
        role = self.roles[column]
        if role == "type":
            ends = _ends(_types(), text, at)
        elif role in ("required", "location", "optional", "nullable"):
            match = _closed(role).match(text, at)
            ends = [match.end()] if match else []
        elif role == "default":
            match = _default().match(text, at)
            ends = [match.end()] if match else []
        elif column == len(self.roles) - 1:
            yield [(at, len(text))]
            return
        else:
            ends = [
                end
                for end in range(at, len(text) + 1)
                if self._closes(text, end, column + 1)
            ]
        for end in ends:
            for cuts in self._after(text, end, column + 1):
                yield [(at, end), *cuts]

    def _closes(self, text: str, at: int, column: int) -> bool:
        role = self.roles[column]
        if role not in _CLOSED:
            return False
        pattern = _types() if role == "type" else _closed(role)
        return pattern.match(text, at) is not None

    def _plausible(
        self, text: str, found: list[list[tuple[int, int]]]
    ) -> list[list[tuple[int, int]]]:
        """The cuts with the longest type, then those after which a sentence begins."""
        if "type" in self.roles:
            column = self.roles.index("type")
            # The same end: the longer type, as in `uint`; else the earliest.
            by_end: dict[int, list[tuple[int, int]]] = {}
            for cut in found:
                start, end = cut[column]
                best = by_end.get(end)
                if best is None or start < best[column][0]:
                    by_end[end] = cut
            starts: dict[int, list[tuple[int, int]]] = {}
            for cut in by_end.values():
                start, end = cut[column]
                best = starts.get(start)
                if best is None or end > best[column][1]:
                    starts[start] = cut
            found = list(starts.values())
        if len(found) > 1:
            good = [cut for cut in found if _begins(text, cut[-1])]
            found = good or found
        if len(found) > 1:
            # What repeats the pattern further right is prose of the first.
            first = min(cut[0][1] for cut in found)
            return [cut for cut in found if cut[0][1] == first]
        return found

    def _listed(self, text: str) -> Iterator[list[tuple[int, int]]]:
        """Cuts of a row that lists values, or has a constant, where its type would be."""
        if len(self.roles) < 3 or self.roles[1] != "type":
            return
        if self.roles[2] not in _SURE:
            return
        for match in _closed(self.roles[2]).finditer(text):
            end = match.start()
            for rest in self._after(text, end, 2):
                if not _begins(text, rest[-1]):
                    continue
                start = self._first_value(text[:end])
                if start is not None:
                    yield [(0, start), (start, end), *rest]

    def _first_value(self, text: str) -> int | None:
        """Where the list of values begins that runs into a name; None if in doubt."""
        head, bar, tail = text.partition(" | ")
        values = [head, *tail.split(" | ")] if bar else [head]
        if not all(_value().fullmatch(it) for it in values[1:]) or " " in head:
            return None
        leaf = max(head.rfind("."), head.rfind(" ")) + 1
        ends = [
            leaf + len(it)
            for it in self.known
            if head.startswith(it, leaf) and _value().fullmatch(head[leaf + len(it) :])
        ]
        if not ends:
            ends = [
                at
                for at in range(leaf + 2, len(head))
                if _usual(head[leaf:at]) and _value().fullmatch(head[at:])
            ]
        return max(ends, default=None)


@cache
def _value() -> re.Pattern[str]:
    return re.compile(r"[\"'`]?[\w.:/@+-]+[\"'`]?")


def _usual(name: str) -> bool:
    """Whether enumerations are usually called so; the last word of a name tells."""
    last = re.split(r"(?=[A-Z])|_|-", name)[-1].lower()
    return last in _USUAL_NAMES


def _leaf(name: str) -> str:
    """The last member of a dotted name, without marks."""
    return name.strip("> »").rpartition(".")[2].replace("[]", "").strip("*?")


def _camel(text: str) -> bool:
    return any(a.islower() and b.isupper() for a, b in pairwise(text))


def _begins(text: str, place: tuple[int, int]) -> bool:
    """Whether a cell of prose is empty, or begins as prose does."""
    start, end = place
    return start == end or not text[start].islower()


def _ends(pattern: re.Pattern[str], text: str, at: int) -> list[int]:
    """Where a type that begins at an offset may end, the longest first."""
    match = pattern.match(text, at)
    if match is None:
        return []
    ends = [match.end()]
    shorter = match
    while len(shorter[0]) > 3:
        found = pattern.match(text, at, shorter.end() - 1)
        if found is None:
            break
        shorter = found
        ends.append(found.end())
    return ends
