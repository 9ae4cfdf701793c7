"""Where a snippet begins among lines without marks, and where it ends.

In: the lines of a page. Out: the first line behind a snippet, and its language: data, a
command, a call in Python or JavaScript, a request as it goes over the wire; `code` for
what is read by nobody, as are commands with the numbers of their lines among them. Used
by `outline`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

from specloom.read.pages.endpoint.signatures import METHODS
from specloom.read.pages.flattened.run_on import Line

_LONGEST: Final = 20_000  # characters of one snippet


@cache
def _code() -> re.Pattern[str]:
    return re.compile(
        r"(?:\$ )?curl\s|(?:\w+ = )?(?:await )?[a-z_][\w.]*\((?:\s*$|[^)]*=)"
    )


@cache
def raw_request() -> re.Pattern[str]:
    """A request line as HTTP has it (RFC 9112, section 3)."""
    return re.compile(rf"(?:{METHODS})\s+\S+\s+HTTP/[\d.]+")


def snippet(lines: Sequence[Line], at: int) -> tuple[int, str] | None:
    """The end and the language of the snippet that begins with a line, if one does."""
    text = lines[at].text.strip()
    if not text:
        return None
    if text == "1":
        return _numbered(lines, at)
    if text[0] in "{[" and not _piped_or_prose(text):
        stop = _closed(lines, at)
        return None if stop is None else (stop, "json")
    if _code().match(text):
        if "curl" in text[:7]:
            return _command(lines, at), "bash"
        stop = _closed(lines, at)
        return None if stop is None else (stop, "python")
    if _program().match(text):
        return _code_run(lines, at)
    if raw_request().match(text):
        stop = at + 1
        while stop < len(lines) and re.match(r"[\w-]+: ", lines[stop].text):
            stop += 1
        return stop, "http"
    return None


def _numbered(lines: Sequence[Line], at: int) -> tuple[int, str] | None:
    """Code between the numbers of its lines."""
    numbers, stop = 1, at + 1
    while stop < len(lines) and lines[stop].text.strip():
        text = lines[stop].text.strip()
        if text.isdigit():
            if text != str(numbers + 1):
                break
            numbers += 1
        stop += 1
    begins = stop > at + 1 and _code().match(lines[at + 1].text.strip())
    return (stop, "code") if numbers > 1 or begins else None


@cache
def _program() -> re.Pattern[str]:
    """A line that is one of a program, in any language."""
    return re.compile(
        r"(?:import|using|package|use) [\w.{}*\\ /,\"'@-]+;?$|from \S+ import |require ?['\"(]"
        r"|(?:const|let|var|val|auto|final) \w.* ?=|<\?php|#include|func \w+\(|public \w+ .*[{;(]$"
        r"|\$\w+ ?(?:->|=)|[A-Za-z_$][\w.]* :?= \S.*$|(?:await )?(?:fetch|axios[\w.]*)\("
        r"|console\.\w+\(|puts |print(?:ln)?\(|\w+(?:(?:\.|::|->)\w+)+\(.*\)?;?$|\w+(?:\.\w+){2,}$"
        r"|[})\]]+[;,)]*$|//|@\w+$|echo "
    )


def _code_run(lines: Sequence[Line], at: int) -> tuple[int, str]:
    """Behind the lines of a program: one blank line may stand between two of them."""
    stop, depth = at, 0
    while stop < len(lines) and stop - at < 400:
        text = lines[stop].text
        if not text.strip():
            below = lines[stop + 1].text if stop + 1 < len(lines) else ""
            if not below.strip() or not (depth > 0 or _program().match(below.strip())):
                break
        elif depth <= 0 and stop > at and not _program().match(text.strip()):
            going_on = text[:1] in " \t" or lines[stop - 1].text.rstrip()[-1:] in "\\,("
            if not going_on:
                break
        depth += _depth(text)
        stop += 1
    code = "\n".join(it.text for it in lines[at:stop])
    if "fetch(" in code or "axios" in code:
        return stop, "javascript"
    known = "requests." in code or "httpx." in code or "http_request(" in code
    return stop, "python" if known else "code"


def _closed(lines: Sequence[Line], at: int) -> int | None:
    """Behind the line that closes the brackets; None if none does."""
    depth, size = 0, 0
    for stop in range(at, len(lines)):
        depth += _depth(lines[stop].text)
        size += len(lines[stop].text)
        if size > _LONGEST:
            break
        if depth <= 0:
            return stop + 1
    return None


def _command(lines: Sequence[Line], at: int) -> int:
    """Behind a command, which may go on over lines."""
    stop = at + 1
    quoted = lines[at].text.count("'") % 2 == 1
    while stop < len(lines):
        before, here = lines[stop - 1].text, lines[stop].text
        going_on = before.rstrip().endswith("\\") or here.lstrip().startswith("-")
        if not here.strip() or not (going_on or quoted):
            break
        quoted ^= here.count("'") % 2 == 1
        stop += 1
    return stop


def _piped_or_prose(text: str) -> bool:
    """Whether a line that begins with a bracket is no JSON after all."""
    return (
        text[0] == "["
        and re.match(r"\[[^\[\]]*\]\(|\[[A-Za-z ]+\]\s+\w", text) is not None
    )


@cache
def _quoted() -> re.Pattern[str]:
    return re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'")


def _depth(text: str) -> int:
    """How many more brackets a line opens than it closes."""
    bare = _quoted().sub("", text)
    opened = sum(bare.count(it) for it in "{[(")
    return opened - sum(bare.count(it) for it in "}])")
