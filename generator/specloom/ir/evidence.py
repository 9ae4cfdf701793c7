"""Why the IR says what it says: the evidence behind an attribute, and what lost.

Grades, strongest first: *pinned* (an overlay), *declared* (an embedded schema), *stated*
(a table, a field component), *inferred* (an example), *guessed* (split text or prose).
An attribute without evidence was plainly declared. A closed enum or a strict validator
is never built from *inferred* or *guessed*.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from enum import IntEnum
from typing import Final

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


_KEYWORDS: Final = """
    properties required additionalProperties patternProperties propertyNames
    minProperties maxProperties items prefixItems minItems maxItems uniqueItems
    pattern minLength maxLength contentEncoding contentMediaType minimum maximum
    exclusiveMinimum exclusiveMaximum multipleOf format
"""
IMPLYING: Final = frozenset(_KEYWORDS.split())
"""Keywords about values of one kind: rules by which a schema without a type has one."""


def implied(evidence: Mapping[str, Evidence]) -> bool:
    """Whether no type is stated, and one is implied by a keyword about its values.

    Alone, such a schema is read as if it stated the type. Beside another one (`allOf`),
    it means what it says: values of other kinds are none of its affair.
    """
    why = evidence.get("type")
    return why is not None and why.rule in IMPLYING
