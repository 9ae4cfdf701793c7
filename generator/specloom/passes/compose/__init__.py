"""Composition: no `Intersection` left, every union and null in its simplest form.

In: a resolved `Api`. Out: one that says the same in types that code can be made of:

- `allOf` is one type: fields of all parts, bounds narrowed, enumerations intersected,
  unions distributed over what stands beside them. One that adds nothing to a reference
  stays that reference. Parts that contradict each other, or are too involved to merge,
  become a union: it holds every value that is valid. This is reported.
- null is outside: `Nullable` is at the place where null may be, never inside a union,
  never at a declaration that others refer to, never nested.
- Unions are flat and without repetitions; constants are an `Enum`.
- Discriminators are complete, or inferred, or left out with a diagnostic; a base that
  has one, and children that contain it, is a union of these (see docs/decisions).
- An object without declared fields is a `Map`, and what is required is a field.

Declarations come out in another order: each after those that it contains. Some are new
(`origin` is `inline`), where merging made a type out of a declared one.
"""

from __future__ import annotations

import sys
from itertools import zip_longest
from typing import Final

from specloom.diagnostics import Diagnostics
from specloom.ir import types as t
from specloom.ir.api import Api, Declaration
from specloom.ir.walk import map_types
from specloom.passes.compose.composer import Composer
from specloom.passes.compose.discriminators import Discriminators, base_id
from specloom.passes.compose.nullability import nullable_declarations
from specloom.records import replace

_FRAMES: Final = 10_000


def compose(api: Api, diagnostics: Diagnostics) -> Api:
    """The API in composed types; see the package."""
    limit = sys.getrecursionlimit()
    # Declarations that wait for one another, each as deep as a document may be.
    sys.setrecursionlimit(max(limit, _FRAMES))
    try:
        return _compose(api, diagnostics)
    finally:
        sys.setrecursionlimit(limit)


def _compose(api: Api, diagnostics: Diagnostics) -> Api:
    composer = _composed(api, diagnostics)
    published = {it.id: it.type for it in api.declarations}

    def change(place: str, type_: t.Type) -> t.Type:
        # What is inline may be declared under the id of its place, and referred to there.
        if published.get(place) is type_:
            return composer.done[place]
        return composer.root(place, type_)

    api = map_types(api, change)
    composer.clashes.report(diagnostics)
    api = _with_discriminators(api, composer, diagnostics)
    return api


def _composed(api: Api, diagnostics: Diagnostics) -> Composer:
    """All declarations composed, with null at their uses."""
    nullable = nullable_declarations({it.id: it.type for it in api.declarations})
    while True:
        said = Diagnostics()
        composer = Composer(api.declarations, nullable, said)
        for id_ in composer.families.parents_first():
            composer.declaration(id_)
        late = {
            id_
            for id_, type_ in composer.done.items()
            if isinstance(type_, t.Nullable) and id_ not in nullable
        }
        if not late:
            diagnostics.extend(said)
            composer.diagnostics = diagnostics
            return composer
        nullable |= late


def _with_discriminators(api: Api, composer: Composer, diagnostics: Diagnostics) -> Api:
    bases = {
        id_: base
        for id_, base in composer.families.bases.items()
        if base.by is not None
    }
    types = {it.id: it.type for it in api.declarations} | composer.made

    def declare(place: str, type_: t.Type) -> t.Ref:
        ref = composer.declare(place, type_)
        types[ref.id] = type_
        return ref

    told = Discriminators(types, declare, diagnostics)
    final: dict[str, t.Type] = {}
    for id_ in list(composer.done):
        if id_ in composer.unions:
            final[id_] = told.complete(id_, composer.done[id_])
    for id_, base in bases.items():
        family = composer.families.descendants(id_)
        own = final.get(id_, composer.done[id_])
        final[id_] = told.base(id_, base, own, family, set(bases))

    def change(place: str, type_: t.Type) -> t.Type:
        if place not in composer.unions:
            return type_
        known = final.get(place)
        if known is not None and composer.done[place] is type_:
            return known
        return told.complete(place, type_)

    api = map_types(api, change)
    by_id = {it.id: it for it in api.declarations}
    declarations: list[Declaration] = []
    finished: set[str] = set()

    def take(id_: str) -> None:
        finished.add(id_)
        type_ = told.complete(id_, composer.made[id_])
        name = id_.removeprefix("schemas/")
        declarations.append(Declaration(id_, name, type_, "inline", type_.span))

    for id_ in composer.done:
        # What a base passes on is its own part's: that comes before the children.
        if base_id(id_) in composer.made:
            take(base_id(id_))
        declarations.append(by_id[id_])
    while waiting := [id_ for id_ in composer.made if id_ not in finished]:
        for id_ in waiting:  # To complete one may make more.
            take(id_)
    if all(new is old for new, old in zip_longest(declarations, api.declarations)):
        return api
    return replace(api, declarations=tuple(declarations))
