"""The models of Tool shed. Each is loaded when it is first used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._runtime.lazy import lazy

if TYPE_CHECKING:
    from ._tools import Tool
else:
    __getattr__ = lazy(
        __name__,
        {
            "Tool": "._tools",
        },
    )

__all__ = [
    "Tool",
]
