"""Objects in the form that code is made of.

In: composed types. Out: the same values said as a map, or with fields for what is
required. Pure functions.
"""

from __future__ import annotations

from specloom.ir import types as t
from specloom.records import replace


def plain_object(type_: t.Object) -> t.Type:
    """An object without declared fields is a map, unless it is closed or has patterns."""
    if type_.fields or type_.required_undeclared:
        return type_
    if type_.patterns:
        if len(type_.patterns) > 1 or not isinstance(type_.additional, t.Never):
            return type_
        ((pattern, values),) = type_.patterns
        if type_.keys is not None:
            return type_
        keys = t.Primitive("string", None, t.Constraints(pattern=pattern))
        return t.Map(values, keys, type_.constraints, type_.notes, type_.span)
    if isinstance(type_.additional, t.Never):
        return type_
    values = type_.additional or t.Any_(span=type_.span)
    return t.Map(values, type_.keys, type_.constraints, type_.notes, type_.span)


def settled(type_: t.Type) -> t.Type:
    """A type that nothing will complete: what is required is a field."""
    match type_:
        case t.Object() if type_.required_undeclared:
            values = type_.additional
            if values is None or isinstance(values, t.Never):
                values = t.Any_(span=type_.span)
            undeclared = tuple(
                t.Field(name, values, True, span=type_.span)
                for name in type_.required_undeclared
            )
            fields = type_.fields + undeclared
            return replace(type_, fields=fields, required_undeclared=())
        case t.Union():
            variants = tuple(map(settled, type_.variants))
            if all(
                new is old for new, old in zip(variants, type_.variants, strict=True)
            ):
                return type_
            return replace(type_, variants=variants)
        case t.Nullable():
            inner = settled(type_.inner)
            return type_ if inner is type_.inner else replace(type_, inner=inner)
        case _:
            return type_
