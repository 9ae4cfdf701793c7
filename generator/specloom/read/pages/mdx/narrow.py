"""What narrows a type: values, bounds, a format, and null.

In: a type, and what attributes and the words of a description say. Out: the type with as
much of it as is of its kind; the evidence for each is filled in. What an attribute says
comes before what words say. For `types`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from specloom.ir import types as t
from specloom.ir.evidence import Evidence
from specloom.read.pages.mdx.attributes import Said
from specloom.read.pages.words.prose import Facts
from specloom.read.pages.words.spelling import enumeration
from specloom.read.pages.words.values import Kind
from specloom.records import replace

NOT_UNDERSTOOD: Final = "SL343"


def kind_of(type_: t.Type) -> Kind:
    """What the values of a type are, for reading what is said of them."""
    match type_:
        case t.Primitive(kind=kind):
            return kind
        case t.Nullable(inner=inner):
            return kind_of(inner)
        case t.Enum(base=base) if base is not None:
            return base
        case t.Const(value=str()):
            return "string"
        case t.Array() | t.Tuple():
            return "array"
        case t.Object() | t.Map():
            return "object"
        case _:
            return "any"


def narrowed(
    type_: t.Type,
    said: Said,
    known: Facts,
    prose_why: Evidence,
    evidence: dict[str, Evidence],
) -> t.Type:
    """The type with its values, bounds and format, and null; fills in the evidence."""
    nullable = said.nullable or (prose_why if known.nullable else None)
    inner = type_.inner if isinstance(type_, t.Nullable) else type_
    if said.values is not None:
        values, why = said.values
        inner = _with_values(inner, values, (), why, evidence)
    elif known.values:
        inner = _with_values(inner, known.values, known.labels, prose_why, evidence)
    if said.bounds is not None:
        inner = _bounded(inner, *said.bounds, evidence)
    inner = _bounded(inner, known.bounds, prose_why, evidence)
    if isinstance(inner, t.Primitive) and inner.format is None:
        if said.format is not None:
            inner = replace(inner, format=said.format[0])
            evidence["format"] = said.format[1]
        elif known.format is not None and inner.kind == "string":
            inner, evidence["format"] = replace(inner, format=known.format), prose_why
    if known.free and isinstance(inner, t.Object) and not inner.fields:
        inner = t.Map(t.Any_(), notes=inner.notes, span=inner.span)
    if isinstance(inner, t.Any_ | t.Nullable) or inner == t.Const(None):
        return inner
    if isinstance(type_, t.Nullable):
        return t.Nullable(replace(inner, notes=t.NO_NOTES))
    if nullable is None:
        return inner
    evidence["nullable"] = nullable
    return t.Nullable(replace(inner, notes=t.NO_NOTES))


def _with_values(
    type_: t.Type,
    values: tuple[t.Json, ...],
    labels: Sequence[str | None],
    why: Evidence,
    evidence: dict[str, Evidence],
) -> t.Type:
    if isinstance(type_, t.Array):
        items = _with_values(type_.items, values, labels, why, evidence)
        return replace(type_, items=items)
    if not isinstance(type_, t.Primitive | t.Any_) or type_.notes.conflicts:
        return type_
    if isinstance(type_, t.Primitive) and type_.kind == "boolean":
        return type_
    if isinstance(type_, t.Any_) and type_.cause == NOT_UNDERSTOOD:
        return type_
    made = enumeration(tuple(dict.fromkeys(values)), type_.notes)
    if isinstance(type_, t.Primitive) and kind_of(made) != type_.kind:
        return type_
    evidence["enum"] = why
    if isinstance(made, t.Enum) and any(labels) and len(labels) == len(made.values):
        made = replace(made, labels=tuple((None, it) for it in labels))
    return made


_OF_TEXTS: Final = ("min_length", "max_length", "pattern")
_OF_NUMBERS: Final = (
    "minimum",
    "maximum",
    "exclusive_minimum",
    "exclusive_maximum",
    "multiple_of",
)
_OF_ARRAYS: Final = ("min_items", "max_items")


def _bounded(
    type_: t.Type, bounds: t.Constraints, why: Evidence, evidence: dict[str, Evidence]
) -> t.Type:
    """The type with those of the bounds that are of its kind, and that it has none of."""
    if bounds == t.NO_CONSTRAINTS:
        return type_
    fitting: Sequence[str]
    if isinstance(type_, t.Array):
        fitting = _OF_ARRAYS
    elif isinstance(type_, t.Primitive) and type_.kind == "string":
        fitting = _OF_TEXTS
    elif isinstance(type_, t.Primitive) and type_.kind != "boolean":
        fitting = _OF_NUMBERS
    else:
        return type_
    changes = {
        name: value
        for name in fitting
        if (value := getattr(bounds, name)) is not None
        and getattr(type_.constraints, name) is None
    }
    if not changes:
        return type_
    evidence.update(dict.fromkeys(changes, why))
    return replace(type_, constraints=replace(type_.constraints, **changes))
