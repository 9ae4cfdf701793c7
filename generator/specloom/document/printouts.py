"""Streams of events as documentation prints them.

In: a :class:`~specloom.document.tree.Window` on a stretch of a page. Out: the events in
it, each with its name and the value of its data; none for a text that is no such
printout. Two forms are known: server-sent events as they go over the wire (WHATWG HTML,
section 9.2), and what a loop prints that says `... event of type: NAME...` before each.
"""

from __future__ import annotations

import re
from typing import Final

from specloom.document.loose import Loose, read_loose
from specloom.document.slips import Unreadable
from specloom.document.tree import Window
from specloom.records import record
from specloom.source import Span

_SAID: Final = re.compile(
    r"^[ \t]*[A-Z][\w ]*\bevent\b[\w ]*:[ \t]*([\w.|:/-]+?)[ \t]*(?:\.{3}|…)?[ \t]*$",
    re.MULTILINE,
)
_FIELD: Final = re.compile(r"^[ \t]*(event|data|id|retry):[ \t]?(.*)$", re.MULTILINE)


@record(frozen=True, slots=True)
class Event:
    """One event. `data` is None where there is none, or where it is no value."""

    name: str | None
    data: Loose | None
    span: Span


def events(window: Window) -> list[Event]:
    """The events of a printout, in order; empty if the text is something else."""
    text = window.text
    if "event" not in text and "data:" not in text:
        return []
    first = text.lstrip()
    said = list(_SAID.finditer(text))
    if said and _SAID.match(text, len(text) - len(first)):
        ends = [*(it.start() for it in said[1:]), len(text)]
        return [
            Event(it[1], _data(window, it.end(), end), window.stretch(it.start(), end))
            for it, end in zip(said, ends, strict=True)
        ]
    if _FIELD.match(text, len(text) - len(first)):
        return _server_sent(window)
    return []


def _server_sent(window: Window) -> list[Event]:
    """Events between blank lines, each of several lines `FIELD: VALUE`."""
    found: list[Event] = []
    name: str | None = None
    data: list[re.Match[str]] = []
    start: int | None = None
    at = 0
    for line in [*window.text.splitlines(keepends=True), ""]:
        field = _FIELD.match(window.text, at) if line.strip() else None
        if field is None and start is not None:
            value = _joined(window, data)
            found.append(Event(name, value, window.stretch(start, at)))
            name, data, start = None, [], None
        elif field is not None:
            start = at if start is None else start
            if field[1] == "event":
                name = field[2].strip()
            elif field[1] == "data":
                data.append(field)
        at += len(line)
    return found


def _joined(window: Window, lines: list[re.Match[str]]) -> Loose | None:
    """The value of the data of one event; of several lines, if only the first has any."""
    if not lines:
        return None
    return (
        _data(window, lines[0].start(2), lines[0].end(2)) if len(lines) == 1 else None
    )


def _data(window: Window, start: int, end: int) -> Loose | None:
    if not window.text[start:end].strip():
        return None
    try:
        return read_loose(window.part(start, end))
    except Unreadable:
        return None
