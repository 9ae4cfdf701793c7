"""What specloom has to say about an input: diagnostics with code, severity and place.

In: a code of the catalogue (`codes/*.toml`), a message, a place. Out:
:class:`Diagnostic`, collected in order in :class:`Diagnostics`. Severity belongs to the
code, not to the caller; a code that is not in the catalogue is a programming error. A
leaf beside `source`: every layer may import it. Printing lives in `report`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from enum import StrEnum
from functools import cache
from pathlib import Path

from specloom.records import record
from specloom.source import Span


class Severity(StrEnum):
    """How bad it is. An error makes the run fail; a gap is listed in GAPS.md."""

    ERROR = "error"
    GAP = "gap"
    WARNING = "warning"
    NOTE = "note"


_OVER_LINES = re.MULTILINE | re.DOTALL


@record(frozen=True, slots=True)
class Code:
    """An entry of the catalogue. `name` never changes; `page` is markdown.

    `drops` is what each diagnostic of this code says was left out, once: `operation`,
    `webhook` or `declaration`; None for the many that leave out none of these.
    """

    name: str
    severity: Severity
    title: str
    page: str
    drops: str | None = None

    @property
    def advice(self) -> str | None:
        """What the page advises in general, in one sentence; None if it does not."""
        found = re.search(r"^What to do: (.*?)\.(?:\s|$)", self.page, _OVER_LINES)
        return found and " ".join(found[1].split())


@record(frozen=True, slots=True)
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


_CODES = Path(__file__).with_name("codes")
_ENTRY = r"""^\[(SL\d+)\]
severity = "(\w+)"
title = "([^"\\\n]*)"
(?:drops = "(\w+)"
)?page = '{3}
(.*?)'{3}$"""
"""An entry as our files write it. To load a parser of TOML would take a tenth of the time
of a small API; a test holds this to what such a parser makes of the files."""


@cache
def catalogue() -> dict[str, Code]:
    """All codes by name, sorted. Reads every file: `code` is cheaper for one."""
    ranges = sorted({path.name[0] for path in _CODES.glob("*.toml")})
    codes = {name: code for digit in ranges for name, code in _range(digit).items()}
    return dict(sorted(codes.items()))


def code(name: str) -> Code:
    """An entry of the catalogue. Raises KeyError."""
    return _range(name[2:3])[name]


@cache
def _range(digit: str) -> dict[str, Code]:
    """The codes SL100 to SL199 for `1`, and so on, from `codes/1-*.toml`."""
    codes: dict[str, Code] = {}
    for path in sorted(_CODES.glob(f"{digit}-*.toml")):
        text = path.read_text("utf-8")
        for found in re.finditer(_ENTRY, text, _OVER_LINES):
            name, severity, title, drops, page = found.groups()
            if name in codes or name[2:3] != digit:
                raise ValueError(f"{name} is defined twice, or in a wrong file")
            codes[name] = Code(name, Severity(severity), title, page, drops)
    return codes


def diagnostic(
    name: str,
    message: str,
    span: Span | None = None,
    *,
    hint: str | None = None,
    related: tuple[tuple[str, Span], ...] = (),
) -> Diagnostic:
    """A diagnostic with the severity that the catalogue gives its code."""
    return Diagnostic(name, code(name).severity, message, span, hint, related)


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
