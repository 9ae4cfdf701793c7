"""Puts declarations in an order in which each comes after those that it needs.

In: an `Api` in which every `Ref` has its declaration. Out: the same, with its
declarations in dependency order; those that need one another stand together, sorted by
id. Where the order is free, ids decide, so that a new declaration moves no other without
need. Operations stay in source order.
"""

from __future__ import annotations

from specloom.ir.api import Api
from specloom.ir.walk import refs
from specloom.records import replace


def order(api: Api) -> Api:
    """The API with its declarations in dependency order."""
    by_id = {it.id: it for it in api.declarations}
    declarations = tuple(by_id[id_] for group in components(api) for id_ in group)
    if all(new is old for new, old in zip(declarations, api.declarations, strict=True)):
        return api
    return replace(api, declarations=declarations)


def components(api: Api) -> list[list[str]]:
    """The strongly connected groups of declarations (by id), in dependency order.

    A declaration that needs none that needs it is a group of its own.
    """
    needs = {}
    for it in sorted(api.declarations, key=lambda it: it.id):
        needs[it.id] = refs(it.type)
    return _groups({id_: sorted(set(ids) & needs.keys()) for id_, ids in needs.items()})


def _groups(needs: dict[str, list[str]]) -> list[list[str]]:
    """Tarjan's algorithm, with a stack of its own instead of recursion."""
    groups: list[list[str]] = []
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    path: list[str] = []
    on_path: set[str] = set()
    for root in needs:
        if root in index:
            continue
        work = [(root, iter(needs[root]))]
        index[root] = low[root] = len(index)
        path.append(root)
        on_path.add(root)
        while work:
            node, rest = work[-1]
            for below in rest:
                if below not in index:
                    index[below] = low[below] = len(index)
                    path.append(below)
                    on_path.add(below)
                    work.append((below, iter(needs[below])))
                    break
                if below in on_path and index[below] < low[node]:
                    low[node] = index[below]
            else:
                work.pop()
                if work and low[node] < low[work[-1][0]]:
                    low[work[-1][0]] = low[node]
                if low[node] == index[node]:
                    at = path.index(node) if path[-1] != node else len(path) - 1
                    group = path[at:]
                    del path[at:]
                    on_path.difference_update(group)
                    groups.append(sorted(group))
    return groups
