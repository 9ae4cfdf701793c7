"""Who has what, and until when."""

from __future__ import annotations

from datetime import date
from typing import overload
from uuid import UUID

from pydantic import MISSING

from .. import models
from .._plans import loans
from .._runtime.client import AsyncResource, Resource


class Loans(Resource):
    """Who has what, and until when."""

    @overload
    def create(
        self,
        member_id: UUID | str,
        *,
        dry_run: bool | MISSING = MISSING,
        body: models.NewLoan,
    ) -> models.Loan: ...

    @overload
    def create(
        self,
        member_id: UUID | str,
        *,
        dry_run: bool | MISSING = MISSING,
        tool_id: str,
        until: date | None | MISSING = MISSING,
        note: str | MISSING = MISSING,
    ) -> models.Loan: ...

    def create(self, member_id: UUID | str, **given: object) -> models.Loan:
        """Lend a tool to a member.

        dry_run: Only say what would be done. Default: false.

        Raises Conflict.
        """
        return self._call(loans.create, member_id, **given)


class AsyncLoans(AsyncResource):
    """Who has what, and until when."""

    @overload
    async def create(
        self,
        member_id: UUID | str,
        *,
        dry_run: bool | MISSING = MISSING,
        body: models.NewLoan,
    ) -> models.Loan: ...

    @overload
    async def create(
        self,
        member_id: UUID | str,
        *,
        dry_run: bool | MISSING = MISSING,
        tool_id: str,
        until: date | None | MISSING = MISSING,
        note: str | MISSING = MISSING,
    ) -> models.Loan: ...

    async def create(self, member_id: UUID | str, **given: object) -> models.Loan:
        """Lend a tool to a member.

        dry_run: Only say what would be done. Default: false.

        Raises Conflict.
        """
        return await self._call(loans.create, member_id, **given)
