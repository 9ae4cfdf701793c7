"""Where in the overlays a change comes from, by the place that it has in the document.

In: the changes. Out: for a pointer into the changed document the place in an overlay that
says what stands there. Remembers which actions were asked for in this way: they made a
difference to the API.
"""

from __future__ import annotations

from specloom.document import Json
from specloom.document.pointers import lookup
from specloom.overlay.changes import Changes, Touch
from specloom.source import Span, unescape


class Places:
    """Looks up places; see the module. `root` is the document as it was changed."""

    def __init__(self, changes: Changes) -> None:
        self.root: dict[str, Json] = changes.root
        self.changed: set[int] = set()
        self.used: set[int] = set()
        self._at: dict[str, Touch] = {}
        # By pointers above a touch: all touches below.
        self._below: dict[str, list[Touch]] = {}
        for pointer, touch in changes.touches():
            self._note(pointer, touch)
        self.first = next(iter(self._at.values())).place

    def _note(self, pointer: str, touch: Touch) -> None:
        self.changed.add(touch.action)
        self._at[pointer] = touch
        while pointer:
            pointer = pointer.rpartition("/")[0]
            self._below.setdefault(pointer, []).append(touch)

    def add(self, pointer: str, touch: Touch) -> None:
        """What stands here has another meaning because of a change elsewhere."""
        if not self.near(pointer):
            self._note(pointer, touch)

    def near(self, pointer: str) -> bool:
        """Whether what stands at a pointer was changed, or anything above or below."""
        return pointer in self._below or self._above(pointer) is not None

    def says(self, pointer: str) -> Span | None:
        """The place in an overlay that says what stands at a pointer, or part of it."""
        found = self._above(pointer)
        if found is not None:
            at, touch = found
            self.used.add(touch.action)
            if touch.removed:
                return touch.place
            rest = pointer[len(at) :].split("/")[1:]
            return touch.place.at(*map(unescape, rest))
        below = self._below.get(pointer)
        if below is None:
            return None
        self.used.update(touch.action for touch in below)
        return below[0].place

    def covers(self, pointer: str) -> Span | None:
        """As :meth:`says`; every change below counts as well, since all is taken over."""
        self.used.update(touch.action for touch in self._below.get(pointer, ()))
        return self.says(pointer)

    def removed(self) -> list[str]:
        """The pointers that no longer lead anywhere."""
        return [pointer for pointer, touch in self._at.items() if touch.removed]

    def removal(self, pointer: str) -> Touch | None:
        """The action that removed what a pointer led to, or something around it."""
        found = self._above(pointer)
        return found[1] if found is not None and found[1].removed else None

    def element(self, pointer: str, value: Json) -> str:
        """The pointer of an element in the list at a pointer; that of the list if none."""
        node = lookup(self.root, pointer)
        if isinstance(node, list) and value in node:
            return f"{pointer}/{node.index(value)}"
        return pointer

    def _above(self, pointer: str) -> tuple[str, Touch] | None:
        """The nearest touch at a pointer or above it."""
        while True:
            touch = self._at.get(pointer)
            if touch is not None:
                return pointer, touch
            if not pointer:
                return None
            pointer = pointer.rpartition("/")[0]
