"""`multipart/form-data`: the fields of an object as parts (RFC 7578).

Bytes are files, with the name and the media type that a `File` has; an object is JSON, a
list is a repeated part, all else is text. An Encoding Object (`plan.Part`) may say
otherwise. A field that is null, or an empty list, is left out. Names are escaped as
browsers do it: only quotes and line ends, in percent-encoding.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import quote, unquote

from pydantic_core import to_jsonable_python

from . import params
from .files import File
from .forms import as_parameter, gather, present, read_styled, text_of
from .jsontext import NotJson, parse
from .media import is_json, media_type
from .params import Ambiguous
from .parsing import Malformed, TooMany, check_size, query_pairs
from .plan import Part
from .shapes import is_container, is_dict, is_list

MULTIPART = "multipart/form-data"
MAX_HEAD = 16 * 1024
"""Bytes of the headers of one part."""

_OCTETS = "application/octet-stream"
_ESCAPED = {'"': "%22", "\r": "%0D", "\n": "%0A"}
_PARAMETER = re.compile(r';\s*([\w*]+)\s*=\s*(?:"((?:\\"|[^"])*)"|([^;\s]*))')
_CONTROL = re.compile(r"[\x00-\x08\x0A-\x1F\x7F]").search


def write_multipart(
    fields: Mapping[str, Any], encoding: Mapping[str, Part]
) -> tuple[bytes, str]:
    """The body and its Content-Type. Raises Ambiguous."""
    boundary = secrets.token_hex(16)
    out: list[bytes] = []
    for name, value in fields.items():
        try:
            for head, content in _parts(name, value, encoding.get(name)):
                out += [f"--{boundary}\r\n{head}\r\n\r\n".encode(), content, b"\r\n"]
        except Ambiguous as error:
            raise Ambiguous(f"{name}: {error}") from None
    out.append(f"--{boundary}--\r\n".encode())
    return b"".join(out), f"{MULTIPART}; boundary={boundary}"


def _parts(name: str, value: Any, part: Part | None) -> Iterator[tuple[str, bytes]]:
    """The head and the content of each part of a field."""
    if part is not None and part.style is not None:
        for key, text in _styled(name, value, part):
            yield _head(key), text.encode()
        return
    media = part.media_type if part is not None else ""
    for item in present(value):
        if isinstance(item, bytes):
            yield _file_head(name, item, media), item
        else:
            data = to_jsonable_python(item, by_alias=True)
            kind = media.partition(",")[0].strip()
            if "*" in kind:
                kind = ""
            if is_container(data) and not kind:
                kind = "application/json"
            yield _head(name, kind), text_of(data, kind).encode()


def _head(name: str, kind: str = "", more: str = "") -> str:
    head = f'Content-Disposition: form-data; name="{_escaped(name)}"{more}'
    return f"{head}\r\nContent-Type: {_line(kind)}" if kind else head


def _file_head(name: str, content: bytes, allowed: str) -> str:
    """The head of a file: what it says of itself, else what may be guessed."""
    file = content if isinstance(content, File) else File(content)
    called = name if file.name is None else file.name
    kind = file.content_type or _guessed(file.name, allowed)
    head = _head(name, kind, f'; filename="{_escaped(called)}"')
    more = [f"\r\n{_line(key)}: {_line(text)}" for key, text in file.headers.items()]
    return head + "".join(more)


def _line(text: str) -> str:
    if _CONTROL(text):
        raise Ambiguous("a header of the part holds a control character")
    return text


def _guessed(name: str | None, allowed: str) -> str:
    """A media type by the file's name, among those that are allowed; else the first."""
    kinds = [kind.strip() for kind in allowed.split(",") if kind.strip()]
    if name and (len(kinds) != 1 or "*" in allowed):
        from mimetypes import guess_type

        found = guess_type(name)[0] or ""
        families = {found, f"{found.partition('/')[0]}/*", "*/*"}
        if found and (not kinds or families.intersection(kinds)):
            return found
    return next((kind for kind in kinds if "*" not in kind), _OCTETS)


