"""How the operations of a page are authenticated, by its words and its calls.

In: the sections of a page, which of them are operations', the headers that tables
describe, and the calls that it shows. Out: :class:`PageSecurity`; nothing where the page
says nothing. The value of a label ("Authentication: Bearer") states a scheme, a call that
carries credentials infers one, and a sentence is only a guess. What the section of one of
several operations says is about that one, as far as it differs from what holds for all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, TypeAlias

from specloom.document.tables import Table
from specloom.ir.api import Operation, SecurityRequirement, SecurityScheme
from specloom.read.pages.endpoint.entries import Entry
from specloom.read.pages.endpoint.outline import Items, Prose, Section, heading
from specloom.read.pages.saying import guessed, inferred, stated, stretch
from specloom.read.pages.snippets.call import Call
from specloom.read.pages.words import security as words
from specloom.read.pages.words.security import Said
from specloom.read.pages.words.text import plain
from specloom.read.pages.words.titles import title
from specloom.records import record, replace
from specloom.source import SourceFile, Span

Requirements: TypeAlias = tuple[SecurityRequirement, ...]
UNREAD: Final = "SL365"
_SHORT: Final = 60
"""How long a line below a heading about authentication may be, to be all there is."""


@record(frozen=True, slots=True)
class _Text:
    """A text that may be about authentication; the value of a label about it is."""

    text: str
    start: int
    end: int
    labelled: bool


@record(frozen=True, slots=True)
class Part:
    """What one operation of a page has: its sections without those of others, and its
    calls."""

    key: int
    sections: Sequence[Section]
    calls: Sequence[Call]


class PageSecurity:
    """What the operations of a page require.

    `schemes` are all that the page names, and `security` what it requires in general
    (None: it does not say); `of` is what single operations require, by the keys of their
    parts. `unread` are words that say that one must authenticate, but not how.
    """

    def __init__(
        self,
        source: SourceFile,
        general: Sequence[Section],
        parts: Sequence[Part],
        calls: Sequence[Call],
        described: Sequence[Entry],
    ) -> None:
        self.source = source
        self.schemes: dict[str, SecurityScheme] = {}
        self.of: dict[int, Requirements] = {}
        self.unread: list[tuple[str, Span]] = []
        known = self._said(general)
        of_parts = [(it, self._said(it.sections)) for it in parts]
        self.security = self._required(known, calls[:1] if parts else calls, described)
        if self.security is None and parts:
            self.security = self._of_first(of_parts, calls)
        for part, said in of_parts:
            own = self._required(said, part.calls, ())
            if own is None and said.scopes:
                own = self._scoped(self.security, said.scopes)
            # That a call shows one of several alternatives does not take the others away.
            if own is not None and not (own and set(own) <= set(self.security or ())):
                self.of[part.key] = own
            if own is None:
                self._list(said, only_labels=self.security is not None)
        if self.security is None:
            self._list(known, only_labels=False)

    def _list(self, said: _Words, *, only_labels: bool) -> None:
        """Lists the first words that are not understood, of which something comes."""
        if said.found is None:
            unread = [it for it in said.unread if it.labelled or not only_labels]
            self.unread.extend((plain(it.text), self._span(it)) for it in unread[:1])

    def applied(self, operation: Operation, key: int) -> Operation:
        """The operation with what only it requires, and without credentials among its
        parameters."""
        own = self.of.get(key)
        required = self.security if own is None else own
        names = {name for it in required or () for name, _ in it}
        sent = {
            (it.location, (it.parameter or "").lower())
            for it in self.schemes.values()
            if it.name in names and it.kind == "apiKey"
        }
        kept = tuple(
            it
            for it in operation.parameters
            if (it.location, it.name.lower()) not in sent
        )
        return replace(operation, parameters=kept, security=own)

    # What words say

    def _said(self, sections: Sequence[Section]) -> _Words:
        """What labels say; else the first sentence that says anything, of those that are
        about it first."""
        order = sorted(sections, key=lambda it: title(heading(it)).role != "security")
        texts = [text for section in order for text in _texts(section)]
        found: Said | None = None
        labelled = False
        scopes: dict[str, None] = {}
        unread: list[_Text] = []
        for text in sorted(texts, key=lambda it: not it.labelled):
            span = self._span(text)
            why = stated(span, "label") if text.labelled else guessed(span, "sentence")
            said = words.said(text.text, why, labelled=text.labelled)
            if said is None:
                if text.labelled or words.demands(text.text):
                    unread.append(text)
                continue
            scopes |= dict.fromkeys(said.scopes)
            if said.scopes and not said.schemes:
                unread.append(text)
            if found is None and (said.schemes or said.nothing):
                found, labelled = said, text.labelled
        return _Words(found, labelled, tuple(scopes), tuple(unread))

    def _span(self, text: _Text) -> Span:
        return stretch(self.source, text.start, text.end)

    # What follows

    def _required(
        self, said: _Words, calls: Sequence[Call], described: Sequence[Entry]
    ) -> Requirements | None:
        """What is required by the strongest that says so; None if nothing does."""
        found = said.found
        made: Requirements | None = None
        if found is not None and found.schemes and said.labelled:
            made = self._of_words(found)
        made = made or self._of_calls(calls)
        if made is None and found is not None and found.schemes:
            made = self._of_words(found)
        if made is None and described:
            made = self._described(described)
        if made is None and found is not None and found.nothing:
            return ()
        if made is None:
            return None
        return self._scoped(made, said.scopes) if said.scopes else made

    def _of_words(self, said: Said) -> Requirements:
        names = [self._named(it) for it in said.schemes]
        if said.either:
            return tuple(((it, ()),) for it in names)
        return (tuple((it, ()) for it in names),)

    def _of_calls(self, calls: Sequence[Call]) -> Requirements | None:
        """What calls carry; of several, that of each."""
        found: dict[SecurityRequirement, None] = {}
        for call in calls:
            schemes = _schemes_of(call)
            if schemes:
                found.setdefault(tuple((self._named(it), ()) for it in schemes))
        return tuple(found) or None

    def _of_first(
        self, parts: Sequence[tuple[Part, _Words]], calls: Sequence[Call]
    ) -> Requirements | None:
        """What is said of one operation, for those of which nothing is said."""
        shown = next((it for it in calls if _schemes_of(it)), None)
        if shown is not None:
            return self._of_calls([shown])
        for _, said in parts:
            if said.found is not None and said.found.schemes:
                return self._of_words(said.found)
        return None

    def _scoped(
        self, required: Requirements | None, scopes: tuple[str, ...]
    ) -> Requirements | None:
        """The requirements, with the scopes that a token needs."""
        tokens = {it.name for it in self.schemes.values() if it.kind != "apiKey"}
        return required and tuple(
            tuple((name, scopes if name in tokens else has) for name, has in it)
            for it in required
        )

    def _described(self, entries: Sequence[Entry]) -> Requirements | None:
        """The headers with credentials that tables describe as parameters."""
        found = [self._named(it) for it in map(_of_header, entries) if it is not None]
        return (tuple((it, ()) for it in dict.fromkeys(found)),) if found else None

    def _named(self, scheme: SecurityScheme) -> str:
        """The name under which a scheme is known; another of that name gets its own."""
        for known in self.schemes.values():
            if _identity(known) == _identity(scheme):
                return known.name
        name, number = scheme.name, 1
        while name in self.schemes:
            number += 1
            name = f"{scheme.name}{number}"
        self.schemes[name] = replace(scheme, name=name)
        return name


@record(frozen=True, slots=True)
class _Words:
    """What sentences and labels say, the scopes among it, and what is not understood."""

    found: Said | None
    labelled: bool
    scopes: tuple[str, ...]
    unread: tuple[_Text, ...]


def _identity(it: SecurityScheme) -> tuple[object, ...]:
    return it.kind, it.scheme, (it.parameter or "").lower(), it.location


def _texts(section: Section) -> Iterator[_Text]:
    about = title(heading(section)).role == "security"
    for part in section.parts:
        match part:
            case Prose():
                yield from _lines(part.text, part.start, part.end, about)
            case Items():
                for item in part.items:
                    yield from _lines(item.text, item.start, item.end, False)
            case Table():
                yield from _rows(part)
            case _:
                pass


def _lines(text: str, start: int, end: int, about: bool) -> Iterator[_Text]:
    for value, at, stop in words.labels(text):
        yield _Text(value, start + at, start + stop, True)
    yield _Text(text, start, end, about and len(text) < _SHORT)


def _rows(table: Table) -> Iterator[_Text]:
    """Rows such as "Auth | API key", and such a column of a table of one row."""
    header = table.header.cells
    if len(header) == 2:
        for row in (table.header, *table.rows):
            if len(row.cells) == 2 and words.is_label(row.cells[0].text):
                cell = row.cells[1]
                yield _Text(cell.text, row.start, row.end, True)
    elif len(table.rows) == 1:
        for name, cell in zip(header, table.rows[0].cells, strict=False):
            if words.is_label(name.text):
                yield _Text(cell.text, cell.start, cell.end, True)


def _schemes_of(call: Call) -> list[SecurityScheme]:
    """How a call authenticates."""
    if call.user is not None:
        why = inferred(call.user.span, "user of a call")
        found = words.header("Authorization", "Basic", why)
        return [found] if found is not None else []
    schemes = []
    for pair in call.headers:
        why = inferred(pair.span, "header of a call")
        found = words.header(pair.name, str(pair.value), why)
        if found is not None:
            schemes.append(found)
    return schemes


def _of_header(entry: Entry) -> SecurityScheme | None:
    """The scheme that a header is which tables describe as a parameter."""
    said = entry.field.type.notes.description or ""
    assert entry.span is not None
    why = guessed(entry.span, "header")
    if entry.name.lower() != "authorization":
        return words.header(entry.name, "", why)
    found = words.words(f"Authorization: {said}", why)
    if isinstance(found, SecurityScheme):
        return found
    return SecurityScheme(
        "authorization",
        "apiKey",
        said or None,
        parameter="Authorization",
        location="header",
        span=entry.span,
        evidence={"kind": why},
    )
