"""The walk that composes: every type once, innermost first.

In: the declarations as published. Out: composed types, and new declarations for what
merging makes out of a referenced variant. A declaration is composed when it is first
asked for, before what contains it through `allOf`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from specloom.diagnostics import Diagnostics
from specloom.ir import types as t
from specloom.ir.api import Declaration
from specloom.ir.free_names import FreeNames
from specloom.ir.walk import refs
from specloom.passes.compose import meet as meeting
from specloom.passes.compose.clashes import Clashes
from specloom.passes.compose.families import Families
from specloom.passes.compose.forms import plain_object, settled
from specloom.passes.compose.loops import Loops
from specloom.passes.compose.notes import inherited, noted, over
from specloom.passes.compose.scalars import Clash, enumeration
from specloom.passes.compose.unions import nullably, simplify
from specloom.records import replace
from specloom.source import Span

_DEPTH: Final = 40  # declarations that wait for one another
_MADE: Final = 2000  # declarations that merging may make, and as many as there were


class Composer:
    """Composes the types of one API. Implements `World`."""

    def __init__(
        self,
        declarations: tuple[Declaration, ...],
        nullable: frozenset[str],
        diagnostics: Diagnostics,
    ) -> None:
        self.diagnostics = diagnostics
        self._published = {it.id: it.type for it in declarations}
        self.families = Families(self._published)
        self._nullable = nullable
        self.done: dict[str, t.Type] = {}
        self._loops = Loops(self.done)
        self.made: dict[str, t.Type] = {}
        self.unions: set[str] = set()
        self.guard = 0
        self.strict = False
        self._own: dict[str, t.Type] = {}
        self._active: dict[str, int] = {}
        self._deferred: dict[str, t.Intersection] = {}
        self._names = FreeNames("~%d")
        self._forbidden: list[str] = []
        self.clashes = Clashes()
        self._span: Span | None = None
        self._saw_union = False
        self._roots: list[t.Type] = []
        self._deep: dict[type[t.Type], Callable[[Any, str], t.Type]] = {
            t.Object: self._object,
            t.Array: self._array,
            t.Map: self._map,
            t.Tuple: self._tuple,
            t.Union: self._union,
            t.Intersection: self._intersection,
            t.Nullable: self._nullable_type,
        }
        self._flat: dict[type[t.Type], Callable[[Any], t.Type]] = {
            t.Ref: self._ref,
            t.Enum: enumeration,
        }

    # What the pass asks for

    def root(self, place: str, type_: t.Type) -> t.Type:
        """A type that stands directly in the API, composed."""
        self._saw_union = False
        type_ = self._type(type_, place)
        if self._saw_union:
            self.unions.add(place)
            self._roots.append(type_)
        self._finish_deferred()
        return type_

    def declaration(self, id_: str) -> t.Type:
        """A declaration, composed; null is not part of it where its uses say it."""
        known = self.done.get(id_)
        if known is not None:
            return known
        saw, self._saw_union = self._saw_union, False
        self._active[id_] = self.guard
        base = self.families.bases.get(id_)
        if base is None:
            type_ = self._type(self._published[id_], id_)
        else:
            type_ = self._own_part(id_)
            if base.by is None:
                type_ = self._type(self._published[id_], id_)
        del self._active[id_]
        if (
            isinstance(type_, t.Ref)
            and type_.id in self.families.bases
            and type_.id in self.families.ancestors(id_)
        ):
            # It adds nothing to its base, and is still none of its siblings.
            own = self._own_part(type_.id)
            type_ = noted(own, over(type_.notes, inherited(own.notes)))
        if id_ in self._nullable and isinstance(type_, t.Nullable):
            type_ = noted(type_.inner, over(type_.notes, type_.inner.notes))
        if isinstance(type_, t.Ref | t.Nullable | t.Union):
            type_ = self._loops.outside(id_, type_, self.diagnostics)
        self.done[id_] = type_
        if self._saw_union or base is not None:
            self.unions.add(id_)
        self._saw_union = saw
        if not self._active:
            self._finish_deferred()
        return type_

    def _own_part(self, id_: str) -> t.Type:
        """What the children of a base take over."""
        known = self._own.get(id_)
        if known is None:
            fresh = id_ not in self._active
            if fresh:
                self._active[id_] = self.guard
            known = self._own[id_] = self._type(self.families.bases[id_].own, id_)
            if fresh:
                del self._active[id_]
        return known

    def _finish_deferred(self) -> None:
        while self._deferred:
            place, node = self._deferred.popitem()
            self._saw_union = False
            self.made[place] = self._type(node, place)
            if self._saw_union:
                self.unions.add(place)

    def sweep(self) -> None:
        """Forget the declarations that were made on the way to something else."""
        todo = [*self._roots]
        todo.extend(self.done[id_] for id_ in self.unions if id_ in self.done)
        used: dict[str, None] = {}
        while todo and self.made:
            for id_ in refs(todo.pop()):
                if id_ in self.made and id_ not in used:
                    used[id_] = None
                    todo.append(self.made[id_])
        self.made = {id_: type_ for id_, type_ in self.made.items() if id_ in used}

    # World

    @property
    def exhausted(self) -> bool:
        """See `World`."""
        return len(self.made) > _MADE + len(self._published)

    def meet(self, first: t.Type, second: t.Type, place: str) -> t.Type | Clash:
        """See `World`."""
        return meeting.meet(self, first, second, place)

    def target(self, ref: t.Ref) -> t.Type | Clash | None:
        """See `World`."""
        type_: t.Type | Clash | None = ref
        names: list[str] = []
        while isinstance(type_, t.Ref):
            names.append(type_.id)
            type_ = self._declared(type_.id)
        if type_ is None:
            self._report_circle(names)
        return type_

    def _declared(self, id_: str) -> t.Type | Clash | None:
        if id_ in self.made:
            return self.made[id_]
        if id_ in self._deferred:
            return Clash("it refers to itself", involved=True)
        own = self._own.get(id_)
        if own is not None:
            return own
        if id_ in self._active:
            if self.guard > self._active[id_]:
                return Clash("it refers to itself", involved=True)
            return None
        if len(self._active) > _DEPTH:
            return Clash("too many schemas contain one another", involved=True)
        if id_ in self.families.bases:
            return self._own_part(id_)
        return self.declaration(id_)

    def narrower(self, first: str, second: str) -> str | None:
        """See `World`."""
        if second in self.families.ancestors(first):
            return first
        return second if first in self.families.ancestors(second) else None

    def declare(self, place: str, type_: t.Type) -> t.Ref:
        """See `World`."""
        id_ = self._free(place)
        self.made[id_] = settled(type_)
        self.unions.add(id_)
        return t.Ref(id_, span=type_.span)

    def forbidden(self, name: str) -> None:
        """See `World`."""
        if name not in self._forbidden:
            self._forbidden.append(name)

    def clashed(self, parts: tuple[t.Type, t.Type], clash: Clash, about: str) -> t.Type:
        """See `World`."""
        self.clashes.add(clash, about, parts, self._span)
        return self._either(parts)

    def _either(self, parts: tuple[t.Type, ...]) -> t.Type:
        """What stands for parts that contradict each other.

        Their union holds every value that is valid, if any, and what a vendor who
        contradicts himself sends after all.
        """
        self._saw_union = True
        return simplify(t.Union(parts, span=parts[-1].span), parts)

    def _report_circle(self, names: list[str]) -> None:
        """`names` lead, one to the next, to a declaration that is being composed."""
        circle = list(self._active)
        circle = [*circle[circle.index(names[-1]) :], *names]
        path = " -> ".join(f"`{it.removeprefix('schemas/')}`" for it in circle)
        self.diagnostics.add("SL421", f"`allOf` leads in a circle: {path}", self._span)

    # Types

    def _type(self, type_: t.Type, place: str) -> t.Type:
        """A type in its final form."""
        deep = self._deep.get(type(type_))
        if deep is not None:
            return settled(deep(type_, place))
        flat = self._flat.get(type(type_))
        return type_ if flat is None else flat(type_)

    def _part(self, type_: t.Type, place: str) -> t.Type:
        """A type as a part of an intersection or union, which may complete it."""
        deep = self._deep.get(type(type_))
        if deep is not None:
            return deep(type_, place)
        flat = self._flat.get(type(type_))
        return type_ if flat is None else flat(type_)

    def _ref(self, type_: t.Ref) -> t.Type:
        if type_.id not in self._nullable:
            return type_
        return t.Nullable(noted(type_, t.NO_NOTES), type_.notes, type_.span)

    def _object(self, type_: t.Object, place: str) -> t.Type:
        fields: list[t.Field] | None = None
        deep, flat = self._deep, self._flat
        self.guard += 1
        for index, field in enumerate(type_.fields):
            old = field.type
            handler = deep.get(type(old))
            if handler is not None:
                new = settled(handler(old, f"{place}.{field.name}"))
            else:
                simple = flat.get(type(old))
                if simple is None:
                    continue
                new = simple(old)
            if new is not old:
                if fields is None:
                    fields = list(type_.fields)
                fields[index] = replace(field, type=new)
        patterns, additional, keys = type_.patterns, type_.additional, type_.keys
        if patterns:
            patterns = tuple(
                (it, self._type(old, f"{place}{{{it}}}")) for it, old in patterns
            )
        if additional is not None:
            additional = self._type(additional, f"{place}{{}}")
        if keys is not None:
            keys = self._type(keys, f"{place}{{keys}}")
        self.guard -= 1
        if (
            fields is None
            and patterns == type_.patterns
            and additional is type_.additional
            and keys is type_.keys
        ):
            return type_ if type_.fields else plain_object(type_)
        return plain_object(
            replace(
                type_,
                fields=type_.fields if fields is None else tuple(fields),
                patterns=patterns,
                additional=additional,
                keys=keys,
            )
        )

    def _array(self, type_: t.Array, place: str) -> t.Type:
        self.guard += 1
        items = self._type(type_.items, f"{place}[]")
        self.guard -= 1
        return type_ if items is type_.items else replace(type_, items=items)

    def _map(self, type_: t.Map, place: str) -> t.Type:
        self.guard += 1
        values = self._type(type_.values, f"{place}{{}}")
        keys = type_.keys and self._type(type_.keys, f"{place}{{keys}}")
        self.guard -= 1
        if values is type_.values and keys is type_.keys:
            return type_
        return replace(type_, values=values, keys=keys)

    def _tuple(self, type_: t.Tuple, place: str) -> t.Type:
        self.guard += 1
        items = tuple(
            self._type(it, f"{place}[{at}]") for at, it in enumerate(type_.items)
        )
        rest = self._type(type_.rest, f"{place}[]")
        self.guard -= 1
        if rest is type_.rest and all(
            new is old for new, old in zip(items, type_.items, strict=True)
        ):
            return type_
        return replace(type_, items=items, rest=rest)

    def _nullable_type(self, type_: t.Nullable, place: str) -> t.Type:
        inner = self._part(type_.inner, place)
        return nullably(inner, type_.notes, type_)

    def _union(self, type_: t.Union, place: str) -> t.Type:
        variants = [
            self._part(it, f"{place}|{meeting.tag(it, at)}")
            for at, it in enumerate(type_.variants)
        ]
        result = simplify(type_, variants)
        self._saw_union = True
        return result

    def _intersection(self, type_: t.Intersection, place: str) -> t.Type:
        if self.guard and self._refers_to_active(type_):
            id_ = self._free(place)
            self._deferred[id_] = type_
            self._saw_union = True
            return t.Ref(id_, span=type_.span)
        outer = self._span, self._forbidden
        self._span, self._forbidden = type_.span, []
        parts = [self._part(it, place) for it in type_.parts]
        result = self._met(type_, parts, place)
        if self._forbidden:
            names = ", ".join(f"`{name}`" for name in self._forbidden)
            self.diagnostics.add(
                "SL422", f"a closed part of `allOf` forbids {names}", self._span
            )
        self._span, self._forbidden = outer
        return result

    def _met(self, type_: t.Intersection, parts: list[t.Type], place: str) -> t.Type:
        """All parts in one, or the intersection with the reason why not."""
        found: t.Type = t.Any_(span=type_.span)
        # Unions last, so that what they are distributed over is complete.
        for part in sorted(parts, key=self._is_union):
            both = self.meet(found, part, place)
            if isinstance(both, Clash):
                self.clashes.add(both, "", (found, part), self._span)
                found = self._either(tuple(parts))
                break
            found = both
        if isinstance(found, t.Union):
            self._saw_union = True
        return noted(found, over(type_.notes, found.notes))

    def _is_union(self, type_: t.Type) -> bool:
        if isinstance(type_, t.Nullable):
            type_ = type_.inner
        known: t.Type | Clash | None = type_
        while isinstance(known, t.Ref):
            known = self._declared(known.id)
        return isinstance(known, t.Union)

    def _refers_to_active(self, type_: t.Intersection) -> bool:
        return (
            any(
                isinstance(it, t.Ref)
                and self.guard > self._active.get(it.id, self.guard)
                and it.id not in self.families.bases
                for it in type_.parts
            )
            and len(type_.parts) > 1
        )

    def _free(self, place: str) -> str:
        return self._names.free(place, self.made, self._published, self._deferred)
