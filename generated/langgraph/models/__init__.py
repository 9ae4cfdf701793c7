"""The models of langgraph. Each is loaded when it is first used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._runtime.lazy import lazy

if TYPE_CHECKING:
    from ._threads import CreateThreadRequest, CreateThreadResponse
else:
    __getattr__ = lazy(
        __name__,
        {
            "CreateThreadRequest": "._threads",
            "CreateThreadResponse": "._threads",
        },
    )

__all__ = [
    "CreateThreadRequest",
    "CreateThreadResponse",
]