def _styled(name: str, value: Any, part: Part) -> Iterable[tuple[str, str]]:
    """The parts of a field with a style: the pairs of a query, not encoded."""
    parameter = as_parameter(name, part)
    data = to_jsonable_python(value, by_alias=True)
    if data is None or params.is_undefined(parameter, data):
        return []
    delimiter = unquote(params.DELIMITERS.get(parameter.style, ","))
    items: list[Any] = data if is_list(data) else []
    if is_dict(data):
        items = [*data, *data.values()]
    spread = part.explode or part.style == "deepObject"
    if not spread and any(delimiter in params.scalar(it) for it in items):
        raise Ambiguous(f"an item holds {delimiter!r}, which parts the items")
    pairs = query_pairs(params.write_query(parameter, data))
    return [(key, unquote(raw)) for key, raw in pairs]


def _escaped(name: str) -> str:
    for char, escaped in _ESCAPED.items():
        if escaped in name:
            raise Ambiguous(
                f"the name {name!r} holds {escaped}, which is read as {char!r}"
            )
        name = name.replace(char, escaped)
    return _line(name)


def read_multipart(
    header: str, raw: bytes, encoding: Mapping[str, Part], type_: Any
) -> dict[str, Any]:
    """Undo `write_multipart`, but for lists of one. Raises TooMany, Malformed, NotJson."""
    pairs = list(_read_parts(header, raw, encoding))
    fields: dict[str, Any] = {}
    if any(part.style is not None for part in encoding.values()):
        texts = [(k, quote(v, safe=",")) for k, v in pairs if isinstance(v, str)]
        fields, rest = read_styled(texts, encoding, type_)
        left = {name for name, _ in rest}
        pairs = [it for it in pairs if not isinstance(it[1], str) or it[0] in left]
    gather(pairs, {}, fields)
    return fields


def _read_parts(
    header: str, raw: bytes, encoding: Mapping[str, Part]
) -> Iterator[tuple[str, object]]:
    """The name and the value of each part: a File, JSON, or text."""
    boundary = _parameters(f";{header.partition(';')[2]}").get("boundary")
    if not boundary:
        raise Malformed("the Content-Type of the body names no boundary")
    for number, part in enumerate(
        _split(raw, boundary.encode("latin-1", "replace")), 1
    ):
        check_size(number)
        head, _, content = part.partition(b"\r\n\r\n")
        if len(head) > MAX_HEAD:
            raise TooMany(f"the headers of a part have at most {MAX_HEAD} bytes")
        headers = _headers(head)
        said = _parameters(headers.pop("content-disposition", ""))
        name = said.get("name")
        if name is not None:
            kind = headers.pop("content-type", "")
            if not kind and name in encoding and is_json(encoding[name].media_type):
                kind = encoding[name].media_type
            yield name, _value(name, said.get("filename"), kind, headers, content)


def _split(raw: bytes, boundary: bytes) -> Iterator[bytes]:
    """What stands between delimiters, without what is before the first of them."""
    delimiter = re.compile(
        rb"(?:^|\r\n)--" + re.escape(boundary) + rb"(--)?[ \t]*(?:\r\n|\Z)"
    )
    start = None
    for found in delimiter.finditer(raw):
        if start is not None:
            yield raw[start : found.start()]
        if found[1]:
            return
        start = found.end()
    raise Malformed("the body ends before its last boundary")


def _headers(head: bytes) -> dict[str, str]:
    headers: dict[str, str] = {}
    for line in head.decode("utf-8", "replace").split("\r\n"):
        key, colon, value = line.partition(":")
        if colon:
            headers[key.strip().lower()] = value.strip()
    return headers


def _parameters(text: str) -> dict[str, str]:
    """The parameters of a header, `filename*` (RFC 8187) before `filename`."""
    found: dict[str, str] = {}
    for key, quoted, plain in _PARAMETER.findall(text):
        value = quoted.replace('\\"', '"') or plain
        for char, escaped in _ESCAPED.items():
            value = value.replace(escaped, char)
        found.setdefault(key.lower(), value)
    charset, tick, encoded = found.pop("filename*", "").partition("'")
    if tick and charset.lower() == "utf-8":
        found["filename"] = unquote(encoded.partition("'")[2])
    return found


def _value(
    name: str,
    filename: str | None,
    kind: str,
    headers: Mapping[str, str],
    content: bytes,
) -> object:
    if filename is None and is_json(kind):
        try:
            return parse(content)
        except NotJson as error:
            raise NotJson(str(error), name) from None
    if filename is None and (not kind or media_type(kind).startswith("text/")):
        charset = _parameters(f";{kind.partition(';')[2]}").get("charset", "utf-8")
        try:
            return content.decode(charset)
        except (LookupError, UnicodeDecodeError):
            pass  # a file of another writer; no type takes it for text
    return File(content, filename, kind or None, headers)
