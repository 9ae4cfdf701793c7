"""Joining two types; see the package.

A sample proves little: it refines a type (the members of an object, the items of an
array, the format of a string), a whole number in it does not contradict `number`, and
null in it makes a type nullable unless a schema says otherwise. What is stated to be a
map stays one, whatever keys a sample has.
"""

from __future__ import annotations

from collections.abc import Sequence

from specloom.ir import types as t
from specloom.ir.evidence import Grade
from specloom.ir.free_names import FreeNames
from specloom.ir.join.grades import Side, Weighing
from specloom.ir.spelling import spelled
from specloom.ir.values import identity, same
from specloom.records import replace


def join_types(first: t.Type, second: t.Type) -> t.Type:
    """What two sources say of one type; see the module."""
    if first is second:
        return first
    a, b = _bare(first), _bare(second)
    weighing = Weighing(
        Side(first.notes.evidence, first.span), Side(second.notes.evidence, second.span)
    )
    inner = _shape(weighing, a, b)
    null_too = _nullable(weighing, first, second)
    notes = _notes(weighing, first.notes, second.notes)
    if null_too and inner != t.Const(None):
        null = first if isinstance(first, t.Nullable) else second
        assert isinstance(null, t.Nullable)
        bare = replace(inner, notes=null.inner.notes)
        return t.Nullable(bare, notes, first.span or second.span)
    return replace(inner, notes=notes)


def join_fields(first: t.Field, second: t.Field) -> t.Field:
    """What two sources say of one member of an object."""
    type_ = join_types(first.type, second.type)
    weighing = Weighing(
        Side(first.type.notes.evidence, first.span or first.type.span),
        Side(second.type.notes.evidence, second.span or second.type.span),
    )
    weighing.evidence.update(type_.notes.evidence)
    required = join_required(weighing, first.required, second.required)
    default = first.default
    if isinstance(default, t.Unset):
        default = second.default
        if not isinstance(default, t.Unset):
            weighing.take("default", weighing.second)
    elif not isinstance(second.default, t.Unset) and not same(default, second.default):
        default = weighing.choose("default", default, second.default, t.UNSET)
    direction = first.direction if first.direction != "both" else second.direction
    claims = weighing.claims(type_.notes.conflicts)
    if weighing.evidence != type_.notes.evidence or claims != type_.notes.conflicts:
        notes = replace(
            type_.notes, evidence=weighing.evidence or t.NO_EVIDENCE, conflicts=claims
        )
        type_ = replace(type_, notes=notes)
    return t.Field(
        first.name, type_, required, default, direction, first.span or second.span
    )


def join_required(weighing: Weighing, first: bool, second: bool) -> bool:
    """Whether something is required; that nobody said so is no claim."""
    stronger = weighing.first_wins("required")
    winner, loser = weighing.first, weighing.second
    if not stronger:
        winner, loser = loser, winner
    weighing.take("required", winner)
    value = first if stronger else second
    if first != second and loser.grade("required") >= Grade.INFERRED:
        weighing.lose("required", "false" if value else "true", loser)
    return value


def join_objects(weighing: Weighing, first: t.Object, second: t.Object) -> t.Object:
    """The members of both; those of the first come first."""
    others = {it.name: it for it in second.fields}
    fields = [
        join_fields(it, others.pop(it.name)) if it.name in others else it
        for it in first.fields
    ]
    fields.extend(others.values())
    additional = first.additional
    if additional is None:
        additional = second.additional
    elif second.additional is not None:
        additional = join_types(additional, second.additional)
    return replace(
        first,
        fields=tuple(fields),
        additional=additional,
        patterns=first.patterns or second.patterns,
        keys=first.keys or second.keys,
        required_undeclared=first.required_undeclared or second.required_undeclared,
        constraints=_constraints(weighing, first.constraints, second.constraints),
    )


def _bare(type_: t.Type) -> t.Type:
    return type_.inner if isinstance(type_, t.Nullable) else type_


def _nullable(weighing: Weighing, first: t.Type, second: t.Type) -> bool:
    """Whether null is a value. That a sample shows none is no claim."""
    says = isinstance(first, t.Nullable), isinstance(second, t.Nullable)
    if says[0] == says[1]:
        if says[0]:
            stronger = weighing.first_wins("nullable")
            weighing.take("nullable", weighing.first if stronger else weighing.second)
        return says[0]
    yes, no = weighing.first, weighing.second
    if says[1]:
        yes, no = no, yes
    denied = "nullable" in no.evidence or "type" not in no.evidence
    if denied and no.grade("nullable") > yes.grade("nullable"):
        weighing.lose("nullable", "true", yes)
        return False
    weighing.take("nullable", yes)
    return True


