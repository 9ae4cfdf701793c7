"""What documentation calls JSON: text to a value, and what had to be put up with.

In: a :class:`~specloom.document.tree.Window` on a file (a fence, an indented block, a
piece of a command). Out: :class:`Loose`, which holds a document: every JSON Pointer of
the value can be found in the file, so that evidence has a place. Strict JSON comes first;
then comments, `...`, trailing commas, other quotes, bare keys, placeholders and Python's
literals are put up with, and listed. Nothing is ever evaluated.

Raises :class:`Unreadable` for what is no value, is too large, or nests too deeply.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from specloom.diagnostics import SpecError
from specloom.document.json import parse
from specloom.document.slips import Opaque, Slip, SlipKind, Unreadable
from specloom.document.tolerant import DEPTH, Places, Tolerant
from specloom.document.tree import Document, Json, Limits, Window, height
from specloom.records import record
from specloom.source import Span

__all__ = [
    "Argument",
    "Loose",
    "Opaque",
    "Slip",
    "Unreadable",
    "arguments",
    "assigned",
    "read_loose",
]

STRICT_SIZE: Final = 1 << 22
SIZE: Final = 1 << 18
"""How many characters of an example are read: of JSON, and of anything else."""

_UNKNOWN: Final[frozenset[SlipKind]] = frozenset({"elided", "opaque", "filled"})


@record(frozen=True, slots=True)
class Loose:
    """A value, with its places. `slips` is empty for what is JSON."""

    document: Document
    slips: tuple[Slip, ...] = ()

    @property
    def value(self) -> Json:
        """The value; an :class:`Opaque` in it stands for one that is not known."""
        return self.document.root

    @property
    def span(self) -> Span:
        """The place of the value; `span.at(key)` is that of a member."""
        return self.document.span()

    @property
    def complete(self) -> bool:
        """Whether this is an instance: nothing is left out, or to be filled in."""
        return not any(slip.kind in _UNKNOWN for slip in self.slips)

    def at(self, *keys: str) -> Loose:
        """The member or item that keys lead to. Raises KeyError."""
        value: Json = self.value
        for key in keys:
            if isinstance(value, list) and key.isdigit() and int(key) < len(value):
                value = value[int(key)]
            elif isinstance(value, dict):
                value = value[key]
            else:
                raise KeyError(key)
        document, depth = self.document, len(keys)
        inner = Document(
            document.window, value, lambda below: document.find((*keys, *below))
        )
        slips = tuple(
            Slip(it.kind, it.keys[depth:], it.start, it.end)
            for it in self.slips
            if it.keys[:depth] == keys
        )
        return Loose(inner, slips)

    def place(self, slip: Slip) -> Span:
        """The place of a slip in the file."""
        return self.document.window.stretch(slip.start, slip.end)

    def text(self, slip: Slip) -> str:
        """What is written there, such as a comment."""
        return self.document.window.text[slip.start : slip.end]


@record(frozen=True, slots=True)
class Argument:
    """An argument of a call; `name` is None for one by position."""

    name: str | None
    value: Loose


def read_loose(window: Window) -> Loose:
    """The value that a stretch of a file holds. Raises Unreadable."""
    text = window.text
    strict = _strict(window) if len(text) <= STRICT_SIZE else None
    if strict is not None:
        return Loose(strict)
    if len(text) > SIZE:
        raise Unreadable(f"it is larger than {SIZE:,} characters, and no JSON", 0)
    reader = Tolerant(text)
    reader.gap(())
    try:
        value = reader.value()
        _to_the_end(reader)
        if isinstance(value, Opaque):
            raise Unreadable("this is no value", 0, len(text))
    except Unreadable as refusal:
        again = _members(text)
        if again is None:
            raise refusal
        reader, value = again
    return _loose(window, value, reader.places, reader.slips)


def arguments(window: Window, at: int) -> tuple[list[Argument], int]:
    """The arguments of a call whose bracket opens before `at`, and where it is closed.

    Raises Unreadable.
    """
    reader = Tolerant(window.text, at)
    found = [
        Argument(name, _loose(window, value, places, slips))
        for name, value, places, slips in reader.arguments()
    ]
    return found, reader.at


def assigned(window: Window, at: int) -> tuple[Loose, int]:
    """The value that starts at an offset, whatever follows, and where it ends.

    Raises Unreadable.
    """
    reader = Tolerant(window.text, at)
    value = reader.value()
    return _loose(window, value, reader.places, reader.slips), reader.at


def _strict(window: Window) -> Document | None:
    """The text as JSON, if it is that."""
    text = window.text
    if text.lstrip()[:1] not in ("{", "[", '"') or '"..."' in text or '"…"' in text:
        return None
    try:
        document = parse(window, Limits(depth=DEPTH))
    except SpecError:
        return None
    return document if height(document.root, DEPTH) <= DEPTH else None


def _to_the_end(reader: Tolerant) -> None:
    reader.gap((), ())
    while reader.elided(()) or reader.text.startswith((",", ";"), reader.at):
        if reader.text.startswith((",", ";"), reader.at):
            reader.at += 1
        reader.gap((), ())
    if reader.at < len(reader.text):
        raise Unreadable("something follows the value", reader.at, len(reader.text))


def _members(text: str) -> tuple[Tolerant, Json] | None:
    """The text as members whose braces were left out."""
    reader = Tolerant(text)
    reader.gap(())
    if reader.text[reader.at : reader.at + 1] not in ('"', "'"):
        return None
    try:
        return reader, reader.members()
    except Unreadable:
        return None


def _loose(window: Window, value: Json, places: Places, slips: Sequence[Slip]) -> Loose:
    def locate(keys: Sequence[str]) -> tuple[int, int]:
        path = tuple(keys)
        while path not in places and path:
            path = path[:-1]
        return places.get(path, (0, 0))

    return Loose(Document(window, value, locate), tuple(slips))
