"""Operations that differ only in the words that a page has for them.

In: two descriptions of one operation. Out: the operation with the words of both, where
they say the same apart from a summary or description that a page lent it; else nothing.
What is declared wins, then what came first. Also, whether an operation is known from the
words of a page alone. Used by `merge`.
"""

from __future__ import annotations

from typing import Any, Final

from specloom.ir.api import Operation
from specloom.records import replace

_WORDS: Final = ("summary", "description")


def worded(first: Operation, other: Operation) -> Operation | None:
    """One operation of both, if nothing but lent words tells them apart."""
    lent = [it for it in _WORDS if it in first.evidence or it in other.evidence]
    words: dict[str, Any] = {}
    evidence = dict(first.evidence)
    for name in lent:
        words[name] = getattr(first, name) or getattr(other, name)
        declared = getattr(other, name) and name not in other.evidence
        if declared and (name in first.evidence or not getattr(first, name)):
            words[name] = getattr(other, name)
            evidence.pop(name, None)
        elif not getattr(first, name) and name in other.evidence:
            evidence[name] = other.evidence[name]
    joined = replace(first, **words, evidence=evidence)
    return joined if replace(other, **words) == joined else None


def from_page(operation: Operation) -> bool:
    """Whether a page describes the operation in words, so that nothing is declared."""
    return "path" in operation.evidence
