"""How strong a claim is, and which of two wins. Used by the other modules of `join`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from specloom.ir.evidence import Claim, Evidence, Grade
from specloom.source import Span

T = TypeVar("T")


class Side:
    """One of two sources: its evidence by attribute, and where it stands."""

    __slots__ = ("evidence", "span")

    def __init__(self, evidence: Mapping[str, Evidence], span: Span | None) -> None:
        self.evidence = evidence
        self.span = span

    def why(self, attribute: str) -> Evidence | None:
        """What an attribute rests on; what has nothing of its own, on what the type does.

        None if it was plainly declared, and nobody knows where.
        """
        found = self.evidence.get(attribute) or self.evidence.get("type")
        if found is None and self.span is not None:
            return Evidence(self.span, Grade.DECLARED, "schema")
        return found

    def grade(self, attribute: str) -> Grade:
        """How strong the claim about an attribute is."""
        found = self.evidence.get(attribute) or self.evidence.get("type")
        return Grade.DECLARED if found is None else found.grade


class Weighing:
    """Two sources on the scales, and what comes of it: evidence and conflicts.

    `first` wins where both are equally strong.
    """

    __slots__ = ("conflicts", "evidence", "first", "second")

    def __init__(self, first: Side, second: Side) -> None:
        self.first = first
        self.second = second
        self.evidence: dict[str, Evidence] = {}
        self.conflicts: list[Claim] = []

    def first_wins(self, attribute: str) -> bool:
        """Whether the first source is at least as strong in an attribute."""
        return self.first.grade(attribute) >= self.second.grade(attribute)

    def take(self, attribute: str, side: Side) -> None:
        """An attribute of the result is that of one source."""
        why = side.evidence.get(attribute)
        if why is None and side.evidence.get("type") is not self.evidence.get("type"):
            why = side.why(attribute)
        if why is not None:
            self.evidence[attribute] = why

    def lose(self, attribute: str, value: str, side: Side) -> None:
        """An attribute of one source contradicts that of the result."""
        why = side.why(attribute)
        if why is not None:
            self.conflicts.append(Claim(attribute, value, why))

    def choose(self, attribute: str, first: T, second: T, nothing: T) -> T:
        """The stronger of two values; one that says nothing never wins over one that does.

        Values that differ are a conflict.
        """
        if second == nothing or first == second:
            if first != nothing:
                stronger = self.first_wins(attribute) or second == nothing
                self.take(attribute, self.first if stronger else self.second)
            return first
        if first == nothing or not self.first_wins(attribute):
            self.take(attribute, self.second)
            if first != nothing:
                self.lose(attribute, str(first), self.first)
            return second
        self.take(attribute, self.first)
        self.lose(attribute, str(second), self.second)
        return first

    def words(
        self, attribute: str, first: str | None, second: str | None
    ) -> str | None:
        """The stronger of two texts, of which the other is no contradiction."""
        if not first or (second and not self.first_wins(attribute)):
            if second:
                self.take(attribute, self.second)
            return second or first
        self.take(attribute, self.first)
        return first

    def claims(self, *earlier: tuple[Claim, ...]) -> tuple[Claim, ...]:
        """All conflicts: those that the sources came with, and the new ones."""
        found = [claim for claims in earlier for claim in claims]
        return (*found, *(it for it in self.conflicts if it not in found))
