"""Media types as the runtime treats them: what becomes of a body of each.

In: a media type of a specification. Out: its :data:`Carriage`. What the runtime writes
and reads typed is JSON, forms, multipart and streams of events or JSON; of everything
else it carries the text or the bytes (`templates/runtime/bodies.py`). Pure functions; used by the views.
"""

from __future__ import annotations

from functools import cache
from typing import Literal, TypeAlias

Carriage: TypeAlias = Literal[
    "json", "form", "multipart", "text", "stream", "parts", "bytes"
]

_STREAMS = frozenset(
    (
        "text/event-stream",
        "application/x-ndjson",
        "application/ndjson",
        "application/jsonl",
        "application/x-jsonl",
        "application/json-lines",
        "application/x-json-stream",
        "application/json-seq",
        "application/stream+json",
    )
)


@cache
def essence(media_type: str) -> str:
    """`Text/HTML; charset=x` as `text/html`."""
    return media_type.partition(";")[0].strip().lower()


@cache
def carriage(media_type: str) -> Carriage:
    """How a body of this media type is carried."""
    media = essence(media_type)
    if media in _STREAMS or media.endswith("+json-seq"):
        return "stream"
    if media == "multipart/mixed":
        return "parts"
    if media in ("application/json", "*/*", "") or media.endswith("+json"):
        return "json"
    if media == "application/x-www-form-urlencoded":
        return "form"
    if media == "multipart/form-data":
        return "multipart"
    return "text" if media.startswith("text/") else "bytes"


_TEXTUAL = ("xml", "yaml", "yml", "javascript", "ecmascript", "sql", "graphql", "toml")


@cache
def is_textual(media_type: str) -> bool:
    """Whether bodies of this media type are text by themselves."""
    media = essence(media_type)
    ending = media.rpartition("/")[2].rpartition("+")[2].removeprefix("x-")
    return media.startswith("text/") or ending in _TEXTUAL
