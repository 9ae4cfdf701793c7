"""The outline of a page: its sections, and what stands in each.

Records that `sections` makes of a page, and readers go through; text is copied from rendered
pages into the same ones.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import field
from typing import Final, TypeAlias

from specloom.document.markdown import Fence
from specloom.document.tables import Table
from specloom.read.pages.words.text import plain, without_tags
from specloom.read.pages.words.titles import Title
from specloom.records import record

BOLD: Final = 7
"""The level of lines that stand in for headings: below all those that there are."""


@record(frozen=True, slots=True)
class Item:
    """An item of a list; `depth` is how far it is indented, in columns."""

    text: str
    start: int
    end: int
    depth: int


@record(frozen=True, slots=True)
class Items:
    """A list of items, one below the other."""

    items: tuple[Item, ...]
    start: int
    end: int


@record(frozen=True, slots=True)
class Prose:
    """Other lines; may hold tags."""

    text: str
    start: int
    end: int


Part: TypeAlias = Table | Items | Fence | Prose


@record(slots=True, eq=False)
class Section:
    """A heading, and what is below it; the root has level 0 and no heading.

    `text` is the heading as written; `end` is where the next section begins that is not
    in this one.
    """

    level: int
    text: str
    title: Title
    start: int
    text_start: int
    end: int
    parent: Section | None
    parts: list[Part] = field(default_factory=list)
    children: list[Section] = field(default_factory=list)

    def walk(self, without: Set[int] = frozenset()) -> Iterator[Section]:
        """This section, and all in it, in the page's order, but those with these ids."""
        if id(self) in without:
            return
        yield self
        for child in self.children:
            yield from child.walk(without)

    def above(self) -> Iterator[Section]:
        """This section, and those that it stands in, from the inside out."""
        at: Section | None = self
        while at is not None:
            yield at
            at = at.parent


def heading(section: Section) -> str:
    """The words of a section's heading."""
    return plain(without_tags(section.text)).strip(" :：")
