"""Faults that are planted in servers, for the peers to find."""

from __future__ import annotations

from examples import devic
from generated.devic.server import CreateAgentThread


class Faulty(devic.Agents):
    """Answers with a thread in a state that the document does not list."""

    async def create_thread(
        self, request: CreateAgentThread, /
    ) -> CreateAgentThread.Answer:
        answer = await super().create_thread(request)
        if isinstance(answer, CreateAgentThread.Created):
            answer.body.status = "LATER"  # type: ignore[assignment]  # the fault
        return answer
