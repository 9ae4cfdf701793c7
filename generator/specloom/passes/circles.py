"""Breaks circles of names: what is a value of a schema only if it is one.

In: an `Api` as read and merged. Out: one in which no declaration is only another name of
itself (it becomes `Any_`), and no variant of a declared union leads, through names and
unions only, back to that union: such a variant adds no value, and is left out. Each
circle is reported once. Recursion through a field, an item or a value stays, and so does
that through `allOf`, which is inheritance. Where nothing is wrong, the same `Api` comes
out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from typing import Final, TypeAlias

from specloom.diagnostics import Diagnostics
from specloom.ir import types as t
from specloom.ir.api import Api, Declaration
from specloom.ir.walk import map_tuple
from specloom.records import replace

_NAMES: Final = (t.Ref, t.Nullable, t.Intersection, t.Union)
"""What may be only another name of a declaration."""

_SHOWN: Final = 12
"""How long a circle may be that is told in full. There may be as many as declarations."""

Ends: TypeAlias = Mapping[str, str]
"""Of declarations that are other names: the id at the end of all names of names."""


def break_circles(api: Api, diagnostics: Diagnostics) -> Api:
    """Without declarations that lead, through names only, back to themselves."""
    return _break_unions(_break_aliases(api, diagnostics), diagnostics)


# Names of names


def _alias(type_: t.Type) -> str | None:
    """The id of the declaration that a type is only another name of."""
    while True:
        match type_:
            case t.Ref(id=id_):
                return id_
            case t.Nullable(inner=type_):
                pass
            case t.Intersection(parts=(type_,)) | t.Union(variants=(type_,)):
                pass
            case _:
                return None


def _break_aliases(api: Api, diagnostics: Diagnostics) -> Api:
    by_id = {it.id: it for it in api.declarations if type(it.type) in _NAMES}
    circular: set[str] = set()
    done: set[str] = set()
    for start in by_id:
        path: list[str] = []
        at: str | None = start
        while at is not None and at in by_id and at not in done:
            done.add(at)
            path.append(at)
            at = _alias(by_id[at].type)
        if at is not None and at in path:
            circle = path[path.index(at) :]
            circular.update(circle)
            _report([by_id[id_] for id_ in circle], diagnostics)
    if not circular:
        return api

    def change(it: Declaration) -> Declaration:
        if it.id not in circular:
            return it
        return replace(it, type=t.Any_("SL402", it.type.notes, it.type.span))

    return replace(api, declarations=map_tuple(api.declarations, change))


# Unions


def _break_unions(api: Api, diagnostics: Diagnostics) -> Api:
    by_id = {it.id: it for it in api.declarations if type(it.type) in _NAMES}
    ends = _ends({id_: it.type for id_, it in by_id.items()})
    edges = {
        id_: list(dict.fromkeys(_choices(it.type, id_, ends)))
        for id_, it in by_id.items()
        if type(it.type) is not t.Ref
    }
    edges = {id_: targets for id_, targets in edges.items() if targets}
    cut: dict[str, set[str]] = {}
    for circle in _circles(edges):
        _report([by_id[id_] for id_ in circle], diagnostics)
        cut.setdefault(circle[-1], set()).add(circle[0])
    if not cut:
        return api

    def change(it: Declaration) -> Declaration:
        if it.id not in cut:
            return it
        return replace(it, type=_without(it.type, cut[it.id], ends))

    return replace(api, declarations=map_tuple(api.declarations, change))


def _circles(edges: Mapping[str, Sequence[str]]) -> Iterator[list[str]]:
    """Circles of which each has a last edge, back to its first, that no other has.

    Without these edges, no circle is left.
    """
    done: set[str] = set()
    for start in edges:
        if start in done:
            continue
        path, todo = {start: 0}, [iter(edges[start])]  # by place in it
        while path:
            for target in todo[-1]:
                if target in path:
                    yield [*path][path[target] :]
                elif target not in done and target in edges:
                    path[target] = len(path)
                    todo.append(iter(edges[target]))
                    break
            else:
                done.add(path.popitem()[0])
                todo.pop()


def _choices(type_: t.Type, id_: str, ends: Ends) -> Iterator[str]:
    """The unions of which each value is one of the type. What stands beside a union in
    `allOf` is inheritance: there only the declaration itself is looked for."""
    match type_:
        case t.Nullable():
            yield from _choices(type_.inner, id_, ends)
        case t.Intersection(parts=(part,)):
            yield from _choices(part, id_, ends)
        case t.Intersection():
            for part in type_.parts:
                if isinstance(part, t.Union | t.Nullable):
                    yield from (it for it in _choices(part, id_, ends) if it == id_)
        case t.Union():
            for variant in type_.variants:
                named = _end(variant, ends)
                if named is not None:
                    yield named
                else:
                    yield from _choices(variant, id_, ends)
        case _:
            pass


def _ends(types: Mapping[str, t.Type]) -> Ends:
    """Where names of names end; none of them leads in a circle any more."""
    ends: dict[str, str] = {}
    for start in types:
        path: list[str] = []
        at = start
        while at not in ends and at in types:
            further = _alias(types[at])
            if further is None:
                break
            path.append(at)
            at = further
        ends.update(dict.fromkeys(path, ends.get(at, at)))
    return ends


def _end(type_: t.Type, ends: Ends) -> str | None:
    """The id of the declaration that a type is, at the end of all names of names."""
    id_ = _alias(type_)
    return None if id_ is None else ends.get(id_, id_)


def _without(type_: t.Type, targets: Set[str], ends: Ends) -> t.Type:
    """The type without variants that lead to one of the targets, at its end."""
    match type_:
        case t.Nullable():
            return replace(type_, inner=_without(type_.inner, targets, ends))
        case t.Intersection():
            parts = tuple(
                _without(it, targets, ends) if _alias(it) is None else it
                for it in type_.parts
            )
            return replace(type_, parts=parts)
        case t.Union():
            kept = tuple(
                _without(it, targets, ends)
                for it in type_.variants
                if _end(it, ends) not in targets
            )
            if not kept:
                return t.Any_("SL402", type_.notes, type_.span)
            return replace(type_, variants=kept)
        case _:
            return type_


def _report(circle: list[Declaration], diagnostics: Diagnostics) -> None:
    names = [f"`{it.id.removeprefix('schemas/')}`" for it in (*circle, circle[0])]
    shown = names if len(names) <= _SHOWN else [*names[: _SHOWN - 2], "...", names[-1]]
    diagnostics.add(
        "SL402",
        f"references lead in a circle: {' -> '.join(shown)}",
        circle[0].type.span or circle[0].span,
        related=tuple(
            (f"{name} is declared here", it.span)
            for name, it in zip(shown[1:-1], circle[1:], strict=False)
            if it.span is not None
        ),
    )
