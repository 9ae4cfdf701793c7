"""Names for what is kept beside something else of its name.

In: parts of the IR and the names they have or should have. Out: the name that an equal
part was given before, or a free one. Finding either takes the same time however many
there are. Used by `merge`.
"""

from __future__ import annotations

import re
from collections.abc import Hashable
from pathlib import PurePosixPath
from typing import Final, Generic, TypeVar

from specloom.ir.api import Api
from specloom.ir.fingerprint import fingerprint

_UNFIT: Final = re.compile(r"[^A-Za-z0-9._-]+")

Kept = TypeVar("Kept")
Name = TypeVar("Name")


class Variants(Generic[Kept, Name]):
    """Parts that are not the first of their key, with what they are called instead."""

    def __init__(self) -> None:
        self._kept: dict[tuple[Hashable, int], list[tuple[Kept, Name]]] = {}

    def get(self, key: Hashable, part: Kept) -> Name | None:
        """What an equal part of this key is called."""
        for other, name in self._kept.get((key, fingerprint(part)), ()):
            if other == part:
                return name
        return None

    def add(self, key: Hashable, part: Kept, name: Name) -> None:
        """Remember a part."""
        self._kept.setdefault((key, fingerprint(part)), []).append((part, name))


def origin_of(api: Api) -> str:
    """What tells a fragment from others: its only operation, else its file."""
    if len(api.operations) == 1 and api.operations[0].operation_id is not None:
        words = api.operations[0].operation_id
    elif api.span is not None:
        words = PurePosixPath(api.span.path).stem
    else:
        words = api.title
    return _UNFIT.sub("-", words).strip("-.") or "other"
