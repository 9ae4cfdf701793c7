"""Files below one folder, for references between files.

In: the input root, the folder that the names of files are relative to, and references.
Out: :class:`~specloom.source.SourceFile`. Nothing outside the root is opened, not even
through a symbolic link, and nothing but regular files. Implements `input.Loader`.
"""

from __future__ import annotations

import stat
from pathlib import Path

from specloom.document import load
from specloom.read.input import NotOpened
from specloom.source import SourceFile


class FolderLoader:
    """Opens the files below `root`; their names are relative to `base`.

    `base` is by default the root, and need not contain it.
    """

    __slots__ = ("_base", "_root")

    def __init__(self, root: Path, base: Path | None = None) -> None:
        self._root = root.resolve()
        self._base = self._root if base is None else base.resolve()

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


class NoFiles:
    """A loader for sources that stand alone, such as the standard input."""

    __slots__ = ()

    def open(self, name: str) -> SourceFile:
        """Refuses every reference."""
        raise NotOpened("the source stands alone, without files beside it")
