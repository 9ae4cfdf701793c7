"""Files below one folder, for references between files.

In: the input root, the folder that the names of files are relative to, and references.
Out: :class:`~specloom.source.SourceFile`. Nothing outside the root is opened, not even
through a symbolic link, and nothing but regular files. Implements `input.Loader`.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from specloom.document import load
from specloom.read.input import NotOpened
from specloom.source import SourceFile

_MOST: Final = 50_000
"""How many files are looked at to find one by its name."""


class FolderLoader:
    """Opens the files below `root`; their names are relative to `base`.

    `base` is by default the root, and need not contain it.
    """

    __slots__ = ("_base", "_names", "_root")

    def __init__(self, root: Path, base: Path | None = None) -> None:
        self._root = root.resolve()
        self._base = self._root if base is None else base.resolve()
        self._names: dict[str, list[str]] | None = None

    def open(self, name: str) -> SourceFile:
        """See :meth:`specloom.read.input.Loader.open`."""
        path = self._base / name
        # Names with `..` may be honest (a root above the base), so the file decides.
        try:
            real = path.resolve()
            if not real.is_relative_to(self._root):
                raise NotOpened("it is outside the input root", outside=True)
            mode = real.stat().st_mode
        except (FileNotFoundError, NotADirectoryError):
            raise NotOpened("there is no such file") from None
        except (OSError, RuntimeError, ValueError):
            raise NotOpened("it is no path") from None
        if stat.S_ISDIR(mode):
            raise NotOpened("it is a directory")
        if not stat.S_ISREG(mode):
            raise NotOpened("it is not a regular file")
        return load(real, name)

    def named(self, name: str, near: str) -> Sequence[str]:
        """See :meth:`specloom.read.input.Loader.named`. Folders with a dot are private.

        Of a folder with very many files, only the first are known.
        """
        if self._names is None:
            self._names = self._found()
        here = near.split("/") if near else []

        def distance(found: str) -> tuple[int, str]:
            parts = found.split("/")[:-1]
            pairs = enumerate(zip(parts, here, strict=False))
            shared = next(
                (at for at, (a, b) in pairs if a != b), min(len(parts), len(here))
            )
            return len(parts) + len(here) - 2 * shared, found

        return sorted(self._names.get(name, ()), key=distance)

    def _found(self) -> dict[str, list[str]]:
        names: dict[str, list[str]] = {}
        seen = 0
        for folder, folders, files in os.walk(self._root):
            folders[:] = sorted(it for it in folders if it[0] != ".")
            folders[:] = [it for it in folders if it != "node_modules"]
            below = os.path.relpath(folder, self._base).replace(os.sep, "/")
            for file in files:
                found = file if below == "." else f"{below}/{file}"
                names.setdefault(file, []).append(found)
            seen += len(files) + len(folders)
            if seen > _MOST:
                break
        return names


class NoFiles:
    """A loader for sources that stand alone, such as the standard input."""

    __slots__ = ()

    def open(self, name: str) -> SourceFile:
        """Refuses every reference."""
        raise NotOpened("the source stands alone, without files beside it")

    def named(self, name: str, near: str) -> Sequence[str]:
        """None."""
        return ()
