"""Diagnostics to people and programs: paths as seen from here, colour where it helps.

In: diagnostics whose paths are relative to a base folder, as generated files show them.
Out: text on stderr or JSON on stdout, with paths as seen from the working directory.
Only `cli` uses it.
"""

from __future__ import annotations

import copy
import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Literal, TextIO, TypeAlias

from specloom import report
from specloom.diagnostics import (
    Diagnostic,
)
from specloom.records import record, replace
from specloom.source import Origin, SourceFile, Span, Stretch

Color: TypeAlias = Literal["auto", "always", "never"]


def print_all(
    diagnostics: Iterable[Diagnostic], color: Color, *, most: int | None
) -> None:
    """Print on stderr, at most `most` of each code."""
    stream = sys.stderr
    report.print_text(diagnostics, stream, color=_colored(stream, color), most=most)


def print_one(item: Diagnostic, color: Color = "auto") -> None:
    """Print on stderr what has stopped the run."""
    print_all([item], color, most=None)


def as_json(diagnostics: Iterable[Diagnostic]) -> list[dict[str, Any]]:
    """The diagnostics as data."""
    return [report.to_json(item) for item in diagnostics]


class Relocation:
    """Shows the paths below a base folder as seen from the working directory."""

    def __init__(self, base: Path) -> None:
        self._here = Path.cwd()
        below = base.is_relative_to(self._here)
        self._prefix = base.relative_to(self._here) if below else base
        self._sources: dict[int, tuple[SourceFile, SourceFile]] = {}

    def __call__(self, item: Diagnostic) -> Diagnostic:
        if item.span is None and not item.related:
            return item
        span = None if item.span is None else self._span(item.span)
        related = tuple((what, self._span(place)) for what, place in item.related)
        return replace(item, span=span, related=related)

    def _span(self, span: Span) -> Span:
        origin = span.origin
        source = self._source(origin.source)
        if isinstance(origin, Stretch):
            return Span(Stretch(source, origin.start, origin.end), span.pointer)
        return Span(_Moved(origin, source), span.pointer)

    def _source(self, source: SourceFile) -> SourceFile:
        # The original is kept with its copy, so that its id stays its own.
        known = self._sources.get(id(source))
        if known is None:
            moved = copy.copy(source)
            if not source.path.startswith("<"):
                moved.path = self._seen(source.path)
            known = self._sources[id(source)] = (source, moved)
        return known[1]

    def _seen(self, shown: str) -> str:
        path = Path(os.path.normpath(self._prefix / shown))
        below = path.is_relative_to(self._here)
        return (path.relative_to(self._here) if below else path).as_posix()


@record(frozen=True, slots=True)
class _Moved:
    """An origin whose file is shown under another path."""

    origin: Origin
    source: SourceFile

    def locate(self, pointer: str) -> tuple[int, int]:
        return self.origin.locate(pointer)


def _colored(stream: TextIO, color: Color) -> bool:
    if color != "auto":
        return color == "always"
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return stream.isatty()