def _shape(weighing: Weighing, a: t.Type, b: t.Type) -> t.Type:
    """The inner type; takes the evidence of `type`."""
    strong, weak = weighing.first, weighing.second
    stronger = weighing.first_wins("type") and not isinstance(a, t.Any_)
    if not stronger and not isinstance(b, t.Any_):
        a, b, strong, weak = b, a, weak, strong
    found = _refined(weighing, a, b, strong, weak)
    if found is None:
        weighing.take("type", strong)
        weighing.lose("type", spelled(b), weak)
        return a
    return found


def _refined(
    weighing: Weighing, a: t.Type, b: t.Type, strong: Side, weak: Side
) -> t.Type | None:
    """The stronger type with what the weaker adds; None if that contradicts it."""
    both_samples = strong.grade("type") <= Grade.INFERRED
    if isinstance(b, t.Any_) or a == b:
        weighing.take("type", strong)
        return a
    if both_samples and _kind(a) != _kind(b):
        return _sampled(weighing, a, b, strong, weak)
    weighing.take("type", strong)
    match a, b:
        case t.Primitive(), t.Primitive():
            return _primitives(weighing, a, b, strong is weighing.first)
        case t.Primitive(), t.Enum(base=base) if base in (a.kind, None):
            weighing.take("enum", weak)
            closed = weak.grade("enum") >= Grade.STATED and not b.open
            return replace(b, open=not closed, format=b.format or a.format)
        case t.Primitive(), t.Const() if _kind(b) == _kind(a):
            weighing.take("enum", weak)
            return b
        case (t.Enum() | t.Const()), t.Primitive() if _kind(a) == _kind(b):
            weighing.take("enum", strong)
            return a
        case t.Enum(), t.Enum():
            return _enums(weighing, a, b, strong, weak)
        case t.Object(), t.Map() if _unknown(b, weak) and a.fields:
            return a
        case t.Map(), t.Object() if _unknown(a, strong):
            return b
        case t.Object(), t.Object():
            if strong is weighing.first:
                return join_objects(weighing, a, b)
            return join_objects(_turned(weighing), a, b)
        case t.Object(fields=()), t.Map() if weak.grade("type") >= Grade.STATED:
            return b
        case (t.Object() | t.Map()), (t.Object() | t.Map()):
            return a
        case t.Array(), t.Array():
            return replace(
                a,
                items=join_types(a.items, b.items),
                constraints=_constraints(weighing, a.constraints, b.constraints),
            )
        case t.Union(), _ if any(_kind(it) == _kind(b) for it in a.variants):
            return a
        case _:
            return a if weak.grade("type") < Grade.INFERRED else None


def _unknown(map_: t.Map, side: Side) -> bool:
    """Whether a map is no more than an object without known members."""
    why = side.evidence.get("keys")
    guessed = why is not None and why.grade is Grade.GUESSED
    return guessed and isinstance(map_.values, t.Any_)


def _turned(weighing: Weighing) -> Weighing:
    turned = Weighing(weighing.second, weighing.first)
    turned.evidence, turned.conflicts = weighing.evidence, weighing.conflicts
    return turned


def _kind(type_: t.Type) -> str:
    """What JSON calls the values of a type; types of one kind may refine each other."""
    match type_:
        case t.Primitive(kind="integer" | "number"):
            return "number"
        case t.Primitive(kind=kind):
            return kind
        case t.Enum(base="integer" | "number"):
            return "number"
        case t.Enum(base=base):
            return base or "mixed"
        case t.Const(value=bool()):
            return "boolean"
        case t.Const(value=int() | float()):
            return "number"
        case t.Const(value=str()):
            return "string"
        case t.Object() | t.Map():
            return "object"
        case t.Array() | t.Tuple():
            return "array"
        case t.Nullable(inner=inner):
            return _kind(inner)
        case _:
            return type(type_).__name__.lower()


def _sampled(
    weighing: Weighing, a: t.Type, b: t.Type, strong: Side, weak: Side
) -> t.Type:
    """Samples of several kinds: any of them."""
    weighing.take("type", strong)
    variants = list(a.variants if isinstance(a, t.Union) else (a,))
    for it in b.variants if isinstance(b, t.Union) else (b,):
        for index, known in enumerate(variants):
            if _kind(known) == _kind(it):
                variants[index] = join_types(known, it)
                break
        else:
            variants.append(it)
    return t.Union(tuple(variants), span=a.span)


