"""How calls authenticate, as the front matter and fields of a page say it.

In: `authMethod` of the front matter, or a field such as `header="Authorization"`. Out: a
security scheme, or none. A key whose header nobody names is none that could be sent.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal

from specloom.ir.api import SecurityScheme
from specloom.read.pages.mdx.fields import Claim
from specloom.read.pages.mdx.front import Entry
from specloom.read.pages.mdx.prose import prose
from specloom.read.pages.mdx.tree import Words
from specloom.read.pages.saying import guessed, stated
from specloom.read.pages.snippets.call import Call
from specloom.read.pages.snippets.shown import schemes_of
from specloom.read.pages.words import security
from specloom.source import Span

_KEYS: Final = frozenset(
    {"x-api-key", "api-key", "apikey", "x-auth-token", "x-access-token", "api_key"}
)


def scheme_of_method(
    entry: Entry | None, calls: Sequence[Call]
) -> list[SecurityScheme]:
    """The scheme that the front matter names."""
    if entry is None:
        return []
    word = entry.text.strip().lower()
    if word in ("bearer", "basic"):
        return [_http(word, entry.span, "front matter")]
    if word in ("key", "apikey", "api-key", "api_key"):
        # Which header it is, the platform's own settings say, and maybe a call.
        return [it for it in schemes_of(calls).values() if it.kind == "apiKey"]
    return []


def scheme_of_words(words: Sequence[Words]) -> list[SecurityScheme]:
    """The scheme that the words below a heading about it name (guessed)."""
    for it in words:
        found = security.words(it.text, guessed(it.span, "sentence"))
        if isinstance(found, SecurityScheme):
            return [found]
    return []


def scheme_of_field(
    claim: Claim, place: Literal["header", "query", "cookie"]
) -> SecurityScheme | None:
    """The scheme that a parameter is."""
    said = prose(claim.element.children)
    attributes = ("type", "default", "placeholder", "initialValue", "example")
    values = [claim.element.text(it) or "" for it in attributes]
    return scheme_of(claim.name, place, said, values, claim.span, "field component")


def scheme_of(
    name: str,
    place: Literal["header", "query", "cookie"],
    said: str | None,
    values: Sequence[str],
    span: Span,
    rule: str,
) -> SecurityScheme | None:
    """The scheme that a parameter of this name is, by what is said of it."""
    if place == "header" and name.lower() == "authorization":
        words = " ".join([said or "", *values]).lower()
        for scheme in ("bearer", "basic"):
            if scheme in words.replace("`", " ").replace("<", " ").split():
                return _http(scheme, span, rule)
    elif name.lower() not in _KEYS:
        return None
    return SecurityScheme(
        "apiKey",
        "apiKey",
        description=said,
        parameter=name,
        location=place,
        span=span,
        evidence={"type": stated(span, rule)},
    )


def _http(scheme: str, span: Span, rule: str) -> SecurityScheme:
    why = {"type": stated(span, rule)}
    return SecurityScheme(
        f"{scheme}Auth", "http", scheme=scheme, span=span, evidence=why
    )
