"""How one authenticates, by what a page says of it in words, or shows in a header.

In: a sentence, or the name and value of a header. Out: :class:`Scheme`, as OpenAPI 3.1,
section 4.8.27, has it; None where nothing is said. Words that only mention a token are no
scheme: a wrong one sends credentials where they do not belong.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from specloom.ir.api import SecurityScheme
from specloom.ir.evidence import Evidence

NONE: Final = "none"
"""What `words` says of a sentence that says that no authentication is needed."""


@cache
def _bearer() -> re.Pattern[str]:
    return re.compile(
        r"\bbearer[- ](?:token|auth\w*|scheme|access token|api key|key|jwt)\b"
        r"|\bauthorization:?\s*[`\"']?\s*bearer\b|\bscheme:\s*bearer\b"
        r"|\bbearer\b[^.\n]{0,30}\bauthorization\b|\bauthorization\b[^.\n]{0,40}\bbearer\b",
        re.IGNORECASE,
    )


@cache
def _basic() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:http )?basic[- ]auth\w*\b|\bauthorization:?\s*[`\"']?\s*basic\b"
        r"|\bscheme:\s*basic\b",
        re.IGNORECASE,
    )


@cache
def _key() -> re.Pattern[str]:
    name = r"(?P<{}>[Xx]-[\w-]*(?:[Kk]ey|[Tt]oken|KEY|TOKEN|[Aa]uth)[\w-]*|[\w-]*[Aa]pi[-_]?[Kk]ey)"
    return re.compile(
        rf"[`\"']?{name.format('name')}[`\"']?\s+(?:request\s+|http\s+)?header\b"
        rf"|\bheader\s+(?:named\s+|called\s+)?[`\"']?{name.format('after')}[`\"']?",
    )


@cache
def _none() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:does not|doesn't|do not|don't) (?:require|need) (?:any )?auth\w*"
        r"|\bno auth\w* (?:is )?(?:required|needed|necessary)\b|\bpublic endpoint\b",
        re.IGNORECASE,
    )


def words(text: str, why: Evidence) -> SecurityScheme | str | None:
    """The scheme that a sentence names, or NONE where it says that none is needed."""
    low = text.lower()
    if "auth" not in low and "key" not in low and "bearer" not in low:
        return NONE if _none().search(text) else None
    if _none().search(text):
        return NONE
    if _bearer().search(text):
        return _http("bearer", why)
    if _basic().search(text):
        return _http("basic", why)
    key = _key().search(text)
    if key is not None:
        return _api_key(key["name"] or key["after"], why)
    return None


def header(name: str, value: str, why: Evidence) -> SecurityScheme | None:
    """The scheme that a header of a call uses."""
    low = name.lower()
    if low == "authorization":
        scheme = value.split(" ", 1)[0].lower()
        return _http(scheme, why) if scheme in ("bearer", "basic") else None
    if low.endswith(("api-key", "apikey", "api_key")) or (
        low.startswith("x-") and low.endswith(("-key", "-token"))
    ):
        return _api_key(name, why)
    return None


def _http(scheme: str, why: Evidence) -> SecurityScheme:
    return SecurityScheme(
        f"{scheme}Auth",
        "http",
        scheme=scheme,
        span=why.span,
        evidence={"scheme": why},
    )


def _api_key(name: str, why: Evidence) -> SecurityScheme:
    return SecurityScheme(
        "apiKeyAuth",
        "apiKey",
        parameter=name,
        location="header",
        span=why.span,
        evidence={"scheme": why},
    )
