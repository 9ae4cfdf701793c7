"""How deeply what is read may be nested."""

from __future__ import annotations

from typing import Final

DEPTH: Final = 80
"""How deeply a schema may be nested in its document; published ones stay below 40."""


def is_deep(pointer: str) -> bool:
    """Whether a node is deeper in its document than honest schemas are.

    The limit keeps every recursion over what is read within Python's stack.
    """
    return len(pointer) > 2 * DEPTH and pointer.count("/") > DEPTH
