"""The canonical document as text.

In: the document. Out: JSON in UTF-8, with a line for each member of the head, each operation and
each component: small enough to read in a diff, and written by the C encoder, which
Python's own indentation is not (a second for a large document). Or YAML in blocks.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Final

from specloom.ir.types import Json

_DEEP: Final = ("paths", "webhooks", "components")


def json_text(document: dict[str, Json]) -> bytes:
    """The document as JSON in UTF-8, ending in a newline."""
    try:
        return _json(document, ensure_ascii=False)
    except UnicodeEncodeError:  # Half of a surrogate pair, escaped in the source.
        return _json(document, ensure_ascii=True)


def _json(document: dict[str, Json], ensure_ascii: bool) -> bytes:
    encode = json.JSONEncoder(
        ensure_ascii=ensure_ascii, check_circular=False, separators=(", ", ": ")
    ).encode
    # Pieces, joined once at the end: each join of large texts copies all of them. In
    # bytes, because one character beyond the BMP makes a joined text four times as large.
    pieces: list[bytes] = []

    def add(text: str) -> None:
        pieces.append(text.encode())

    before = "{\n"
    for key, value in document.items():
        add(f"{before}  {encode(key)}: ")
        if key in _DEEP and isinstance(value, dict):
            _block(value, encode, add)
        elif isinstance(value, list) and value:
            rows = ",\n    ".join(map(encode, value))
            add(f"[\n    {rows}\n  ]")
        else:
            add(encode(value))
        before = ",\n"
    add("\n}\n")
    return b"".join(pieces)


def _block(
    value: dict[str, Json],
    encode: Callable[[Json], str],
    add: Callable[[str], object],
) -> None:
    """An object of objects whose members have a line each."""
    before = "{\n"
    for key, group in value.items():
        add(f"{before}    {encode(key)}: ")
        before = ",\n"
        if not isinstance(group, dict) or not group or "$ref" in group:
            add(encode(group))
            continue
        row = "{\n"
        for name, member in group.items():
            add(f"{row}      {encode(name)}: ")
            add(encode(member))
            row = ",\n"
        add("\n    }")
    add("\n  }" if value else "{}")


def yaml_text(document: dict[str, Json]) -> str:
    """The document as YAML 1.2: blocks, and every text that could be another value quoted."""
    return "".join(_members(document, ""))


def _members(value: dict[str, Json], indent: str) -> Iterator[str]:
    for key, member in value.items():
        yield f"{indent}{_scalar(key)}:"
        yield from _value(member, indent)


def _value(value: Json, indent: str) -> Iterator[str]:
    """What follows a key: a scalar on the line, or a block below."""
    if isinstance(value, dict) and value:
        yield "\n"
        yield from _members(value, indent + "  ")
    elif isinstance(value, list) and value:
        yield "\n"
        yield from _items(value, indent + "  ")
    else:
        yield f" {_text(value, indent)}\n"


def _items(value: list[Json], indent: str) -> Iterator[str]:
    for item in value:
        if isinstance(item, dict) and item:
            # The first member stands behind the dash, the others below it.
            lines = "".join(_members(item, indent + "  "))
            yield f"{indent}- {lines[len(indent) + 2 :]}"
        elif isinstance(item, list) and item:
            lines = "".join(_items(item, indent + "  "))
            yield f"{indent}- {lines[len(indent) + 2 :]}"
        else:
            yield f"{indent}- {_text(item, indent)}\n"


def _text(value: Json, indent: str) -> str:
    if isinstance(value, str):
        if "\n" in value:
            return _literal(value, indent + "  ")
        return _scalar(value)
    if isinstance(value, dict):
        return "{}"
    if isinstance(value, list):
        return "[]"
    return _number(value) if isinstance(value, float) else json.dumps(value)


def _literal(value: str, indent: str) -> str:
    """A text of several lines as a literal block, if that keeps it exactly."""
    body = value.rstrip("\n")
    lines = body.split("\n")
    if (
        not body
        or not lines[0]
        or lines[0][0] in " \t"
        or not all(line.isprintable() or line == "" for line in lines)
    ):
        return _quoted(value)
    ends = len(value) - len(body)
    mark = ("-", "", "+")[min(ends, 2)]
    text = "\n".join(indent + line if line else "" for line in lines)
    return f"|{mark}\n{text}" + "\n" * (ends - 1 if ends > 1 else 0)


_PLAIN_START: Final = frozenset(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_/$"
)
_UNPRINTABLE: Final = re.compile(r"[^ -~]")
_WORDS: Final = frozenset(("true", "false", "null", "yes", "no", "on", "off", "y", "n"))


def _scalar(value: str) -> str:
    """A text in one line: plain where no reader could take it for anything else."""
    if (
        value
        and value[0] in _PLAIN_START
        and value[-1] != " "
        and value.isascii()
        and value.isprintable()
        and ": " not in value
        and " #" not in value
        and value[-1] != ":"
        and value.lower() not in _WORDS
    ):
        return value
    return _quoted(value)


def _quoted(value: str) -> str:
    """JSON's form, but for characters beyond the BMP, whose escapes YAML reads as two."""
    text = json.dumps(value, ensure_ascii=False)
    return text if text.isprintable() else _UNPRINTABLE.sub(_escape, text)


def _escape(match: re.Match[str]) -> str:
    char = match[0]
    if char.isprintable():
        return char
    code = ord(char)
    return f"\\U{code:08x}" if code > 0xFFFF else f"\\u{code:04x}"


def _number(value: float) -> str:
    """A number that readers of YAML 1.1 take for one too."""
    text = json.dumps(value)
    if "e" in text and "." not in text:
        return text.replace("e", ".0e")
    return text
