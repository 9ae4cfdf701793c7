"""The keys of an example, with their paths, whatever notation it is in.

In: the text of a fenced block: JSON, JSON with ellipses and comments, JavaScript or
Python literals, `http_request(...)` calls, curl commands, raw HTTP. Out: of each key its
offset, its path, and whether its value tells a type. Nothing is parsed strictly: keys
are what stands before a colon inside braces. Paths have no `[]`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urlsplit

TOKEN = re.compile(
    r"""(?P<comment>(?<!:)//[^\n]*|/\*.*?\*/|\#[^\n]*)
    |(?P<string>"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')
    |(?P<name>[A-Za-z_$][\w$.-]*)
    |(?P<open>[{\[])|(?P<close>[}\]])|(?P<colon>:)|(?P<other>\S)""",
    re.VERBOSE | re.DOTALL,
)
SHELLS = frozenset({"bash", "sh", "shell", "curl", "http", "console", "zsh"})
URL = r"""(?P<url>(?:https?://|<|\{|\$|/)[^\s"'`]*(?:\[[^\]]*\][^\s"'`]*)?)"""
CALLS = (
    re.compile(
        r"""http_request\(.*?method\s*=\s*["'](?P<method>[A-Z]+)["'].*?"""
        r"""url\s*=\s*f?(?P<quote>["'])(?P<url>.*?)(?P=quote)\s*[,)\n]""",
        re.DOTALL,
    ),
    re.compile(rf"^(?P<method>GET|POST|PUT|PATCH|DELETE)\s+{URL}\s*(?:HTTP/|$)", re.M),
    re.compile(r"""\bcurl\b"""),
)
METHOD = re.compile(r"(?:-X|--request)[ =]?[\"']?(?P<method>[A-Z]+)")
ADDRESS = re.compile(rf"(?:--url[ =]|\s)[\"']?{URL}")
HEADER = re.compile(r"(?:-H|--header)[ =]?[\"']([\w-]+):")


class Call(NamedTuple):
    """A request in an example: its place in the text, and what it is sent to."""

    start: int
    end: int
    method: str
    url: str
    by: str


SILENT = re.compile(r"\s*(?:null|None|undefined|\.\.\.|<|\[?\s*\]|\[\s*\.\.\.)")
"""What stands for a value without telling its type."""


def keys(text: str, language: str) -> Iterator[tuple[int, str, bool]]:
    """Each key with its offset and its path; those outside of braces are none."""
    if language in SHELLS:
        text = text.replace("'", " ").replace('\\"', ' "').replace('"{', " {")
    hashes = language in ("python", "py")
    frames: list[tuple[str, str]] = []
    last: tuple[int, str] | None = None
    pending = ""
    at, end = 0, len(text)
    while at < end:
        found = TOKEN.search(text, at)
        if found is None:
            return
        at = found.end()
        kind = found.lastgroup
        value = found[0]
        if kind == "comment":
            if value[0] == "#" and not hashes:
                at = found.start() + 1
            continue
        if kind == "open":
            path = frames[-1][1] if frames else ""
            if pending:
                path = f"{path}.{pending}" if path else pending
            frames.append((value, path))
            pending, last = "", None
        elif kind == "close":
            if frames:
                frames.pop()
            pending, last = "", None
        elif kind == "colon" and last and frames and frames[-1][0] == "{":
            pending = last[1]
            path = frames[-1][1]
            telling = SILENT.match(text, found.end()) is None
            yield last[0], f"{path}.{pending}" if path else pending, telling
            last = None
        elif kind in ("string", "name"):
            word = value[1:-1] if kind == "string" else value
            last = (found.start(), word.strip())
        elif value == ",":
            pending, last = "", None
        else:
            last = None


def calls(text: str) -> list[Call]:
    """The requests in an example, in order; the text of one ends where the next starts."""
    found: list[Call] = []
    for match in CALLS[0].finditer(text):
        found.append(Call(match.start(), 0, match["method"], match["url"], "call"))
    if not found:
        for match in CALLS[1].finditer(text):
            found.append(Call(match.start(), 0, match["method"], match["url"], "http"))
    starts = [match.start() for match in CALLS[2].finditer(text)]
    ends = [*starts[1:], len(text)] if starts else []
    for start, end in zip(starts, ends, strict=True):
        piece = text[start:end]
        address = ADDRESS.search(piece)
        method = METHOD.search(piece)
        sent = re.search(r"(?:-d|--data(?:-\w+)?)\b", piece)
        verb = method["method"] if method else ("POST" if sent else "GET")
        if address:
            found.append(Call(start, 0, verb, address["url"], "curl"))
    found.sort()
    ends = [*(call.start for call in found[1:]), len(text)][: len(found)]
    return [call._replace(end=end) for call, end in zip(found, ends, strict=True)]


def part(call: Call, before: str) -> str:
    """Which part of a request a key is in, by the text of the call before it."""
    if call.by == "call":
        named = re.findall(r"\b(params|query|body|json|data)\s*=", before)
        last = named[-1] if named else ""
        known = {"params": "parameter", "query": "parameter", "": "request"}
        return known.get(last, "body")
    if call.method == "GET" or re.search(r"\s(?:-G|--get)\b", before):
        return "request"
    return "body"


def path_of(url: str) -> str:
    """The path of a URL whose host may be a placeholder: `<BASE>/a/{b}`, `{base}/a`."""
    url = re.sub(r"\{[^{}]*\}", "{}", url.split("?")[0])
    if "://" in url:
        path = url.split("://", 1)[1].partition("/")[2]
    elif url.startswith(("<", "{", "$")):
        path = url.partition("/")[2]
    else:
        path = urlsplit(url).path
    return "/" + path.strip("/")


def query_of(url: str) -> list[str]:
    """The names in a URL's query."""
    query = url.partition("?")[2].split("#")[0]
    return [pair.split("=")[0] for pair in query.split("&") if "=" in pair]
