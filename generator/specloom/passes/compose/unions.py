"""Unions in their simplest form.

In: a union whose variants are composed. Out: a type that holds the same values: null is
outside, unions in unions are flat, repetitions are gone, one variant is no union, and
constants are one enumeration, which is open where a plain string (or number) is a
variant too. Variants keep their order. Pure functions.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from specloom.ir import types as t
from specloom.ir.values import identity
from specloom.passes.compose.notes import noted, over, silent
from specloom.passes.compose.scalars import base_of, kind_of


def simplify(union: t.Union, variants: Sequence[t.Type]) -> t.Type:
    """The union of the variants, which are those of `union` composed."""
    flat, nullable = _flat(union, variants)
    if not flat:
        if nullable:
            return t.Const(None, union.notes, union.span)
        return t.Never(union.notes, union.span)
    if len(flat) == 1:
        inner = noted(flat[0], over(union.notes, flat[0].notes))
    else:
        found = _enumeration(union, flat) or _opened(union, flat)
        if found is not None:
            inner = found
        elif not nullable and len(flat) == len(union.variants) and _same(flat, union):
            return union
        else:
            # What several variants of a union inside allowed, `oneOf` would forbid.
            mode = "any" if len(flat) > len(variants) else union.mode
            by = union.discriminator
            inner = t.Union(tuple(flat), by, mode, union.notes, union.span)
    return nullably(inner, inner.notes, union) if nullable else inner


def nullably(inner: t.Type, notes: t.Notes, at: t.Type) -> t.Type:
    """The type or null: `Nullable` in normal form, with the notes, in the place of `at`."""
    match inner:
        case t.Nullable():
            return noted(inner, over(notes, inner.notes))
        case t.Any_():
            return noted(inner, over(notes, inner.notes))
        case t.Const(value=None):
            return noted(inner, over(notes, inner.notes))
        case t.Never():
            return t.Const(None, over(notes, inner.notes), at.span)
        case _:
            if (
                isinstance(at, t.Nullable)
                and inner is at.inner
                and notes is at.notes
                and inner.notes is t.NO_NOTES
            ):
                return at
            notes = over(notes, inner.notes)
            return t.Nullable(noted(inner, t.NO_NOTES), notes, at.span)


def _same(flat: Sequence[t.Type], union: t.Union) -> bool:
    return all(new is old for new, old in zip(flat, union.variants, strict=True))


def _flat(union: t.Union, variants: Sequence[t.Type]) -> tuple[list[t.Type], bool]:
    """The variants without null, nesting and repetitions; whether null was there."""
    nullable = False
    flat: list[t.Type] = []
    known: set[Hashable] = set()
    for variant in variants:
        if isinstance(variant, t.Nullable):
            nullable = True
            variant = noted(variant.inner, over(variant.notes, variant.inner.notes))
        if isinstance(variant, t.Const) and variant.value is None:
            nullable = True
        elif isinstance(variant, t.Never):
            continue
        elif (
            isinstance(variant, t.Union)
            and variant.discriminator is None
            and union.discriminator is None
            and silent(variant.notes)
        ):
            for inner in variant.variants:
                _add(flat, known, inner)
        else:
            _add(flat, known, variant)
    return flat, nullable


def _add(flat: list[t.Type], known: set[Hashable], variant: t.Type) -> None:
    """Add a variant if none is like it; names and constants, often many, are `known`."""
    key: Hashable = None
    match variant:
        case t.Ref():
            key = ("ref", variant.id)
        case t.Const():
            key = ("const", identity(variant.value))
        case _:
            pass
    if key is not None:
        if key in known:
            return
        known.add(key)
    elif any(_alike(variant, other) for other in flat):
        return
    flat.append(variant)


def _alike(first: t.Type, second: t.Type) -> bool:
    """Whether two variants hold the same values, as far as it is plain to see."""
    if type(first) is not type(second):
        return False
    match first, second:
        case t.Primitive(), t.Primitive():
            return (
                first.kind == second.kind
                and first.format == second.format
                and first.constraints == second.constraints
                and first.notes.residual == second.notes.residual
            )
        case t.Enum(), t.Enum():
            kinds = list(map(kind_of, first.values))
            return first == second and kinds == list(map(kind_of, second.values))
        case t.Any_(), t.Any_():
            return first.notes.residual == second.notes.residual
        case _:
            return first == second


def _enumeration(union: t.Union, flat: Sequence[t.Type]) -> t.Enum | None:
    """All variants as one enumeration, if all are values."""
    values: list[t.Json] = []
    labels: list[tuple[str | None, str | None]] = []
    known: set[Hashable] = set()
    open_ = False
    for variant in flat:
        if isinstance(variant, t.Const):
            notes = variant.notes
            if identity(variant.value) not in known:
                known.add(identity(variant.value))
                values.append(variant.value)
                labels.append((notes.title, notes.description))
        elif isinstance(variant, t.Enum):
            open_ = open_ or variant.open
            own = variant.labels
            # The prose about an enumeration of one value is about the value.
            about = (variant.notes.title, variant.notes.description)
            one = about if len(variant.values) == 1 else (None, None)
            for index, value in enumerate(variant.values):
                if identity(value) not in known:
                    known.add(identity(value))
                    values.append(value)
                    labels.append(own[index] if index < len(own) else one)
        else:
            return None
    if all(label == (None, None) for label in labels):
        labels.clear()
    return t.Enum(
        tuple(values),
        base_of(values),
        open=open_,
        labels=tuple(labels),
        notes=union.notes,
        span=union.span,
    )


def _opened(union: t.Union, flat: Sequence[t.Type]) -> t.Enum | None:
    """Values and any other value of their kind as one open enumeration."""
    plain = [it for it in flat if isinstance(it, t.Primitive)]
    if len(plain) != 1 or len(flat) < 2:
        return None
    (rest,) = plain
    if rest != t.Primitive(rest.kind, notes=rest.notes) or rest.notes.residual:
        return None
    found = _enumeration(union, [it for it in flat if it is not rest])
    if found is None or any(kind_of(value) != rest.kind for value in found.values):
        return None
    notes = over(found.notes, rest.notes)
    return t.Enum(found.values, rest.kind, None, True, found.labels, notes, union.span)
