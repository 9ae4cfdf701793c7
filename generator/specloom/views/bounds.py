"""Bounds of lengths and numbers, as arguments of pydantic's `Field`.

In: constraints of the IR, whatever numbers a specification has there. Out: arguments
that pydantic takes; what can say nothing is left out. Used by `types`.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor

from specloom.ir import types as t
from specloom.views.literals import value_literal


def lengths(least: int | None, most: int | None) -> Sequence[str]:
    """The bounds of a length. A negative one says nothing."""
    if least is None and most is None:
        return ()
    arguments = []
    if least is not None and least > 0:
        arguments.append(f"min_length={value_literal(least)}")
    if most is not None and most >= 0:
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
        elif step == int(step) and step != 1:
            arguments.append(f"multiple_of={value_literal(int(step))}")
    return arguments
