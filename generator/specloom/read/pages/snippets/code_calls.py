"""Calls in Python and JavaScript: requests over HTTP, and those of client libraries.

In: the text of a snippet. Out: :class:`Calls`. Nothing is run and no syntax tree is
made, because snippets hold placeholders that no parser takes: each call is found by its
name and bracket, and its arguments are read by `document.loose`. Names that the snippet
gives a value before are known by it.

A request is known by how it is written: `NAME.post("https://...", json=...)` of any
library with the verbs of HTTP, `NAME(method="POST", url="...", body=...)` by its named
arguments, `fetch("...", {method, headers, body})`, `axios({method, url, data})`,
`NAME.request("POST", "/path", ...)`. Other dotted calls are of a client library.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final

from specloom.document.loose import (
    Argument,
    Loose,
    Opaque,
    Unreadable,
    arguments,
    assigned,
)
from specloom.document.tree import Window
from specloom.read.pages.snippets.call import (
    FORM,
    JSON,
    METHODS,
    MULTIPART,
    Call,
    Calls,
    Notation,
    Pair,
    SdkCall,
)

_VERBS: Final = {it.lower() for it in METHODS}
_WORK: Final = 8
"""How often a character of a snippet is looked at: calls stand in calls."""
_BODIES: Final = ("json", "body", "data", "content", "payload")
_QUERIES: Final = ("params", "query", "searchParams")
_NAMES: Final = """
    print console JSON json os sys re Object Math Promise process asyncio pprint time
    datetime uuid logging logger random itertools URLSearchParams self this response
    res resp r document window require
    """
_NOT_CLIENTS: Final = frozenset(_NAMES.split())
"""What stands before the dot of calls that nobody's client library has."""


@cache
def _token() -> re.Pattern[str]:
    return re.compile(
        r"[rRbBfFuU]{0,2}(?:\"\"\"(?s:.*?)(?:\"\"\"|\Z)|'''(?s:.*?)(?:'''|\Z)"
        r"|\"(?:[^\"\\\n]|\\.)*(?:\"|(?=\n)|\Z)|'(?:[^'\\\n]|\\.)*(?:'|(?=\n)|\Z))"
        r"|`(?:[^`\\]|\\.)*`"
        r"|(?:#|(?<!:)//)[^\n]*|/\*(?s:.*?)\*/"
        r"|(?P<assigned>(?<![\w.])[A-Za-z_$][\w$]*)(?:[ \t]*:[ \t]*\w+)?[ \t]*=(?![=>])[ \t]*"
        r"(?=[\[{\"'`]|[rRbBfFuU]{1,2}[\"'])"
        r"|(?P<called>[A-Za-z_$][\w$]*(?:[ \t]*\??\.[ \t]*[A-Za-z_$][\w$]*){0,9})[ \t]*\("
        r"|[\w$.]+"
    )


@cache
def _filled() -> re.Pattern[str]:
    return re.compile(r"\$?\{([^{}]*)\}")


@cache
def _last_name() -> re.Pattern[str]:
    return re.compile(r"(?:\[\s*['\"](\w+)['\"]\s*\]|(\w+))\W*$")


@cache
def _concatenated() -> re.Pattern[str]:
    return re.compile(
        r"""\s*(?:[rRbBfFuU]{0,2}(?:"([^"\n]*)"|'([^'\n]*)'|`([^`]*)`)|([\w$.\[\]"']+(?:\(\))?))\s*(?:\+|$)"""
    )


def code_calls(window: Window) -> Calls:
    """The calls in a snippet of Python or JavaScript."""
    return _Snippet(window).read()


