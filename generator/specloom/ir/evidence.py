"""Why the IR says what it says: the evidence behind an attribute, and what lost.

Grades, strongest first: *pinned* (an overlay), *declared* (an embedded schema), *stated*
(a table, a field component), *inferred* (an example), *guessed* (split text or prose).
An attribute without evidence was plainly declared. A closed enum or a strict validator
is never built from *inferred* or *guessed*.
"""

from __future__ import annotations

from dataclasses import field
from enum import IntEnum

from specloom.records import record
from specloom.source import Span


class Grade(IntEnum):
    """How strong a claim is; a larger one wins."""

    GUESSED = 1
    INFERRED = 2
    STATED = 3
    DECLARED = 4
    PINNED = 5


@record(frozen=True, slots=True)
class Evidence:
    """Where a fact comes from, how strong it is, and by which rule it was read."""

    span: Span = field(compare=False)
    grade: Grade
    rule: str


@record(frozen=True, slots=True)
class Claim:
    """A fact that another one outweighed: the attribute, what was claimed, and why."""

    attribute: str
    value: str
    evidence: Evidence
