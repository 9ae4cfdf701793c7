"""Failures of the system while writing, as diagnostics. In: OSError. Out: SpecError."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from specloom.diagnostics import Diagnostic, SpecError, diagnostic

_CODES: Final = {
    errno.ENOSPC: "SL802",
    errno.EDQUOT: "SL802",
    errno.EACCES: "SL803",
    errno.EPERM: "SL803",
    errno.EROFS: "SL804",
    errno.ELOOP: "SL723",
    errno.ENOTDIR: "SL723",
    errno.EISDIR: "SL723",
    errno.EEXIST: "SL723",
    errno.ENAMETOOLONG: "SL723",
}
_HINTS: Final = {
    "SL802": "make room and run again",
    "SL803": "check who owns the folder, or choose another --output",
    "SL804": "choose an --output that can be written",
    "SL805": "run again; what was begun will be finished",
    "SL723": "a link or a folder is in the way: remove it, or choose another --output",
}


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Turn what the system refuses while `path` is written into a diagnostic."""
    try:
        yield
    except OSError as error:
        raise SpecError(fault(error, path)) from error


def fault(error: OSError, path: Path) -> Diagnostic:
    """What to say about a failure to write `path`, or a file that belongs to it."""
    named = error.filename if isinstance(error.filename, str) else os.fspath(path)
    code = _CODES.get(error.errno or 0, "SL805")
    reason = error.strerror or str(error)
    message = f"cannot write {Path(named).as_posix()}: {reason}"
    return diagnostic(code, message, hint=_HINTS[code])
