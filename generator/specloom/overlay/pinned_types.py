"""Types as an overlay leaves them.

In: a type as it was, and as the changed document has it. Out: the former, in which what
an overlay says holds: with evidence for each such attribute at the type that has it, and
what it overrides among its conflicts. What an overlay does not touch is the same record.
"""

from __future__ import annotations

from collections.abc import Sequence
from types import MappingProxyType
from typing import Any, Final, TypeVar, assert_never

from specloom.ir import types as t
from specloom.ir.evidence import Evidence, Grade
from specloom.ir.spelling import spelled
from specloom.overlay.pins import OURS, Keywords, Pins
from specloom.overlay.places import Places
from specloom.overlay.reread import pointer_of
from specloom.overlay.taken import Take
from specloom.records import names_of, replace
from specloom.source import escape

B = TypeVar("B", t.Primitive, t.Array, t.Tuple, t.Object)


def _keyword(attribute: str) -> str:
    first, *others = attribute.split("_")
    return first + "".join(map(str.capitalize, others))


_BOUNDS: Final[Keywords] = {
    it: (_keyword(it), OURS + _keyword(it)) for it in names_of(t.Constraints)
}
_FORMAT: Final[Keywords] = {"format": ("format",)}
_STATED: Final[Keywords] = {
    "default": ("default", f"{OURS}default"),
    "direction": ("readOnly", "writeOnly"),
}
_NOTES: Final[Keywords] = {
    "title": ("title",),
    "description": ("description",),
    **_STATED,
    "deprecated": ("deprecated",),
    "examples": ("example", "examples"),
    "external_docs": ("externalDocs", f"{OURS}externalDocs"),
    "comment": ("$comment",),
    "xml": ("xml",),
}
_VALUES: Final = ("enum", "const", "x-extensible-enum", "x-enum-varnames")
_NULL: Final = ("type", "anyOf", "oneOf", "enum", "nullable", "const")


