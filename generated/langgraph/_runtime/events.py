"""Server-sent events as values and as text (HTML, section 9.2.6)."""

from __future__ import annotations

import re
from collections.abc import AsyncIterable, Iterable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pydantic_core import to_json

from .bodies import media_type
from .codec import codec
from .plan import Items

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

EVENTS = "text/event-stream"

Source = AsyncIterable[T] | Iterable[T]
"""What a server makes a stream of. It is read as fast as the client takes it."""

_NEWLINE = re.compile("\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Event(Generic[T_co]):
    """A server-sent event. `event` is its name, `message` where it has none.

    retry: milliseconds before the client should come back, were the connection to break
    """

    data: T_co
    event: str = "message"
    id: str | None = None
    retry: int | None = None


def is_sequence(media: str) -> bool:
    """Whether items are those of a JSON text sequence (RFC 7464)."""
    return media_type(media).endswith("json-seq")


def item_bytes(media: str, items: Items, item: Any, check: bool) -> bytes:
    """An item of a stream as it is sent.

    Raises ValidationError for one that breaks its type, ValueError for one that cannot
    be written.
    """
    kind = media_type(media)
    if kind != EVENTS:
        raw = _json(items, item, check)
        return b"\x1e" + raw + b"\n" if is_sequence(kind) else raw + b"\n"
    if not items.whole:
        event: Event[Any] = item
        text = _text(items, event.data, check)
        return _event(text, event.event, event.id, event.retry)
    fields = codec(items.type).dump(item, "answer")
    if check:
        _json(items, item, check)
    data = fields.get("data", "")
    text = data if isinstance(data, str) else to_json(data).decode()
    return _event(
        text, fields.get("event", "message"), fields.get("id"), fields.get("retry")
    )


def _json(items: Items, item: object, check: bool) -> bytes:
    reader = codec(items.type)
    raw = reader.dump_json(item, "answer")
    if check:
        reader.read_strict(raw)
    return raw


def _text(items: Items, data: object, check: bool) -> str:
    """The data of an event: a text of its own as it is, all else as JSON."""
    if isinstance(data, str) and codec(items.type).type in (str, object):
        return data
    return _json(items, data, check).decode()


def _event(data: str, name: str, id_: str | None, retry: int | None) -> bytes:
    lines: list[str] = []
    if name != "message":
        lines.append(f"event: {_line('event', name)}")
    if id_ is not None:
        lines.append(f"id: {_line('id', id_)}")
    if retry is not None:
        lines.append(f"retry: {int(retry)}")
    lines += [f"data: {line}" for line in _NEWLINE.split(data)]
    return "\n".join([*lines, "", ""]).encode()


def _line(name: str, text: str) -> str:
    if any(char in text for char in "\r\n\0"):
        raise ValueError(f"the {name} of an event holds a line break or a NUL")
    return text
