"""What a section of an operation is about, given what the one around it is about.

In: a heading's words (see `words.titles`), and the :class:`Here` around it. Out: the
`Here` of the section. Used by `collected`.
"""

from __future__ import annotations

from typing import Final

from specloom.read.pages.endpoint.outline import BOLD, Section
from specloom.read.pages.words.media import media_types
from specloom.read.pages.words.titles import Role
from specloom.records import record, replace

REQUEST: Final = frozenset(
    {"request", "path", "query", "header", "cookie", "body", "parameters"}
)
PLACES: Final = frozenset({"path", "query", "header", "cookie", "body"})
ANSWERS: Final = frozenset({"response", "errors", "example-response"})

_CODES: Final = """
    bash sh shell zsh console shell-session sh-session curl http text plaintext python py python3 javascript js
    typescript ts node
"""
CALLS: Final = frozenset(_CODES.split())
"""The languages of fences that may hold calls; empty: a fence that names none."""


@record(frozen=True, slots=True)
class Here:
    """What the section that is read is about. `own`: it is that of the operation;
    `media`: it is about a body of that media type alone."""

    role: Role | None
    status: str
    own: bool
    media: str = ""


def inside_of(here: Here, child: Section) -> Here:
    """What a section below is about: its own heading says, or the one around it."""
    made = _inside_of(here, child)
    if made.role not in REQUEST:
        return made
    named = media_types(child.text) if "/" in child.text else []
    return replace(made, media=named[0] if len(named) == 1 else here.media)


def _inside_of(here: Here, child: Section) -> Here:
    about = child.title
    code = about.status or here.status
    outer = here.role
    role = about.role
    if outer in ("response", "errors"):
        if role in ("header", "response-headers"):
            return Here("response-headers", code, False)
        if role in ("values", "example-request", "request", "object", "security"):
            return Here(role, code, False)
        if role == "errors" or (code[:1] in ("4", "5") and about.status):
            return Here("errors", code, False)
        return Here("response" if code[:1] in ("2", "") else outer, code, False)
    if role in ("fields", None):
        if role == "fields" and outer in (None, "request"):
            return Here("body", code, False)
        known = outer if outer in REQUEST else None
        known = outer if outer in ("example", "example-request") else known
        return Here(known, "", here.own and child.level >= BOLD)
    if role == "example" and outer in ("request", "body"):
        return Here("example-request", "", False)
    return Here(role, about.status or "", False)
