"""Columns: how many a line may have, and how many a text takes."""

import re
from typing import Final

WIDTH: Final = 88
PADS: Final = tuple(" " * columns for columns in range(WIDTH))

# `views/literals.py` prints no other characters that are not one column wide.
_wide = re.compile("[\u2e80-\uffef]").findall


def width(text: str) -> int:
    """Columns that `text` takes: East Asian wide characters take two."""
    return len(text) if text.isascii() else len(text) + len(_wide(text))


def fits(line: str) -> bool:
    """Does black leave this line alone?"""
    return len(line) <= WIDTH and (line.isascii() or width(line) <= WIDTH)
