"""What the sections of one operation hold, sorted by what they are about.

In: the section of an operation, and those below it that belong to others. Out:
:class:`Collected`: described fields and samples of both sides, and calls, as found.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from typing import Final

from specloom.document.loose import Loose, Unreadable, read_loose
from specloom.document.markdown import Fence
from specloom.document.tables import Table
from specloom.document.tree import Window
from specloom.read.pages.endpoint.about import (
    ANSWERS,
    CALLS,
    PLACES,
    REQUEST,
    Here,
    inside_of,
)
from specloom.read.pages.endpoint.entries import Entry, Rows, has_types
from specloom.read.pages.endpoint.found import ERRORS, Answer, Collected
from specloom.read.pages.endpoint.objects import PageObjects, field_name
from specloom.read.pages.endpoint.outline import (
    BOLD,
    Item,
    Items,
    Prose,
    Section,
    heading,
)
from specloom.read.pages.endpoint.property_lists import is_typed, lists_properties
from specloom.read.pages.endpoint.shape import members_of
from specloom.read.pages.endpoint.signatures import Signature
from specloom.read.pages.endpoint.silence import says_something
from specloom.read.pages.endpoint.status_rows import (
    StatusRow,
    status_items,
    status_lines,
    status_rows,
)
from specloom.read.pages.saying import stretch
from specloom.read.pages.snippets.calls import calls
from specloom.read.pages.words import marks
from specloom.read.pages.words.media import media_line, sent_as
from specloom.read.pages.words.prose import all_required
from specloom.read.pages.words.statuses import (
    about_answer,
    array_of_objects,
    is_raw_answer,
    mentioned_statuses,
    said_of_status,
    said_status,
    status_line,
    status_line_only,
)
from specloom.read.pages.words.text import plain
from specloom.read.pages.words.titles import status
from specloom.source import SourceFile

_FIELDS: Final = frozenset(
    {"path", "query", "header", "cookie", "body", "parameters", "fields"}
)
"""What sections are about that should describe fields."""
_DATA: Final = frozenset({"", "json", "jsonc", "json5", "javascript", "js", "text"})


class Collector:
    """Goes through the sections of one operation."""

    def __init__(
        self, source: SourceFile, rows: Rows, objects: PageObjects, signed: Signature
    ) -> None:
        self.source = source
        self.rows = rows
        self.objects = objects
        self.writes = signed.method in ("POST", "PUT", "PATCH")
        self.names = frozenset(re.findall(r"(?<=[{<:?&])\w+", signed.path))
        self.found = Collected()
        self.before = ""

    def collect(self, section: Section, others: Set[int], own: Set[int]) -> Collected:
        """All that is in a section but the sections whose ids are in `others`.

        `own` are those from the section down to the one that the signature stands in.
        """
        self.own = own
        self._section(section, Here(None, "", True), others)
        return self.found

    def beside(self, section: Section, others: Set[int]) -> Collected:
        """What is in a section that stands beside that of the operation."""
        if not self.objects.holds(section):
            self._section(section, inside_of(Here(None, "", False), section), others)
        return self.found

    def _section(self, section: Section, here: Here, others: Set[int]) -> None:
        for part in section.parts:
            here = self._part(part, here)
        for child in section.children:
            if id(child) in others or self.objects.holds(child):
                continue
            if self._field_section(child, here):
                continue
            inside = inside_of(here, child)
            if id(child) in self.own and child.title.role is None:
                inside = here
            if child.title.status and inside.status and inside.role in ANSWERS:
                answer = self._answer(inside, at=child.start)
                said = said_of_status(heading(child), child.title.status)
                answer.description = answer.description or said
            if child.level >= BOLD and inside.role == "response":
                named = self.objects.answer(plain(child.text))
                if named is not None:
                    answer = self._answer(inside, at=child.start)
                    answer.type = answer.type or named
            before = self.found.size() + len(self.rows.unnamed)
            self._section(child, inside, others)
            after = self.found.size() + len(self.rows.unnamed)
            if (
                after == before
                and child.title.role in _FIELDS
                and says_something(child)
            ):
                self.found.unread.append(child)

    def _part(self, part: object, here: Here) -> Here:
        """Reads a part; a line in it may say the status of what follows."""
        match part:
            case Table():
                self._table(part, here)
                self.before = ""
            case Items():
                self._items(part, here)
                self.before = ""
            case Fence():
                return self._fence(part, here)
            case Prose():
                self.before = part.text
                return self._prose(part, here)
        return here

    # Described fields

    def _table(self, table: Table, here: Here) -> None:
        found, entries = self.rows.table(table)
        if (here.role in ANSWERS or here.role is None) and self._statuses(
            status_rows(table)
        ):
            return
        if not entries:
            if "name" not in found.roles and has_types(table, found):
                self.found.unplaced.append(table)
            return
        place = found.place
        if here.role in ANSWERS:
            answer = self._answer(here, entries[0])
            answer.entries.extend(members_of(entries, self.before, answer.entries))
        elif here.role == "response-headers":
            self._answer(here, entries[0]).headers.extend(entries)
        elif here.role in REQUEST or place is not None:
            self._place(entries, here, place)
        elif here.role in ("example", "example-request"):
            if found.index("type") is not None:
                self._place(entries, here, None)
        elif here.own and (
            {"type", "required", "optional"} & set(found.roles)
            or any(it.name in self.names for it in entries)
        ):
            self._place(entries, here, None)
        else:
            self.found.unplaced.append(table)

    def _items(self, items: Items, here: Here) -> None:
        if here.role is None and lists_properties(self.before):
            return
        if here.role in ANSWERS and self._statuses(status_items(items)):
            return
        entries = self.rows.items(items)
        if not entries:
            for item in items.items if here.own or here.role in REQUEST else ():
                self._mentioned(item)
            return
        if here.role in ANSWERS:
            self._answer(here, entries[0]).entries.extend(entries)
        elif here.role == "response-headers":
            self._answer(here, entries[0]).headers.extend(entries)
        elif here.role in REQUEST or (
            here.own and sum(it.typed for it in entries) * 2 > len(entries)
        ):
            self._place(entries, here, None)

    def _place(self, entries: list[Entry], here: Here, place: str | None) -> None:
        known = here.role if here.role in PLACES else place
        for entry in entries:
            where = entry.location or known or ""
            self.found.placed.setdefault(where, []).append(entry)
            if here.media and where in ("body", ""):
                self.found.of_media.setdefault(here.media, []).append(entry)

    def _field_section(self, section: Section, here: Here) -> bool:
        """A section about one field, of what is around it or of what was described."""
        name = field_name(section)
        if name is None or (section.title.role is not None and not is_typed(section)):
            return False
        bare = marks.name(name).name
        found: list[list[Entry]] = []
        if here.role in ANSWERS:
            found = [self._answer(here, at=section.start).entries]
        elif here.role in PLACES or here.role == "parameters":
            where = here.role if here.role in PLACES else ""
            found = [self.found.placed.setdefault(where, [])]
        else:
            described = [*self.found.placed.values()]
            described += [it.entries for it in self.found.answers.values()]
            found = [it for it in described if any(e.name == bare for e in it)]
        if len(found) != 1:
            return False
        found[0].extend(self.objects.under(section, name, 0))
        return True

    # Statuses

    def _statuses(self, found: Sequence[StatusRow]) -> bool:
        """Takes the answers that rows or items name, one each; False if there are none."""
        for row in found:
            span = stretch(self.source, row.start, row.end)
            answer = self.found.answers.setdefault(row.status, Answer(row.status, span))
            answer.guessed = False
            answer.description = answer.description or row.description
        return bool(found)

    def _answer(self, here: Here, entry: Entry | None = None, at: int = 0) -> Answer:
        key = here.status or (ERRORS if here.role == "errors" else "")
        span = entry.span if entry is not None else None
        made = Answer(here.status, span or stretch(self.source, at, at))
        answer = self.found.answers.setdefault(key, made)
        answer.guessed = False
        return answer

    # Samples

    def _fence(self, fence: Fence, here: Here) -> Here:
        window = Window(
            self.source, fence.content_start, fence.content_end, fence.indent
        )
        text = window.text.strip()
        if not text:
            return here
        answer = here.role in ANSWERS and not text.startswith(("curl ", "$ curl "))
        if answer or (here.role is None and is_raw_answer(text)):
            return self._answer_fence(window, text, fence, here)
        if fence.language in CALLS or (fence.language == "" and text[0] not in "{["):
            close = here.role in ("request", "example-request") or here.own
            if found := calls(window).http:
                self.found.calls.extend((it, close) for it in found)
                return here
        if fence.language not in _DATA or text[0] not in "{[":
            return here
        loose = self._loose(window)
        if loose is None or here.role in ("values", "security", "response-headers"):
            return here
        if here.role in REQUEST or here.role == "example-request":
            self.found.requests.append(loose)
        elif here.role == "example":
            if self.writes and not self.found.requests and not self.found.answers:
                self.found.requests.append(loose)
            else:
                self._answer(here, at=fence.start).samples.append(loose)
        elif here.own and not self.writes:
            self._answer(here, at=fence.start).samples.append(loose)
        return here

    def _answer_fence(
        self, window: Window, text: str, fence: Fence, here: Here
    ) -> Here:
        raw = status_line().match(text)
        if raw is not None:
            here = Here(here.role or "response", raw["code"], here.own)
            self._answer(here, at=fence.start)
            at = window.text.find("\n\n")
            if at < 0 or not window.text[at:].strip().startswith(("{", "[")):
                return here
            window = window.part(at, len(window.text))
            text = window.text.strip()
        if text[0] not in "{[" or fence.language not in _DATA | {"http"}:
            return here
        loose = self._loose(window)
        if loose is not None:
            self._answer(here, at=fence.start).samples.append(loose)
        return here

    def _loose(self, window: Window) -> Loose | None:
        try:
            return read_loose(window)
        except Unreadable:
            return None

    # Sentences

    def _prose(self, prose: Prose, here: Here) -> Here:
        text = prose.text
        said = all_required(text)
        if said is not None and here.role not in ANSWERS:
            where = stretch(self.source, prose.start, prose.end)
            self.found.all_required = said, where
        if here.own and not self.found.placed and not self._described():
            self.found.lead.append(prose)
        if here.role == "body" and array_of_objects().search(text):
            self.found.listed = True
        told = here.role in ANSWERS and self._statuses(status_lines(prose))
        if told or (here.role in REQUEST | ANSWERS and self._paragraph(prose, here)):
            return here
        if here.own and here.role is None:
            turned = self._to_answer(text, here, prose.start)
            if turned is not None:
                return turned
        if self._media(prose, here):
            return here
        if here.role not in ANSWERS:
            if here.own or here.role in REQUEST:
                self._mentioned(prose)
                span = stretch(self.source, prose.start, prose.end)
                sent = ((it, span) for it in sent_as(text))
                self.found.media_types.extend(sent)
            return here
        line = said_status().search(plain(text))
        if line is not None and not here.status:
            here = Here(here.role, line["code"] or line["first"], here.own)
            self._answer(here, at=prose.start)
        named = self.objects.answer(text)
        if named is not None:
            answer = self._answer(here, at=prose.start)
            answer.type = answer.type or named
        if not here.status and mentioned_statuses(text):
            self._mentioned(prose)  # It is about other answers.
        elif here.status or here.role == "response":
            answer = self._answer(here, at=prose.start)
            short = len(text) < 400 and "<" not in text
            if answer.description is None and short and not status_line_only(text):
                answer.description = plain(text) or None
        return here

    def _described(self) -> bool:
        """Whether more is known of an answer than samples of it."""
        answers = self.found.answers.values()
        return any(it.entries or it.description or not it.samples for it in answers)

    def _paragraph(self, prose: Prose, here: Here) -> bool:
        """A paragraph about one field: `**amount** *integer* **required**`, and more."""
        if not prose.text.lstrip().startswith(("**", "`")):
            return False
        item = Item(prose.text.strip(), prose.start, prose.end, 0)
        one = Items((item,), prose.start, prose.end)
        if not any(it.typed for it in self.rows.items(one)):
            return False
        self._items(one, here)
        return True

    def _mentioned(self, prose: Prose | Item) -> None:
        """The statuses that sentences of the description name."""
        for code, sentence in mentioned_statuses(prose.text):
            span = stretch(self.source, prose.start, prose.end)
            named = Answer(code, span, guessed=True, mention=sentence)
            self.found.answers.setdefault(code, named)

    def _to_answer(self, text: str, here: Here, at: int) -> Here | None:
        """What a sentence in the section of the operation itself says of its answer:
        what its object is, or that the table below it is about it."""
        said = plain(text)
        if said.lower().startswith(("returns ", "return ", "response ")):
            named = self.objects.answer(said)
            if named is not None:
                answer = self._answer(Here("response", "", True), at=at)
                answer.type = answer.type or named
        last = said.rsplit(". ", 1)[-1]
        if not last.endswith(":") or not about_answer().search(last):
            return None
        code = status(last)
        return Here("response", code or "", True)

    def _media(self, prose: Prose, here: Here) -> bool:
        """A line that says in which media type a body is, and whether there must be one."""
        line = media_line().fullmatch(prose.text.strip())
        if line is None:
            return False
        media_type = line["media"].lower()
        span = stretch(self.source, prose.start, prose.end)
        if here.role in ANSWERS:
            answer = self._answer(here, at=prose.start)
            answer.media_type = answer.media_type or (media_type, span)
        elif here.role in REQUEST or here.own:
            self.found.media_types.append((media_type, span))
            if line["mark"]:
                self.found.body_required = line["mark"].lower() == "required", span
        return True
