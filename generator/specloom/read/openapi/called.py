"""How many operations callbacks bring along: only so many, however they are tied up.

Operations that are called back may call back themselves, through references: twenty
levels of two each would be a million. Used where operations are read.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from specloom.ir.api import Callback
from specloom.read.openapi import codes
from specloom.read.openapi.state import Doc

_MOST: Final = 10_000


def fit(doc: Doc, more: Iterable[Callback], pointer: str) -> bool:
    """Whether these callbacks may be added, which are counted then; reported if not."""
    session = doc.session
    todo = [*more]
    while todo and session.called < _MOST:
        operations = todo.pop().operations
        session.called += len(operations)
        todo.extend(it for operation in operations for it in operation.callbacks)
    if session.called < _MOST:
        return True
    message = f"callbacks have more than {_MOST} operations; the rest is left out"
    doc.say(codes.TOO_DEEP, message, pointer)
    return False
