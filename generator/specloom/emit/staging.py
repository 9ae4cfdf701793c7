"""Put a file beside its place, ready to be moved there.

In: a place and what is to stand there. Out: where it stands now. Nothing is moved into
place here. Only emitters use it.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import Final

from specloom.emit.faults import writing

TEMPORARY: Final = ".specloom-tmp"
"""How the names of these files end."""

NOFOLLOW: Final = getattr(os, "O_NOFOLLOW", 0)
_CREATE: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | NOFOLLOW


def temporary_of(place: Path) -> Path:
    """Where a file stands before it is moved to its place."""
    return place.with_name(f".{place.name}{TEMPORARY}")


def stage(place: Path, data: bytes, *, durable: bool = False) -> Path:
    """Write a file beside its place; the path where it is now.

    `durable`: it is down on the disk when this returns. That costs more than all else
    that is done for a file, so it is for what cannot be made anew.
    """
    temporary = temporary_of(place)
    with writing(place):
        with suppress(FileNotFoundError):
            os.unlink(temporary)
        descriptor = os.open(temporary, _CREATE, 0o666)
        try:
            try:
                rest = memoryview(data)
                while rest:
                    rest = rest[os.write(descriptor, rest) :]
                if durable:
                    os.fsync(descriptor)
            finally:
                os.close(descriptor)  # Some systems say only here that a disk is full.
        except BaseException:
            with suppress(OSError):
                os.unlink(temporary)
            raise
    return temporary