def _primitives(
    weighing: Weighing, a: t.Primitive, b: t.Primitive, first: bool
) -> t.Primitive | None:
    strong, weak = weighing.first, weighing.second
    if not first:
        strong, weak = weak, strong
    kind = a.kind
    if kind != b.kind:
        sampled = weak.grade("type") <= Grade.INFERRED
        if {kind, b.kind} != {"integer", "number"}:
            return None
        if strong.grade("type") <= Grade.INFERRED:
            kind = "number"
        elif kind == "integer" or not sampled:
            return None
    format_ = a.format
    if format_ is None and b.format is not None:
        if kind == b.kind:
            format_ = b.format
            weighing.take("format", weak)
    elif b.format not in (None, format_):
        if strong.grade("format") <= Grade.INFERRED:
            # Samples of two formats have none in common.
            format_ = None
        else:
            weighing.take("format", strong)
            weighing.lose("format", str(b.format), weak)
    elif format_ is not None:
        if b.format is None and weak.grade("type") == strong.grade("type"):
            format_ = _common(strong, format_)
        if format_ is not None:
            weighing.take("format", strong)
    constraints = _constraints(
        weighing if first else _turned(weighing), a.constraints, b.constraints
    )
    return replace(a, kind=kind, format=format_, constraints=constraints)


def _common(strong: Side, format_: str) -> str | None:
    """The format of some of the samples is not that of all."""
    return None if strong.grade("format") <= Grade.INFERRED else format_


def _enums(
    weighing: Weighing, a: t.Enum, b: t.Enum, strong: Side, weak: Side
) -> t.Enum:
    weighing.take("enum", strong)
    known = {identity(it) for it in a.values}
    fresh = [it for it in b.values if identity(it) not in known]
    if not fresh and len(a.values) == len(b.values):
        return a if a.labels else replace(a, labels=_labels(a, b))
    if strong.grade("enum") <= Grade.INFERRED:
        return replace(a, values=(*a.values, *fresh), labels=(), open=True)
    if fresh:
        weighing.lose("enum", spelled(b), weak)
    return a


def _labels(a: t.Enum, b: t.Enum) -> tuple[tuple[str | None, str | None], ...]:
    if not b.labels:
        return ()
    by = dict(zip(map(identity, b.values), b.labels, strict=True))
    return tuple(by[identity(it)] for it in a.values)


def _constraints(
    weighing: Weighing, first: t.Constraints, second: t.Constraints
) -> t.Constraints:
    if second is t.NO_CONSTRAINTS or first == second:
        return first
    if first is t.NO_CONSTRAINTS:
        for name in t.Constraints.__slots__:
            if getattr(second, name) not in (None, False):
                weighing.take(name, weighing.second)
        return second
    return t.Constraints(
        *(
            weighing.choose(name, getattr(first, name), getattr(second, name), nothing)
            for name in t.Constraints.__slots__
            for nothing in (False if name == "unique_items" else None,)
        )
    )


def _notes(weighing: Weighing, first: t.Notes, second: t.Notes) -> t.Notes:
    description = weighing.words("description", first.description, second.description)
    default = first.default if first.default is not t.UNSET else second.default
    handled = {"type", "format", "enum", "nullable", "description"}
    handled.update(t.Constraints.__slots__)
    for attribute in {**first.evidence, **second.evidence}:
        if attribute not in handled:
            side = weighing.first
            if attribute not in first.evidence or not weighing.first_wins(attribute):
                side = weighing.second
            weighing.take(attribute, side)
    return t.Notes(
        title=first.title if first.title is not None else second.title,
        description=description,
        default=default,
        direction=first.direction if first.direction != "both" else second.direction,
        deprecated=first.deprecated or second.deprecated,
        examples=join_examples(first.examples, second.examples),
        residual=first.residual or second.residual,
        extensions={**second.extensions, **first.extensions} or t.NO_MAPPING,
        external_docs=first.external_docs or second.external_docs,
        comment=first.comment if first.comment is not None else second.comment,
        xml=first.xml if first.xml is not None else second.xml,
        evidence=weighing.evidence or t.NO_EVIDENCE,
        conflicts=weighing.claims(first.conflicts, second.conflicts),
    )


def join_examples(
    first: Sequence[t.Example], second: Sequence[t.Example]
) -> tuple[t.Example, ...]:
    """The examples of both, each value once, under names that differ."""
    found = list(first)
    known = {_example(it) for it in found}
    names = {it.name for it in found}
    numbered = FreeNames("-%d")
    for it in second:
        if _example(it) in known:
            continue
        name = it.name
        if name in names:
            # `example-2` of another page is one more `example`.
            bare = name.rstrip("0123456789").removesuffix("-") or name
            name = numbered.free(bare, names)
        names.add(name)
        found.append(it if name == it.name else replace(it, name=name))
    return tuple(found)


def _example(it: t.Example) -> object:
    if isinstance(it.value, t.Unset):
        return it.url, it.serialized
    return identity(it.value)
