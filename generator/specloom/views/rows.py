"""Calls with one argument a line, whatever their length: what plans consist of.

In: arguments spelled as black spells them. Out: indented lines, each with its comma. The
comma at the end keeps black from joining them, so a change of one argument is a change of
one line. Used by the views of plans.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from specloom.layout.measure import PADS, fits
from specloom.layout.split import split_element


def row(argument: str, indent: int = 4, *, parameter: bool = False) -> str:
    """One argument, or one parameter of a function, broken where it does not fit."""
    line = f"{PADS[indent]}{argument},"
    if fits(line):
        return line
    return "\n".join(split_element(argument, indent // 4, ",", parameter))


def text_row(name: str, literal: str, indent: int = 4) -> str:
    """A keyword argument that is a string: nothing breaks it."""
    return f"{PADS[indent]}{name}={literal},"


def call_row(head: str, arguments: Sequence[str], indent: int) -> str:
    """An argument that is a call itself; `head` ends with its bracket."""
    inner = ", ".join(arguments)
    pad = PADS[indent]
    line = f"{pad}{head}{inner}),"
    if fits(line):
        return line
    deeper = PADS[indent + 4]
    body = f"{deeper}{inner}"
    if not fits(body):
        comma = "," if len(arguments) > 1 else ""
        parts = (_part(it, indent + 4, comma) for it in arguments)
        body = "\n".join(parts)
    return f"{pad}{head}\n{body}\n{pad}),"


def _part(argument: str, indent: int, comma: str) -> str:
    line = f"{PADS[indent]}{argument}{comma}"
    if fits(line):
        return line
    return "\n".join(split_element(argument, indent // 4, comma, False))


def dict_row(name: str, entries: Iterable[str], indent: int = 4) -> str:
    """A keyword argument that is a dict of rows, one entry a line.

    `entries` are laid out four columns further in.
    """
    pad = PADS[indent]
    return "\n".join((f"{pad}{name}={{", *entries, f"{pad}}},"))


def tuple_row(
    name: str, items: Sequence[str], rows: Sequence[str], indent: int = 4
) -> str:
    """A keyword argument that is a tuple: on a line if it fits, else one item a line.

    `rows` are the items laid out four columns further in.
    """
    comma = "," if len(items) == 1 else ""
    pad = PADS[indent]
    line = f"{pad}{name}=({', '.join(items)}{comma}),"
    if fits(line):
        return line
    return "\n".join((f"{pad}{name}=(", *rows, f"{pad}),"))
