"""Pinning attributes of one record: what is new, why, and what it overrides.

In: a record as it was, and as the changed document has it. Out: the attributes that an
overlay sets, evidence of grade *pinned* for each, and the former value as a claim that
lost. An attribute that differs, but not because of an overlay, is left as it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final, TypeAlias

from specloom.ir.evidence import Claim, Evidence, Grade
from specloom.ir.spelling import shown
from specloom.ir.types import NO_EVIDENCE, UNSET
from specloom.overlay.places import Places
from specloom.source import Span, escape

Keywords: TypeAlias = Mapping[str, tuple[str, ...]]
"""By attribute: the members of an object in the document that say it."""

RULE: Final = "overlay"

OURS: Final = "x-specloom-"
"""What the document puts before a keyword that it may not say as it is."""

_NOTHING: Final[tuple[object, ...]] = (None, "", (), {}, UNSET, "both")
_ABSENT: Final = object()


def pinned(place: Span, rule: str = RULE) -> Evidence:
    """An overlay says so."""
    return Evidence(place, Grade.PINNED, rule)


class Pins:
    """What is pinned of one record. `changed`: the new values, by attribute.

    `before` is what it rested on, where some of that is pinned already.
    """

    __slots__ = ("_before", "_places", "_span", "changed", "conflicts", "evidence")

    def __init__(
        self,
        places: Places,
        evidence: Mapping[str, Evidence],
        conflicts: Iterable[Claim],
        span: Span | None,
        before: Mapping[str, Evidence] | None = None,
    ) -> None:
        self.changed: dict[str, Any] = {}
        self.evidence: Mapping[str, Evidence] = evidence
        self.conflicts = tuple(conflicts)
        self._before = evidence if before is None else before
        self._places = places
        self._span = span

    def says(self, *pointers: str) -> Span | None:
        """The place in an overlay of the first that was changed; None if none was."""
        for pointer in pointers:
            place = self._places.says(pointer)
            if place is not None:
                return place
        return None

    def pin(self, attribute: str, place: Span, lost: str | None) -> None:
        """An attribute is pinned; `lost` is what was claimed before, if anything was."""
        self.evidence = {**self.evidence, attribute: pinned(place)}
        self.claim(attribute, lost)

    def claim(
        self, attribute: str, lost: str | None, why: Evidence | None = None
    ) -> None:
        """What was claimed of an attribute is overridden."""
        if why is None:
            why = self._before.get(attribute) or self._before.get("type")
        if why is None and self._span is not None:
            why = Evidence(self._span, Grade.DECLARED, "schema")
        if lost is not None and why is not None:
            claim = Claim(attribute, lost, why)
            if claim not in self.conflicts:
                self.conflicts = (*self.conflicts, claim)

    def compare(self, old: object, new: object, keywords: Keywords, at: str) -> None:
        """Pin the attributes that differ, where the document says them below `at`."""
        for attribute, members in keywords.items():
            before, after = getattr(old, attribute), getattr(new, attribute)
            if before is after or before == after:
                continue
            place = self.says(*(f"{at}/{escape(it)}" for it in members))
            if place is not None:
                self.changed[attribute] = after
                silent = before is False and attribute != "required"
                self.pin(attribute, place, None if silent else claimed(before))

    def compare_members(
        self, attribute: str, old: object, new: object, *tops: str, whole: str = ""
    ) -> None:
        """Pin an attribute that holds members by key, such as extensions.

        `whole` is where something was changed that gives all of them another meaning.
        """
        before, after = getattr(old, attribute), getattr(new, attribute)
        if before == after:
            return
        was, is_ = dict(before), dict(after)
        for key in {**was, **is_}:
            if was.get(key, _ABSENT) == is_.get(key, _ABSENT):
                continue
            member = escape(key)
            members = [f"{top}/{it}" for top in tops for it in (member, OURS + member)]
            place = self.says(*members, *([whole] if whole else []))
            if place is not None:
                self.changed[attribute] = after
                lost = f"{key}: {shown(was[key])}" if key in was else None
                self.pin(attribute, place, lost)

    def rest(self) -> dict[str, Any]:
        """Evidence and conflicts as attributes to be replaced."""
        return {"evidence": self.evidence or NO_EVIDENCE, "conflicts": self.conflicts}


def claimed(value: object) -> str | None:
    """A former value in words; None where nothing was said."""
    if value is None or any(value is it or value == it for it in _NOTHING):
        return None
    if value is False:
        return "false"
    return shown(value)
