"""Models of Kiln: other."""

from __future__ import annotations

from typing import Annotated

from pydantic import MISSING, Field

from .._runtime.model import Model
from .._runtime.types import OneOf

Grains = Annotated[object, OneOf(1, 1000000000000000000000000000000, "a")]

Itself = str


class Jug01st(Model):
    a: str | MISSING = MISSING


class Jug10th(Model):
    a: str | MISSING = MISSING


class Jug1st(Model):
    a: str | MISSING = MISSING


Long = Annotated[str, Field(min_length=9223372036854775807)]

Row = list[str | dict[str, object] | None]
