"""What a page says and nothing was made of: listed, so that nothing is lost in silence.

In: what the operations of a page were made of. Out: diagnostics: the parameters of paths
that have no place for them. Used by `operations`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from specloom.diagnostics import Diagnostics
from specloom.read.pages.endpoint.entries import Entry
from specloom.read.pages.endpoint.signatures import Signature

NO_PLACE: Final = "SL327"


def list_homeless(
    found: Iterable[Entry],
    signatures: Sequence[Signature],
    diagnostics: Diagnostics,
) -> None:
    """Lists parameters of a path in whose paths they have no place."""
    paths = " ".join(it.path for it in signatures)
    listed: set[str] = set()
    for entry in found:
        name = entry.name.strip("{}<>:")
        if name in listed or name in paths:
            continue
        listed.add(name)
        message = f"`{name}` has no place in the path; the parameter is left out"
        diagnostics.add(NO_PLACE, message, entry.span)
