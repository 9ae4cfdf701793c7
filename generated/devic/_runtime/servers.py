"""Where an API runs: the URLs of servers, with values for their variables."""

from __future__ import annotations

import re
from collections.abc import Mapping

_VARIABLE = re.compile(r"\{([^{}]*)\}")
_ELSEWHERE = frozenset("?#@\\")
"""What would end the host or the path, or begin another one."""


def filled(url: str, values: Mapping[str, str]) -> str:
    """A URL with the values of its variables (OpenAPI 3.1, section 4.8.5).

    Raises ValueError for a value that would make it another URL.
    """
    for name, value in values.items():
        if not value.isprintable() or " " in value or not _ELSEWHERE.isdisjoint(value):
            raise ValueError(f"{name} holds what no part of a URL holds: {value!r}")
    return _VARIABLE.sub(lambda it: values.get(it[1], it[0]), url)
