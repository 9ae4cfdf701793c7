"""Texts in quotes, as JSON, JavaScript and Python write them.

In: a text and the offset of a quote (or of the letters that Python puts before it). Out:
where it ends, what it says, and whether values are to be filled in. Used by `tolerant`.
"""

from __future__ import annotations

import re
from typing import Final

QUOTE: Final = re.compile(r"""([rRbBfFuU]{0,2})(\"""|'''|["'`])""")
"""How a text in quotes starts: letters of Python, then the quote."""

_BODIES: Final = {
    '"': re.compile(r'(?:[^"\\\n]|\\.)*"', re.DOTALL),
    "'": re.compile(r"(?:[^'\\\n]|\\.)*'", re.DOTALL),
    "`": re.compile(r"(?:[^`\\]|\\.)*`", re.DOTALL),
    '"""': re.compile(r'(?:[^"\\]|\\.|"(?!""))*"""', re.DOTALL),
    "'''": re.compile(r"(?:[^'\\]|\\.|'(?!''))*'''", re.DOTALL),
}
_ESCAPE = re.compile(
    r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|U([0-9a-fA-F]{8})|(\n|.))"
)
_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_HALF = re.compile("[\ud800-\udfff]")
_LETTERS: Final = {
    '"': '"',
    "'": "'",
    "`": "`",
    "\\": "\\",
    "/": "/",
    "b": "\b",
    "f": "\f",
    "n": "\n",
    "r": "\r",
    "t": "\t",
    "\n": "",
}
_FILLED = re.compile(r"\{[^{}]*\}")


def quoted(text: str, start: int) -> tuple[int, str, bool] | None:
    """Where the text in quotes ends, what it says, and whether it is to be filled in.

    None if it is not closed.
    """
    opening = QUOTE.match(text, start)
    if opening is None:
        return None
    letters, mark = opening[1].lower(), opening[2]
    body = _BODIES[mark].match(text, opening.end())
    if body is None:
        return None
    said = body[0][: -len(mark)]
    if "\\" in said and "r" not in letters:
        said = _unescaped(said)
    filled = ("f" in letters or mark == "`") and _FILLED.search(said) is not None
    return body.end(), said, filled


def _unescaped(text: str) -> str:
    said = _ESCAPE.sub(_character, text)
    if _HALF.search(said) is not None:
        said = _PAIR.sub(_joined, said)
        said = _HALF.sub("\ufffd", said)
    return said


def _character(found: re.Match[str]) -> str:
    four, two, eight, letter = found.groups()
    digits = four or two or eight
    if digits is None:
        return _LETTERS.get(letter, found[0])
    point = int(digits, 16)
    return chr(point) if point < 0x110000 else "\ufffd"


def _joined(pair: re.Match[str]) -> str:
    return pair[0].encode("utf-16", "surrogatepass").decode("utf-16")
