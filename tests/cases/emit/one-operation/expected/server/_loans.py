"""Who has what, and until when."""

from __future__ import annotations

from typing import Any, ClassVar, Protocol
from uuid import UUID

from pydantic import MISSING

from .. import models
from .._plans import loans
from .._runtime.handling import P_co, P_contra, Request, Result, Route


class CreateLoan(Request[P_co]):
    """POST /members/{memberId}/loans: Lend a tool to a member."""

    member_id: UUID

    body: models.NewLoan

    dry_run: bool | MISSING = MISSING
    """Only say what would be done."""

    class Created(Result):
        """201: The loan."""

        body: models.Loan
        status: ClassVar[int] = 201

    class Conflict(Result):
        """409: Somebody else has it."""

        body: models.Problem
        status: ClassVar[int] = 409

    Answer = Created | Conflict


class LoansApi(Protocol[P_contra]):
    """Who has what, and until when."""

    async def create(
        self, request: CreateLoan[P_contra], /
    ) -> CreateLoan.Created | CreateLoan.Conflict:
        """Lend a tool to a member."""
        ...


def loans_routes(api: LoansApi[Any] | None) -> list[Route[Any, Any]]:
    """The routes of these operations."""
    return [
        Route(loans.create, CreateLoan, LoansApi.create, api),
    ]
