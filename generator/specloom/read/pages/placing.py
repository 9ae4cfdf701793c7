"""Where in an answer the fields of a table are.

In: an object that a table describes, and the type that samples show. Out: one type. A
table may leave out what is around its fields in every answer (`{"data": {...}}`): its
names are looked for in the sample, and it is joined where most of them are; the nearest
to the top wins. Names that no sample has are taken for those at the top.
"""

from __future__ import annotations

from collections.abc import Iterator

from specloom.ir import types as t
from specloom.ir.join import join_types
from specloom.records import replace


def placed_in(described: t.Object, shown: t.Type) -> t.Type:
    """The type of the samples, with the described object where it belongs."""
    names = {it.name for it in described.fields}
    best: tuple[str, ...] = ()
    most = -1
    for path, node in _objects(shown, ()):
        count = sum(it.name in names for it in node.fields)
        if count > most:
            best, most = path, count
    if most < 0:
        return join_types(described, shown)
    if most == 0:
        best = next(path for path, _ in _objects(shown, ()))
    return _joined(described, shown, best)


def _objects(
    type_: t.Type, path: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], t.Object]]:
    """The objects in a type, breadth before depth within each member."""
    level: list[tuple[tuple[str, ...], t.Type]] = [(path, type_)]
    while level:
        below: list[tuple[tuple[str, ...], t.Type]] = []
        for at, it in level:
            match it:
                case t.Nullable(inner=inner):
                    below.append((at, inner))
                case t.Array(items=items):
                    below.append(((*at, ""), items))
                case t.Object():
                    yield at, it
                    below.extend(((*at, f.name), f.type) for f in it.fields)
                case t.Union(variants=variants):
                    below.extend((at, v) for v in variants if isinstance(v, t.Object))
                case _:
                    pass
        level = below if len(path) < 8 else []


def _joined(described: t.Object, shown: t.Type, path: tuple[str, ...]) -> t.Type:
    match shown:
        case t.Nullable(inner=inner):
            return replace(shown, inner=_joined(described, inner, path))
        case t.Union(variants=variants):
            made = tuple(
                _joined(described, it, path) if isinstance(it, t.Object) else it
                for it in variants
            )
            return replace(shown, variants=made)
        case _ if not path:
            return join_types(described, shown)
        case t.Array(items=items):
            return replace(shown, items=_joined(described, items, path[1:]))
        case t.Object(fields=fields):
            made_fields = tuple(
                (
                    replace(it, type=_joined(described, it.type, path[1:]))
                    if it.name == path[0]
                    else it
                )
                for it in fields
            )
            return replace(shown, fields=made_fields)
        case _:
            return shown
