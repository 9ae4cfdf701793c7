"""Records that only the changed document has, taken over with places in the overlay.

In: records as they were read back. Out: equal ones whose spans lead into an overlay, and
whose types carry evidence of grade *pinned*.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, Protocol, TypeVar, cast

from specloom.ir import api as a
from specloom.ir import types as t
from specloom.ir.evidence import Evidence, implied
from specloom.ir.walk import map_children
from specloom.overlay.pins import RULE, pinned
from specloom.overlay.places import Places
from specloom.overlay.reread import pointer_of
from specloom.records import names_of, replace
from specloom.source import Span

T = TypeVar("T")


class Take(Protocol):
    """:meth:`Taking.take`, as a function of its own."""

    def __call__(self, value: T) -> T: ...


_TYPES: Final = frozenset(t.Type.__args__)
_SELF: Final[dict[type, str]] = {
    a.Operation: "path",
    a.Parameter: "name",
    a.Body: "contents",
    a.Response: "status",
    a.SecurityScheme: "kind",
}
"""The attribute by which a record says that it is there at all."""


class Taking:
    """Takes records over; what is shared stays so."""

    def __init__(self, places: Places) -> None:
        self._places = places
        # By identity; the records are kept, so that none is used twice.
        self._taken: dict[int, tuple[object, object]] = {}

    def take(self, value: T) -> T:
        """A record, or a tuple of such, with all that it holds; see the module."""
        kind = type(value)
        if kind is tuple:
            return cast(T, tuple(map(self.take, cast("tuple[Any, ...]", value))))
        if kind is Span:
            return cast(T, self.place(cast(Span, value)))
        if not hasattr(kind, "__match_args__") or not hasattr(
            kind, "__dataclass_fields__"
        ):
            return value
        known = self._taken.get(id(value))
        if known is None:
            known = self._taken[id(value)] = value, self._record(value)
        return cast(T, known[1])

    def place(self, span: Span) -> Span:
        """A span of the changed document as one of an overlay."""
        pointer = pointer_of(span)
        if pointer is None:
            return span
        return self._places.covers(pointer) or self._places.first

    def _record(self, value: Any) -> object:
        if type(value) in _TYPES:
            return self._type(value, pointer_of(value.span))
        changes = {}
        for name in names_of(type(value)):
            old = getattr(value, name)
            if name != "evidence":
                new = self.take(old)
                if new is not old:
                    changes[name] = new
        attribute = _SELF.get(type(value))
        pointer = pointer_of(getattr(value, "span", None))
        if attribute is not None and pointer is not None:
            place = self._places.covers(pointer)
            if place is not None:
                changes["evidence"] = {attribute: pinned(place)}
        evidence = getattr(value, "evidence", None)
        if evidence and "evidence" not in changes:
            changes["evidence"] = self._evidence(evidence)
        return replace(value, **changes) if changes else value

    def _type(self, type_: t.Type, at: str | None, mark: bool = True) -> t.Type:
        """A type; one with evidence of its own, unless another one holds it together."""
        at = pointer_of(type_.span) or at
        below = not isinstance(type_, t.Nullable | t.Union | t.Intersection)
        if isinstance(type_, t.Object):
            fields = tuple(
                replace(
                    it,
                    type=self._type(it.type, pointer_of(it.span) or at),
                    span=it.span and self.place(it.span),
                )
                for it in type_.fields
            )
            type_ = replace(type_, fields=fields)
        type_ = map_children(
            type_,
            lambda it: (
                it
                if pointer_of(it.span) is None and it.span is not None
                else self._type(it, at, below)
            ),
        )
        if isinstance(type_, t.Union) and type_.discriminator is not None:
            type_ = replace(type_, discriminator=self.take(type_.discriminator))
        notes, evidence = type_.notes, type_.notes.evidence
        if notes.examples:
            notes = replace(notes, examples=self.take(notes.examples))
        place = None if at is None else self._places.covers(at)
        if mark and place is not None and not isinstance(type_, t.Never):
            rule = evidence["type"].rule if implied(evidence) else RULE
            why: dict[str, Evidence] = {"type": pinned(place, rule)}
            notes = replace(notes, evidence=why)
        elif evidence:
            notes = replace(notes, evidence=self._evidence(evidence))
        span = type_.span and self.place(type_.span)
        return replace(type_, notes=notes, span=span)

    def _evidence(self, evidence: Mapping[str, Evidence]) -> dict[str, Evidence]:
        """What the reader had to guess."""
        return {
            key: replace(why, span=self.place(why.span))
            for key, why in evidence.items()
        }
