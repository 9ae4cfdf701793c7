"""Keeps keys that travel in a query out of the log of the HTTP library.

The library logs the URL of each request. `hide` is told the names of parameters whose
values are secrets; from then on they are logged as stars. Nothing else is changed.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable

import httpx2


class _Stars(logging.Filter):
    def __init__(self) -> None:
        super().__init__()
        self.names: frozenset[str] = frozenset()

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record through, its URLs without secrets."""
        if isinstance(record.args, tuple):
            record.args = tuple([self._shown(value) for value in record.args])
        return True

    def _shown(self, value: object) -> object:
        if not isinstance(value, httpx2.URL):
            return value
        for name in self.names.intersection(value.params):
            value = value.copy_set_param(name, "***")
        return value


_stars = _Stars()


def hide(names: Iterable[str]) -> None:
    """Show the values of these query parameters as stars in the log."""
    more = frozenset(names)
    if more:
        _stars.names |= more
        logging.getLogger("httpx2").addFilter(_stars)
