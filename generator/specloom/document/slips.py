"""What a reader puts up with where a value is not written as JSON.

Records without behaviour, made by `tolerant`; readers meet them through `loose`.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from specloom.records import record

Keys: TypeAlias = tuple[str, ...]
"""The keys and indices that lead from a value to a part of it, not escaped."""

SlipKind: TypeAlias = Literal[
    "comment",  # said beside the value
    "elided",  # `...` stands for something: a member, an item, a value, a text
    "opaque",  # an expression or a placeholder, whose value is not known
    "filled",  # a text with values to be filled in: f"{x}", `${x}`
    "key",  # a key without quotes
    "quotes",  # other quotes than JSON's
    "comma",  # one too many, or one missing
    "word",  # True, False, None, undefined
    "tuple",
    "duplicate",  # a key that was there already: the first counts
    "members",  # members without the braces around them
]


@record(frozen=True, slots=True)
class Slip:
    """Something that is not JSON, and was put up with; `keys` lead to where it is.

    A comment belongs to the member that it stands behind, or else to the container.
    Offsets are those of the text that was read.
    """

    kind: SlipKind
    keys: Keys
    start: int
    end: int


class Opaque(str):
    """What stands where a value is not known: a name, a call, `...`, `<id>`; as text."""

    __slots__ = ()


class Unreadable(Exception):
    """The text is no value. `reason` is a sentence about the stretch given by offsets."""

    def __init__(self, reason: str, start: int, end: int | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.start = start
        self.end = start + 1 if end is None else end