class PinningTypes:
    """Compares types; what is shared stays so."""

    def __init__(self, places: Places, take: Take) -> None:
        self._places = places
        self._take = take
        # By identity of both; they are kept, so that no identity is used twice.
        self._done: dict[tuple[int, int], tuple[t.Type, t.Type, t.Type]] = {}

    def either(self, old: t.Type | None, new: t.Type | None, at: str) -> t.Type | None:
        """Two types of which each may be missing."""
        if old is None or new is None:
            return old if not self._places.near(at) else self._take(new)
        return self.type(old, new, at)

    def type(self, old: t.Type, new: t.Type, at: str) -> t.Type:
        """One type; `at` is where it stands, if it does not say so itself."""
        at = pointer_of(new.span) or at
        if not self._places.near(at) or old == new:
            return old
        known = self._done.get((id(old), id(new)))
        if known is None:
            known = old, new, self._type(old, new, at)
            self._done[id(old), id(new)] = known
        return known[2]

    def field(self, old: t.Field, new: t.Field, owner: str) -> t.Field:
        """A member of the object at `owner`."""
        at = f"{owner}/properties/{escape(old.name)}"
        type_ = self.type(old.type, new.type, at)
        before, notes = old.type.notes.evidence, type_.notes
        pins = Pins(self._places, notes.evidence, notes.conflicts, old.span, before)
        pins.compare(old, new, _STATED, at)
        if old.required != new.required:
            required = f"{owner}/required"
            place = pins.says(self._places.element(required, old.name), required)
            if place is not None:
                pins.changed["required"] = new.required
                pins.pin("required", place, "true" if old.required else "false")
        if type_ is not old.type and "type" in before:
            # What rested on the same as the type does, still does.
            pins.evidence = {"required": before["type"], **pins.evidence}
        if pins.evidence != notes.evidence or pins.conflicts != notes.conflicts:
            type_ = replace(type_, notes=replace(notes, **pins.rest()))
        if type_ is old.type and not pins.changed:
            return old
        return replace(old, type=type_, **pins.changed)

    def _type(self, old: t.Type, new: t.Type, at: str) -> t.Type:
        notes = old.notes
        pins = Pins(self._places, notes.evidence, notes.conflicts, old.span)
        is_null, was_null = isinstance(new, t.Nullable), isinstance(old, t.Nullable)
        if is_null != was_null:
            place = pins.says(*(f"{at}/{it}" for it in _NULL), at)
            if place is not None:
                pins.pin("nullable", place, "true" if was_null else "false")
        core = self._core(_bare(old), _bare(new), at, pins)
        before, after = notes.evidence, pins.evidence
        other = any(after.get(it) is not before.get(it) for it in ("type", "enum"))
        whole = at if other else ""
        pins.compare(notes, new.notes, _NOTES, at)
        pins.compare_members("residual", notes, new.notes, at, whole=whole)
        pins.compare_members("extensions", notes, new.notes, at, whole=whole)
        changes = {name: self._take(it) for name, it in pins.changed.items()}
        notes = replace(notes, **changes, **pins.rest())
        if isinstance(new, t.Nullable):
            return t.Nullable(core, notes, old.span)
        return replace(core, notes=notes)

    def _core(self, a: t.Type, b: t.Type, at: str, pins: Pins) -> t.Type:
        """What is left of both types without null and notes."""
        if a == b:
            return a
        at = pointer_of(b.span) or at
        if isinstance(a, t.Map | t.Object) and isinstance(b, t.Map | t.Object):
            made = self._object(_open(a, b), _open(b, a), at, pins)
            if isinstance(b, t.Map) and not made.fields:
                return _closed(made, b, self._take)
            return made
        if type(a) is not type(b):
            return self._other(a, b, at, pins)
        match a:
            case t.Primitive():
                assert isinstance(b, t.Primitive)
                if a.kind != b.kind:
                    return self._other(a, b, at, pins)
                return self._bounded(a, b, at, pins, _FORMAT)
            case t.Enum() | t.Const():
                return self._other(a, b, at, pins)
            case t.Array():
                assert isinstance(b, t.Array)
                items = self.type(a.items, b.items, f"{at}/items")
                return self._bounded(a, b, at, pins, items=items)
            case t.Tuple():
                assert isinstance(b, t.Tuple)
                if len(a.items) != len(b.items):
                    return self._other(a, b, at, pins)
                first = self._pairs(a.items, b.items, f"{at}/prefixItems")
                rest = self.type(a.rest, b.rest, f"{at}/items")
                return self._bounded(a, b, at, pins, items=first, rest=rest)
            case t.Union():
                assert isinstance(b, t.Union)
                return self._union(a, b, at, pins)
            case t.Intersection():
                assert isinstance(b, t.Intersection)
                parts = self._parts(a, a.parts, b.parts, at, pins)
                return replace(a, parts=parts)
            case t.Binary() | t.Ref():
                return self._other(a, b, at, pins)
            case t.Any_() | t.Never() | t.Nullable() | t.Map() | t.Object():
                return a
            case _:
                assert_never(a)

    def _other(self, a: t.Type, b: t.Type, at: str, pins: Pins) -> t.Type:
        """Another type altogether, or other values of the same."""
        attribute, place = "type", None
        if isinstance(a, t.Primitive | t.Enum | t.Const) and _kind(a) == _kind(b):
            attribute, place = "enum", pins.says(*(f"{at}/{it}" for it in _VALUES))
        if place is None:
            attribute, place = "type", pins.says(f"{at}/type", f"{at}/$ref", at)
        if place is None:
            return a
        pins.pin(attribute, place, spelled(a))
        return replace(self._take(b), notes=a.notes)

    def _bounded(
        self,
        a: B,
        b: B,
        at: str,
        pins: Pins,
        keywords: Keywords = MappingProxyType({}),
        **changes: Any,
    ) -> B:
        """The type with the bounds of the other, and other attributes."""
        kept, pins.changed = pins.changed, {}
        pins.compare(a.constraints, b.constraints, _BOUNDS, at)
        if pins.changed:
            changes["constraints"] = replace(a.constraints, **pins.changed)
            pins.changed = {}
        pins.compare(a, b, keywords, at)
        changes |= pins.changed
        pins.changed = kept
        if all(getattr(a, name) is value for name, value in changes.items()):
            return a
        return replace(a, **changes)

    def _object(self, a: t.Object, b: t.Object, at: str, pins: Pins) -> t.Object:
        others = {it.name: it for it in b.fields}
        fields = []
        for field in a.fields:
            other = others.pop(field.name, None)
            if other is not None:
                fields.append(self.field(field, other, at))
                continue
            place = pins.says(f"{at}/properties/{escape(field.name)}")
            if place is None:
                fields.append(field)
            else:
                pins.pin("properties", place, None)
                pins.claim("properties", field.name, _why(field))
        for other in others.values():
            if self._places.near(f"{at}/properties/{escape(other.name)}"):
                fields.append(self._take(other))
        more = a.additional, b.additional
        changes: dict[str, Any] = {
            "additional": self._slot(pins, "additionalProperties", *more, at),
            "keys": self._slot(pins, "propertyNames", a.keys, b.keys, at),
        }
        for attribute, keyword in (
            ("patterns", "patternProperties"),
            ("required_undeclared", "required"),
        ):
            before, after = getattr(a, attribute), getattr(b, attribute)
            changes[attribute] = before
            if before != after:
                place = pins.says(f"{at}/{keyword}", f"{at}/{OURS}{keyword}")
                if place is None and attribute == "required_undeclared":
                    place = pins.says(f"{at}/properties")
                if place is not None:
                    changes[attribute] = tuple(map(self._pattern, after))
                    pins.pin(attribute, place, None)
        made = t.Object(
            tuple(fields),
            notes=a.notes,
            span=a.span,
            constraints=a.constraints,
            **changes,
        )
        return self._bounded(made, b, at, pins)

    def _pattern(self, it: Any) -> Any:
        return it if isinstance(it, str) else (it[0], self._take(it[1]))

    def _slot(
        self, pins: Pins, keyword: str, a: t.Type | None, b: t.Type | None, at: str
    ) -> t.Type | None:
        """A part of an object that may be missing, and then says nothing."""
        if a == b:
            return a
        below = f"{at}/{keyword}"
        if a is not None and b is not None and type(a) is type(b):
            return self.type(a, b, below)
        place = pins.says(below)
        if place is None:
            return a
        pins.pin(keyword, place, None if a is None else _allowed(a))
        if keyword == "additionalProperties" and "keys" in pins.evidence:
            # That it is a map was a guess, and no longer is.
            pins.pin("keys", place, None)
        return None if b is None else self._take(b)

    def _union(self, a: t.Union, b: t.Union, at: str, pins: Pins) -> t.Union:
        variants = self._parts(a, a.variants, b.variants, at, pins)
        by, mode = a.discriminator, a.mode
        if by != b.discriminator:
            place = pins.says(f"{at}/discriminator")
            if place is not None:
                pins.pin("discriminator", place, None if by is None else by.field)
                by = self._take(b.discriminator)
            elif variants is not a.variants:
                by = self._take(b.discriminator)
        if mode != b.mode and variants is not a.variants:
            mode = b.mode
        return replace(a, variants=variants, discriminator=by, mode=mode)

    def _parts(
        self,
        whole: t.Type,
        old: tuple[t.Type, ...],
        new: tuple[t.Type, ...],
        at: str,
        pins: Pins,
    ) -> tuple[t.Type, ...]:
        """Variants, or parts, in the order of the new ones."""
        if len(old) == len(new):
            return self._pairs(old, new, at)
        place = pins.says(f"{at}/anyOf", f"{at}/oneOf", f"{at}/allOf", at)
        if place is None:
            return old
        pins.pin("type", place, spelled(whole))
        left = [*old]
        found = []
        for it in new:
            same = next((known for known in left if known == it), None)
            if same is not None:
                left.remove(same)
            found.append(self._take(it) if same is None else same)
        return tuple(found)

    def _pairs(
        self, old: Sequence[t.Type], new: Sequence[t.Type], at: str
    ) -> tuple[t.Type, ...]:
        pairs = zip(old, new, strict=True)
        found = tuple(self.type(a, b, at) for a, b in pairs)
        if isinstance(old, tuple) and all(
            x is y for x, y in zip(old, found, strict=True)
        ):
            return old
        return found


