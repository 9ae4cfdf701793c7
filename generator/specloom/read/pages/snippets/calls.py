"""Every call that a snippet shows, whatever it is written in.

In: a stretch of a page (a fence, the body of a tab). Out: :class:`Calls`. The language
that the page gives a snippet is no more than a hint: what is written in it counts. Texts
of HTTP requests are read here, commands by `curl`, code by `code_calls`.
"""

from __future__ import annotations

import re
from functools import cache

from specloom.document.loose import Loose, Unreadable, read_loose
from specloom.document.tree import Window
from specloom.read.pages.snippets.call import FORM, JSON, METHODS, Call, Calls, Pair
from specloom.read.pages.snippets.code_calls import code_calls
from specloom.read.pages.snippets.curl import curl_calls

SIZE = 1 << 18
"""How many characters of a snippet are looked at."""


@cache
def _request_line() -> re.Pattern[str]:
    methods = "|".join(sorted(METHODS))
    return re.compile(rf"\s*({methods})[ \t]+(\S+)[ \t]*(HTTP/[0-9.]+)?[ \t]*(?:\n|\Z)")


@cache
def _command() -> re.Pattern[str]:
    return re.compile(r"(?:^|[\s(`;|&])curl(?:\.exe)?[ \t\\^]", re.MULTILINE)


@cache
def _header() -> re.Pattern[str]:
    return re.compile(r"([A-Za-z][\w-]*):[ \t]*(.*)\n?")


def calls(window: Window) -> Calls:
    """The calls of a snippet."""
    text = window.text
    if len(text) > SIZE:
        return Calls()
    if _command().search(text):
        found = Calls(tuple(curl_calls(window)))
        if found.http:
            return found
    if (line := _request_line().match(text)) is not None:
        return Calls((_request(window, line),))
    return code_calls(window) if "(" in text else Calls()


def behind(window: Window, found: Calls) -> Window | None:
    """What a session prints behind its last call: an answer, as text of HTTP or JSON."""
    if not found.http:
        return None
    _, stop = found.http[-1].span.origin.locate("")
    at = 0
    for line in window.text.split("\n"):
        if window.outside(at) >= stop and _answer().match(line) is not None:
            return window.part(at, len(window.text))
        at += len(line) + 1
    return None


@cache
def _answer() -> re.Pattern[str]:
    return re.compile(r"HTTP/[\d.]+ [1-5]\d\d\b|\{|\[")


def _request(window: Window, line: re.Match[str]) -> Call:
    """The call that a text of HTTP is (RFC 9112, section 2.1)."""
    text, at = window.text, line.end()
    headers: list[Pair] = []
    while (found := _header().match(text, at)) is not None and found.end() > at:
        span = window.stretch(found.start(), found.end(2))
        headers.append(Pair(found[1], found[2].strip(), span))
        at = found.end()
    stated = next((it for it in headers if it.name.lower() == "content-type"), None)
    media_type = str(stated.value).split(";")[0].strip() if stated else None
    url_span = window.stretch(line.start(2), line.end(2))
    url = line[2]
    host = next((it for it in headers if it.name.lower() == "host"), None)
    if host is not None and url.startswith("/"):
        url = f"https://{host.value}{url}"
    query = tuple(
        Pair(name, value, url_span)
        for name, _, value in (
            part.partition("=") for part in url.partition("?")[2].split("&")
        )
        if name
    )
    rest = text[at:]
    body: Loose | None = None
    form: tuple[Pair, ...] = ()
    flaw = None
    if rest.strip() and media_type == FORM:
        span = window.stretch(at, len(text))
        parts = (part.partition("=") for part in rest.strip().split("&"))
        form = tuple(Pair(name, value, span) for name, _, value in parts)
    elif rest.strip():
        try:
            body = read_loose(window.part(at, len(text)))
            media_type = media_type or JSON
        except Unreadable as refusal:
            flaw = refusal.reason, window.part(at, len(text)).stretch(refusal.start)
    return Call(
        line[1],
        url,
        "http",
        window.stretch(line.start(1), len(text.rstrip())),
        url_span,
        tuple(headers),
        query,
        body,
        form,
        media_type,
        flaw=flaw,
    )
