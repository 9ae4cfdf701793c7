"""The tree of sections of a flattened page, while it grows.

In: headings and paragraphs, in the order of the page. Out: the root of the sections, and
the one that is open. Used by `outline`.
"""

from __future__ import annotations

from specloom.read.pages.endpoint.outline import Prose, Section
from specloom.read.pages.flattened.headings import goes_on, in_menu
from specloom.read.pages.flattened.run_on import Line
from specloom.read.pages.words.titles import NO_TITLE, Title


class Tree:
    """Sections; `here` is the one that is open."""

    def __init__(self, end: int) -> None:
        self.root = self.here = Section(0, "", NO_TITLE, 0, 0, end, None)

    def open(
        self, level: int, line: Line, what: Title, text: str | None = None
    ) -> None:
        """Begins a section, and ends those that are not around it."""
        at = self.here
        while at.level >= level:
            at.end = line.start
            assert at.parent is not None
            at = at.parent
        text = line.text.strip() if text is None else text
        self.here = Section(level, text, what, line.start, line.start, at.end, at)
        at.children.append(self.here)

    def close(self, end: int) -> None:
        """Ends the section that is open: the one around it goes on."""
        assert self.here.parent is not None
        self.here.end = end
        self.here = self.here.parent

    def prose(self, line: Line) -> None:
        """Adds a line, as one more of its paragraph."""
        text = line.text.strip()
        if self.here.level == 0 and in_menu(text):
            return
        if not any(map(str.isalnum, text)):
            return
        last = self.here.parts[-1] if self.here.parts else None
        if (
            isinstance(last, Prose)
            and last.end + 1 == line.start
            and goes_on(last.text)
        ):
            text = f"{last.text}\n{line.text}"
            self.here.parts[-1] = Prose(text, last.start, line.end)
        else:
            self.here.parts.append(Prose(line.text, line.start, line.end))