def _bare(type_: t.Type) -> t.Type:
    if isinstance(type_, t.Nullable):
        return type_.inner
    return type_ if type_.notes is t.NO_NOTES else replace(type_, notes=t.NO_NOTES)


def _kind(type_: t.Type) -> str | None:
    match type_:
        case t.Primitive(kind=kind):
            return kind
        case t.Enum(base=base):
            return base
        case t.Const(value=bool()):
            return "boolean"
        case t.Const(value=str()):
            return "string"
        case t.Const(value=int()):
            return "integer"
        case t.Const(value=float()):
            return "number"
        case _:
            return type(type_).__name__


def _why(field: t.Field) -> Evidence | None:
    """What it rests on that there is a field."""
    stated = field.type.notes.evidence.get("type")
    if stated is not None or field.span is None:
        return stated
    return Evidence(field.span, Grade.DECLARED, "schema")


def _open(type_: t.Map | t.Object, other: t.Type) -> t.Object:
    """A map as the object without declared fields that it is.

    Beside an object that does not speak of other keys, it need not either.
    """
    if isinstance(type_, t.Object):
        return type_
    silent = isinstance(other, t.Object) and other.additional is None
    return t.Object(
        (),
        None if silent and type_.values == t.Any_() else type_.values,
        keys=type_.keys,
        constraints=type_.constraints,
        notes=type_.notes,
        span=type_.span,
    )


def _closed(type_: t.Object, other: t.Map, take: Take) -> t.Type:
    """An object that has lost its fields, as a map."""
    if type_.patterns or type_.required_undeclared:
        return type_
    values = take(other.values) if type_.additional is None else type_.additional
    return t.Map(values, type_.keys, type_.constraints, type_.notes, type_.span)


def _allowed(type_: t.Type) -> str:
    return "false" if isinstance(type_, t.Never) else spelled(type_)
