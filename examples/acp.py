"""ACP's threads, kept in memory: each caller has a budget, and messages cost money.

    uvicorn examples.acp:app

Whoever brings the token `good` gets in.
"""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import uuid4

from pydantic import MISSING

from generated.acp import models
from generated.acp.server import Access, CreateThread, create_app

BUDGET, COST = 1.0, 0.25
"""What a caller may spend, and what a message costs, in dollars."""

TOKENS = {"good": "ida"}


class Threads:
    """The threads and the budgets of all callers."""

    def __init__(self, budget: float = BUDGET) -> None:
        self._budget = budget
        self._budgets: dict[object, float] = {}
        self._threads: dict[object, list[models.CreateThreadResponseThread]] = {}

    async def create(self, request: CreateThread, /) -> CreateThread.Answer:
        """Make a thread; if it begins with a message, run it, for as long as it is paid."""
        asked, caller = request.body, request.principal
        said = asked.task if asked.content is MISSING else asked.content
        runs = said is not MISSING
        budget = self._budgets.setdefault(caller, self._budget)
        if runs and budget < COST:
            poor = models.CreateThreadPaymentRequired(
                error="insufficient_budget",
                message=f"A message costs {COST}.",
                current_budget=budget,
            )
            return CreateThread.PaymentRequired(poor)
        self._budgets[caller] = budget - (COST if runs else 0)
        now = datetime.now(UTC)
        thread = models.CreateThreadResponseThread(
            id=f"thread_{uuid4().hex}",
            project_id=asked.project_id,
            environment_id=asked.environment_id,
            agent_id=asked.agent_id,
            title=asked.title,
            app_id=asked.app_id,
            task=said,
            status="running" if runs else "active",
            message_count=int(runs),
            total_cost=COST if runs else 0,
            metadata=asked.metadata,
            created_at=now,
            updated_at=now,
        )
        self._threads.setdefault(caller, []).append(thread)
        return CreateThread.Created(models.CreateThreadResponse(thread=thread))


def authorize(access: Access, /) -> str | None:
    """Who brings this token."""
    return TOKENS.get(access.token)


app = create_app(threads=Threads(), authorize=authorize)
