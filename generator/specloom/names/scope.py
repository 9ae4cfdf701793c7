"""Scopes: within one, every name is given once.

In: an id with its candidates, best first. Out: the first candidate that is neither
reserved nor taken; where there is none, the first with a number. A locked name is given
before anything else, if it is still a possible one. Used by the modules of `names`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Final

from specloom.names.reserved import KEYWORDS, PREFIXES, WORDS
from specloom.names.words import LIMIT


@cache
def reserved(kind: str) -> frozenset[str]:
    """The names that nothing of one kind may have."""
    return KEYWORDS | WORDS[kind]


@cache
def guard(kind: str) -> Callable[[str], str]:
    """A function that appends an underscore to names reserved for one kind."""
    words, prefixes = reserved(kind), PREFIXES.get(kind, ())

    def guarded(name: str) -> str:
        if name in words or (prefixes and name.startswith(prefixes)):
            return name + "_"
        return name

    return guarded


def possible(name: str, kind: str) -> bool:
    """Whether a name from a lock can be given: a lock can have been edited."""
    return (
        0 < len(name) <= LIMIT + 4
        and name.isascii()
        and name.isidentifier()
        and name[0] != "_"
        and "__" not in name
        and guard(kind)(name) == name
    )


class Scope:
    """Gives names of one kind. `locked` are those of an earlier run, by id."""

    __slots__ = (
        "_forbidden",
        "_guard",
        "_numbers",
        "_taken",
        "kind",
        "names",
        "numbered",
        "refused",
    )

    def __init__(
        self, kind: str, ids: Iterable[str] = (), locked: Mapping[str, str] = {}
    ) -> None:
        self.kind: Final = kind
        self.names: Final[dict[str, str]] = {}
        self.numbered: Final[list[str]] = []  # ids that got a number
        self.refused: Final[list[str]] = []  # ids whose locked name cannot be given
        self._forbidden: Mapping[str, str] = {}
        self._guard = guard(kind)
        self._numbers: dict[str, int] = {}  # by stem, the last one given
        self._taken: set[str] = set()
        if locked:
            for id_ in ids:
                name = locked.get(id_)
                if name is None:
                    continue
                if name not in self._taken and possible(name, kind):
                    self.names[id_] = name
                    self._taken.add(name)
                else:
                    self.refused.append(id_)

    def take(self, id_: str, candidates: Iterable[str]) -> str:
        """The name of `id_`: its locked one, or the first candidate that is free."""
        name = self.names.get(id_)
        if name is not None:
            return name
        first = ""
        for candidate in candidates:
            name = self._guard(candidate)
            if name not in self._taken and self._forbidden.get(name, id_) == id_:
                break
            first = first or candidate
        else:
            name = self._numbered(first)
            self.numbered.append(id_)
        self._taken.add(name)
        self.names[id_] = name
        return name

    def forbid(self, names: Mapping[str, str]) -> None:
        """Keep each name for the id that it is mapped to, if anybody takes it."""
        self._forbidden = names

    def free(self, name: str) -> bool:
        """Whether a name is neither reserved nor taken."""
        return name not in self._taken and self._guard(name) == name

    def _numbered(self, name: str) -> str:
        stem = name + ("_" if name[-1:].isdigit() or name.islower() else "")
        number = self._numbers.get(stem, 2)
        while not self.free(f"{stem}{number}") or f"{stem}{number}" in self._forbidden:
            number += 1
        self._numbers[stem] = number
        return f"{stem}{number}"
