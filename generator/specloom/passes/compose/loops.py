"""Declarations that merging made a name of themselves, or a variant of themselves.

What a document writes so is gone before (see `circles`); `allOf: [{}, A]` is such a
name only when it is composed. Used by the composer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set

from specloom.diagnostics import Diagnostics
from specloom.ir import types as t
from specloom.passes.compose.unions import simplify
from specloom.records import replace


class Loops:
    """Takes from declarations what leads back to them; `known` are those composed.

    To be asked about each declaration once, just before it is one of those.
    """

    def __init__(self, known: Mapping[str, t.Type]) -> None:
        self._known = known
        self._ahead: dict[str, Set[str]] = {}
        """Where composed declarations lead to that was none of them at that time."""

    def outside(self, id_: str, type_: t.Type, diagnostics: Diagnostics) -> t.Type:
        """The composed type of a declaration, without what leads back to it."""
        ahead = self._reached(type_)
        if id_ not in ahead:
            self._ahead[id_] = ahead
            return type_
        name = id_.removeprefix("schemas/")
        message = f"references lead in a circle: `{name}` -> `{name}`"
        diagnostics.add("SL402", message, type_.span)
        if isinstance(type_, t.Union):
            kept = [it for it in type_.variants if id_ not in self._reached(it)]
            if kept:
                return simplify(replace(type_, discriminator=None), kept)
        return t.Any_("SL402", type_.notes, type_.span)

    def _reached(self, type_: t.Type) -> Set[str]:
        """What a type leads to, through names and unions only, that is not composed."""
        seen: set[str] = set()
        ahead: set[str] = set()
        ids: list[str] = [*_named(type_)]
        while ids:
            id_ = ids.pop()
            if id_ not in self._known:
                ahead.add(id_)
            elif id_ not in seen:
                seen.add(id_)
                further = self._ahead.get(id_)
                ids.extend(_named(self._known[id_]) if further is None else further)
        if not ahead:
            self._ahead.update(dict.fromkeys(seen, ahead))
        return ahead


def _named(type_: t.Type) -> Iterator[str]:
    """The declarations that a type names, through unions only."""
    todo = [type_]
    while todo:
        match todo.pop():
            case t.Ref(id=id_):
                yield id_
            case t.Nullable(inner=inner):
                todo.append(inner)
            case t.Union(variants=variants):
                todo.extend(variants)
            case _:
                pass
