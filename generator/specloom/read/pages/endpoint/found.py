"""What is found about one operation, before anything is made of it.

Mutable records that `collected` fills and `build` reads.
"""

from __future__ import annotations

from dataclasses import field
from typing import Final

from specloom.document.loose import Loose
from specloom.document.tables import Table
from specloom.ir import types as t
from specloom.read.pages.endpoint.entries import Entry
from specloom.read.pages.endpoint.outline import Prose, Section
from specloom.read.pages.snippets.call import Call
from specloom.records import record
from specloom.source import Span

ERRORS: Final = "errors"
"""The key of the answers that only a heading about errors speaks of."""


@record(slots=True)
class Answer:
    """What is said of the answers of one status; without one, `status` is empty.

    `guessed`: it is only named in a sentence, which is `mention`.
    """

    status: str
    span: Span
    entries: list[Entry] = field(default_factory=list)
    samples: list[Loose] = field(default_factory=list)
    headers: list[Entry] = field(default_factory=list)
    description: str | None = None
    type: t.Type | None = None
    media_type: tuple[str, Span] | None = None
    guessed: bool = False
    mention: str | None = None


@record(slots=True)
class Collected:
    """What the sections of an operation hold. The key of `placed` is a location, empty
    where nothing says one; `unplaced` are tables of fields that nobody knows a place for,
    `unread` are sections about fields of which nothing came, and `listed` says that the
    body is an array of what is described. `media_types` are those of the request, and
    `of_media` what is described of one of them alone.
    """

    placed: dict[str, list[Entry]] = field(default_factory=dict)
    answers: dict[str, Answer] = field(default_factory=dict)
    requests: list[Loose] = field(default_factory=list)
    calls: list[tuple[Call, bool]] = field(default_factory=list)
    lead: list[Prose] = field(default_factory=list)
    all_required: tuple[bool, Span] | None = None
    media_types: list[tuple[str, Span]] = field(default_factory=list)
    of_media: dict[str, list[Entry]] = field(default_factory=dict)
    body_required: tuple[bool, Span] | None = None
    unplaced: list[Table] = field(default_factory=list)
    unread: list[Section] = field(default_factory=list)
    listed: bool = False

    def size(self) -> int:
        """How much is known, to see whether a section adds to it."""
        answers = self.answers.values()
        return (
            sum(map(len, self.placed.values()))
            + sum(len(it.entries) + len(it.samples) + len(it.headers) for it in answers)
            + sum(it.type is not None for it in answers)
            + len(self.requests)
            + len(self.calls)
            + len(self.unplaced)
        )
