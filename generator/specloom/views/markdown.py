"""Text of a specification in markdown: shown, never acted upon.

In: any string. Out: `Inert` text on one line, in which nothing is a link, an image, a
tag, a table's bar or a heading. The counterpart of `literals` for the files that people
read.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from specloom.layout import Inert

_ACTIVE: Final = re.compile(r"[\\`*_\[\]<>|&#!~]")
_LINKED: Final = re.compile(r"(?i)(https?|www)(?=[:.])")
_TICKS: Final = re.compile(r"`+")
_SENTENCE: Final = re.compile(r"(?<=[.!?])\s+(?=[A-Z0-9\"'(])")


@cache
def _invisible() -> re.Pattern[str]:
    # Compiled when it is needed: most texts have nothing of the kind.
    return re.compile(
        r"[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]"
    )


def inline(text: str, *, cell: bool = False) -> Inert:
    """Text in a paragraph, or in a table's cell. Between backticks it stays code."""
    text = _one_line(text)
    parts = text.split("`")
    if len(parts) % 2 == 0:
        return Inert(_plain(text))
    for index, part in enumerate(parts):
        if index % 2 == 0:
            parts[index] = _plain(part)
        else:
            parts[index] = code(part, cell=cell) if part.strip() else ""
    return Inert("".join(parts))


def code(text: str, *, cell: bool = False) -> Inert:
    """Text as code, whatever backticks are in it."""
    text = _one_line(text) or " "
    if cell:
        text = text.replace("|", "\\|")
    longest = max(map(len, _TICKS.findall(text)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if text[0] == "`" or text[-1] == "`" else ""
    return Inert(f"{fence}{pad}{text}{pad}{fence}")


def sentence(text: str, most: int = 200, *, cell: bool = False) -> Inert:
    """The first sentence of a text, cut between words where it is long."""
    first = _SENTENCE.split(_one_line(text), maxsplit=1)[0]
    if len(first) > most:
        first = first[:most].rpartition(" ")[0] + " ..."
    return inline(first, cell=cell)


def _one_line(text: str) -> str:
    line = " ".join(text.split())
    if line.isascii() and line.isprintable():
        return line
    return _invisible().sub("", line)


def _plain(text: str) -> str:
    # An entity between keeps viewers from making a link of a bare address.
    return _LINKED.sub(r"\1&#8203;", _ACTIVE.sub(r"\\\g<0>", text))
