"""When a request may be sent again, and after how long.

Only what is safe is repeated: methods that are idempotent (RFC 9110, section 9.2.2),
requests that carry an idempotency key, and whatever never reached the server. Pauses
double from half a second on, with jitter; `Retry-After` goes before them, in seconds or
as a date (RFC 9110, section 10.2.3).
"""

from __future__ import annotations

import time
from collections.abc import Mapping

import httpx2

from .errors import TokenError

FIRST, LONGEST = 0.5, 8.0
"""Seconds of the first pause, and of any that the server does not ask for."""

PATIENCE = 60.0
"""Seconds that a server may ask for. Who asks for more is not asked again."""

IDEMPOTENT = frozenset(
    ("GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE", "QUERY", "SEARCH", "PROPFIND")
)
KEYS = ("idempotency-key", "x-idempotency-key")
"""Headers by which a server knows a request that it has seen."""

_PASSING = frozenset((408, 425, 429, 500, 502, 503, 504))
"""Statuses that another attempt may change."""


def is_safe(request: httpx2.Request) -> bool:
    """Whether a request may be sent twice: what it does is done once."""
    return request.method in IDEMPOTENT or any(key in request.headers for key in KEYS)


def is_whole(request: httpx2.Request) -> bool:
    """Whether its body is there to be sent again, not a stream that was read."""
    return isinstance(request.stream, httpx2.ByteStream)


def after_answer(
    request: httpx2.Request, response: httpx2.Response, attempt: int
) -> float | None:
    """Seconds until the next attempt; None where the answer stands."""
    if response.status_code not in _PASSING or not is_safe(request):
        return None
    if not is_whole(request):
        return None
    return _asked(response.headers, attempt)


def _asked(headers: Mapping[str, str], attempt: int) -> float | None:
    asked = asked_pause(headers)
    if asked is None:
        return pause(attempt)
    return asked if asked <= PATIENCE else None


def after_failure(
    request: httpx2.Request, error: httpx2.RequestError | TokenError, attempt: int
) -> float | None:
    """Seconds until the next attempt; None where the failure stands."""
    if not is_whole(request):
        return None
    if isinstance(error, TokenError):  # the API was sent nothing, or said 401
        return _asked(error.headers, attempt) if error.status in _PASSING else None
    if isinstance(error, httpx2.ConnectError | httpx2.ConnectTimeout):
        return pause(attempt)  # nothing was sent
    passing = isinstance(error, httpx2.TransportError)
    hopeless = isinstance(
        error,
        httpx2.UnsupportedProtocol | httpx2.LocalProtocolError | httpx2.PoolTimeout,
    )
    return pause(attempt) if passing and not hopeless and is_safe(request) else None


def pause(attempt: int) -> float:
    """Seconds before the attempt after `attempt` (from 0), with jitter.

    Clients that failed together come back apart.
    """
    import random  # with those of e-mail, needed seldom enough to be loaded here

    longest = min(FIRST * 2.0**attempt, LONGEST)
    return longest * random.uniform(0.5, 1.0)


def asked_pause(headers: Mapping[str, str]) -> float | None:
    """The seconds that the server asks for; None where it says nothing readable."""
    milliseconds = _number(headers.get("retry-after-ms", ""))
    if milliseconds is not None:
        return milliseconds / 1000
    text = headers.get("retry-after", "")
    seconds = _number(text)
    if seconds is not None:
        return seconds
    from email.utils import parsedate_to_datetime

    try:
        return max(0.0, parsedate_to_datetime(text).timestamp() - time.time())
    except (ValueError, OverflowError):
        return None


def _number(text: str) -> float | None:
    """A number of ASCII digits, perhaps with a fraction."""
    whole, _, part = text.strip().partition(".")
    if not (whole.isascii() and whole.isdigit() and len(whole) < 10):
        return None
    if part and not (part.isascii() and part.isdigit()):
        return None
    return float(text)
