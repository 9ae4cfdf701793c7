"""The pages of diagnostics, for `specloom explain`."""

from __future__ import annotations

import difflib
from collections.abc import Mapping

from specloom.diagnostics import Code, SpecError, catalogue, diagnostic


def pages(codes: Mapping[str, Code]) -> str:
    """A line per diagnostic of the catalogue."""
    lines = [
        f"{code.name}  {code.severity:<7}  {code.title}" for code in codes.values()
    ]
    return "\n".join([*lines, ""])


def page(code: Code) -> str:
    """The page of one diagnostic, in markdown."""
    return f"# {code.name}: {code.title} ({code.severity})\n\n{code.page.strip()}\n"


def unknown_code(name: str) -> SpecError:
    """The error that says which code was perhaps meant."""
    near = difflib.get_close_matches(name.upper(), catalogue(), n=1, cutoff=0.7)
    hint = f"did you mean {near[0]}?" if near else "specloom explain lists them all"
    return SpecError(diagnostic("SL712", f"there is no {name!r}", hint=hint))
