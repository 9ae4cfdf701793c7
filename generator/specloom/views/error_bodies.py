"""Error bodies that a server can fill in, made from the documented error schemas.

In: the type of an error answer, and why the server refuses. Out: a `Template`:
JSON with slots, valid against the schema whatever the slots are filled with. Which field
has which role follows from its name and its type (`code`, `message`, `details`, ...);
everything else that is required gets the smallest instance of its type. Used by
`failures`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, assert_never

from specloom.ir import types as t
from specloom.records import record
from specloom.views.error_roles import (
    ALIKE,
    DETAILS,
    MESSAGE,
    ROLES,
    SUCCESS,
    Impossible,
    Slot,
    Template,
    is_open,
    is_simple,
    is_text,
    json_value,
    number,
    of_any,
    plain,
    says,
    size,
    slot_of_text,
    slots,
    takes_errors,
    text,
)

_BUDGET: Final = 1000  # types that are looked at for one template, repetitions too


@record(frozen=True, slots=True)
class Refusal:
    """Why a server refuses, with the status that it answers."""

    reason: str
    status: int


class ErrorBodies:
    """Makes templates; remembers those of references."""

    def __init__(self, declarations: Mapping[str, t.Type]) -> None:
        self._declarations = declarations
        self._known: dict[tuple[str, Refusal | None], Template | Impossible] = {}
        self._open: set[str] = set()
        self._particular = False
        self._budget = 0

    def template(self, type_: t.Type, refusal: Refusal) -> Template:
        """The body for a refusal. Raises Impossible."""
        self._budget = _BUDGET
        if not isinstance(type_, t.Ref):
            return self._make(type_, "", refusal)
        made: Template | Impossible
        for which in (None, refusal):
            if (type_.id, which) in self._known:
                made = self._known[type_.id, which]
                break
        else:
            self._particular = False
            try:
                made = self._make(type_, "", refusal)
            except Impossible as impossible:
                made = impossible
            self._known[type_.id, refusal if self._particular else None] = made
        if isinstance(made, Impossible):
            raise made
        return made

    def _make(self, type_: t.Type, name: str, refusal: Refusal) -> Template:
        self._budget -= 1
        if self._budget < 0:
            raise Impossible
        match type_:
            case t.Primitive():
                return self._primitive(type_, name, refusal)
            case t.Enum(values=values):
                return self._choice(values, name, refusal)
            case t.Const(value=value):
                return json_value(value)
            case t.Object():
                return self._object(type_, name, refusal)
            case t.Map():
                return self._map(type_, name, refusal)
            case t.Array():
                return self._array(type_, name, refusal)
            case t.Tuple(items=items, constraints=bounds):
                least = len(items) if bounds.min_items is None else bounds.min_items
                if least > len(items):
                    raise Impossible
                return [self._make(item, "", refusal) for item in items[:least]]
            case t.Union():
                return self._union(type_, name, refusal)
            case t.Intersection():
                return self._all_of(type_, name, refusal)
            case t.Nullable(inner=inner):
                return self._nullable(inner, name, refusal)
            case t.Ref(id=id_):
                return self._ref(id_, name, refusal)
            case t.Any_():
                return of_any(name)
            case t.Binary() | t.Never():
                raise Impossible
            case _:
                assert_never(type_)

    def _ref(self, id_: str, name: str, refusal: Refusal) -> Template:
        target = self._declarations.get(id_)
        if target is None or id_ in self._open:
            raise Impossible
        self._open.add(id_)
        try:
            return self._make(target, name, refusal)
        finally:
            self._open.discard(id_)

    def _nullable(self, inner: t.Type, name: str, refusal: Refusal) -> Template:
        try:
            made = self._make(inner, name, refusal)
        except Impossible:
            return None
        return made if says(made) else None

    # Scalars

    def _primitive(self, type_: t.Primitive, name: str, refusal: Refusal) -> Template:
        match type_.kind:
            case "boolean":
                return plain(name) == "error"
            case "integer" | "number":
                return number(type_.constraints, name)
            case "string":
                if plain(name) in ("status", "statuscode"):
                    self._particular = True
                    return text(type_, None, str(refusal.status))
                return text(type_, slot_of_text(name), "")
            case _:
                assert_never(type_.kind)

    def _choice(
        self, values: tuple[t.Json, ...], name: str, refusal: Refusal
    ) -> Template:
        if not values:
            raise Impossible
        if len(values) > 1:
            self._particular = True
        if refusal.status in values:
            return refusal.status
        told = [(plain(value), value) for value in values if isinstance(value, str)]
        for value, original in told:
            if value == str(refusal.status):
                return original
        for alike in (plain(refusal.reason), *ALIKE.get(refusal.reason, ())):
            for value, original in told:
                if alike in value:
                    return original
        return json_value(values[0])

    # Containers

    def _object(
        self,
        type_: t.Object,
        name: str,
        refusal: Refusal,
        given: Mapping[str, str] = {},
    ) -> Template:
        if not type_.fields and plain(name) in DETAILS and is_open(type_):
            return Slot.DETAILS
        made: dict[str, Template] = {}
        spoken = any(plain(field.name) in MESSAGE for field in type_.fields)
        for field in type_.fields:
            if field.name in given:
                made[field.name] = given[field.name]
                continue
            if field.direction == "write":
                continue
            called = field.name
            role = plain(called)
            if not (field.required or role in ROLES or is_simple(field.type)):
                continue
            if role == "error" and not spoken and is_text(field.type):
                called = "message"
            try:
                value = self._make(field.type, called, refusal)
            except Impossible:
                if field.required:
                    raise
                continue
            if field.required or says(value) or role in SUCCESS:
                made[field.name] = value
        for missing in type_.required_undeclared:
            if isinstance(type_.additional, t.Never):
                raise Impossible
            value_type = type_.additional or t.Any_()
            made[missing] = self._make(value_type, missing, refusal)
        bounds = type_.constraints
        if not (bounds.min_properties or 0) <= len(made):
            raise Impossible
        if bounds.max_properties is not None and len(made) > bounds.max_properties:
            raise Impossible
        return made

    def _map(self, type_: t.Map, name: str, refusal: Refusal) -> Template:
        bounds = type_.constraints
        if type_.keys is not None or (bounds.min_properties or 0) > 1:
            raise Impossible
        if bounds.max_properties == 0:
            return {}
        if plain(name) in DETAILS and takes_errors(type_.values):
            return Slot.DETAILS
        if not name and isinstance(type_.values, t.Any_) and bounds == t.NO_CONSTRAINTS:
            return of_any("")
        if bounds.min_properties or not name:
            return {"message": self._make(type_.values, "message", refusal)}
        return {}

    def _array(self, type_: t.Array, name: str, refusal: Refusal) -> Template:
        bounds = type_.constraints
        least = bounds.min_items or 0
        if plain(name) in DETAILS and takes_errors(type_):
            return Slot.ERRORS
        if bounds.max_items == 0:
            return []
        singular = "message" if is_text(type_.items) else name
        if least > 1 and bounds.unique_items:
            raise Impossible
        try:
            item = self._make(type_.items, singular, refusal)
        except Impossible:
            if least:
                raise
            return []
        wanted = least or (1 if plain(name) in DETAILS and says(item) else 0)
        wanted = wanted or (0 if name else 1)
        if wanted > 1:
            self._budget -= (wanted - 1) * size(item)
            if self._budget < 0:
                raise Impossible
        return [item] * wanted

    def _union(self, type_: t.Union, name: str, refusal: Refusal) -> Template:
        best: Template = None
        most = -1
        for variant in type_.variants:
            try:
                made = self._variant(type_, variant, name, refusal)
            except Impossible:
                continue
            if (told := len(list(slots(made)))) > most:
                best, most = made, told
        if most < 0:
            raise Impossible
        return best

    def _variant(
        self, union: t.Union, variant: t.Type, name: str, refusal: Refusal
    ) -> Template:
        """A variant, with the discriminator's value where the mapping says it."""
        by = union.discriminator
        if (
            by is not None
            and isinstance(variant, t.Ref)
            and variant.id not in self._open
        ):
            target = self._declarations.get(variant.id)
            value = next((key for key, id_ in by.mapping if id_ == variant.id), None)
            if isinstance(target, t.Object) and value is not None:
                self._open.add(variant.id)
                try:
                    return self._object(target, name, refusal, {by.field: value})
                finally:
                    self._open.discard(variant.id)
        return self._make(variant, name, refusal)

    def _all_of(self, type_: t.Intersection, name: str, refusal: Refusal) -> Template:
        whole: dict[str, Template] = {}
        for part in type_.parts:
            made = self._make(part, name, refusal)
            if not isinstance(made, dict):
                raise Impossible
            whole.update(made)
        return whole
