"""Cutting one row whose cells run into one another.

In: the roles of the columns, names that the page shows elsewhere, and the text of a row.
Out: the borders of its cells and what told them apart, or the reason for which they
cannot be told. Used by `run_on`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import Literal, TypeAlias

from specloom.read.pages.flattened import patterns
from specloom.read.pages.flattened.patterns import CLOSED, SURE
from specloom.read.pages.words.columns import Role

How: TypeAlias = Literal["closed", "known", "usual"]
"""What told the cells of a row apart: closed columns; else, where values are listed in
place of a type, a known name, or one that such fields usually have."""


@cache
def _listing() -> re.Pattern[str]:
    """A word with the values that it may have behind it: `statequeued | sent`."""
    return re.compile(r"[a-z][\w.\[\]]*[\"']? \| [\"']?\w")


@cache
def _glued() -> re.Pattern[str]:
    """A word into which a sentence runs: `modeteamThe kind`."""
    return re.compile(r"[a-z][\w.\[\]]*[a-z\]][A-Z][a-z]* [a-z]")


class Splitter:
    """Cuts the rows of one table."""

    def __init__(
        self,
        roles: Sequence[Role | None],
        known: Collection[str],
        headers: Sequence[str] = (),
    ) -> None:
        self.roles = roles
        self.headers = dict(zip(roles, headers, strict=False))
        self.known = known
        self.sure = any(it in SURE for it in roles)
        free = [it for it in roles if it not in CLOSED]
        # Two columns of prose beside each other have no border.
        self.hopeless = any(
            first not in CLOSED and second not in CLOSED
            for first, second in pairwise(roles[1:])
            if (first, second) != ("default", "description")
        ) or (roles[0] not in ("name", "value") and len(free) > 1)
        self.values = "name" not in roles

    def _vocabulary(self, role: Role | None) -> re.Pattern[str]:
        return patterns.closed(role or "required", self.headers.get(role, ""))

    def may_be_row(self, text: str) -> bool:
        """Whether a line can be a row at all, however it is cut."""
        first = patterns.name().match(text)
        if first is None:
            return False
        if self.values:
            return first.end() < len(text) or text in self.known
        if next(self._cuts(text), None) or next(self._listed(text), None):
            return True
        rest = text.lstrip("> »")
        if _listing().match(rest) or _glued().match(rest):
            return "type" in self.roles
        if " " not in rest:
            # An identifier alone: what the text was cut at, or words of the page.
            return patterns.member().fullmatch(rest) is not None or patterns.camel(rest)
        least = len(text) - len(rest) + 1
        if self._marked(text, first.end()):
            return True
        return "type" in self.roles and (
            patterns.types().search(text, least, first.end()) is not None
        )

    def _marked(self, text: str, end: int) -> bool:
        """Whether a word of a closed column runs on behind what may be a name."""
        for role in (it for it in self.roles if it in SURE):
            for match in self._vocabulary(role).finditer(text, 1):
                glued = text[match.start() - 1].isalnum() and match.start() >= end - 1
                inside = match.start() < end and match.start() > 1
                behind = text[match.end() : match.end() + 1]
                if (glued or inside) and not behind.islower() and text[0] not in "-*":
                    return True
        return False

    def split(self, text: str) -> tuple[list[tuple[int, int]], How] | str:
        """The borders of the cells, and what told them; or why there are none."""
        if self.values:
            return self._of_values(text)
        if self.hopeless:
            return "columns of prose stand beside each other"
        found = [*self._cuts(text)]
        if not found:
            found = [*self._listed(text)]
            if len(found) == 1 and self.sure:
                return found[0], "known" if self._knows(text, found[0]) else "usual"
            return "its cells cannot be told apart"
        if len(found) > 1 or not self.sure:
            known = [cut for cut in found if self._knows(text, cut)]
            longest = max((cut[0][1] for cut in known), default=0)
            found = [cut for cut in known if cut[0][1] == longest] or (
                found if self.sure else []
            )
            if not found:
                return "nothing tells its name from its type"
        if len(found) > 1:
            found = self._plausible(text, found)
        if len(found) > 1:
            return "its cells can be told apart in several ways"
        return found[0], "closed"

    def _of_values(self, text: str) -> tuple[list[tuple[int, int]], How] | str:
        """A row of a table of values: the value is one that the page shows elsewhere."""
        ends = [it for it in self.known if text.startswith(it)]
        if not ends or len(self.roles) != 2:
            return "nothing tells the value from its description"
        end = max(map(len, ends))
        return [(0, end), (end, len(text))], "closed"

    def _knows(self, text: str, cut: list[tuple[int, int]]) -> bool:
        return patterns.leaf(text[: cut[0][1]]) in self.known

    def _cuts(self, text: str) -> Iterator[list[tuple[int, int]]]:
        """All ways to cut a row along the closed columns."""
        whole = patterns.name().match(text)
        if whole is None:
            return
        least = len(whole[0]) - len(whole[0].lstrip(">» .")) + 1
        for end in range(least, whole.end() + 1):
            for cuts in self._after(text, end, 1):
                yield [(0, end), *cuts]

    def _after(
        self, text: str, at: int, column: int
    ) -> Iterator[list[tuple[int, int]]]:
        """All ways to cut what follows an offset into the columns from one on."""
        if column == len(self.roles):
            if at == len(text):
                yield []
            return
        role = self.roles[column]
        if role == "type":
            ends = patterns.ends(patterns.types(), text, at)
        elif role in ("required", "location", "optional", "nullable"):
            match = self._vocabulary(role).match(text, at)
            ends = [match.end()] if match else []
        elif role == "default":
            match = patterns.default().match(text, at)
            # A number that a sentence begins with is no default; the cell is empty.
            own = match and not text[match.end() :][:1].strip(" .,").islower()
            spaced = match and text[match.end() :][:1] == " "
            ends = [match.end()] if match and own and not spaced else [at]
        elif column == len(self.roles) - 1:
            yield [(at, len(text))]
            return
        else:
            ends = [
                end
                for end in range(at, len(text) + 1)
                if self._closes(text, end, column + 1)
            ]
        for end in ends:
            for cuts in self._after(text, end, column + 1):
                yield [(at, end), *cuts]

    def _closes(self, text: str, at: int, column: int) -> bool:
        role = self.roles[column]
        if role not in CLOSED:
            return False
        pattern = patterns.types() if role == "type" else self._vocabulary(role)
        return pattern.match(text, at) is not None

    def _plausible(
        self, text: str, found: list[list[tuple[int, int]]]
    ) -> list[list[tuple[int, int]]]:
        """The cuts with the longest type, then those after which a sentence begins."""
        if "type" in self.roles:
            column = self.roles.index("type")
            # The same end: the longer type, as in `uint`; else the earliest.
            by_end: dict[int, list[tuple[int, int]]] = {}
            for cut in found:
                start, end = cut[column]
                best = by_end.get(end)
                if best is None or start < best[column][0]:
                    by_end[end] = cut
            starts: dict[int, list[tuple[int, int]]] = {}
            for cut in by_end.values():
                start, end = cut[column]
                best = starts.get(start)
                if best is None or end > best[column][1]:
                    starts[start] = cut
            found = list(starts.values())
        if len(found) > 1:
            good = [cut for cut in found if patterns.begins(text, cut[-1])]
            found = good or found
        if len(found) > 1:
            # What repeats the pattern further right is prose of the first.
            first = min(cut[0][1] for cut in found)
            return [cut for cut in found if cut[0][1] == first]
        return found

    def _listed(self, text: str) -> Iterator[list[tuple[int, int]]]:
        """Cuts of a row that lists values, or has a constant, where its type would be."""
        if len(self.roles) < 3 or self.roles[1] != "type":
            return
        if self.roles[2] not in SURE:
            return
        for match in self._vocabulary(self.roles[2]).finditer(text):
            end = match.start()
            for rest in self._after(text, end, 2):
                if not patterns.begins(text, rest[-1]):
                    continue
                start = self._first_value(text[:end])
                if start is not None:
                    yield [(0, start), (start, end), *rest]

    def _first_value(self, text: str) -> int | None:
        """Where the list of values begins that runs into a name; None if in doubt."""
        head, bar, tail = text.partition(" | ")
        values = [head, *tail.split(" | ")] if bar else [head]
        if not all(patterns.value().fullmatch(it) for it in values[1:]) or " " in head:
            return None
        leaf = max(head.rfind("."), head.rfind(" ")) + 1
        ends = [
            leaf + len(it)
            for it in self.known
            if head.startswith(it, leaf)
            and patterns.value().fullmatch(head[leaf + len(it) :])
        ]
        if not ends:
            ends = [
                at
                for at in range(leaf + 2, len(head))
                if patterns.usual(head[leaf:at])
                and patterns.value().fullmatch(head[at:])
            ]
        return max(ends, default=None)
