"""Columns: how many a line may have, and how many a text takes."""

from typing import Final

WIDTH: Final = 88
PADS: Final = tuple(" " * columns for columns in range(WIDTH))


def width(text: str) -> int:
    """Columns that `text` takes: East Asian wide characters take two.

    `views/literals.py` prints no other characters that are not one column wide.
    """
    if text.isascii():
        return len(text)
    return len(text) + sum("\u2e80" <= it <= "\uffef" for it in text)


def fits(line: str) -> bool:
    """Does black leave this line alone?"""
    return len(line) <= WIDTH and (line.isascii() or width(line) <= WIDTH)
