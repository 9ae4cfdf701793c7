"""Status codes in lines of a page: of answers as text, in lists, in sentences.

In: a line, a cell or a sentence. Out: a match whose group `code` (or `first`) is the
status, or whether a text is one. And lines that name the media
type of a body. See also `titles.status` for headings.
"""

from __future__ import annotations

import re
from functools import cache
from http import HTTPStatus
from typing import Final

from specloom.read.pages.words.text import plain
from specloom.read.pages.words.titles import RESPONSE


@cache
def status_item() -> re.Pattern[str]:
    return re.compile(r"\W*(?P<code>[1-5]\d\d|[1-5]XX)\b(?:[\w ]*`)?")


@cache
def status_line() -> re.Pattern[str]:
    return re.compile(
        r"(?:HTTP/[\d.]+|Status(?: code)?:?)\s+(?P<code>[1-5]\d\d)\b", re.I
    )


def is_raw_answer(text: str) -> bool:
    return (
        text.startswith(("HTTP/", "Status:")) and status_line().match(text) is not None
    )


@cache
def said_status() -> re.Pattern[str]:
    return re.compile(
        r"(?:\b(?:status|code)\b\W{1,4}(?=\d)|\bstatus(?: code)?(?: is| of)?:?|\breturns?(?: an?)?(?: HTTP)?(?: status)?(?: code)?"
        r"|\bHTTP(?: status)?)\s*(?P<code>[1-5]\d\d)\b|^(?P<first>[1-5]\d\d) [A-Z]",
        re.I,
    )


@cache
def _mention() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:returns?|responds? with|answers? with|status(?: code)?(?: is| of)?)\b"
        r"[^.\d`]{0,30}`?(?P<code>[1-5]\d\d)\b(?!\s*(?:ms|results|items|records|characters|entries))",
        re.IGNORECASE,
    )


def mentioned_statuses(text: str) -> list[str]:
    """The statuses that sentences name: "Returns `404` if there is none"."""
    return [it["code"] for it in _mention().finditer(text)]


def status_line_only(text: str) -> bool:
    """Whether a line says a status and nothing else: "**Code** : `200 OK`"."""
    words = plain(text)
    return (
        re.fullmatch(r"(?:Status|Code|HTTP)[\w ]{0,12}\W{0,4}\d{3}[\w ]{0,24}", words)
        is not None
    )


def is_status(cell: str) -> bool:
    words = plain(cell).split()
    return bool(words) and bool(
        re.fullmatch(r"[1-5](?:\d\d|[Xx]{2})", words[0].strip(":"))
    )


_OF_STATUS: Final = frozenset(
    {"status", "code", "http", "success", "successful", "error", "example", "body", "-"}
)


@cache
def media_line() -> re.Pattern[str]:
    return re.compile(
        r"[*_`]*(?:(?:content|media|mime)[- ]?type[*_`]*\s*:?\s*)?[*_`]*"
        r"(?P<media>(?:application|text|image|audio|video|multipart)/[\w.+*-]+)"
        r"[*_`;]*(?:\s*[·|,(—–-]\s*(?P<mark>required|optional)\)?)?[.*_]*",
        re.IGNORECASE,
    )


def said_of_status(words: str, status: str) -> str | None:
    """What a heading says of an answer beside its status, if that is news."""
    said = " ".join(words.replace(status, "", 1).split()).strip(" :—–-()[]`*.")
    phrases = {str(it.value): it.phrase.lower() for it in HTTPStatus}
    bare = said.lower().replace(phrases.get(status, "\n"), "")
    news = set(bare.replace(":", " ").split()) - RESPONSE - _OF_STATUS
    return said if news else None


@cache
def about_answer() -> re.Pattern[str]:
    return re.compile(
        r"\breturns?\b.*\b(?:following|these)\b.*\b(?:attributes|fields|properties|response)\b"
        r"|\bresponse (?:attributes|fields|properties|parameters)\b"
        r"|\b(?:following|these) response\b|^(?:example |sample )?response\b",
        re.IGNORECASE,
    )


@cache
def array_of_objects() -> re.Pattern[str]:
    return re.compile(
        r"^\W*(?:an? )?(?:JSON )?(?:array|list) of objects\b", re.IGNORECASE
    )
