"""The models of Kiln. Each is loaded when it is first used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._runtime.lazy import lazy

if TYPE_CHECKING:
    from ._given import MakeJugRequest
    from ._glazes import ListGlazesResponse
    from ._other import Grains, Itself, Jug01st, Jug1st, Jug10th, Long, Nest, Row
else:
    __getattr__ = lazy(
        __name__,
        {
            "Grains": "._other",
            "Itself": "._other",
            "Jug01st": "._other",
            "Jug1st": "._other",
            "Jug10th": "._other",
            "ListGlazesResponse": "._glazes",
            "Long": "._other",
            "MakeJugRequest": "._given",
            "Nest": "._other",
            "Row": "._other",
        },
    )

__all__ = [
    "Grains",
    "Itself",
    "Jug01st",
    "Jug1st",
    "Jug10th",
    "ListGlazesResponse",
    "Long",
    "MakeJugRequest",
    "Nest",
    "Row",
]
