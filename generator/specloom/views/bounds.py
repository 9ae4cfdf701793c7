"""Bounds of lengths and numbers, as arguments of pydantic's `Field`.

In: constraints of the IR, whatever numbers a specification has there. Out: arguments
that pydantic takes; what can say nothing is left out. Used by `types`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil, floor
from typing import Final

from specloom.ir import types as t
from specloom.views.literals import LARGEST, value_literal


def lengths(least: int | None, most: int | None) -> Sequence[str]:
    """The bounds of a length. A negative one says nothing, nor does one that no length
    can have."""
    if least is None and most is None:
        return ()
    arguments = []
    if least is not None and least > 0:
        arguments.append(f"min_length={value_literal(min(least, LARGEST))}")
    if most is not None and 0 <= most <= LARGEST:
        arguments.append(f"max_length={value_literal(most)}")
    return arguments


_LENGTHS: Final[Mapping[str, tuple[int, int | None]]] = {
    "date": (10, 10),
    "date-time": (19, None),
    "time": (8, None),
    "uuid": (36, 36),
}
"""The shortest and the longest text of a format; None where there is no longest."""


def formatted(format_: str, bounds: t.Constraints) -> list[str]:
    """The bounds on the length of the text of a format, as arguments of `Text`.

    Those that each text of the format keeps say nothing.
    """
    shortest, longest = _LENGTHS.get(format_, (0, None))
    least, most = bounds.min_length, bounds.max_length
    arguments = []
    if least is not None and least > shortest:
        arguments.append(f"min_length={value_literal(least)}")
    if most is not None and most >= 0 and (longest is None or most < longest):
        arguments.append(f"max_length={value_literal(most)}")
    return arguments


def limits(bounds: t.Constraints, *, whole: bool) -> Sequence[str]:
    """The bounds of a number; those of a whole one are made whole."""
    arguments = []
    for name, limit, rounded in (
        ("ge", bounds.minimum, ceil),
        ("gt", bounds.exclusive_minimum, floor),
        ("le", bounds.maximum, floor),
        ("lt", bounds.exclusive_maximum, ceil),
    ):
        if limit is not None and abs(limit) < float("inf"):
            value = rounded(limit) if whole else limit
            arguments.append(f"{name}={value_literal(value)}")
    step = bounds.multiple_of
    if step is not None and 0 < step < float("inf"):
        if not whole:
            arguments.append(f"multiple_of={value_literal(step)}")
        else:
            from fractions import Fraction

            # The whole multiples of 1.5 are those of 3.
            whole_step = Fraction(str(step)).numerator
            if whole_step != 1:
                arguments.append(f"multiple_of={value_literal(whole_step)}")
    return arguments
