"""Headers that a sentence asks of all requests: "Every request needs the header `X-Site`".

In: a page. Out: a parameter for each header that a sentence about every request names,
with the span of the sentence. Headers of the protocol and those that authenticate are
left out: media types and security schemes account for them. Only code that looks like
the name of a header is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import Final

from specloom.ir import types as t
from specloom.ir.api import Parameter
from specloom.read.pages.saying import UNMARKED, guessed, said, stated, stretch
from specloom.read.pages.words import security
from specloom.source import SourceFile, Span

_PROTOCOL: Final = """
    content-type accept accept-encoding accept-language host user-agent content-length
    connection cookie authorization
"""
_OF_THE_PROTOCOL: Final = frozenset(_PROTOCOL.split())


@cache
def _sentence() -> re.Pattern[str]:
    """A sentence about all requests that demands or allows a header."""
    return re.compile(
        r"""\b(?:(?:every|each|all)[ ](?:API[ ])?(?:requests?|calls?)|(?-i:Requests))
        \b(?P<not>[^.!?\n`]{0,40}?)
        \b(?P<verb>must|needs?|requires?|has[ ]to|have[ ]to|takes?|may|can|should|accepts?)
        \b(?P<rest>[^!?\n]{0,160}?)(?=\.(?:\s|$)|[!?\n]|$)""",
        re.IGNORECASE | re.VERBOSE | re.MULTILINE,
    )


@cache
def _name() -> re.Pattern[str]:
    return re.compile(r"`(?P<name>[A-Za-z]\w*(?:-\w+)+)(?::[^`]*)?`")


@cache
def _secret() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:keys?|tokens?|secrets?|signature|signed|authenticat\w*|authoriz\w*)\b",
        re.IGNORECASE,
    )


def with_said_headers(
    source: SourceFile, known: Sequence[Parameter]
) -> tuple[Parameter, ...]:
    """The parameters of an operation, and the headers that all operations have."""
    have = {it.name.lower() for it in known if it.location == "header"}
    return (*known, *(it for it in _said(source) if it.name.lower() not in have))


@lru_cache(maxsize=2)
def _said(source: SourceFile) -> tuple[Parameter, ...]:
    if "header" not in source.text:
        return ()
    found: dict[str, Parameter] = {}
    for match in _sentence().finditer(source.text):
        rest = match["rest"]
        if "header" not in rest.lower() or " not " in f"{match['not']} {rest}":
            continue
        if _secret().search(rest):
            continue
        place = stretch(source, match.start(), match.end())
        needed = match["verb"].lower().startswith(("must", "need", "requir", "ha"))
        for name in _names(rest, place):
            found.setdefault(name.lower(), _header(name, needed, place))
    return tuple(found.values())


def _names(text: str, place: Span) -> Iterable[str]:
    why = stated(place, "sentence")
    for match in _name().finditer(text):
        name = match["name"]
        if (
            name.lower() not in _OF_THE_PROTOCOL
            and security.header(name, "", why) is None
        ):
            yield name


def _header(name: str, needed: bool, place: Span) -> Parameter:
    why = stated(place, "sentence")
    optional = guessed(place, UNMARKED)
    return Parameter(
        name,
        "header",
        said(t.Primitive("string", span=place), guessed(place, "sentence")),
        required=needed,
        style="simple",
        explode=False,
        span=place,
        evidence={"required": why if needed else optional},
    )
