"""Markdown and HTML inside a cell or a sentence, as plain text.

In: the text as written. Out: the words that a reader of the rendered page sees.
"""

from __future__ import annotations

import html
import re
from functools import cache
from typing import Final

_TAGS = "a|abbr|b|big|br|center|code|del|em|font|i|kbd|li|mark|nobr|ol|p|s|small|span|strong|sub|sup|td|tt|u|ul|wbr"


@cache
def _tag() -> re.Pattern[str]:
    # A component without content (`<Badge text="new" />`) says nothing to readers of text.
    component = r"<[A-Z]\w*(?:\s[^<>]*)?/>"
    return re.compile(rf"</?(?i:{_TAGS})(?:\s[^<>]*)?/?\s*>|{component}")


@cache
def _link() -> re.Pattern[str]:
    # The text of a link may hold one pair of brackets, as `[[Thread](#thread)]` does not.
    return re.compile(
        r"!?\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\(([^()\s]*(?:\([^()]*\))?)[^()]*\)"
    )


@cache
def _escape() -> re.Pattern[str]:
    return re.compile(r"\\([!-/:-@\[-`{-~])")


@cache
def _strong() -> re.Pattern[str]:
    return re.compile(r"(\*\*|__|~~)(?=\S)(.+?)(?<=\S)\1")


@cache
def _emphasis() -> re.Pattern[str]:
    return re.compile(r"(?<![\w*_])([*_])(?=[^\s*_])(.+?)(?<=\S)\1(?![\w*])")


def without_tags(text: str) -> str:
    """The text without the tags of inline HTML; `<string>` and its like are no tags."""
    if "<" in text:
        text = _tag().sub(" ", text)
    return html.unescape(text) if "&" in text else text


def without_links(text: str) -> str:
    """The text with the words of its links in their places."""
    if "](" not in text:
        return text
    for _ in range(2):
        text = _link().sub(r"\1", text)
    return text


def links(text: str) -> list[tuple[str, str]]:
    """The links of a text: words and target."""
    if "](" not in text:
        return []
    return [(it[1], it[2]) for it in _link().finditer(text)]


def plain(text: str) -> str:
    """The words of a text: without tags, links, emphasis, marks of code and escapes."""
    text = without_links(without_tags(text))
    held = "`" in text or "\\" in text
    if held:
        text = _code().sub(_hold_code, text).replace("`", "")
        text = _escape().sub(_hold, text)
    if "*" in text or "_" in text or "~" in text:
        text = _strong().sub(r"\2", text)
        text = _emphasis().sub(r"\2", text)
    if held:
        text = text.translate(_RELEASE)
    return " ".join(text.split())


# What is written to be shown as it is, is held in private characters meanwhile.
_HELD: Final = 0xE000
_RELEASE: Final = {_HELD + it: it for it in range(0x80)}
_HOLD: Final = {it: _HELD + it for it in map(ord, "*_~\\")}


def _hold(escape: re.Match[str]) -> str:
    return chr(_HELD + ord(escape[1]))


def _hold_code(code: re.Match[str]) -> str:
    return code[2].strip().translate(_HOLD)


def code_words(text: str) -> list[tuple[str, int, int]]:
    """The code spans of a text: content, start and end."""
    if "`" not in text:
        return []
    found = _code().finditer(text)
    return [(it[2].strip(), it.start(), it.end()) for it in found]


@cache
def _code() -> re.Pattern[str]:
    return re.compile(r"(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.DOTALL)
