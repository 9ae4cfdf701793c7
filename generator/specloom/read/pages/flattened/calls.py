"""Lines that name the method and the path of an operation.

In: the lines of a page. Out: :class:`CallLine`. The method runs into the path, or stands
before it (`POST/v1/things`, `POST /v1/things`, `GET https://host/v1/things`), or on the
line above it, in any case of its letters; a renderer may put each step of the path on a
line of its own. Used by `outline` and by the detection of such pages.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from specloom.read.pages.endpoint.signatures import METHODS
from specloom.read.pages.flattened.paths import parted
from specloom.read.pages.flattened.run_on import Line
from specloom.records import record, replace

_HIDDEN = "\u200b\u2060\ufeff"
"""Characters without width, which renderers put between the steps of a path."""


@record(frozen=True, slots=True)
class CallLine:
    """A method and a path, their place, and the lines that they take.

    `rest` is what runs on behind the path, `rest_start` where that begins. `fused`: only
    text that was copied from a rendered page has it so.
    """

    method: str
    path: str
    base: str
    start: int
    end: int
    lines: int
    rest: str
    rest_start: int
    fused: bool


@cache
def _same_line() -> re.Pattern[str]:
    return re.compile(rf"(?P<method>{METHODS})\s*(?P<url>(?P<base>{_base()})?/.*)")


@cache
def _method() -> re.Pattern[str]:
    return re.compile(rf"{METHODS}|{METHODS.lower()}")


@cache
def _base() -> str:
    return r"https?://[^\s/'\"<>]+|\{\{?\w+\}\}?(?=/)|<[\w -]+>(?=/)"


@cache
def _url() -> re.Pattern[str]:
    return re.compile(rf"(?P<base>{_base()})?(?P<path>/.*)")


@cache
def _step() -> re.Pattern[str]:
    return re.compile(r"[\w.~:@{}<>$-]+")


def is_call(text: str) -> bool:
    """Whether a line is a method with a path."""
    return _same_line().fullmatch(_shown(text.strip())) is not None


def call_line(lines: Sequence[Line], at: int, page: str) -> CallLine | None:
    """The call that a line begins; `page` is the text, which tells where paths end.

    Calls line by line are an index of operations that are described elsewhere.
    """
    text = lines[at].text.strip()
    if not text:
        return None
    labelled = _labelled(lines, at, page)
    if labelled is not None or _method().match(text) is None:
        return labelled
    found = _same_line().fullmatch(_shown(text))
    if found is not None:
        beside = (it for it in (at - 1, at + 1) if 0 <= it < len(lines))
        if any(is_call(lines[it].text) for it in beside):
            return None
        start = lines[at].text.index(text) + lines[at].start
        shift = start + len(text) - len(_shown(text))
        made = _made(
            found["method"], found["url"], start, shift + found.start("url"), page
        )
        fused = found.start("url") == len(found["method"]) and not found["base"]
        return made and replace(made, fused=fused)
    if _method().fullmatch(text) is None:
        return None
    below = at + 1
    if below < len(lines) and not lines[below].text.strip():
        below += 1
    if below >= len(lines):
        return None
    start = lines[at].start
    steps = _in_steps(lines, below)
    if steps is not None:
        path, stop = steps
        end = lines[stop - 1].end
        return CallLine(text.upper(), path, "", start, end, stop - at, "", end, True)
    url = _shown(lines[below].text.strip())
    if not url.startswith(("/", "http", "{", "<")) or (
        text.islower() and " " in url.strip()
    ):
        return None
    shift = lines[below].start + lines[below].text.index(lines[below].text.strip())
    made = _made(text.upper(), url, start, shift, page)
    fused = text.isupper() and url[0] == "/" and below == at + 1
    made = made and replace(made, lines=below - at + 1, fused=fused)
    return made and _with_server(lines, below + 1, made)


@cache
def _method_label() -> re.Pattern[str]:
    words = r"(?:(?:http|request)[ -]?)?(?:method|verb|methode|méthode|método)"
    return re.compile(rf"{words}\s*[:：\t]\s*(?P<method>{METHODS})", re.IGNORECASE)


@cache
def _url_label() -> re.Pattern[str]:
    words = r"(?:(?:http|request|api)[ -]?)?(?:url|uri|path|endpoint|route|ruta|chemin|pfad)"
    return re.compile(rf"{words}\s*[:：\t]\s*(?P<url>(?:https?:/)?/\S+)", re.IGNORECASE)


def _labelled(lines: Sequence[Line], at: int, page: str) -> CallLine | None:
    """A method and an address behind labels, on two lines."""
    if at + 1 >= len(lines) or not any(it in lines[at].text for it in ":：\t"):
        return None
    both = [lines[at].text.strip(), lines[at + 1].text.strip()]
    for first, second in ((0, 1), (1, 0)):
        method = _method_label().fullmatch(both[first])
        url = _url_label().fullmatch(both[second])
        if method is not None and url is not None:
            line = lines[at + second]
            place = line.start + line.text.index(both[second]) + url.start("url")
            name = method["method"].upper()
            made = _made(name, url["url"], lines[at].start, place, page)
            return made and replace(made, lines=2)
    return None


def _with_server(lines: Sequence[Line], at: int, made: CallLine) -> CallLine:
    """The call with the server of an address of it on the next line."""
    found = _url().fullmatch(lines[at].text.strip()) if at < len(lines) else None
    if made.base or found is None or not found["base"]:
        return made
    path = found["path"]
    if not path.endswith(made.path):
        return made
    base = found["base"] + path.removesuffix(made.path)
    return replace(made, base=base, lines=made.lines + 1)


def _made(method: str, url: str, start: int, at: int, page: str) -> CallLine | None:
    found = _url().fullmatch(url)
    if found is None:
        return None
    path, rest = parted(found["path"], page)
    end = at + found.start("path") + len(path)
    behind = end + len(rest) - len(rest.lstrip())
    base = found["base"] or ""
    return CallLine(method, path, base, start, end, 1, rest.strip(), behind, False)


def _in_steps(lines: Sequence[Line], at: int) -> tuple[str, int] | None:
    """A path whose steps stand on lines of their own, and the line behind it."""
    if lines[at].text.strip() != "/":
        return None
    path = ""
    while at < len(lines):
        text = lines[at].text.strip()
        slash = text == "/"
        if slash == path.endswith("/") or not (slash or _step().fullmatch(text)):
            break
        path += text
        at += 1
    return (path, at) if len(path) > 1 else None


def _shown(text: str) -> str:
    if text.isascii():
        return text
    for it in _HIDDEN:
        text = text.replace(it, "")
    return text
