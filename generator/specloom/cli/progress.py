"""What is going on, on stderr, where someone watches and it takes longer than a second.

Costs a timer; rich is imported by it when the second is over, and else never.
"""

from __future__ import annotations

import sys
from threading import Lock, Timer
from types import TracebackType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from rich.status import Status

_PATIENCE: Final = 1.0


class Progress:
    """Call it with what is going on; it shows if a terminal is attached."""

    def __init__(self, *, quiet: bool) -> None:
        self._shows = sys.stderr.isatty() and not quiet
        self._what = ""
        self._status: Status | None = None
        self._lock = Lock()
        self._timer = Timer(_PATIENCE, self._start)
        self._timer.daemon = True

    def __call__(self, what: str) -> None:
        with self._lock:
            self._what = what
            if self._status is not None:
                self._status.update(_plain(what))

    def __enter__(self) -> Progress:
        if self._shows:
            self._timer.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._timer.cancel()
        with self._lock:
            self._shows = False
            if self._status is not None:
                self._status.stop()
                self._status = None

    def _start(self) -> None:
        from rich.console import Console
        from rich.status import Status

        with self._lock:
            if self._shows:
                self._status = Status(_plain(self._what), console=Console(stderr=True))
                self._status.start()


def _plain(what: str) -> str:
    from rich.markup import escape

    return escape(what)