class _Snippet:
    def __init__(self, window: Window) -> None:
        self._window = window
        self._values: dict[str, Loose] = {}
        script = re.search(r"\b(?:const|let|var|await fetch)\b|=>|;\s*$", window.text)
        self._notation: Notation = "javascript" if script else "python"
        self._left = _WORK * (len(window.text) + 1000)
        self._http: list[Call] = []
        self._sdk: list[SdkCall] = []

    def read(self) -> Calls:
        """Go through the snippet once."""
        text, at = self._window.text, 0
        token = _token()
        while self._left > 0 and (found := token.search(text, at)) is not None:
            at = found.end()
            if found["assigned"] is not None:
                at = self._assign(found["assigned"], at)
            elif found["called"] is not None:
                at = self._called(found["called"], found.start(), at)
        return Calls(tuple(self._http), tuple(self._sdk))

    def _assign(self, name: str, at: int) -> int:
        try:
            value, end = assigned(self._window, at)
        except Unreadable:
            self._left -= len(self._window.text) - at
            return at
        self._left -= end - at
        if isinstance(value.value, Opaque):
            return at
        self._values[name] = value
        return end

    def _called(self, name: str, start: int, at: int) -> int:
        """Read a call; what is inside of one that is no request is looked at as well."""
        name = re.sub(r"[\s?]", "", name)
        last = name.rsplit(".", 1)[-1]
        root = name.split(".", 1)[0]
        plain = "." not in name and last not in ("fetch", "axios", "ky", "got")
        if plain and not self._by_names(at):
            return at
        try:
            given, end = arguments(self._window, at)
        except Unreadable:
            self._left -= len(self._window.text) - at
            return at
        self._left -= end - at
        call = self._request(name, last, given, start, end)
        if call is not None:
            self._http.append(call)
            return end
        if "." in name and root not in _NOT_CLIENTS and last[0].islower():
            span = self._window.stretch(start, end)
            self._sdk.append(SdkCall(name, tuple(given), span))
        return at

    def _by_names(self, at: int) -> bool:
        """Whether the arguments of a call may name a method and an address."""
        near = self._window.text[at : at + 2000]
        return "method" in near and "url" in near

    def _request(
        self, name: str, last: str, given: list[Argument], start: int, end: int
    ) -> Call | None:
        named = {it.name: self._known(it.value) for it in given if it.name is not None}
        placed = [self._known(it.value) for it in given if it.name is None]
        method: str | None = None
        if placed and isinstance(placed[0].value, dict):
            # One object that says all: axios({method, url, data}).
            if "url" not in placed[0].value:
                return None
            named = {**_members(placed.pop(0)), **named}
        if last.lower() in _VERBS and "." in name:
            method = last.upper()
        elif "method" in named:
            method = _text(named["method"])
        elif last == "request" and placed and _text(placed[0]).upper() in METHODS:
            method = _text(placed.pop(0))
        url = named.get("url") or (placed.pop(0) if placed else None)
        if url is None:
            return None
        if method is None and last not in ("fetch", "request", "axios"):
            return None
        address = self._address(url)
        if address is None:
            return None
        options = self._options(named, placed, last, method)
        method = (method or _text(options.get("method")) or "GET").upper()
        if method not in METHODS:
            return None
        return self._made(method, address, url, options, start, end)

    def _options(
        self,
        named: Mapping[str, Loose],
        placed: list[Loose],
        last: str,
        method: str | None,
    ) -> dict[str, Loose]:
        """What is sent, by the name that libraries have for it."""
        options = dict(named)
        verb = last.lower()
        known = {"method", "headers", *_BODIES, *_QUERIES}
        for number, it in enumerate(placed):
            members = _members(it)
            if members.keys() & known and (
                number > 0 or verb in ("fetch", "get", "delete", "request", "ky", "got")
            ):
                options |= members
            elif number == 0 and verb in ("post", "put", "patch", "request"):
                options.setdefault("data", it)
            elif number == 0 and verb == "get" and method == "GET":
                options.setdefault("params", it)
        return {name: self._known(it) for name, it in options.items()}

    def _made(
        self,
        method: str,
        address: str,
        url: Loose,
        options: Mapping[str, Loose],
        start: int,
        end: int,
    ) -> Call:
        headers = self._pairs(options.get("headers"))
        query = [it for name in _QUERIES for it in self._pairs(options.get(name))]
        stated = next(
            (str(it.value) for it in headers if it.name.lower() == "content-type"), None
        )
        media_type = stated.split(";")[0].strip() if stated else None
        body, form = None, []
        if "files" in options:
            form = self._pairs(options.get("data"))
            form += [
                Pair(it.name, it.value, it.span, file=True)
                for it in self._pairs(options["files"])
            ]
            media_type = media_type or MULTIPART
        else:
            name = next((it for it in _BODIES if it in options), None)
            body = options[name] if name is not None else None
            if body is not None and isinstance(body.value, str | None):
                # A text that is to become the body elsewhere, or none at all.
                body = None
            if body is not None and media_type == FORM:
                form, body = self._pairs(body), None
            if body is not None:
                media_type = media_type or JSON
        span = self._window.stretch(start, end)
        return Call(
            method,
            address,
            self._notation,
            span,
            url.span,
            tuple(headers),
            (*query, *_query(address, url)),
            body,
            tuple(form),
            media_type,
        )

    def _known(self, value: Loose) -> Loose:
        """The value of a name, where the snippet says it."""
        if isinstance(value.value, Opaque):
            return self._values.get(str(value.value), value)
        return value

    def _pairs(self, value: Loose | None) -> list[Pair]:
        if value is None or not isinstance(value.value, dict):
            return []
        return [Pair(name, it, value.span.at(name)) for name, it in value.value.items()]

    def _address(self, url: Loose) -> str | None:
        """The address, with the texts that names in it are known to have."""
        value = url.value
        if not isinstance(value, str):
            return None
        if isinstance(value, Opaque):
            joined = self._joined(value)
            if joined is None:
                return None
            value = joined
        text = _filled().sub(self._fill, value)
        return text if "/" in text and not re.search(r"\s", text) else None

    def _fill(self, found: re.Match[str]) -> str:
        name = found[1].strip()
        known = self._values.get(name)
        if known is not None and isinstance(known.value, str):
            return str(known.value)
        last = _last_name().search(name)
        return "{" + ((last[1] or last[2]) if last else "value") + "}"

    def _joined(self, expression: str) -> str | None:
        """An address put together with `+`; None for any other expression."""
        said, at = "", 0
        while at < len(expression):
            part = _concatenated().match(expression, at)
            if part is None or part.end() == at:
                return None
            text = next((it for it in part.groups()[:3] if it is not None), None)
            said += text if text is not None else "{" + part[4] + "}"
            at = part.end()
        return said


def _members(value: Loose) -> dict[str, Loose]:
    if not isinstance(value.value, dict):
        return {}
    return {name: value.at(name) for name in value.value}


def _text(value: Loose | None) -> str:
    if value is None or not isinstance(value.value, str):
        return ""
    return "" if isinstance(value.value, Opaque) else value.value


def _query(address: str, url: Loose) -> Iterator[Pair]:
    """The pairs behind the question mark of an address."""
    _, _, query = address.partition("?")
    for part in query.split("&") if query else ():
        name, _, value = part.partition("=")
        if name:
            yield Pair(name, value, url.span)
