"""Models of Lending desk: loans."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import MISSING, Field

from .._runtime.model import Model
from .._runtime.types import Date, Uuid


class Loan(Model):
    """A tool in the hands of a member."""

    id: Uuid

    tool_id: Annotated[str, Field(alias="toolId")]

    state: Literal["lent", "late", "returned"]

    history: list[Loan] | MISSING = MISSING


class NewLoan(Model):
    tool_id: Annotated[str, Field(alias="toolId", min_length=1)]
    """Which one."""

    until: Date | None | MISSING = MISSING

    note: Annotated[str | MISSING, Field(max_length=200)] = MISSING


class Problem(Model):
    message: str

    code: int | MISSING = MISSING
