"""Models of Kiln: other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, TypeAlias

from pydantic import MISSING, Field
from typing_extensions import TypeAliasType

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

if TYPE_CHECKING:
    Nest: TypeAlias = "dict[str, dict[str, Nest]]"
else:
    Nest = TypeAliasType("Nest", "dict[str, dict[str, Nest]]")

Row = list[str | dict[str, object] | None]
