"""What two objects have in common: the fields of both.

In: objects and maps, composed. Out: one of them where the other adds nothing, else an
object with the fields of both. A field that both declare has what their types have in
common, and is required if one requires it. What one says of additional fields holds for
those that neither declares: read to the letter, `additionalProperties: false` in one
part would forbid the fields of the others, which hardly anybody means (docs/decisions).
"""

from __future__ import annotations

from specloom.ir import types as t
from specloom.passes.compose.notes import bare
from specloom.passes.compose.scalars import Clash, bounds
from specloom.passes.compose.world import World
from specloom.records import replace


def both(
    world: World, first: t.Object | t.Map, second: t.Object | t.Map, place: str
) -> t.Type | Clash:
    """Two objects in one."""
    one, other = _object(first), _object(second)
    merged = _Merge(world, one, other, place).result()
    if merged is one:
        return first
    if merged is other:
        return second
    if isinstance(merged, Clash):
        return merged
    if isinstance(first, t.Map) and isinstance(second, t.Map):
        values = merged.additional or t.Any_()
        return t.Map(values, merged.keys, merged.constraints, span=first.span)
    return merged


def _object(type_: t.Object | t.Map) -> t.Object:
    """A map as the object without declared fields that it is."""
    if isinstance(type_, t.Object):
        return type_
    return t.Object(
        (),
        additional=None if _open(type_.values) else type_.values,
        keys=type_.keys,
        constraints=type_.constraints,
    )


def _open(type_: t.Type | None) -> bool:
    """Whether additional fields may be anything."""
    return type_ is None or isinstance(type_, t.Any_)


class _Merge:
    """One merging of two objects. Notes whether each of them already is the result."""

    def __init__(
        self, world: World, first: t.Object, second: t.Object, place: str
    ) -> None:
        self._world = world
        self._first = first
        self._second = second
        self._place = place
        self._is_first = True
        self._is_second = True
        self._clash: Clash | None = None

    def result(self) -> t.Object | Clash:
        first, second = self._first, self._second
        self._world.guard += 1
        fields = self._fields()
        patterns = self._patterns()
        keys = self._either("keys", first.keys, second.keys)
        additional = self._additional()
        self._world.guard -= 1
        for type_ in (self._clash, keys, additional):
            if isinstance(type_, Clash):
                return type_
        constraints, _ = bounds(first.constraints, second.constraints)
        self._saw(constraints, first.constraints, second.constraints)
        fields, undeclared = self._required(fields)
        if self._is_first:
            return first
        if self._is_second:
            return second
        assert not isinstance(keys, Clash) and not isinstance(additional, Clash)
        return t.Object(
            tuple(fields),
            additional,
            patterns,
            keys,
            undeclared,
            constraints,
            span=first.span or second.span,
        )

    def _saw(self, result: object, first: object, second: object) -> None:
        self._is_first = self._is_first and result is first
        self._is_second = self._is_second and result is second

    # Fields

    def _fields(self) -> list[t.Field]:
        later = {field.name: field for field in self._second.fields}
        fields = []
        for field in self._first.fields:
            again = later.pop(field.name, None)
            if again is None:
                new = self._admitted(field, self._second)
                self._saw(new, field, None)
            elif again is field or again == field:
                new = field
            else:
                new = self._field(field, again)
                self._saw(new, field, again)
            fields.append(new)
        for field in later.values():
            new = self._admitted(field, self._first)
            self._saw(new, None, field)
            fields.append(new)
        return fields

    def _field(self, first: t.Field, second: t.Field) -> t.Field:
        at = f"{self._place}.{first.name}"
        type_ = self._world.meet(first.type, second.type, at)
        required = first.required or second.required
        if isinstance(type_, Clash):
            about = f"`{first.name}`: "
            if required and self._world.strict:
                self._clash = replace(type_, reason=about + type_.reason)
                return first
            both_ = (first.type, second.type)
            type_ = self._world.clashed(both_, type_, about)
        default = second.default if second.default is not t.UNSET else first.default
        direction = second.direction if second.direction != "both" else first.direction
        for it in (first, second):
            if (
                type_ is it.type
                and required == it.required
                and default is it.default
                and direction == it.direction
            ):
                return it
        return t.Field(first.name, type_, required, default, direction, second.span)

    def _admitted(self, field: t.Field, other: t.Object) -> t.Field:
        """A field that the other object does not declare, narrowed by what it admits."""
        if other.additional is None or isinstance(other.additional, t.Any_):
            return field
        at = f"{self._place}.{field.name}"
        type_ = self._world.meet(bare(other.additional), field.type, at)
        if isinstance(type_, Clash | t.Never):
            self._world.forbidden(field.name)
            return field
        return field if type_ is field.type else replace(field, type=type_)

    def _required(self, fields: list[t.Field]) -> tuple[list[t.Field], tuple[str, ...]]:
        first, second = self._first, self._second
        names = dict.fromkeys((*first.required_undeclared, *second.required_undeclared))
        if not names:
            return fields, ()
        result = []
        for field in fields:
            if field.name in names:
                del names[field.name]
                if not field.required:
                    field = replace(field, required=True)
                    self._is_first = self._is_second = False
            result.append(field)
        undeclared = tuple(names)
        if undeclared != first.required_undeclared:
            self._is_first = False
        if undeclared != second.required_undeclared:
            self._is_second = False
        return result, undeclared

    # The others

    def _patterns(self) -> tuple[tuple[str, t.Type], ...]:
        first, second = self._first.patterns, self._second.patterns
        if not first and not second:
            return ()
        merged = dict(first)
        for pattern, type_ in second:
            known = merged.get(pattern)
            if known is not None:
                at = f"{self._place}{{{pattern}}}"
                both_ = self._world.meet(known, type_, at)
                if isinstance(both_, Clash):
                    both_ = self._world.clashed((known, type_), both_, f"`{pattern}`: ")
                type_ = both_
            merged[pattern] = type_
        patterns = tuple(merged.items())
        self._saw(True, patterns == first, patterns == second)
        return patterns

    def _additional(self) -> t.Type | Clash | None:
        first, second = self._first.additional, self._second.additional
        if _open(first) and _open(second):
            return first
        if isinstance(first, t.Never) and isinstance(second, t.Never):
            return first
        return self._either(
            "additional",
            None if _open(first) else first,
            None if _open(second) else second,
        )

    def _either(
        self, what: str, first: t.Type | None, second: t.Type | None
    ) -> t.Type | Clash | None:
        """What both say, where either may say nothing."""
        result: t.Type | Clash | None
        if first is None or second is None:
            result = first if second is None else second
        else:
            result = self._world.meet(first, second, f"{self._place}{{}}")
            if isinstance(result, Clash):
                result = t.Never() if what == "additional" else result
        self._saw(result, first, second)
        return result
