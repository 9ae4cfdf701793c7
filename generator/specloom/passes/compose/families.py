"""Which declarations contain which through `allOf`: parents and children.

In: the declarations as published. Out: questions answered. A *base* is a declaration with
children whose value may be one of them: it has a discriminator of its own (the
inheritance of OpenAPI 3.0: the children name it in `allOf`, operations refer to it), or
is a union in which they are variants. What a child takes over is the base's own part,
without the choice between the children.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from specloom.ir import types as t
from specloom.ir.rename import referred_id
from specloom.records import record, replace


@record(frozen=True, slots=True)
class Base:
    """A polymorphic declaration: its own part, and its discriminator, if it states one.

    `mapping` of the discriminator has the explicit entries only.
    """

    own: t.Type
    by: t.Discriminator | None


class Families:
    """The `allOf` relations between the declarations of one API."""

    def __init__(self, published: Mapping[str, t.Type]) -> None:
        self._published = published
        self._needs: dict[str, list[str]] = {}
        self._parents: dict[str, list[str]] = {}
        self._children: dict[str, list[str]] = {}
        for id_, type_ in published.items():
            needs = list(dict.fromkeys(_needs(type_)))
            if needs:
                self._needs[id_] = needs
            parents = list(dict.fromkeys(_parts(type_)))
            if parents:
                self._parents[id_] = parents
                for parent in parents:
                    self._children.setdefault(parent, []).append(id_)
        self.bases: dict[str, Base] = {}
        for id_ in published:
            if id_ in self._children:
                base = self._base(id_)
                if base is not None:
                    self.bases[id_] = base

    def ancestors(self, id_: str) -> set[str]:
        """All declarations that one contains."""
        return set(_reached(self._parents, id_))

    def descendants(self, id_: str) -> list[str]:
        """All declarations that contain one, nearest first."""
        return [it for it in _reached(self._children, id_) if it != id_]

    def parents_first(self) -> Iterator[str]:
        """All declarations, each after those that it contains, else as published.

        Those that are variants of a union in an `allOf` count as contained too.
        """
        done: set[str] = set()
        for id_ in self._published:
            if id_ not in self._needs:
                if id_ not in done:
                    done.add(id_)
                    yield id_
                continue
            stack = [id_]
            entered = {id_}
            while stack:
                at = stack[-1]
                if at in done:
                    stack.pop()
                    continue
                waiting = [
                    it
                    for it in self._needs.get(at, ())
                    if it not in done and it not in entered and it in self._published
                ]
                entered.add(at)
                if waiting:
                    stack.extend(reversed(waiting))
                else:
                    done.add(at)
                    stack.pop()
                    yield at

    def _base(self, id_: str) -> Base | None:
        published = self._published[id_]
        type_ = published.inner if isinstance(published, t.Nullable) else published
        by = None
        stated = dict(published.notes.residual).get("discriminator")
        if isinstance(stated, dict):
            by = _discriminator(stated, self._published)
            residual = published.notes.residual
            kept = tuple(it for it in residual if it[0] != "discriminator")
            notes = replace(published.notes, residual=kept)
            type_ = replace(type_, notes=notes)
        family = set(self.descendants(id_))
        own = _without_choice(type_, family)
        if by is None and own is type_:
            return None
        return Base(own, by)


def _parts(type_: t.Type) -> Iterator[str]:
    """The declarations that a type contains through `allOf`."""
    if isinstance(type_, t.Nullable):
        type_ = type_.inner
    if isinstance(type_, t.Intersection):
        for part in type_.parts:
            if isinstance(part, t.Ref):
                yield part.id
            else:
                yield from _parts(part)


def _needs(type_: t.Type, within: bool = False) -> Iterator[str]:
    """The declarations whose form matters to what a type is composed to."""
    match type_:
        case t.Ref() if within:
            yield type_.id
        case t.Nullable():
            yield from _needs(type_.inner, within)
        case t.Intersection():
            for part in type_.parts:
                yield from _needs(part, True)
        case t.Union():
            for variant in type_.variants:
                yield from _needs(variant, within)
        case _:
            pass


def _reached(edges: Mapping[str, Iterable[str]], start: str) -> list[str]:
    found: dict[str, None] = {}
    todo = list(edges.get(start, ()))
    at = 0
    while at < len(todo):
        id_ = todo[at]
        at += 1
        if id_ not in found:
            found[id_] = None
            todo.extend(edges.get(id_, ()))
    return list(found)


def _without_choice(type_: t.Type, family: set[str]) -> t.Type:
    """The type without the unions that choose between members of a family."""
    match type_:
        case t.Union() if _chooses(type_, family):
            return t.Any_(span=type_.span)
        case t.Intersection():
            kept = tuple(
                part
                for part in type_.parts
                if not (isinstance(part, t.Union) and _chooses(part, family))
            )
            if len(kept) == len(type_.parts):
                return type_
            return replace(type_, parts=kept)
        case _:
            return type_


def _chooses(union: t.Union, family: set[str]) -> bool:
    return any(isinstance(it, t.Ref) and it.id in family for it in union.variants)


def _discriminator(
    stated: Mapping[str, t.Json], known: Mapping[str, t.Type]
) -> t.Discriminator | None:
    """A discriminator outside a union, as the reader keeps it in the residual."""
    field = stated.get("propertyName")
    entries = stated.get("mapping")
    if not isinstance(field, str):
        return None
    mapping = []
    if isinstance(entries, dict):
        for value, reference in entries.items():
            if isinstance(reference, str) and referred_id(reference) in known:
                mapping.append((value, referred_id(reference)))
    return t.Discriminator(field, tuple(mapping))
