"""Status codes in lines of a page: of answers as text, in lists, in sentences.

In: a line, a cell or a sentence. Out: a match whose group `code` (or `first`) is the
status, or whether a text is one. See also `titles.status` for headings.
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


_CODE: Final = (
    r"(?:10[0-3]|20[0-8]|226|30[0-8]|4(?:0\d|1[0-8]|2[1-689]|31|51)|50[0-8]|51[01])"
)
"""Statuses that are registered: other numbers of three digits are numbers of something."""


@cache
def _mention() -> re.Pattern[str]:
    verbs = (
        r"returns?|returning|responds?|answers?|replies|reply|fails?|failing|results? in|rejected|rejects?|sends?"
        r"|raises?|throws?|gives?|get|receives?|yields?|produces?|status(?:[ -]code)?(?: is| of)?"
        r"|HTTP(?:/[\d.]+)?(?: status)?(?: code)?|expect"
    )
    # What may follow a status, and no count of things.
    after = (
        r"(?=[`*_\"']*\s*(?:[.,;:)\]`]|$|[A-Z(\[—–-]|(?:with|if|when|on|and|or|for|to|as|in|is|means|while"
        r"|status|code|codes|response|error|upon|once|unless|because|not|created|accepted|no|bad|ok|only"
        r"|forbidden|unauthorized|conflict|too|internal|otherwise|after|until|instead|beyond|above)\b))"
    )
    name = r"(?:\s+(?:[A-Z][\w-]*|Not|No|Too)(?:\s[A-Z][\w-]*){0,3})?"
    return re.compile(
        rf"\b(?:{verbs})\b[^.\d`\n]{{0,30}}[`*_\"']*(?P<code>{_CODE})\b(?![%-]|\.\d)(?-i:{after})"
        rf"|(?<![\w.-])[`*_\"']*(?P<passive>(?!1){_CODE})(?-i:{name})[`*_\"']*(?:\s+(?:error|status|response|code))*"
        r"\s+(?:is|are|will be|gets?|was) (?:returned|sent|given|raised|thrown|produced|the (?:answer|response|result))"
        rf"|(?<![\w.-])[`]{{1,2}}(?P<coded>{_CODE})(?-i:{name})[`]{{1,2}}\s+(?:if|when|on|means|unless)\b",
        re.IGNORECASE,
    )


@cache
def _named() -> re.Pattern[str]:
    """A number that is a status by what stands beside it: its phrase, "error", a condition
    behind another status; and the same in other languages."""
    before = (
        r"erreur|statut|código|estado|fehler|fehlercode|statuscode|error|error code"
        r""
        r"|ステータス(?:コード)?|エラー|状态码|返回"
    )
    when = r"if|when|unless|wenn|falls|si|cuando|quand|lorsque"
    return re.compile(
        rf"(?<!\w)(?i:{before})[ :：]*`?(?P<named>{_CODE})(?!\d|[,.]\d)"
        r"|\b(?i:renvoie|retourne|répond|devuelve|responde|retorna|liefert|gibt|antwortet)\b"
        rf"[^.\d\n]{{0,30}}`?(?P<foreign>{_CODE})(?!\d|[,.]\d| [a-zäöüß]+(?:en|es|os|er)\b)"
        rf"|(?:[,;(] ?|\b(?:or|and|with|oder|mit|ou|o|y|et|con) )`?(?P<then>(?=[45]){_CODE})`? (?:{when})\b"
        rf"|(?<![\d.,$#])\b(?P<error>(?=[45]){_CODE})`? ?(?:errors?\b|エラー|を返|status code\b)"
        rf"|(?<![\d.,$#])\b(?P<phrase>{_CODE})`?[ -]+(?P<words>[A-Z][\w-]*(?: [A-Z][\w-]*)*)"
        rf"|(?P<name>[A-Z][A-Za-z-]+(?: [A-Za-z-]+){{0,3}}) \(`?(?P<aside>{_CODE})`?\)",
    )


def _beside(sentence: str) -> list[str]:
    """The statuses of a sentence that its other words make ones."""
    found: list[str] = []
    for it in _named().finditer(sentence):
        code = next(it[group] for group in _GROUPS if it[group])
        phrase = _PHRASES.get(code, "")
        words = (it["words"] or it["name"] or phrase).lower()
        if phrase and (words.startswith(phrase) or words.endswith(phrase)):
            found.append(code)
    return found


_GROUPS: Final = ("named", "foreign", "then", "error", "phrase", "aside")
_PHRASES: Final = {str(it.value): it.phrase.lower() for it in HTTPStatus}


@cache
def _sentence() -> re.Pattern[str]:
    return re.compile(r"(?<=[.!?])\s+(?=[A-Z`*])|\n\s*\n|\n(?=\s*[-*+]\s)")


def mentioned_statuses(text: str) -> list[tuple[str, str]]:
    """The statuses that sentences name, each with its sentence: "`404` is returned if
    there is none"."""
    found: list[tuple[str, str]] = []
    for sentence in _sentence().split(text):
        for it in _mention().finditer(sentence):
            code = it["code"] or it["passive"] or it["coded"]
            found.append((code, plain(sentence)))
        known = {code for code, _ in found}
        more = (it for it in _beside(sentence) if it not in known)
        found.extend((code, plain(sentence)) for code in dict.fromkeys(more))
    return found


def status_line_only(text: str) -> bool:
    """Whether a line says a status and nothing else: "**Code** : `200 OK`"."""
    words = plain(text)
    return (
        re.fullmatch(
            r"(?:Status|Code|HTTP|Statut|Estado|Código|Статус|状态码|ステータス)[\w ]{0,12}\W{0,4}\d{3}[\w ]{0,24}",
            words,
        )
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


def said_of_status(words: str, status: str) -> str | None:
    """What a heading says of an answer beside its status, if that is news."""
    said = " ".join(words.replace(status, "", 1).split()).strip(" :—–-()[]`*.")
    bare = said.lower().replace(_PHRASES.get(status, "\n"), "")
    news = set(bare.replace(":", " ").split()) - RESPONSE - _OF_STATUS
    return said if news else None


@cache
def _leading() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:returns?|responds? with|answers? with|outputs?|results? in)\b.*(?:[:：]|like this|as follows)\W*$",
        re.IGNORECASE,
    )


def leads_to_answer(text: str) -> bool:
    """Whether a line says that what follows is an answer: "The above command returns
    JSON structured like this:"."""
    return _leading().search(text) is not None


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
