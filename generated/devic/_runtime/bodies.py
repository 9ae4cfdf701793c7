"""Bodies by media type, written by one side and read by the other.

JSON (and `+json`), `application/x-www-form-urlencoded`, `multipart/form-data`; every
other media type carries text or bytes as they are. A body whose type is bytes goes as
it is, whatever its media type. A body of a form is an object: its fields are the parts;
a list is a repeated part, an object is JSON in its part.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode

from pydantic_core import to_jsonable_python

from . import media as media_types
from .codec import Codec, codec
from .model import Direction, Model, fields_of
from .params import scalar
from .plan import Lazy
from .shapes import is_list
from .types import Binary

FORM = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data"
OCTETS = "application/octet-stream"
is_json, media_type = media_types.is_json, media_types.media_type
MAX_FIELDS = 10_000
"""Fields of a form, or parts, that are read before it is refused."""


MAX_HEAD = 16 * 1024
"""Bytes of the headers of one part."""


class TooMany(ValueError):
    """A form has more fields, or a part more headers, than are read."""


def is_binary(lazy: Lazy) -> bool:
    """Whether a body is bytes."""
    return codec(lazy).type in (bytes, Binary)


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
    media: str, lazy: Lazy, value: object, direction: Direction
) -> tuple[bytes, str]:
    """The bytes of a body and its Content-Type."""
    kind = media_type(media)
    if (is_json(kind) or kind == "*/*") and not is_binary(lazy):
        sent = media if kind != "*/*" else "application/json"
        return codec(lazy).dump_json(value, direction), sent
    if kind == FORM:
        fields = codec(lazy).dump(value, direction)
        return urlencode(list(_form_fields(fields))).encode(), media
    if kind == MULTIPART:
        return _write_multipart(_parts(codec(lazy), value, direction))
    if isinstance(value, bytes):
        return value, media if "*" not in media else OCTETS
    if isinstance(value, str):
        return value.encode(), media if "*" not in media else "text/plain"
    return codec(lazy).dump_json(value, direction), media


def read(media: str, header: str | None, lazy: Lazy, raw: bytes) -> object:
    """The value of a body that a server received.

    Raises NotJson, TooMany or ValidationError.
    """
    kind = media_type(media)
    if is_binary(lazy):
        return raw
    if is_json(kind) or (kind == "*/*" and is_json(header or "")):
        return codec(lazy).read_request(raw)
    if kind == FORM:
        _check_size(raw.count(b"&"))
        pairs = parse_qsl(raw.decode("utf-8", "replace"), keep_blank_values=True)
        return codec(lazy).read_text(_gather(codec(lazy), pairs), nested=True)
    if kind == MULTIPART:
        parts = _read_multipart(header or "", raw)
        return codec(lazy).read_text(_gather(codec(lazy), parts), nested=True)
    return codec(lazy).check(raw.decode("utf-8", "replace"))


def _check_size(fields: int) -> None:
    if fields > MAX_FIELDS:
        raise TooMany(f"a form has at most {MAX_FIELDS} fields")


def _form_fields(fields: Any) -> Iterable[tuple[str, str]]:
    for name, value in fields.items():
        for item in value if is_list(value) else [value]:
            if item is not None:
                yield name, scalar(item)


def _gather(codec: Codec, pairs: Iterable[tuple[str, str]]) -> dict[str, object]:
    """Repeated names as lists, also where a list of one was sent."""
    fields: dict[str, object] = {}
    for name, value in pairs:
        known = fields.get(name)
        if is_list(known):
            known.append(value)
        elif name in fields:
            fields[name] = [known, value]
        else:
            fields[name] = value
    return with_lists(codec.type, fields)


def with_lists(type_: Any, fields: dict[str, Any]) -> dict[str, Any]:
    """Make a list of the only value of a field that takes a list."""
    lists = _list_fields(type_)
    return {
        name: [value] if name in lists and not is_list(value) else value
        for name, value in fields.items()
    }


def _list_fields(type_: Any) -> frozenset[str]:
    """The wire names of a model's fields that take lists."""
    if not isinstance(type_, type) or not issubclass(type_, Model):
        return frozenset()
    return frozenset(
        field.alias or name
        for name, field in fields_of(type_).items()
        if "list[" in repr(field.annotation)
    )


def _parts(
    codec: Codec, value: Any, direction: Direction
) -> Iterable[tuple[str, str, bytes]]:
    """Name, further header text and bytes of each part."""
    for name, items in codec.dump_python(value, direction).items():
        for item in items if is_list(items) else [items]:
            if isinstance(item, bytes):
                yield name, f'; filename="{_quoted(name)}"', item
            elif item is not None:
                text = to_jsonable_python(item, by_alias=True)
                yield name, "", scalar(text).encode()


def _quoted(name: str) -> str:
    return name.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")


def _write_multipart(parts: Iterable[tuple[str, str, bytes]]) -> tuple[bytes, str]:
    boundary = secrets.token_hex(16)
    out = bytearray()
    for name, more, content in parts:
        kind = "\r\nContent-Type: application/octet-stream" if more else ""
        head = f'Content-Disposition: form-data; name="{_quoted(name)}"{more}{kind}'
        out += f"--{boundary}\r\n{head}\r\n\r\n".encode() + content + b"\r\n"
    out += f"--{boundary}--\r\n".encode()
    return bytes(out), f"{MULTIPART}; boundary={boundary}"


def _read_multipart(header: str, raw: bytes) -> Iterable[tuple[str, Any]]:
    from email.message import Message

    message = Message()
    message["Content-Type"] = header
    boundary = message.get_param("boundary")
    if not isinstance(boundary, str):
        return
    parts = (b"\r\n" + raw).split(b"\r\n--" + boundary.encode())
    _check_size(len(parts))
    for part in parts[1:-1]:
        head, _, content = part.partition(b"\r\n\r\n")
        if len(head) > MAX_HEAD:
            raise TooMany(f"the headers of a part have at most {MAX_HEAD} bytes")
        described = Message()
        for line in head.decode("utf-8", "replace").split("\r\n"):
            key, _, value = line.partition(":")
            if key:
                described[key.strip()] = value.strip()
        name = described.get_param("name", header="content-disposition")
        if isinstance(name, str):
            is_file = described.get_filename() is not None
            yield name, content if is_file else _text(content)


def _text(content: bytes) -> str | bytes:
    try:
        return content.decode()
    except UnicodeDecodeError:
        return content  # a file of another writer; no type takes it for text
