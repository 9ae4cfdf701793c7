"""Names that nothing has yet: the last resort, where two things ask for one name.

In: the name that is asked for, and what is taken. Out: that name, or it with the first
number, from 2, that makes another. Used wherever the ids and names of the IR, or of the
canonical document, must stay apart.
"""

from __future__ import annotations

from collections.abc import Container


class FreeNames:
    """Numbers names that are taken; each number is tried once.

    `number_as` is how a number is put behind a name: `-%d`.
    """

    def __init__(self, number_as: str) -> None:
        self._number_as = number_as
        self._numbers: dict[str, int] = {}

    def free(self, name: str, *taken: Container[str]) -> str:
        """The name, with a number if it is in one of `taken`, which only ever grow."""
        number = self._numbers.get(name, 1)
        free = name if number == 1 else name + self._number_as % number
        while any(free in names for names in taken):
            number += 1
            free = name + self._number_as % number
        if number > 1:
            self._numbers[name] = number
        return free
