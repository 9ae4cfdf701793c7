"""The canonical document while it is changed, and what was touched.

In: the document, as `export` makes it; its nodes may be shared among each other and with
the IR, and are never changed. Out: a tree in which what leads to a change was copied, and
for each change where it comes from. Pointers are found at the end, since removing what
stands in a list moves what follows.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from specloom.document import Json
from specloom.records import record
from specloom.source import Span, escape

Keys: TypeAlias = "tuple[str | int, ...]"
Container: TypeAlias = "dict[str, Json] | list[Json]"


@record(frozen=True, slots=True)
class Touch:
    """A change: by which action, and where the new value stands in the overlay.

    `removed`: there is no new value, and the place is that of the action.
    """

    action: int
    place: Span
    removed: bool = False


class Changes:
    """Changes one document; see the module."""

    def __init__(self, root: dict[str, Json]) -> None:
        self.root = {**root}
        # By identity: copies made here are kept, so none is used twice.
        self._own: dict[int, Container] = {id(self.root): self.root}
        self._touched: dict[int, dict[str | int | None, Touch]] = {}

    @property
    def any(self) -> bool:
        """Whether anything was changed."""
        return bool(self._touched)

    def node(self, keys: Keys) -> Json:
        """The node that keys lead to, as it is now. It exists."""
        node: Json = self.root
        for key in keys:
            node = _member(node, key)
        return node

    def set(self, keys: Keys, value: Json, touch: Touch) -> None:
        """A member of an object gets a value."""
        owner, key = self._owned(keys[:-1]), keys[-1]
        _put(owner, key, value)
        self._touch(owner, key, touch)

    def append(self, keys: Keys, value: Json, touch: Touch) -> None:
        """A list gets one more element."""
        owner = self._owned(keys)
        assert isinstance(owner, list)
        owner.append(value)
        self._touch(owner, len(owner) - 1, touch)

    def remove(self, keys: Keys, touch: Touch) -> None:
        """A member of an object, or an element of a list, goes."""
        owner, key = self._owned(keys[:-1]), keys[-1]
        if isinstance(owner, dict):
            assert isinstance(key, str)
            del owner[key]
            self._touch(owner, key, touch)
            return
        assert isinstance(key, int)
        del owner[key]
        touched = self._touched.get(id(owner), {})
        moved: dict[str | int | None, Touch] = {
            at - 1 if isinstance(at, int) and at > key else at: it
            for at, it in touched.items()
            if at != key
        }
        self._touched[id(owner)] = moved
        moved[None] = touch

    def touches(self) -> Iterator[tuple[str, Touch]]:
        """What was touched and is still there, by pointer into the tree as it is now.

        What went from a list has the pointer of the list.
        """
        stack: list[tuple[Container, str]] = [(self.root, "")]
        while stack:
            node, pointer = stack.pop()
            for key, touch in self._touched.get(id(node), {}).items():
                yield pointer if key is None else _below(pointer, key), touch
            members = node.items() if isinstance(node, dict) else enumerate(node)
            below = [
                (child, _below(pointer, key))
                for key, child in members
                if id(child) in self._own and isinstance(child, dict | list)
            ]
            stack.extend(reversed(below))

    def _touch(self, owner: Container, key: str | int, touch: Touch) -> None:
        self._touched.setdefault(id(owner), {})[key] = touch

    def _owned(self, keys: Keys) -> Container:
        """What keys lead to, copied with all that leads there unless that is done."""
        node: Container = self.root
        for key in keys:
            child = _member(node, key)
            assert isinstance(child, dict | list)
            if id(child) not in self._own:
                child = {**child} if isinstance(child, dict) else [*child]
                self._own[id(child)] = child
                _put(node, key, child)
            node = child
        return node


def _below(pointer: str, key: str | int) -> str:
    return f"{pointer}/{escape(str(key))}"


def _member(node: Json, key: str | int) -> Json:
    """What a key leads to, which exists."""
    if isinstance(key, str):
        assert isinstance(node, dict)
        return node[key]
    assert isinstance(node, list)
    return node[key]


def _put(owner: Container, key: str | int, value: Json) -> None:
    if isinstance(key, str):
        assert isinstance(owner, dict)
        owner[key] = value
    else:
        assert isinstance(owner, list)
        owner[key] = value
