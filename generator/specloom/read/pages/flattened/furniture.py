"""What a rendered page shows around its text: buttons, menus, tabs, the foot of the page.

In: the lines of a page. Out: the same lines, those that say nothing of the API empty. A
line is told by its words; below a question whether the page helped there is nothing but
links, up to the next heading, snippet or call. Used by `outline`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import Final

from specloom.read.pages.flattened.run_on import Line, header
from specloom.read.pages.flattened.type_line import type_line
from specloom.read.pages.words.titles import title

_BUTTONS: Final = """
copy; copied; copied!; copy page; copy link; copy code; copy as markdown; ask ai;
ask a question; try it; try it!; try it out; execute; expand all; collapse all;
expand allcollapse all; no links; media type; controls accept header.; loading...;
loading…; on this page; in this article; table of contents; jump to content;
skip to content; skip to main content; search; search...; search…; back to top;
send feedback; edit this page; suggest edits; view as markdown; open in chat; share;
log in to see full request history; recent requests; make a request to see history.;
retrieving recent requests…; 0 requests this month; sign in; log in; sign up; log out;
no additional properties; send api request; send request; run in console; server-side language; select language; language; toggle theme;
toggle sidebar; download; cancel; clear; more actions; was this page helpful; view more;
parameter content type; response content type; content type; schemas; links
"""
_LANGUAGES: Final = """
curl; shell; bash; http; node; nodejs; node.js; javascript; js; typescript; ts; python;
ruby; php; go; golang; java; c#; csharp; c; c++; .net; dotnet; kotlin; swift; rust; dart;
scala; perl; r; powershell; objective-c; ocaml; clojure; elixir; node js; wget; fetch;
axios; jquery; more; http requests
"""
_HELPED: Final = """
was this page helpful?; did this page help you?; was this helpful?; is this page helpful?;
was this section helpful?; war diese seite hilfreich?; cette page vous a-t-elle aidé ?;
cette page vous a-t-elle aidé?; ¿te resultó útil esta página?; ¿le resultó útil?;
このページは役に立ちましたか?; このページは役に立ちましたか？
"""


def _lexicon(words: str) -> frozenset[str]:
    return frozenset(" ".join(it.split()) for it in words.split(";"))


BUTTONS: Final = _lexicon(_BUTTONS)
LANGUAGES: Final = _lexicon(_LANGUAGES)
HELPED: Final = _lexicon(_HELPED)
_TITLES: Final = frozenset({"Search", "Download", "Cancel", "Clear", "Execute", "Copy"})
"""Words of buttons that are titles as well, right above a call."""


def without_furniture(
    lines: Sequence[Line],
    is_call: Callable[[int], bool],
    is_other: Callable[[int], bool],
) -> list[Line]:
    """The lines, those that are none of the page's text empty.

    `is_call`: a call begins with a line; `is_other`: so does a snippet or a heading.
    """
    found: list[Line] = []
    below, called = False, False
    linked = False
    for at, line in enumerate(lines):
        text = line.text.strip(" \t\u200b\ufeff\u2060")
        if not text:
            found.append(Line("", line.start))
            continue
        low = text.lower()
        if is_call(at):
            below, called = False, True
        elif below and is_other(at):
            below = False
        keep = True
        if low in HELPED:
            below, keep = True, False
        elif _is_furniture(text, low):
            above = lines[at + 1].text if at + 1 < len(lines) else ""
            keep = text in _TITLES and bool(above.strip()) and is_call(at + 1)
        elif _is_trail(text, called) or (linked and len(text.split()) <= 8):
            keep = False
        elif below:
            keep = len(text.split()) > 8 or title(text).role is not None
        below = below or linked
        linked = text in ("Previous", "Next", "Previous page", "Next page") and not keep
        found.append(_kept(line, text) if keep else Line("", line.start))
    return found


def _kept(line: Line, text: str) -> Line:
    """A line without the characters of no width around it."""
    if line.text[:1] in "\u200b\ufeff\u2060":
        return Line(text, line.start + line.text.index(text))
    return line


def _is_furniture(text: str, low: str) -> bool:
    if text[0].islower() and not text.startswith("cURL"):
        return False
    if low in BUTTONS or _pattern().fullmatch(text) is not None:
        return True
    return _is_languages(text)


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(
        r"(?:Last )?[Uu]pdated (?:on )?(?:\w+ )?(?:\d+|about|an?|last) .{2,40}|Updated .{2,40} ago"
        r"|(?:Powered|Built) (?:by|with)\b.{0,40}|Edit (?:this page )?on \w+|⌘ ?\w|Ctrl[ +]K"
        r"|Download (?:the )?OpenAPI specification.*|Previous(?: page)?|Next(?: page)?|Previous\s*Next"
        r"|Created by .{2,60}|(?:Last )?[Mm]odified by .{2,60}|Be the first to like this|No labels"
        r"|© ?\d{4}.*|Copyright .*|All rights reserved\.?|Page \d+(?: of \d+| / \d+)?"
        r"|Time\s+Status\s+User Agent|Click Try It! to start a request.*"
        r"|Seite \d+ von \d+|Page \d+ sur \d+|Página \d+ de \d+"
    )


@cache
def _language() -> re.Pattern[str]:
    words = sorted(LANGUAGES - {"c", "r", "ts", "js", "more", "fetch"}, key=len)
    return re.compile("(?:" + "|".join(map(re.escape, reversed(words))) + ")+", re.I)


def _is_languages(text: str) -> bool:
    """Whether a line is the tabs of samples: `cURL Python Node`, or one of them."""
    low = text.lower()
    if low in LANGUAGES:
        return len(low) > 1
    words = [it for it in re.split(r"[\s,|/]+", low) if it]
    if len(words) > 1:
        return all(it in LANGUAGES for it in words)
    return sum(it.isupper() for it in text) > 1 and (
        _language().fullmatch(low) is not None
    )


@cache
def _trail() -> re.Pattern[str]:
    word = r"[A-Z0-9][\w&'’., -]{0,40}"
    return re.compile(rf"{word}(?:\s?[>›»→/]\s?{word})+")


def _is_trail(text: str, called: bool) -> bool:
    """Whether a line says where the page stands: `API > Things > Create`."""
    if len(text) > 120 or text[-1] in ".:," or not _trail().fullmatch(text):
        return False
    steps = re.split(r"\s?[>›»→/]\s?", text)
    if type_line(text) is not None or header(text) is not None:
        return False
    few = 3 if called or "/" in text else 2
    return len(steps) >= few and all(len(it.split()) <= 5 for it in steps)
