"""The names that a page's own samples of data show, and what they are in.

In: the snippets of a page. Out: :class:`ShownNames`: whether a name is that of a member
of something, or stands at the top. Used where nothing else tells what a field is in.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from specloom.document.loose import Unreadable, read_loose
from specloom.document.tree import Window
from specloom.source import SourceFile


class ShownNames:
    """Names at the top of samples, and under each name."""

    def __init__(self, source: SourceFile, snippets: Iterable[tuple[int, int]]) -> None:
        self.top: set[str] = set()
        self.under: dict[str, set[str]] = {}
        for start, end in snippets:
            try:
                value = read_loose(Window(source, start, end, 0)).value
            except Unreadable:
                continue
            self._add(value, self.top)

    def _add(self, value: object, names: set[str]) -> None:
        for it in value if isinstance(value, list) else [value]:
            if isinstance(it, dict):
                for key, inner in it.items():
                    names.add(str(key))
                    self._add(inner, self.under.setdefault(str(key), set()))

    def where(self, parent: str, name: str) -> Literal["inside", "outside"] | None:
        """Whether samples show a name in another one, or beside; None if in doubt."""
        inside = name in self.under.get(parent, ())
        around = [it for key, it in self.under.items() if parent in it]
        outside = name in self.top or any(name in it for it in around)
        if inside == outside:
            return None
        return "inside" if inside else "outside"
