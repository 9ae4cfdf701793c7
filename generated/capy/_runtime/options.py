"""How calls are made: what `with_options` changes, and what hooks see."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import TypedDict

import httpx2
from pydantic_core import MISSING

RETRIES = 2
"""Further attempts, where nothing is said of them."""

Reaction = Awaitable[None] | None
"""What a hook returns; an asyncio client awaits what is awaitable."""


@dataclass(frozen=True, slots=True)
class Misfit:
    """An answer that is not what the document says; what fits of it stays typed."""

    operation: str
    status: int
    places: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Hooks:
    """Called for each attempt: before it is sent, and when its status is there.

    `request` may change the request, as to sign it. `misfit` is called for answers that
    break the document. What a hook raises goes to the caller.
    """

    request: Callable[[httpx2.Request], Reaction] | None = None
    response: Callable[[httpx2.Response], Reaction] | None = None
    misfit: Callable[[Misfit], None] | None = None


_NO_HOOKS = Hooks()


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What holds for the calls of a client.

    timeout: seconds of each attempt, None for no limit; left out that of the HTTP client
    max_retries: attempts after the first one, where it is safe to repeat
    headers: sent with every request; an argument of the call goes before
    follow_redirects: at most 10, without credentials where they lead elsewhere
    strict: an answer that breaks the document raises AnswerInvalid
    """

    timeout: float | MISSING | None = MISSING
    max_retries: int = RETRIES
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    follow_redirects: bool = False
    strict: bool = False
    hooks: Hooks = _NO_HOOKS

    def __post_init__(self) -> None:
        if self.max_retries < 0:
            raise ValueError("max_retries must not be negative")


class Given(TypedDict, total=False):
    """The options as the constructors of clients take them; None is nothing."""

    timeout: float | MISSING | None
    max_retries: int
    headers: Mapping[str, str] | None
    follow_redirects: bool
    strict: bool
    hooks: Hooks | None


def options_of(given: Given) -> Options:
    """The options that a client was built with. Raises ValueError."""
    return Options(
        timeout=given.get("timeout", MISSING),
        max_retries=given.get("max_retries", RETRIES),
        headers=dict(given.get("headers") or {}),
        follow_redirects=given.get("follow_redirects", False),
        strict=given.get("strict", False),
        hooks=given.get("hooks") or _NO_HOOKS,
    )
