"""What two lists have in common: arrays, and tuples with what follows them.

In: two types of lists. Out: the list that both are, itself one of the two where the other
adds nothing, or a :class:`Clash`. Used by `meet`.
"""

from __future__ import annotations

from collections.abc import Sequence

from specloom.ir import types as t
from specloom.passes.compose.scalars import Clash, bounds
from specloom.passes.compose.world import World
from specloom.records import replace


def both(
    world: World,
    first: t.Array | t.Tuple,
    second: t.Array | t.Tuple,
    place: str,
) -> t.Type | Clash:
    """A list whose items are items of both; `place` is the id of where they stand."""
    constraints, _ = bounds(first.constraints, second.constraints)
    length = max(
        len(it.items) if isinstance(it, t.Tuple) else 0 for it in (first, second)
    )
    world.guard += 1
    items: list[t.Type] = []
    for index in range(length + 1):
        at = f"{place}[{index}]" if index < length else f"{place}[]"
        item = world.meet(_item(first, index), _item(second, index), at)
        if isinstance(item, Clash):
            world.guard -= 1
            short = _short(items, constraints, first)
            return replace(item, reason=f"of the items, {item.reason}", short=short)
        items.append(item)
    world.guard -= 1
    *head, rest = items
    for it in (first, second):
        own = len(it.items) if isinstance(it, t.Tuple) else 0
        if (
            own == length
            and constraints is it.constraints
            and all(item is _item(it, at) for at, item in enumerate(items))
        ):
            return it
    if length:
        return t.Tuple(tuple(head), rest, constraints, span=first.span)
    return t.Array(rest, constraints, span=first.span)


def _short(
    items: Sequence[t.Type], constraints: t.Constraints, first: t.Array | t.Tuple
) -> t.Array | t.Tuple | None:
    """Lists of no more than these items; None where they have to be longer."""
    if (constraints.min_items or 0) > len(items):
        return None
    if items:
        return t.Tuple(tuple(items), t.Never(), constraints, span=first.span)
    return t.Array(t.Never(), constraints, span=first.span)


def _item(type_: t.Array | t.Tuple, index: int) -> t.Type:
    if isinstance(type_, t.Array):
        return type_.items
    return type_.items[index] if index < len(type_.items) else type_.rest
