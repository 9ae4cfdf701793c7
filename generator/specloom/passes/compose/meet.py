"""What two types have in common: the type of the values that both hold.

In: two composed types (no `Intersection` in them). Out: the type that
says what both say, or a :class:`Clash`. The result *is* one of the two where the other
adds nothing, so that a reference stays a reference. Notes of the second win over those
of the first; assertions add up. A type that is only implied (`evidence.implied`) bounds
the values of its kind, and leaves those of other kinds to the other type.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, cast

from specloom.ir import types as t
from specloom.ir.evidence import Evidence, implied
from specloom.passes.compose import lists, objects
from specloom.passes.compose.notes import (
    implying,
    inherited,
    noted,
    over,
    stating,
)
from specloom.passes.compose.scalars import (
    Clash,
    held,
    of_kind,
    primitives,
    values,
)
from specloom.passes.compose.unions import nullably, simplify
from specloom.passes.compose.world import World, holds_null
from specloom.records import replace

_LIMIT: Final = 128  # variants of a union that comes of merging
_STRUCTURED: Final = (t.Array, t.Tuple, t.Object, t.Map)


def meet(world: World, first: t.Type, second: t.Type, place: str) -> t.Type | Clash:
    """Two types in one; `place` is the id of where they stand."""
    if first is second:
        return first
    shape = _shape(world, first, second, place)
    if isinstance(shape, Clash):
        return shape
    notes = over(second.notes, first.notes)
    if shape is not first and shape is not second:
        notes = over(notes, shape.notes)
    return noted(shape, _settled(notes, shape, first, second))


def _settled(notes: t.Notes, shape: t.Type, *sides: t.Type) -> t.Notes:
    """Notes of a shape, which is implied only if both sides that made it are."""
    if notes.evidence and (
        not implied(shape.notes.evidence) or any(map(_states, sides))
    ):
        return stating(notes)
    return notes


def _states(type_: t.Type) -> bool:
    """Whether a type plainly says of which kinds its values are."""
    inner = type_.inner if isinstance(type_, t.Nullable) else type_
    return not isinstance(inner, t.Any_ | t.Ref) and not implied(type_.notes.evidence)


def _shape(world: World, first: t.Type, second: t.Type, place: str) -> t.Type | Clash:
    """Two types in one, apart from notes that both of them bring."""
    if isinstance(first, t.Any_) or isinstance(second, t.Never):
        return second
    if isinstance(second, t.Any_) or isinstance(first, t.Never):
        return first
    if isinstance(first, t.Nullable) or isinstance(second, t.Nullable):
        return _nullable(world, first, second, place)
    if isinstance(first, t.Ref) or isinstance(second, t.Ref):
        return _refs(world, first, second, place)
    if isinstance(first, t.Union) and _states(first):
        return _union(world, first, second, place, flipped=True)
    if isinstance(second, t.Union) and _states(second):
        return _union(world, second, first, place, flipped=False)
    if _states(first) and _states(second):
        return _plain(world, first, second, place)
    return _implied(world, first, second, place)


def _implied(world: World, first: t.Type, second: t.Type, place: str) -> t.Type | Clash:
    """Two types of which one, or each, bounds only the values of its own kinds."""
    found = {_kind(it): it for it in _variants(first)}
    both = not _states(first) and not _states(second)
    for variant in _variants(second):
        known = found.get(_kind(variant))
        if known is None:
            found[_kind(variant)] = variant
            continue
        shape = _plain(world, known, variant, place)
        if isinstance(shape, Clash) or not both:
            return shape
        if shape is not known and shape is not variant:
            shape = _with(shape, implying(first.notes))
        found[_kind(variant)] = shape
    if not both:
        if _states(first):
            return _rest(first, _variants(second))
        return _rest(second, _variants(first))
    if len(found) == 1:
        return next(iter(found.values()))
    union = t.Union(tuple(found.values()), span=first.span)
    return _with(union, implying(first.notes))


def _rest(stated: t.Type, implied_: Sequence[t.Type]) -> t.Type | Clash:
    """A stated type, of whose kind none of the implied ones is."""
    for type_ in implied_:
        if isinstance(stated, t.Enum | t.Const) and isinstance(type_, t.Primitive):
            kept = held(stated, type_, others=True)
            if isinstance(kept, Clash):
                return kept
            stated = kept
    return stated


def _with(type_: t.Type, evidence: Mapping[str, Evidence]) -> t.Type:
    """The type with that evidence, and no more."""
    if type_.notes.evidence == evidence:
        return type_
    return noted(type_, replace(type_.notes, evidence=evidence))


def _variants(type_: t.Type) -> tuple[t.Type, ...]:
    """The types of the kinds that are implied: several only where merging met them."""
    return type_.variants if isinstance(type_, t.Union) else (type_,)


def _kind(type_: t.Type) -> str:
    """The kind of which all values of a type are; enumerations are of none."""
    match type_:
        case t.Primitive():
            return "number" if type_.kind == "integer" else type_.kind
        case t.Binary():
            return "string"
        case t.Array() | t.Tuple():
            return "array"
        case t.Object() | t.Map():
            return "object"
        case _:
            return ""


def _plain(world: World, first: t.Type, second: t.Type, place: str) -> t.Type | Clash:
    match first, second:
        case t.Primitive(), t.Primitive():
            return primitives(first, second)
        case (t.Enum() | t.Const()), (t.Enum() | t.Const()):
            return values(first, second)
        case (t.Enum() | t.Const()), t.Primitive():
            return held(first, second)
        case t.Primitive(), (t.Enum() | t.Const()):
            return held(second, first)
        case (t.Enum() | t.Const()), (t.Array() | t.Tuple()):
            return of_kind(first, ("array",))
        case (t.Array() | t.Tuple()), (t.Enum() | t.Const()):
            return of_kind(second, ("array",))
        case (t.Enum() | t.Const()), (t.Object() | t.Map()):
            return of_kind(first, ("object",))
        case (t.Object() | t.Map()), (t.Enum() | t.Const()):
            return of_kind(second, ("object",))
        case (t.Object() | t.Map()), (t.Object() | t.Map()):
            return objects.both(world, first, second, place)
        case (t.Array() | t.Tuple()), (t.Array() | t.Tuple()):
            return lists.both(world, first, second, place)
        case t.Binary(), (t.Binary() | t.Primitive(kind="string")):
            return first
        case t.Primitive(kind="string"), t.Binary():
            return second
        case _:
            return Clash(f"{_word(first)} is no {_word(second).partition(' ')[2]}")


def _word(type_: t.Type) -> str:
    match type_:
        case t.Primitive():
            return f"{'an' if type_.kind == 'integer' else 'a'} {type_.kind}"
        case t.Array() | t.Tuple():
            return "an array"
        case t.Object() | t.Map():
            return "an object"
        case t.Binary():
            return "a binary body"
        case _:
            return "an enumeration"


def _refs(world: World, first: t.Type, second: t.Type, place: str) -> t.Type | Clash:
    if isinstance(first, t.Ref) and isinstance(second, t.Ref):
        if first.id == second.id:
            return first
        narrower = world.narrower(first.id, second.id)
        if narrower is not None:
            return first if narrower == first.id else second
    ref = first if isinstance(first, t.Ref) else second
    other = second if ref is first else first
    target = world.target(cast(t.Ref, ref))
    if target is None:
        return other
    if isinstance(target, Clash):
        return target
    target = noted(target, inherited(target.notes))
    if ref is first:
        shape = _shape(world, target, other, place)
    else:
        shape = _shape(world, other, target, place)
    if isinstance(shape, Clash):
        return shape
    if shape is target:
        return ref
    notes = shape.notes
    if shape is not other or inherited(stating(target.notes)) is not t.NO_NOTES:
        notes = over(notes, target.notes)
    return noted(shape, _settled(notes, shape, target, other))


def _nullable(
    world: World, first: t.Type, second: t.Type, place: str
) -> t.Type | Clash:
    for one in (first, second):
        if isinstance(one, t.Const) and one.value is None:
            return one
    one, other = _inner(first), _inner(second)
    shape = _shape(world, one, other, place)
    if not holds_null(world, first) or not holds_null(world, second):
        return shape
    if isinstance(shape, Clash):
        if shape.involved or shape.short:
            return shape
        return t.Const(None, span=first.span)
    for type_, inner in ((first, one), (second, other)):
        if shape is inner and isinstance(type_, t.Nullable):
            return type_
    return nullably(shape, t.NO_NOTES, shape)


def _inner(type_: t.Type) -> t.Type:
    """A type without null; what implies it stands at it, and not around it."""
    if not isinstance(type_, t.Nullable):
        return type_
    return _with(type_.inner, implying(type_.notes))


# Unions


def _union(
    world: World, union: t.Union, other: t.Type, place: str, flipped: bool
) -> t.Type | Clash:
    """The union of what each variant has in common with the other type."""
    if union == other:
        return union
    if isinstance(other, t.Object | t.Map) and (residual := _requirements(union)):
        return replace(other, notes=t.Notes(residual=residual))
    width = len(other.variants) if isinstance(other, t.Union) else 1
    count = len(union.variants) * width
    if count > _LIMIT or world.exhausted:
        return Clash(f"{count} combinations are too many", involved=True)
    strict, world.strict = world.strict, True
    pairs, clash = _pairs(world, union, other, place, flipped)
    world.strict = strict
    if not pairs and not strict:
        pairs, clash = _pairs(world, union, other, place, flipped)
    if not pairs:
        assert clash is not None
        return replace(clash, reason=f"no variant of the union fits: {clash.reason}")
    if len(pairs) == len(union.variants) and all(old is new for old, new in pairs):
        return union
    if len(pairs) == 1 or any(new is other for _, new in pairs):
        return next((new for _, new in pairs if new is other), pairs[0][1])
    found = _distributed(world, union, pairs, place)
    if isinstance(found, t.Union) and len(found.variants) > _LIMIT:
        return Clash(f"{len(found.variants)} variants are too many", involved=True)
    return found


def _pairs(
    world: World, union: t.Union, other: t.Type, place: str, flipped: bool
) -> tuple[list[tuple[t.Type, t.Type]], Clash | None]:
    """The variants that fit, each with what it has in common with the other type.

    Short lists alone are a fit only where no other list is one.
    """
    pairs: list[tuple[t.Type, t.Type]] = []
    short: list[tuple[t.Type, t.Type]] = []
    clash: Clash | None = None
    for index, variant in enumerate(union.variants):
        at = f"{place}|{tag(variant, index)}"
        if flipped:
            shape = meet(world, variant, other, at)
        else:
            shape = meet(world, other, variant, at)
        if isinstance(shape, Clash):
            clash = clash or shape
            if shape.short is not None:
                short.append((variant, shape.short))
        else:
            pairs.append((variant, shape))
    if any(isinstance(shape, t.Array | t.Tuple) for _, shape in pairs):
        return pairs, clash
    return pairs + short, clash


def _distributed(
    world: World, union: t.Union, pairs: list[tuple[t.Type, t.Type]], place: str
) -> t.Type:
    variants: list[t.Type] = []
    ids: dict[str, str] = {}
    for index, (old, new) in enumerate(pairs):
        if isinstance(old, t.Ref):
            if not isinstance(new, t.Ref):
                new = world.declare(f"{place}|{tag(old, index)}", new)
            ids[old.id] = new.id
        variants.append(new)
    by = union.discriminator
    if by is not None:
        mapping = tuple((value, ids[id_]) for value, id_ in by.mapping if id_ in ids)
        default = by.default and ids.get(by.default, by.default)
        by = replace(by, mapping=mapping, default=default)
    return simplify(replace(union, discriminator=by, notes=t.NO_NOTES), variants)


def tag(variant: t.Type, index: int) -> str:
    """What tells a variant from the others in an id."""
    if isinstance(variant, t.Ref):
        # Of an id that was made here, the last part: ids must not grow with nesting.
        return variant.id.rpartition("/")[2].rpartition("|")[2]
    title = variant.notes.title
    if title is not None and title.strip():
        return " ".join(title.split())
    return str(index + 1)


def _requirements(union: t.Union) -> tuple[tuple[str, t.Json], ...]:
    """The assertion that a union is which says no more than what is required."""
    found: list[t.Json] = []
    for variant in union.variants:
        if isinstance(variant, t.Object):
            bare = t.Object((), required_undeclared=variant.required_undeclared)
            if noted(variant, t.NO_NOTES) != bare:
                return ()
            schema: dict[str, t.Json] = {"required": [*bare.required_undeclared]}
        elif isinstance(variant, t.Any_) and variant.notes.residual:
            schema = {}
        else:
            return ()
        schema.update(variant.notes.residual)
        found.append(schema)
    return (("oneOf" if union.mode == "one" else "anyOf", found),)
