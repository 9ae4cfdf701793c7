"""`oneOf`: of which unions nothing says that exactly one variant fits.

In: the unions that annotations were made of, an API ready for code. Out: one gap for
all those of which a value might fit two variants. A union accepts what fits any of its
variants: to check that no other one fits would cost reading every value as often as
there are variants. Shared by the views that spell types; reported when they are done.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Final

from specloom.ir import types as t
from specloom.source import Span
from specloom.views.subject import Subject

_DEPTH: Final = 8  # unions in unions, references to references
_KINDS: Final = {"str": "string", "list": "array", "dict": "object"}


class OneOf:
    """The unions of one subject that annotations do not hold to one variant."""

    def __init__(self, subject: Subject) -> None:
        self.seen: list[t.Union] = []
        self._subject = subject

    def report(self) -> None:
        """List them, if there are any."""
        types = {it.id: it.type for it in self._subject.api.declarations}
        places: dict[int, Span | None] = {}
        for union in self.seen:
            if not exclusive(union.variants, types):
                places.setdefault(id(union), union.span)
        if not places:
            return
        first, *more = places.values()
        others = ""
        if more:
            others = f", nor elsewhere ({len(more)} more)"
        message = (
            f"that one variant of `oneOf` fits and no other is not checked{others}"
        )
        self._subject.diagnostics.add("SL603", message, first)


def exclusive(variants: Sequence[t.Type], types: Mapping[str, t.Type]) -> bool:
    """Whether it is plain to see that no value fits two of the variants."""
    taken: _Values = {}
    for variant in variants:
        values = _values(variant, types, 0)
        if values is None or _overlap(taken, values):
            return False
        _join(taken, values)
    return True


_Values = dict[str, set[str] | None]
"""The values of a type, by their kind: some, as JSON, or any of the kind."""


def _values(type_: t.Type, types: Mapping[str, t.Type], depth: int) -> _Values | None:
    """None of what may be any value, or of what it is too much to find out."""
    match type_:
        case t.Primitive(kind=kind):
            return {"number" if kind == "integer" else kind: None}
        case t.Binary():
            return {"string": None}
        case t.Array() | t.Tuple():
            return {"array": None}
        case t.Object() | t.Map():
            return {"object": None}
        case t.Never():
            return {}
        case t.Const(value=value):
            return _listed((value,))
        case t.Enum(values=values, open=False):
            return _listed(values)
        case t.Nullable(inner=inner):
            return _all((inner, t.Const(None)), types, depth)
        case t.Union(variants=variants) if depth < _DEPTH:
            return _all(variants, types, depth + 1)
        case t.Ref(id=id_) if depth < _DEPTH and id_ in types:
            return _values(types[id_], types, depth + 1)
        case _:
            return None


def _all(
    variants: Sequence[t.Type], types: Mapping[str, t.Type], depth: int
) -> _Values | None:
    found: _Values = {}
    for variant in variants:
        values = _values(variant, types, depth)
        if values is None:
            return None
        _join(found, values)
    return found


def _listed(values: Sequence[t.Json]) -> _Values:
    found: _Values = {}
    for value in values:
        kind = "boolean"
        if not isinstance(value, bool):
            kind = "number" if isinstance(value, int | float) else type(value).__name__
        text = json.dumps(value, sort_keys=True)
        _join(found, {_KINDS.get(kind, kind): {text}})
    return found


def _join(known: _Values, more: _Values) -> None:
    for kind, values in more.items():
        own = known.get(kind, set())
        known[kind] = None if own is None or values is None else own | values


def _overlap(one: _Values, other: _Values) -> bool:
    for kind in one.keys() & other.keys():
        first, second = one[kind], other[kind]
        if first is None or second is None or not first.isdisjoint(second):
            return True
    return False
