"""A path, and the prose that runs on behind it. Used by `outline`."""

from __future__ import annotations

import re
from functools import cache

from specloom.read.pages.words.titles import title


@cache
def _token() -> re.Pattern[str]:
    return re.compile(r"/(?:\{[^{}\n]{1,40}\}|\S)*")


@cache
def _border() -> re.Pattern[str]:
    return re.compile(r"(?<=[a-z0-9}\])])(?=[A-Z])")


def parted(text: str, page: str) -> tuple[str, str]:
    """A path, and the prose that runs on behind it.

    A capital behind a placeholder begins prose. Behind a letter it does if what follows
    is a heading, or goes on as a sentence; a path with capitals that the page shows
    elsewhere is one.
    """
    token = _token().match(text)
    if token is None:
        return text, ""
    path, rest = token[0], text[token.end() :]
    for border in _border().finditer(path):
        at = border.start()
        if path.count("{", 0, at) > path.count("}", 0, at):
            continue
        behind = path[at:] + rest
        if path[at - 1] == "}" and not path[at:].startswith("{"):
            return path[:at], behind
        words = behind.split()
        sentence = len(words) > 1 and words[1][:1].islower()
        if title(behind).role is not None or sentence:
            whole = path.rstrip(".,;")
            if page.count(whole) > 1 and not sentence:
                continue
            return path[:at], behind
    return path.rstrip(".,;"), rest
