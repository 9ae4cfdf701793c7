"""Joining what several sources say of one thing, by the strength of their evidence.

In: two records of the IR about one thing: two types, or two operations. Out: one, in
which for each attribute the stronger claim holds, on a tie the first. A weaker claim may
fill in (a description, a member, the format of a string, the items of an array), and
never contradicts in silence: what lost stands among the conflicts of the result.

What carries no evidence was plainly declared. Prose is no claim: of two descriptions the
stronger is kept, and the other forgotten. Readers of pages and the pass `merge` use it.
"""

from specloom.ir.join.operations import join_operations
from specloom.ir.join.types import join_types

__all__ = ["join_operations", "join_types"]
