"""What could not be merged: each contradiction once, however many `allOf` run into it.

In: clashes as they are met. Out: diagnostics, in the order in which they were met first,
each with the two places that contradict each other. A vendor that says in one schema
`success: true`, in another one `success: false`, and puts both below every answer, has
made one mistake and not a thousand.
"""

from __future__ import annotations

from collections.abc import Sequence

from specloom.diagnostics import Diagnostics
from specloom.ir import types as t
from specloom.passes.compose.scalars import Clash
from specloom.source import Span

_Key = tuple[str, str, Span | None, Span | None]


class Clashes:
    """The clashes of one API."""

    def __init__(self) -> None:
        self._uses: dict[_Key, dict[Span | None, None]] = {}

    def add(
        self, clash: Clash, about: str, between: Sequence[t.Type], at: Span | None
    ) -> None:
        """A clash `between` two types, in the `allOf` that stands `at` a place."""
        code = "SL425" if clash.involved else "SL420"
        message = f"`allOf` cannot be merged: {about}{clash.reason}"
        one, other = (it.span for it in between)
        if one == other:
            one, other = at, None
        self._uses.setdefault((code, message, one, other), {})[at] = None

    def report(self, diagnostics: Diagnostics) -> None:
        """Say all of them."""
        for (code, message, *between), uses in self._uses.items():
            first, *more = uses
            related = tuple(
                (label, span)
                for label, span in zip(
                    ("one part", "another part"), between, strict=True
                )
                if span is not None and span != first
            )
            hint = (
                f"so do {len(more)} more `allOf`, for the same reason" if more else None
            )
            diagnostics.add(code, message, first, hint=hint, related=related)
