"""Operations and their parts as an overlay leaves them.

In: a record as it was, and as the changed document has it. Out: the former, in which what
an overlay says holds; see `pinned`. Parts that operations share stay shared.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import Any, Final, TypeVar, cast

from specloom.ir import api as a
from specloom.ir.components import Key, Part
from specloom.ir.evidence import Evidence, Grade
from specloom.ir.spelling import shown
from specloom.overlay.pinned_types import PinningTypes
from specloom.overlay.pins import Keywords, Pins
from specloom.overlay.places import Places
from specloom.overlay.reread import pointer_of
from specloom.overlay.taken import Taking
from specloom.records import replace
from specloom.source import escape

T = TypeVar("T")
P = TypeVar("P", a.Parameter, a.Body, a.Response)

_OPERATION: Final[Keywords] = {
    "operation_id": ("operationId",),
    "tags": ("tags",),
    "deprecated": ("deprecated",),
    "external_docs": ("externalDocs",),
    "security": ("security",),
}
_OF_PATH: Final[Keywords] = {
    "summary": ("summary",),
    "description": ("description",),
    "servers": ("servers",),
}
"""What a path item may say for all of its operations."""
_PARAMETER: Final[Keywords] = {
    "required": ("required",),
    "style": ("style",),
    "explode": ("explode", "style"),
    "allow_reserved": ("allowReserved",),
    "allow_empty": ("allowEmptyValue",),
    "content": ("content", "schema"),
    "description": ("description",),
    "deprecated": ("deprecated",),
    "examples": ("example", "examples", "content"),
}
_HEADER: Final[Keywords] = {
    name: _PARAMETER[name]
    for name in (
        "required",
        "explode",
        "content",
        "description",
        "deprecated",
        "examples",
    )
}
_BODY: Final[Keywords] = {
    "required": ("required",),
    "description": ("description",),
}
_RESPONSE: Final[Keywords] = {
    "description": ("description",),
    "summary": ("summary",),
    "links": ("links",),
}
_CONTENT: Final[Keywords] = {
    "examples": ("example", "examples"),
    "encoding": ("encoding", "itemEncoding", "prefixEncoding"),
}


class PinningParts:
    """Compares operations and what they are made of. `known`: components there were."""

    def __init__(self, places: Places, known: Mapping[Key, Part]) -> None:
        self._places = places
        self._known = known
        self.take = Taking(places).take
        self.types = PinningTypes(places, self.take)
        # By identity of both; they are kept, so that no identity is used twice.
        self._done: dict[tuple[int, int], tuple[object, object, Any]] = {}

    def operation(self, old: a.Operation, new: a.Operation) -> a.Operation:
        at = pointer_of(new.span) or ""
        path = at.rpartition("/")[0].removesuffix("/additionalOperations")
        pins = Pins(self._places, old.evidence, old.conflicts, old.span)
        pins.compare(old, new, _OPERATION, at)
        pins.compare(old, new, _OF_PATH, at)
        pins.compare(replace(old, **pins.changed), new, _OF_PATH, path)
        pins.compare_members("extensions", old, new, at, path)
        changes = {name: self.take(value) for name, value in pins.changed.items()}
        changes["parameters"] = self.each(
            pins,
            "parameters",
            old.parameters,
            new.parameters,
            lambda it: (it.location, it.name),
            lambda x, y: self._still(pins, x, y, at),
            lambda it: f"{at}/parameters",
        )
        changes["responses"] = self.each(
            pins,
            "responses",
            old.responses,
            new.responses,
            lambda it: it.status,
            self._response,
            lambda it: f"{at}/responses/{it.status}",
        )
        changes["callbacks"] = self.each(
            pins,
            "callbacks",
            old.callbacks,
            new.callbacks,
            lambda it: (it.name, it.expression),
            self._callback,
            lambda it: f"{at}/callbacks/{escape(it.name)}",
        )
        if old.body != new.body:
            changes["body"] = self._maybe_body(old.body, new.body, at, pins)
        return _replaced(old, changes, pins)

    def _maybe_body(
        self, old: a.Body | None, new: a.Body | None, at: str, pins: Pins
    ) -> a.Body | None:
        if old is not None and new is not None:
            return self._body(old, new)
        place = pins.says(f"{at}/requestBody")
        if place is None:
            return old
        if new is not None:
            return self._fresh(new)
        assert old is not None
        pins.pin("body", place, None)
        pins.claim("body", shown(old.contents) or "empty", _why(old))
        return None

    def _callback(self, old: a.Callback, new: a.Callback) -> a.Callback:
        operations = {(it.method, it.path): it for it in new.operations}
        found = tuple(
            (
                self.operation(it, operations[it.method, it.path])
                if (it.method, it.path) in operations
                else it
            )
            for it in old.operations
        )
        return replace(old, operations=found)

    def _still(
        self, pins: Pins, old: a.Parameter, new: a.Parameter, at: str
    ) -> a.Parameter:
        """A parameter of the operation at a pointer.

        One that is gone and named in the path is guessed by the reader.
        """
        place = pins.says(f"{at}/parameters") if new.evidence else None
        if place is None:
            return self._parameter(old, new)
        pins.pin("parameters", place, None)
        pins.claim("parameters", shown(old), _why(old))
        return self.take(new)

    def _parameter(self, old: a.Parameter, new: a.Parameter) -> a.Parameter:
        def made() -> a.Parameter:
            at = pointer_of(new.span) or ""
            pins = Pins(self._places, old.evidence, old.conflicts, old.span)
            pins.compare(old, new, _PARAMETER, at)
            pins.compare_members("extensions", old, new, at)
            changes = {name: self.take(it) for name, it in pins.changed.items()}
            changes["type"] = self.types.type(old.type, new.type, f"{at}/schema")
            return self._part(old, new, changes, pins)

        return self._once(old, new, made)

    def _body(self, old: a.Body, new: a.Body) -> a.Body:
        def made() -> a.Body:
            at = pointer_of(new.span) or ""
            pins = Pins(self._places, old.evidence, old.conflicts, old.span)
            pins.compare(old, new, _BODY, at)
            pins.compare_members("extensions", old, new, at)
            changes = dict(pins.changed)
            changes["contents"] = self._contents(old, new, at, pins)
            return self._part(old, new, changes, pins)

        return self._once(old, new, made)

    def _response(self, old: a.Response, new: a.Response) -> a.Response:
        def made() -> a.Response:
            at = pointer_of(new.span) or ""
            pins = Pins(self._places, old.evidence, old.conflicts, old.span)
            pins.compare(old, new, _RESPONSE, at)
            pins.compare_members("extensions", old, new, at)
            changes = {name: self.take(it) for name, it in pins.changed.items()}
            changes["contents"] = self._contents(old, new, at, pins)
            changes["headers"] = self.each(
                pins,
                "headers",
                old.headers,
                new.headers,
                lambda it: it.name.lower(),
                self._header,
                lambda it: f"{at}/headers/{escape(it.name)}",
            )
            return self._part(old, new, changes, pins)

        return self._once(old, new, made)

    def _part(self, old: P, new: P, changes: dict[str, Any], pins: Pins) -> P:
        """A part with its attributes changed; one that is used as it is not declared is
        no longer that component."""
        if self._places.near(pointer_of(new.span) or ""):
            changes["component"] = new.component
        return _replaced(old, changes, pins)

    def _contents(
        self, old: a.Body | a.Response, new: a.Body | a.Response, at: str, pins: Pins
    ) -> tuple[a.Content, ...]:
        return self.each(
            pins,
            "contents",
            old.contents,
            new.contents,
            lambda it: it.media_type,
            lambda x, y: self._content(
                x, y, f"{at}/content/{escape(y.media_type)}", pins
            ),
            lambda it: f"{at}/content/{escape(it.media_type)}",
        )

    def _content(
        self, old: a.Content, new: a.Content, at: str, pins: Pins
    ) -> a.Content:
        """One media type; its evidence is that of the body or answer around it."""
        kept, pins.changed = pins.changed, {}
        pins.compare(old, new, _CONTENT, at)
        pins.compare_members("extensions", old, new, at)
        changes = {name: self.take(it) for name, it in pins.changed.items()}
        pins.changed = kept
        changes["type"] = self.types.either(old.type, new.type, f"{at}/schema")
        changes["item"] = self.types.either(old.item, new.item, f"{at}/itemSchema")
        return changed(old, changes)

    def _header(self, old: a.Header, new: a.Header) -> a.Header:
        """A header; its evidence is that of its type."""

        def made() -> a.Header:
            at = pointer_of(new.span) or ""
            type_ = self.types.type(old.type, new.type, f"{at}/schema")
            notes = type_.notes
            pins = Pins(self._places, notes.evidence, notes.conflicts, old.span)
            pins.compare(old, new, _HEADER, at)
            pins.compare_members("extensions", old, new, at)
            changes = {name: self.take(it) for name, it in pins.changed.items()}
            if pins.changed:
                type_ = replace(type_, notes=replace(notes, **pins.rest()))
            if self._places.near(at):
                changes["component"] = new.component
            return changed(old, {**changes, "type": type_})

        return self._once(old, new, made)

    def each(
        self,
        pins: Pins,
        attribute: str,
        old: tuple[T, ...],
        new: Iterable[T],
        key: Callable[[T], Hashable],
        compare: Callable[[T, T], T],
        at: Callable[[T], str],
    ) -> tuple[T, ...]:
        """What both have, compared; then what is new. What is gone is a conflict.

        What is gone or new without an overlay saying so is kept, or left out.
        """
        if old == new:
            return old
        others: dict[Hashable, T] = {}
        for it in new:
            others.setdefault(key(it), it)
        found = []
        for it in old:
            other = others.pop(key(it), None)
            if other is not None:
                found.append(it if it == other else compare(it, other))
                continue
            place = pins.says(at(it))
            if place is None:
                found.append(it)
            else:
                pins.pin(attribute, place, None)
                pins.claim(attribute, shown(it), _why(it))
        for it in others.values():
            pointer = pointer_of(getattr(it, "span", None))
            if self._places.near(at(it) if pointer is None else pointer):
                found.append(self._fresh(it))
        if len(found) == len(old) and all(map(_is, found, old)):
            return old
        return tuple(found)

    def _fresh(self, it: T) -> T:
        """What only the overlay has; components in it that were there are the same."""
        if isinstance(it, a.Operation):
            it = replace(
                it,
                parameters=tuple(map(self._component, it.parameters)),
                body=None if it.body is None else self._component(it.body),
                responses=tuple(map(self._component, it.responses)),
            )
            return self.take(it)
        if isinstance(it, a.Parameter | a.Body | a.Response | a.Header):
            return self._component(it)
        return self.take(it)

    def _component(self, it: T) -> T:
        """A part; if it is a component that was there, that one."""
        key = _KINDS[type(it)], getattr(it, "component", None)
        known: Any = self._known.get(cast(Key, key))
        match it, known:
            case _, None:
                return self.take(it)
            case a.Parameter(), _:
                return cast(T, self._parameter(known, it))
            case a.Body(), _:
                return cast(T, self._body(known, it))
            case a.Response(), _:
                return cast(T, self._response(replace(known, status=it.status), it))
            case a.Header(), _:
                return cast(T, self._header(replace(known, name=it.name), it))
            case _:
                return self.take(it)

    def _once(self, old: T, new: T, made: Callable[[], T]) -> T:
        """A part that may be shared, compared the first time that it comes by."""
        if old == new:
            return old
        known = self._done.get((id(old), id(new)))
        if known is None:
            known = self._done[id(old), id(new)] = old, new, made()
        found: T = known[2]
        return found


_KINDS: Final[Mapping[type, str]] = {
    a.Parameter: "parameters",
    a.Body: "requestBodies",
    a.Response: "responses",
    a.Header: "headers",
}


def _why(it: object) -> Evidence | None:
    """What it rests on that a record is there at all."""
    evidence: Mapping[str, Evidence] = getattr(it, "evidence", {})
    span = getattr(it, "span", None)
    stated = next(iter(evidence.values()), None)
    if stated is not None or span is None:
        return stated
    return Evidence(span, Grade.DECLARED, "schema")


def _is(one: object, other: object) -> bool:
    return one is other


def changed(old: T, changes: Mapping[str, Any]) -> T:
    """The record with its attributes changed; itself where none was."""
    if all(getattr(old, name) is value for name, value in changes.items()):
        return old
    # T is any record, for which there is no common type.
    return replace(old, **changes)  # type: ignore[type-var]


def _replaced(old: T, changes: dict[str, Any], pins: Pins) -> T:
    """The record with its attributes changed, and what is pinned of it."""
    if pins.evidence is not getattr(old, "evidence", None):
        changes["evidence"] = pins.evidence
    # Every record that is given here has them.
    if pins.conflicts != old.conflicts:  # type: ignore[attr-defined]
        changes["conflicts"] = pins.conflicts
    return changed(old, changes)
