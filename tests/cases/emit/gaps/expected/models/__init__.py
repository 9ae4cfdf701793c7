"""The models of Odd <b>ends</b> | [and](https://evil.example) more. Each is loaded
when it is first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._runtime.lazy import lazy

if TYPE_CHECKING:
    from ._ends import ListEndsFilterItem
    from ._other import End
else:
    __getattr__ = lazy(
        __name__,
        {
            "End": "._other",
            "ListEndsFilterItem": "._ends",
        },
    )

__all__ = [
    "End",
    "ListEndsFilterItem",
]
