"""What every view is given: an API ready for code, its names, and the options.

Views may add gaps that only show when code is made to `diagnostics`; the list of gaps is
made last.
"""

from __future__ import annotations

from dataclasses import dataclass

from specloom.diagnostics import Diagnostics
from specloom.ir.api import Api
from specloom.names import NameTable


@dataclass(frozen=True, slots=True)
class Options:
    """What the configuration says, and nothing else. `generator` is the version.

    `base_url` overrides the servers of the source; None leaves them.
    """

    package: str
    generator: str
    base_url: str | None = None


@dataclass(frozen=True, slots=True)
class Subject:
    """An API after all passes. `published` is the same API as the source has it."""

    api: Api
    names: NameTable
    options: Options
    published: Api
    diagnostics: Diagnostics
