"""Which declarations hold null, so that their uses can say it.

`Nullable` at a declaration moves to the references to it: the declaration becomes a plain
model or enumeration, and a field shows that it may be null. In: the declarations as
published. Out: the ids of those that surely hold null and something else. Of the others, what
merging makes may turn out to: `compose` then begins again, knowing it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from specloom.ir import types as t

_ITSELF: Final = ""


def nullable_declarations(published: Mapping[str, t.Type]) -> frozenset[str]:
    """The ids of the declarations that hold null and something else."""
    users: dict[str, list[str]] = {}
    todo: list[str] = []
    for id_, type_ in published.items():
        for source in _sources(type_):
            if source == _ITSELF:
                todo.append(id_)
            else:
                users.setdefault(source, []).append(id_)
    found: set[str] = set()
    while todo:
        id_ = todo.pop()
        if id_ not in found:
            found.add(id_)
            todo.extend(users.get(id_, ()))
    return frozenset(found)


def _sources(type_: t.Type) -> Iterator[str]:
    """Where a type may have null from: itself, or declarations that it may be."""
    match type_:
        case t.Nullable():
            if not isinstance(type_.inner, t.Any_ | t.Never):
                yield _ITSELF
        case t.Enum(base=None):
            if None in type_.values and any(it is not None for it in type_.values):
                yield _ITSELF
        case t.Ref():
            yield type_.id
        case t.Union() if not all(map(_is_null, type_.variants)):
            for variant in type_.variants:
                if _is_null(variant):
                    yield _ITSELF
                else:
                    yield from _sources(variant)
        case _:
            pass


def _is_null(type_: t.Type) -> bool:
    return isinstance(type_, t.Const) and type_.value is None
