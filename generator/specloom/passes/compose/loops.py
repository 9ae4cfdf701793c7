"""Declarations that merging made a name of themselves, or a variant of themselves.

What a document writes so is gone before (see `circles`); `allOf: [{}, A]` is such a
name only when it is composed. Used by the composer.
"""

from __future__ import annotations

from collections.abc import Mapping

from specloom.diagnostics import Diagnostics
from specloom.ir import types as t
from specloom.passes.compose.unions import simplify
from specloom.records import replace


def outside(
    id_: str, type_: t.Type, known: Mapping[str, t.Type], diagnostics: Diagnostics
) -> t.Type:
    """The composed type of a declaration, without what leads back to it; `known` are
    the declarations that are composed."""
    if not _leads(type_, id_, known):
        return type_
    name = id_.removeprefix("schemas/")
    message = f"references lead in a circle: `{name}` -> `{name}`"
    diagnostics.add("SL402", message, type_.span)
    if isinstance(type_, t.Union):
        kept = [it for it in type_.variants if not _leads(it, id_, known)]
        if kept:
            return simplify(replace(type_, discriminator=None), kept)
    return t.Any_("SL402", type_.notes, type_.span)


def _leads(type_: t.Type, id_: str, known: Mapping[str, t.Type]) -> bool:
    """Whether a type leads, through names and unions only, to a declaration."""
    seen: set[str] = set()
    todo = [type_]
    while todo:
        at = todo.pop()
        if isinstance(at, t.Ref):
            if at.id == id_:
                return True
            if at.id not in seen and at.id in known:
                seen.add(at.id)
                todo.append(known[at.id])
        elif isinstance(at, t.Nullable):
            todo.append(at.inner)
        elif isinstance(at, t.Union):
            todo.extend(at.variants)
    return False
