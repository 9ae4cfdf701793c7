"""What specloom has to say about an input: diagnostics with code, severity and place.

In: a code of the catalogue (`codes/*.toml`), a message, a place. Out:
:class:`Diagnostic`, collected in order in :class:`Diagnostics`. Severity belongs to the
code, not to the caller; a code that is not in the catalogue is a programming error. A
leaf beside `source`: every layer may import it. Printing lives in `report`.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from specloom.source import Span


class Severity(StrEnum):
    """How bad it is. An error makes the run fail; a gap is listed in GAPS.md."""

    ERROR = "error"
    GAP = "gap"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Code:
    """An entry of the catalogue. `name` never changes; `page` is markdown."""

    name: str
    severity: Severity
    title: str
    page: str


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One thing to say. `hint` tells what to do about it; `related` names other places."""

    code: str
    severity: Severity
    message: str
    span: Span | None = None
    hint: str | None = None
    related: tuple[tuple[str, Span], ...] = ()


class SpecError(Exception):
    """The input cannot be used at all. Carries the diagnostic that says why."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


@cache
def catalogue() -> dict[str, Code]:
    """All codes by name, from the package's `codes/*.toml`, sorted by name."""
    codes: dict[str, Code] = {}
    for path in sorted(Path(__file__).with_name("codes").glob("*.toml")):
        for name, entry in tomllib.loads(path.read_text("utf-8")).items():
            if name in codes:
                raise ValueError(f"{name} is defined twice in the catalogue")
            severity = Severity(entry["severity"])
            codes[name] = Code(name, severity, entry["title"], entry["page"])
    return dict(sorted(codes.items()))


def diagnostic(
    code: str,
    message: str,
    span: Span | None = None,
    *,
    hint: str | None = None,
    related: tuple[tuple[str, Span], ...] = (),
) -> Diagnostic:
    """A diagnostic with the severity that the catalogue gives its code."""
    return Diagnostic(code, catalogue()[code].severity, message, span, hint, related)


class Diagnostics:
    """Collects diagnostics in the order in which they were found."""

    __slots__ = ("_items",)

    def __init__(self) -> None:
        self._items: list[Diagnostic] = []

    def add(
        self,
        code: str,
        message: str,
        span: Span | None = None,
        *,
        hint: str | None = None,
        related: tuple[tuple[str, Span], ...] = (),
    ) -> None:
        """Say something; the severity is that of the code."""
        self._items.append(diagnostic(code, message, span, hint=hint, related=related))

    def extend(self, other: Diagnostics) -> None:
        """Take over all that another collector holds."""
        self._items.extend(other._items)

    def append(self, item: Diagnostic) -> None:
        """Take over one diagnostic, such as that of a caught :class:`SpecError`."""
        self._items.append(item)

    def count(self, severity: Severity) -> int:
        """How many there are of one severity."""
        return sum(item.severity is severity for item in self._items)

    def by_code(self, severity: Severity) -> Counter[str]:
        """How many there are of each code of one severity."""
        return Counter(item.code for item in self._items if item.severity is severity)

    def __iter__(self) -> Iterator[Diagnostic]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)
