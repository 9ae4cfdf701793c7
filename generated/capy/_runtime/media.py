"""Media types, taken apart."""

from __future__ import annotations

from functools import lru_cache


@lru_cache
def media_type(header: str | None) -> str:
    """`Text/HTML; charset=x` as `text/html`; empty if there is none."""
    return (header or "").partition(";")[0].strip().lower()


@lru_cache
def is_json(media: str) -> bool:
    """Whether a media type's bodies are JSON."""
    media = media_type(media)
    return media == "application/json" or media.endswith("+json")
