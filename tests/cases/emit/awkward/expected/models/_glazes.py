"""Models of Kiln: glazes."""

from __future__ import annotations

from typing import Annotated, Literal

from .._runtime.types import OneOf

ListGlazesResponse = Annotated[
    Literal[
        "glaze at a temperature that nobody has measured and nobody will measure either",
        "in all likelihood of it",
        1,
    ],
    OneOf(
        "glaze at a temperature that nobody has measured and nobody will measure either",
        "in all likelihood of it",
        1,
    ),
]
