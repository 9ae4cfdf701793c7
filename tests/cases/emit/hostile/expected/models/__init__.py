"""The models of Quotes \"\"\" and \\ and
\x23 -*- \x63oding: rot13 -*-. Each is loaded when it is first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._runtime.lazy import lazy

if TYPE_CHECKING:
    from ._x_raise_system_exit import ImportOsAbortClass, ModelConfig
else:
    __getattr__ = lazy(
        __name__,
        {
            "ImportOsAbortClass": "._x_raise_system_exit",
            "ModelConfig": "._x_raise_system_exit",
        },
    )

__all__ = [
    "ImportOsAbortClass",
    "ModelConfig",
]
