"""Files that a page means: beside it, below it, or further up in its documentation.

In: what a page calls a file: a path relative to it, a path from the root of the
documentation, or an address. Out: the file, if there is one among the input. Addresses
are never fetched: they mean a file whose path they end with, the longest such path first.
"""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from typing import Final
from urllib.parse import unquote

from specloom.diagnostics import SpecError
from specloom.read.input import Input, NotOpened
from specloom.source import SourceFile

_LONGEST: Final = 24
"""No more parts of a path are looked at; what is longer is none."""


def nearby(
    given: Input, target: str, endings: Sequence[str] = ("",), *, upwards: bool = False
) -> SourceFile | None:
    """The file of a name, with the first of `endings` that leads to one.

    `upwards`: it may also lie beside or below any folder that the page is in.
    """
    scheme, colon, rest = target.partition("://")
    if colon and scheme not in ("http", "https"):
        return None
    path = rest.partition("/")[2] if colon else target
    path = unquote(path.partition("#")[0].partition("?")[0]).rstrip("/")
    parts = [part for part in path.split("/") if part][-_LONGEST:]
    folder = posixpath.dirname(given.source.path)
    ends = ["/".join(parts[start:]) for start in range(len(parts) if colon else 1)]
    if not colon and path[:1] == "/" and not upwards:
        ends = ["/".join(parts[start:]) for start in range(len(parts))]
    folders = [folder]
    while upwards and folders[-1]:
        folders.append(posixpath.dirname(folders[-1]))
    for end in ends:
        for parent in folders:
            for ending in endings:
                found = _opened(given, posixpath.join(parent, end + ending))
                if found is not None:
                    return found
    return None


def _opened(given: Input, path: str) -> SourceFile | None:
    path = posixpath.normpath(path)
    if path == ".":
        return None
    try:
        return given.files.open(path)
    except (NotOpened, SpecError, OSError):
        return None
