"""What every view is given: an API ready for code, its names, and the options.

Views may add gaps that only show when code is made to `diagnostics`; the list of gaps is
made last.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field
from typing import Any, TypeVar

from specloom.diagnostics import Diagnostics
from specloom.ir.api import Api
from specloom.names import NameTable
from specloom.page_rules import PageRule
from specloom.records import record

T = TypeVar("T")


@record(frozen=True, slots=True)
class Options:
    """What the configuration says, and nothing else. `generator` is the version.

    `base_url` overrides the servers of the source; None leaves them. `pagination` says
    how lists come in pages, before what the source says.
    """

    package: str
    generator: str
    base_url: str | None = None
    pagination: tuple[PageRule, ...] = ()


@record(frozen=True, slots=True)
class Subject:
    """An API after all passes. `published` is the same API as the source has it."""

    api: Api
    names: NameTable
    options: Options
    published: Api
    diagnostics: Diagnostics
    _made: dict[Callable[[Subject], Any], Any] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def once(self, make: Callable[[Subject], T]) -> T:
        """What `make` gives for this subject, made on first use: views share it."""
        if make not in self._made:
            self._made[make] = make(self)
        made: T = self._made[make]
        return made
