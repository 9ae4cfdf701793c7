"""Which declaration goes to which module of the models.

In: an API ready for code, its names, the graph of its declarations. Out: modules, each
with its declarations in the order in which they are to be written. What always holds:
declarations that need one another are in one module; a module needs only modules that
stand before it in the list; which file a model is in is private and changes no name.

A declaration that the operations of one resource reach alone is in the module of that
resource. What several reach is shared, what none reaches stands apart. Modules that
would be too long are cut where the ids say, so that what is added moves little else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final
from zlib import crc32

from specloom.ir import types as t
from specloom.ir.api import Api
from specloom.names import NameTable
from specloom.records import record
from specloom.views.needs import Needs

SHARED: Final = "shared"
OTHER: Final = "other"
_RESOURCES: Final = 60
"""How many modules of resources there are before resources are put together."""
_LEAST: Final = 120
_MOST: Final = 360
_CUT: Final = 60
"""A module is cut after at least, at most and on average so many declarations."""


@record(frozen=True, slots=True)
class Module:
    """A module: its name without the underscore, and its declarations."""

    name: str
    declarations: tuple[str, ...]


def place(api: Api, names: NameTable, needs: Needs) -> list[Module]:
    """The modules of an API, each after those that it needs."""
    places = _places(api, names)
    bits = {place: 1 << at for at, place in enumerate(sorted(set(places.values())))}
    marks: dict[str, int] = {}
    for root in needs.roots:
        bit = bits[places[names.resource(root.operation.id)]]
        for ids in (root.sent, root.got):
            for id_ in ids:
                marks[id_] = marks.get(id_, 0) | bit
    marks = needs.spread(marks)
    known = {bit: place for place, bit in bits.items()} | {0: OTHER}
    content: dict[str, list[list[str]]] = {SHARED: []}
    classes = {it.id for it in api.declarations if isinstance(it.type, t.Object)}
    for group in needs.groups:
        # An alias is evaluated where it stands, a class when it is first used.
        group = sorted(group, key=lambda id_: id_ not in classes)
        home = known.get(marks.get(group[0], 0), SHARED)
        content.setdefault(home, []).append(group)
    # What is shared needs nothing of a resource, and nothing needs what stands apart.
    homes = [SHARED, *sorted(content.keys() - {SHARED, OTHER}), OTHER]
    taken = set(homes)
    return [
        Module(name, tuple(ids))
        for home in homes
        for name, ids in _cut(home, content.get(home, []), needs, taken)
    ]


def _places(api: Api, names: NameTable) -> dict[str, str]:
    """The module of each resource: itself, or with many of them its first word."""
    used = {names.resource(o.id) for o in (*api.operations, *api.webhooks)}
    if len(used) <= _RESOURCES:
        return {resource: resource for resource in used}
    return {resource: resource.partition("_")[0] for resource in used}


def _cut(
    home: str, groups: list[list[str]], needs: Needs, taken: set[str]
) -> Iterator[tuple[str, list[str]]]:
    """The declarations of a module in several, where they are too many for one."""
    if sum(map(len, groups)) <= _MOST:
        if groups:
            yield home, [id_ for group in groups for id_ in group]
        return
    name, number = home, 1
    for part in _common_first(groups, needs):
        for ids in _pieces(part):
            yield name, ids
            while name in taken:
                number += 1
                name = f"{home}_{number}"
            taken.add(name)


def _common_first(
    groups: list[list[str]], needs: Needs
) -> tuple[list[list[str]], list[list[str]]]:
    """What several of the outermost declarations need, and what one needs alone.

    So what is used together is loaded together, and little else with it.
    """
    index = {id_: at for at, group in enumerate(groups) for id_ in group}
    outermost: dict[int, int] = {}
    several = -1
    for at in range(len(groups) - 1, -1, -1):
        mine = outermost.setdefault(at, at)
        for id_ in groups[at]:
            for needed in needs.of[id_]:
                below = index.get(needed, at)
                if below != at and outermost.setdefault(below, mine) != mine:
                    outermost[below] = several
    common = [group for at, group in enumerate(groups) if outermost[at] == several]
    alone = [at for at in range(len(groups)) if outermost[at] != several]
    alone.sort(key=lambda at: (outermost[at], at))
    return common, [groups[at] for at in alone]


def _pieces(groups: Sequence[Sequence[str]]) -> Iterator[list[str]]:
    ids: list[str] = []
    for group in groups:
        ids.extend(group)
        cut = len(ids) >= _LEAST and crc32(group[0].encode()) % _CUT == 0
        if cut or len(ids) >= _MOST:
            yield ids
            ids = []
    if ids:
        yield ids
