"""Put files on the disk beside their places, many at once.

In: places and what is to stand there. Out: where it stands now, wholly on the disk. A
disk takes many files in the time that it takes one, and that time is all that is waited
for, so a few threads write. Nothing is moved into place here; what was written when
something failed is removed by the caller. Only emitters use it.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from threading import Thread
from typing import Final

from specloom.emit.faults import writing

TEMPORARY: Final = ".specloom-tmp"
"""How the names of these files end."""

NOFOLLOW: Final = getattr(os, "O_NOFOLLOW", 0)
_CREATE: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | NOFOLLOW
_THREADS: Final = 8


def temporary_of(place: Path) -> Path:
    """Where a file stands before it is moved to its place."""
    return place.with_name(f".{place.name}{TEMPORARY}")


def stage(place: Path, data: bytes) -> Path:
    """Write a file down to the disk beside its place; the path where it is now."""
    temporary = temporary_of(place)
    with writing(place):
        with suppress(FileNotFoundError):
            os.unlink(temporary)
        descriptor = os.open(temporary, _CREATE, 0o666)
        try:
            rest = memoryview(data)
            while rest:
                rest = rest[os.write(descriptor, rest) :]
            os.fsync(descriptor)
        except BaseException:
            with suppress(OSError):
                os.unlink(temporary)
            raise
        finally:
            os.close(descriptor)
    return temporary


def at_once(jobs: Iterable[Callable[[], object]]) -> None:
    """Run jobs that wait for the disk, several at a time.

    All that were begun have ended when this returns or raises. After a failure no job
    is begun; the failure of the first that failed, in their order, is raised.
    """
    waiting = deque(enumerate(jobs))
    failures: dict[int, BaseException] = {}

    def work() -> None:
        while not failures:
            try:
                number, job = waiting.popleft()
            except IndexError:
                return
            try:
                job()
            except BaseException as failure:
                failures[number] = failure

    threads = [Thread(target=work) for _ in range(min(_THREADS, len(waiting)) - 1)]
    started: list[Thread] = []
    try:
        for thread in threads:
            with suppress(RuntimeError):  # As many as the system lets us have.
                thread.start()
                started.append(thread)
        work()
    finally:
        waiting.clear()
        for thread in started:
            thread.join()
    if failures:
        raise failures[min(failures)]
