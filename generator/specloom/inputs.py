"""Which files are meant: paths, folders and globs to a list of files under one root.

In: what the configuration or the command line names. Out: :class:`Inputs`. Names in it
are those that generated files may show: relative, posix, the same on every machine.
Looks at folders, reads no file. Only `pipeline` uses it.
"""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final, Literal, TypeAlias

from specloom.diagnostics import SpecError, diagnostic
from specloom.records import record
from specloom.source import Span

How: TypeAlias = Literal["named", "matched", "found"]

STDIN: Final = "-"
_WRITTEN: Final = "specloom.lock"
_SUFFIXES: Final = (".json", ".yaml", ".yml", ".md", ".mdx", ".txt", ".html", ".htm")
"""What a specification's file may be called. Of others a folder may hold any number."""


@record(frozen=True, slots=True)
class Input:
    """A file: named, matched by a glob, or found in a folder that was named.

    `path` is None for the standard input.
    """

    path: Path | None
    name: str
    how: How = "named"


@record(frozen=True, slots=True)
class Inputs:
    """The files of one API, in order, and the folder that references do not leave.

    `base` is the folder to which the names are relative.
    """

    root: Path
    base: Path
    files: tuple[Input, ...]

    def name(self, path: Path) -> str:
        """The name of a file below the root; bytes that are no UTF-8 as escapes."""
        name = Path(os.path.relpath(path, self.base)).as_posix()
        return os.fsencode(name).decode("utf-8", "backslashreplace")


def expand(
    patterns: Sequence[str],
    folder: Path,
    *,
    base: Path | None = None,
    root: str | None = None,
    places: Sequence[Span] = (),
) -> Inputs:
    """Find the files that `patterns` mean, as seen from `folder`.

    `base` is by default the root. The root is by default the folder that all of the
    files are in. `places` say where each pattern stands. Raises SpecError for one that
    means nothing, and for a file outside the root; OSError for unreadable folders.
    """
    found: dict[Path | None, How] = {}
    tops: list[Path] = []
    for index, pattern in enumerate(patterns):
        place = places[index] if index < len(places) else None
        for path, top, how in _files(pattern, folder, place):
            tops.append(top)
            found.setdefault(path, how)
    if root is not None:
        top = Path(os.path.abspath(folder / root))
    else:
        top = Path(os.path.commonpath(tops))
    for path in found:
        if path is not None and not path.is_relative_to(top):
            shown = Path(os.path.relpath(path, folder)).as_posix()
            message = f"{shown} is not below the root {root}"
            raise SpecError(diagnostic("SL714", message, hint="widen the root"))
    inputs = Inputs(top, base or top, ())
    files = [
        Input(path, "<stdin>" if path is None else inputs.name(path), how)
        for path, how in found.items()
    ]
    return Inputs(inputs.root, inputs.base, tuple(files))


def without(inputs: Inputs, others: Iterable[Input]) -> Inputs:
    """The inputs but for those among the others that nobody named."""
    paths = {it.path for it in others}
    files = [it for it in inputs.files if it.how == "named" or it.path not in paths]
    return Inputs(inputs.root, inputs.base, tuple(files))


def _files(
    pattern: str, folder: Path, place: Span | None
) -> Iterator[tuple[Path | None, Path, How]]:
    """Each file that a pattern means, the folder that stands for it, how it was found."""
    if pattern == STDIN:
        yield None, folder, "named"
        return
    if not pattern.strip():
        raise SpecError(diagnostic("SL706", "the empty path names no file", place))
    path = Path(os.path.abspath(folder / pattern))
    if os.path.isdir(path):
        below = [file for file in _walk(path) if file.suffix.lower() in _SUFFIXES]
        if not below:
            message = f"the folder {pattern} holds nothing like a specification"
            hint = f"files end in one of {' '.join(_SUFFIXES)}"
            raise SpecError(diagnostic("SL711", message, place, hint=hint))
        yield from ((file, path, "found") for file in below)
    elif glob.has_magic(pattern) and not os.path.exists(path):
        matches = glob.glob(pattern, root_dir=folder, recursive=True)
        paths = [Path(os.path.abspath(folder / match)) for match in matches]
        files = sorted(file for file in paths if not os.path.isdir(file))
        if not files:
            message = f"{pattern} matches no file"
            raise SpecError(diagnostic("SL706", message, place))
        yield from ((file, file.parent, "matched") for file in files)
    elif place is not None and not os.path.exists(path):
        raise SpecError(diagnostic("SL706", f"there is no file {pattern}", place))
    else:
        yield path, path.parent, "named"


def _walk(folder: Path) -> Iterable[Path]:
    """All files below a folder in order of their paths; no hidden ones, no linked folders,
    nothing in a package that specloom has written."""
    for parent, folders, files in os.walk(folder):
        if _WRITTEN in files:
            folders.clear()
            continue
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith("."):
                yield Path(parent, name)
