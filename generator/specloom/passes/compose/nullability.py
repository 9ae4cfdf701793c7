"""Which declarations hold null, so that their uses can say it.

`Nullable` at a declaration moves to the references to it: the declaration becomes a plain
model or enumeration, and a field shows that it may be null. In: the declarations as
published. Out: the ids of those that surely hold null and something else. Of the others, what
merging makes may turn out to: `compose` then begins again, knowing it.
"""

from __future__ import annotations

from collections.abc import Mapping

from specloom.ir import types as t


def nullable_declarations(published: Mapping[str, t.Type]) -> frozenset[str]:
    """The ids of the declarations that hold null and something else."""
    known: dict[str, bool] = {}

    def holds_null(type_: t.Type) -> bool:
        match type_:
            case t.Nullable():
                return not isinstance(type_.inner, t.Any_ | t.Never)
            case t.Enum():
                return (
                    type_.base is None
                    and None in type_.values[1:] + type_.values[:1]
                    and any(value is not None for value in type_.values)
                )
            case t.Ref():
                return declared(type_.id)
            case t.Union():
                null = [_is_null(it) or holds_null(it) for it in type_.variants]
                return any(null) and not all(map(_is_null, type_.variants))
            case _:
                return False

    def declared(id_: str) -> bool:
        chain = [id_]
        while chain[-1] not in known:
            known[chain[-1]] = False  # Should it lead back to itself.
            type_ = published.get(chain[-1])
            if isinstance(type_, t.Ref):
                chain.append(type_.id)
            elif type_ is not None:
                known[chain[-1]] = holds_null(type_)
        for link in chain:
            known[link] = known[chain[-1]]
        return known[id_]

    return frozenset(id_ for id_ in published if declared(id_))


def _is_null(type_: t.Type) -> bool:
    return isinstance(type_, t.Const) and type_.value is None
