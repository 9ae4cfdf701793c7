"""Bodies by media type, written by one side and read by the other.

JSON (and `+json`), `application/x-www-form-urlencoded`, `multipart/form-data`; every
other media type carries text or bytes as they are. A body whose type is bytes goes as
it is, whatever its media type: as a whole, or as a stream. A body of a form is an
object: its fields are the parts, written as `forms` and `multipart` say.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, get_args

from pydantic import ValidationError

from . import media as media_types
from .codec import codec
from .files import Content, File, from_upload, is_stream, is_upload, whole
from .model import Direction
from .plan import Lazy, Part
from .shapes import is_tuple
from .types import Binary

FORM = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data"
OCTETS = "application/octet-stream"
is_json, media_type = media_types.is_json, media_types.media_type

_FROM_BYTES = get_args(Binary)[1]
_NO_PARTS: Mapping[str, Part] = {}


@cache
def is_binary(lazy: Lazy) -> bool:
    """Whether a body is bytes."""
    type_ = codec(lazy).type
    return type_ is bytes or _FROM_BYTES in getattr(type_, "__metadata__", ())


def choose(content: Mapping[str, Lazy], header: str | None) -> tuple[str, Lazy] | None:
    """The documented media type that a Content-Type matches: exact, else by range.

    Bytes that say no more of themselves (`application/octet-stream`) match any range.
    """
    given = media_type(header)
    ranges = (given, given.partition("/")[0] + "/*", "*/*")
    for wanted in ranges:
        for media, lazy in content.items():
            if media_type(media) == wanted:
                return (media if wanted == given else given), lazy
    if is_json(given):
        for media, lazy in content.items():
            if is_json(media):
                return media, lazy
    if given == OCTETS:
        for media, lazy in content.items():
            if media_type(media).endswith("/*") and is_binary(lazy):
                return given, lazy
    return None


def write(
    media: str,
    lazy: Lazy,
    value: object,
    direction: Direction,
    parts: Mapping[str, Part] = _NO_PARTS,
) -> tuple[bytes, str]:
    """The bytes of a body and its Content-Type. Raises Ambiguous for forms."""
    kind = media_type(media)
    if (is_json(kind) or kind == "*/*") and not is_binary(lazy):
        sent = media if kind != "*/*" else "application/json"
        return codec(lazy).dump_json(value, direction), sent
    if kind == FORM:
        from .forms import write_form

        return write_form(codec(lazy).dump(value, direction), parts).encode(), media
    if kind == MULTIPART:
        from .multipart import write_multipart

        return write_multipart(codec(lazy).dump_python(value, direction), parts)
    if isinstance(value, bytes):
        return value, _named(media, value)
    if isinstance(value, str):
        return value.encode(), media if "*" not in media else "text/plain"
    return codec(lazy).dump_json(value, direction), media


def _named(media: str, value: object) -> str:
    """The media type of bytes: their own if they have one, where there is a choice."""
    if "*" not in media:
        return media
    return (value.content_type if isinstance(value, File) else None) or OCTETS


def streamed(media: str, lazy: Lazy, value: Any) -> tuple[Content, str] | None:
    """The bytes of a body that are yet to come, and their Content-Type."""
    if is_binary(lazy) and is_stream(value):
        return value, _named(media, value)
    return None


def given(lazy: Lazy, value: object) -> object:
    """What a caller gave as a body; bytes of any kind as bytes."""
    return from_upload(whole(value)) if is_binary(lazy) else value


def listed(media: str, fields: dict[str, object]) -> dict[str, object]:
    """Fields of a form, of which files may be given in any sequence."""
    if media_type(media) != MULTIPART:
        return fields
    return {
        name: list(value) if is_tuple(value) and not is_upload(value) else value
        for name, value in fields.items()
    }


def carries(media: str, lazy: Lazy, value: object) -> bool:
    """Whether a value can be a body of a media type: bytes where that is bytes."""
    if is_binary(lazy) and media_type(media) not in (FORM, MULTIPART):
        return is_upload(value) or is_stream(value)
    if isinstance(value, bytes):
        return False
    try:
        codec(lazy).check(value)
    except ValidationError:
        return False
    return True


def read(
    media: str,
    header: str | None,
    lazy: Lazy,
    raw: bytes,
    parts: Mapping[str, Part] = _NO_PARTS,
) -> object:
    """The value of a body that a server received.

    Raises NotJson, TooMany, Malformed or ValidationError.
    """
    kind = media_type(media)
    if is_binary(lazy):
        return raw
    if is_json(kind) or (kind == "*/*" and is_json(header or "")):
        return codec(lazy).read_request(raw)
    type_ = codec(lazy).type
    if kind == FORM:
        from .forms import read_form

        fields = read_form(raw.decode("utf-8", "replace"), parts, type_)
    elif kind == MULTIPART:
        from .multipart import read_multipart

        fields = read_multipart(header or "", raw, parts, type_)
    else:
        return codec(lazy).check(raw.decode("utf-8", "replace"))
    from .fields import with_lists

    return codec(lazy).read_text(with_lists(type_, fields), nested=True)
