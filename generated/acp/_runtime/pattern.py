"""ECMA-262 regular expressions, as JSON Schema uses them, in Python's `re` syntax."""

from __future__ import annotations

import re

_ESCAPES = {
    "/": "/",
    "-": r"\-",
    "d": r"\d",
    "v": r"\x0b",
    "0": r"\x00",
}
_PLAIN = frozenset("dDwWsSbBnrtf")


def translate(pattern: str) -> str | None:
    """Return the Python pattern, or None if `re` has no equivalent.

    To be compiled with `re.ASCII` and searched for: in ECMA-262 `\\d` and `\\w` are
    ASCII, `$` is the very end, a bracket in a class needs no escape.
    """
    out: list[str] = []
    index, in_class, size = 0, False, len(pattern)
    while index < size:
        char = pattern[index]
        index += 1
        if char == "\\":
            piece, index = _escape(pattern, index, in_class)
            if piece is None:
                return None
            out.append(piece)
        elif in_class:
            in_class = char != "]"
            out.append("\\" + char if char in "[&|~" else char)
        elif char == "[":
            in_class = True
            if pattern.startswith("^]", index):
                out.append(r"[\s\S]")
                index, in_class = index + 2, False
            elif pattern.startswith("]", index):
                out.append(r"(?!)")
                index, in_class = index + 1, False
            elif pattern.startswith("^", index):
                out.append("[^")
                index += 1
            else:
                out.append("[")
        elif char == "$":
            out.append(r"\Z")
        elif char == "(" and pattern.startswith("?<", index):
            lookbehind = pattern[index + 2 : index + 3] in ("=", "!")
            out.append("(?<" if lookbehind else "(?P<")
            index += 2
        else:
            out.append(char)
    python = "".join(out)
    try:
        re.compile(python, re.ASCII)
    except (re.error, OverflowError, RecursionError):
        return None
    return python


def _escape(pattern: str, index: int, in_class: bool) -> tuple[str | None, int]:
    """Translate the escape whose backslash stands before `index`."""
    char = pattern[index : index + 1]
    if char in _PLAIN and char:
        if char in "bB" and in_class:
            return (r"\x08" if char == "b" else None), index + 1
        return "\\" + char, index + 1
    if char in ("x", "u"):
        found = re.compile(r"x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|u\{([0-9A-Fa-f]+)\}")
        match = found.match(pattern, index)
        if match is None:
            return re.escape(char), index + 1
        code = int(match.group(1) or match.group(2) or match.group(3), 16)
        if code > 0x10FFFF:
            return None, index
        return re.escape(chr(code)), match.end()
    if char == "c" and pattern[index + 1 : index + 2].isalpha():
        return f"\\x{ord(pattern[index + 1]) % 32:02x}", index + 2
    if char == "k" and pattern.startswith("<", index + 1):
        end = pattern.find(">", index)
        return f"(?P={pattern[index + 2 : end]})", end + 1
    if char in ("p", "P", ""):
        return None, index
    if char.isdigit() and char != "0":
        return "\\" + char, index + 1
    return _ESCAPES.get(char) or re.escape(char), index + 1
