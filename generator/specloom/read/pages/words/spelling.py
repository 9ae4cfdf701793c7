"""How alternatives and values are spelt: separators, brackets, quotes.

In: the plain text of a cell. Out: its parts, or the value that it spells.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from specloom.ir import types as t

CLOSING: Final = {"<": ">", "[": "]", "(": ")", "{": "}"}


def enumeration(
    values: tuple[t.Json, ...], notes: t.Notes, *, open_: bool = False
) -> t.Type:
    """The type that has these values: a constant, an enumeration, perhaps nullable."""
    kinds: dict[type, t.Kind] = {
        str: "string",
        bool: "boolean",
        int: "integer",
        float: "number",
    }
    rest = tuple(it for it in values if it is not None)
    found = {kinds.get(type(it)) for it in rest}
    base = found.pop() if len(found) == 1 else None
    inner: t.Type
    if not rest:
        return t.Const(None, notes=notes)
    if len(rest) == 1 and not open_:
        inner = t.Const(rest[0], notes=notes)
    else:
        inner = t.Enum(rest, base, open=open_, notes=notes)
    return inner if len(rest) == len(values) else t.Nullable(inner, notes=notes)


def split(text: str) -> list[str]:
    """The alternatives of a text, outside of brackets and quotes."""
    for separator in ("|", "¦", " or ", " / ", "/", ",", "、", "或"):
        parts = split_at(text, separator)
        if separator == "/" and len(parts) > 1 and not _slashes(parts):
            continue
        if len(parts) > 1:
            if separator == " or " and "," in parts[0]:
                parts = [*split_at(parts[0].rstrip(" ,"), ","), *parts[1:]]
            return [it.strip() for it in parts if it.strip()]
    return [text]


def _slashes(parts: list[str]) -> bool:
    """Whether slashes between words separate them; those of media types do not."""
    words = {"application", "image", "text", "multipart", "audio", "video", "http:"}
    return all(parts) and parts[0].strip().lower() not in words


def split_at(text: str, separator: str) -> list[str]:
    """The parts of a text between separators, outside of brackets and quotes."""
    parts, depth, start, at, quote = [], 0, 0, 0, ""
    while at < len(text):
        char = text[at]
        if quote:
            quote = "" if char == quote else quote
        elif char in "\"'“":
            quote = "”" if char == "“" else char
        elif char in "<[({":
            depth += 1
        elif char in ">])}":
            depth -= 1
        elif depth == 0 and text.startswith(separator, at):
            parts.append(text[start:at])
            at = start = at + len(separator)
            continue
        at += 1
    return [*parts, text[start:]]


def balanced(text: str) -> bool:
    """Whether the bracket that a text begins with is closed at its end, not before."""
    depth = 0
    for at, char in enumerate(text):
        if char in "<[({":
            depth += 1
        elif char in ">])}":
            depth -= 1
            if depth == 0:
                return at == len(text) - 1
    return False


def quoted(text: str) -> bool:
    return len(text) > 1 and text[0] in "\"'“" and text[-1] in "\"'”"


def any_quoted(parts: list[str]) -> bool:
    """Whether what is a value among types is spelt as one."""
    return any(quoted(it.strip()) for it in parts)


def wordlike(text: str) -> bool:
    """Whether a word can be a value: `idle`, `USER_DATA`, `gpt-4`; `RunCreate` is a name."""
    if len(text) > 60 or not all(it.isalnum() or it in "_-.:+" for it in text):
        return False
    humps = sum(it.isupper() for it in text[1:])
    return not (text[0].isupper() and humps and not text.isupper() and "_" not in text)


def spelt(text: str, *, strict: bool) -> t.Json | t.Unset:
    """The value that a text spells: quoted, a number, true, or (not strict) a word."""
    text = text.strip()
    found = _literal().fullmatch(text)
    if found is not None:
        if found["number"] is None:
            return found["text"]
        return int(text) if "." not in text else float(text)
    if text.lower() in ("true", "false"):
        return text.lower() == "true"
    return t.UNSET if strict or not text or not wordlike(text) else text


@cache
def _literal() -> re.Pattern[str]:
    return re.compile(r"""(["'“])(?P<text>[^"'”]*)["'”]|(?P<number>-?\d+(?:\.\d+)?)""")
