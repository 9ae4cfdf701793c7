"""Who has what, and until when."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, overload
from uuid import UUID

from pydantic import MISSING

from .. import models
from .._plans import loans
from .._runtime.client import AsyncResource, Resource

if TYPE_CHECKING:
    from .._responses.loans import (
        AsyncRawLoans,
        AsyncStreamedLoans,
        RawLoans,
        StreamedLoans,
    )


class Loans(Resource):
    """Who has what, and until when."""

    @cached_property
    def with_raw_response(self) -> RawLoans:
        """The same, with whole answers."""
        from .._responses.loans import RawLoans

        return RawLoans(self)

    @cached_property
    def with_streaming_response(self) -> StreamedLoans:
        """The same, with answers whose bodies are still to be read."""
        from .._responses.loans import StreamedLoans

        return StreamedLoans(self)

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

    @cached_property
    def with_raw_response(self) -> AsyncRawLoans:
        """The same, with whole answers."""
        from .._responses.loans import AsyncRawLoans

        return AsyncRawLoans(self)

    @cached_property
    def with_streaming_response(self) -> AsyncStreamedLoans:
        """The same, with answers whose bodies are still to be read."""
        from .._responses.loans import AsyncStreamedLoans

        return AsyncStreamedLoans(self)

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
