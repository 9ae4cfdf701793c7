"""Media types in the words of a page: of a body, and of what may be sent.

In: a line or a sentence. Out: the media types that it names, or a match whose group
`media` is one.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

_FORM: Final = "application/x-www-form-urlencoded"
_JSON: Final = "application/json"


@cache
def media_line() -> re.Pattern[str]:
    return re.compile(
        r"[*_`]*(?:(?:content|media|mime)[- ]?type[*_`]*\s*:?\s*)?[*_`]*"
        r"(?P<media>(?:application|text|image|audio|video|multipart)/[\w.+*-]+)"
        r"[*_`;]*(?:\s*[·|,(—–-]\s*(?P<mark>required|optional)\)?)?[.*_]*",
        re.IGNORECASE,
    )


@cache
def _media_type() -> re.Pattern[str]:
    return re.compile(
        r"(?<![\w/.])(?:application|text|image|audio|video|multipart)/[A-Za-z][\w.+-]*\w"
    )


def media_types(text: str) -> list[str]:
    """The media types that a text names, in order."""
    return list(dict.fromkeys(it.lower() for it in _media_type().findall(text)))


@cache
def _sending() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:body|bodies|request|payload|content[- ]types?|sen[dt]|submit(?:ted)?|accepts?|accepted"
        r"|encoded|post(?:ed)?|upload(?:ed)?)\b",
        re.IGNORECASE,
    )


@cache
def _answering() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:respon[ds]\w*|returns?|returned|answers?|not|don't|accept header)\b",
        re.IGNORECASE,
    )


@cache
def _form_words() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:form[- ](?:url)?[- ]?encoded|url[- ]?encoded forms?|(?:url)?encoded form data)\b",
        re.IGNORECASE,
    )


def sent_as(text: str) -> list[str]:
    """The media types in which sentences say that a body is sent."""
    found: dict[str, None] = {}
    for sentence in re.split(r"(?<=[.!?;])\s+|\n\s*\n", text):
        named = media_types(sentence)
        form = _form_words().search(sentence) is not None
        if not named and not form:
            continue
        if not _sending().search(sentence) or _answering().search(sentence):
            continue
        found |= dict.fromkeys(named)
        if form:
            if re.search(r"\bJSON\b", sentence):
                found.setdefault(_JSON)
            found.setdefault(_FORM)
    return list(found)
