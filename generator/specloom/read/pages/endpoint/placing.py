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
from specloom.read.pages.endpoint.entry_types import KEYED
from specloom.read.pages.endpoint.shape import IMPLIED, with_members
from specloom.read.pages.saying import stated
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


def aligned(described: t.Object, shown: t.Object) -> t.Object:
    """The described object, where what only its rows' nesting says gives way to samples.

    That a field has members may also mean that it is an array of objects.
    """
    described = _relocated(described, shown)
    known = {it.name: it.type for it in shown.fields}
    return replace(
        described,
        fields=tuple(
            (
                replace(it, type=_aligned(it.type, known[it.name]))
                if it.name in known
                else it
            )
            for it in described.fields
        ),
    )


def _relocated(described: t.Object, shown: t.Object) -> t.Object:
    """Rows of a flat table about members of members, put where the sample has them."""
    known = {it.name: it.type for it in shown.fields}
    stray = [it for it in described.fields if it.name not in known]
    if not stray or len(stray) == len(described.fields):
        return described
    homes: dict[str, list[t.Field]] = {}
    for it in stray:
        found = [n for n, type_ in known.items() if it.name in _inner_names(type_)]
        if len(found) == 1:
            homes.setdefault(found[0], []).append(it)
    moved = {it.name for fields in homes.values() for it in fields}
    kept: list[t.Field] = []
    for it in described.fields:
        if it.name in moved:
            continue
        if it.name in homes:
            why = it.type.notes.evidence.get("type")
            assert it.span is not None
            why = why or stated(it.span, "rows below")
            made = with_members(it.type, tuple(homes[it.name]), why)
            it = replace(it, type=made)
        kept.append(it)
    if not set(homes) <= {it.name for it in kept}:
        return described
    return replace(described, fields=tuple(kept))


def _inner_names(type_: t.Type) -> set[str]:
    """The members of an object, or of the objects that all of its members are."""
    match type_:
        case t.Nullable(inner=inner) | t.Array(items=inner):
            return _inner_names(inner)
        case t.Object(fields=fields):
            names = {it.name for it in fields}
            for it in fields:
                if isinstance(it.type, t.Object):
                    names |= {member.name for member in it.type.fields}
            return names
        case _:
            return set()


def _aligned(described: t.Type, shown: t.Type) -> t.Type:
    bare = shown.inner if isinstance(shown, t.Nullable) else shown
    if isinstance(described, t.Nullable):
        return replace(described, inner=_aligned(described.inner, shown))
    if isinstance(described, t.Map) and isinstance(bare, t.Object):
        return _with_values(described, bare)
    if not isinstance(described, t.Object):
        if isinstance(described, t.Array) and isinstance(bare, t.Array):
            return replace(described, items=_aligned(described.items, bare.items))
        return described
    if isinstance(bare, t.Array):
        why = described.notes.evidence.get("type")
        items = bare.items.inner if isinstance(bare.items, t.Nullable) else bare.items
        if why is not None and why.rule in IMPLIED and isinstance(items, t.Object):
            inner = aligned(
                replace(described, notes=t.Notes(evidence={"type": why})), items
            )
            return t.Array(inner, notes=described.notes, span=described.span)
    if not isinstance(bare, t.Object):
        return described
    values = _values_like(described, bare)
    if values is not None:
        # The rows are about what each of the keys leads to.
        inner = replace(described, notes=t.Notes(evidence=described.notes.evidence))
        made = join_types(aligned(inner, values), values)
        return t.Map(made, notes=described.notes, span=described.span)
    return aligned(described, bare)


def _with_values(described: t.Map, shown: t.Object) -> t.Type:
    """A map of which it is stated that its values are alike: samples show what they are."""
    why = described.notes.evidence.get("type")
    if why is None or why.rule != KEYED or not shown.fields:
        return described
    made = described.values
    for it in shown.fields:
        made = join_types(made, it.type)
    evidence = {it: e for it, e in made.notes.evidence.items() if it != "required"}
    return replace(described, values=replace(made, notes=t.Notes(evidence=evidence)))


def _values_like(described: t.Object, shown: t.Object) -> t.Object | None:
    """What all members of a sample have in common, if that, and not the sample itself,
    is what the rows describe."""
    names = {it.name for it in described.fields}
    if not shown.fields or any(it.name in names for it in shown.fields):
        return None
    made: t.Type | None = None
    for it in shown.fields:
        if not isinstance(it.type, t.Object):
            return None
        theirs = {member.name for member in it.type.fields}
        if len(theirs & names) < 2 and not (theirs and theirs <= names):
            return None
        made = it.type if made is None else join_types(made, it.type)
    assert isinstance(made, t.Object)
    evidence = {it: e for it, e in made.notes.evidence.items() if it != "required"}
    return replace(made, notes=t.Notes(evidence=evidence))


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
            if isinstance(shown, t.Object):
                described = aligned(described, shown)
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
