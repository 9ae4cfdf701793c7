"""Texts that satisfy formats and patterns, and texts that miss them by little.

`FORMATS` holds, by name of a format, labelled texts that are of it and that are not,
by the documents that JSON Schema Validation 2020-12, section 7.3, names. `matching`
finds a text for an ECMA-262 pattern. Everything is deterministic.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from re import _constants as op  # type: ignore[attr-defined]  # private
from re import _parser  # type: ignore[attr-defined]  # private
from typing import Any

_UUID = "3fa85f64-5717-4562-b3fc-2c963f66afa6"


@dataclass(frozen=True, slots=True)
class Samples:
    """Labelled texts; the first of `good` is the usual one."""

    good: dict[str, str]
    bad: dict[str, str]


FORMATS = {
    "uuid": Samples(
        {
            "lower": _UUID,
            "upper": _UUID.upper(),
            "nil": "0" * 8 + "-0000" * 3 + "-" + "0" * 12,
        },
        {
            "words": "no uuid",
            "cut": _UUID[:-1],
            "unhyphenated": _UUID.replace("-", ""),
            "braced": "{" + _UUID + "}",
            "urn": "urn:uuid:" + _UUID,
        },
    ),
    "date-time": Samples(
        {
            "utc": "2026-01-02T03:04:05Z",
            "offset": "2026-01-02T03:04:05+02:00",
            "fraction": "2026-01-02T03:04:05.123Z",
            "nanoseconds": "2026-01-02T03:04:05.123456789Z",
            "lower-case": "2026-01-02t03:04:05z",
            "leap-second": "2016-12-31T23:59:60Z",
        },
        {
            "words": "yesterday",
            "no-offset": "2026-01-02T03:04:05",
            "no-time": "2026-01-02",
            "no-seconds": "2026-01-02T03:04Z",
            "space": "2026-01-02 03:04:05Z",
            "underscore": "2026-01-02_03:04:05Z",
            "epoch": "1767323045",
            "month-13": "2026-13-02T03:04:05Z",
            "offset-without-colon": "2026-01-02T03:04:05+0200",
        },
    ),
    "date": Samples(
        {"day": "2026-01-02", "leap-day": "2024-02-29"},
        {
            "words": "yesterday",
            "no-such-day": "2026-02-30",
            "short": "2026-1-2",
            "midnight": "2026-01-02T00:00:00Z",
            "epoch": "1767312000",
        },
    ),
    "time": Samples(
        {"utc": "03:04:05Z", "offset": "03:04:05+02:00"},
        {"words": "noon", "no-offset": "03:04:05", "hour-25": "25:00:00Z"},
    ),
    "email": Samples(
        {"plain": "ann@example.com", "tagged": "ann.lee+x@mail.example.com"},
        {
            "no-at": "ann.example.com",
            "no-domain": "ann@",
            "no-name": "@example.com",
            "named": "Ann <ann@example.com>",
            "spaces": " ann@example.com ",
        },
    ),
    "uri": Samples(
        {
            "https": "https://example.com/a?b=c#d",
            "bare": "https://example.com",
            "urn": "urn:isbn:0451450523",
        },
        {
            "words": "no uri",
            "relative": "/a/b",
            "no-scheme": "example.com/a",
            "empty": "",
            "space": "https://example.com/a b",
        },
    ),
    "ipv4": Samples(
        {"dotted": "192.0.2.1"}, {"short": "192.0.2", "big": "192.0.2.256"}
    ),
    "ipv6": Samples({"short": "2001:db8::1"}, {"words": "here", "v4": "192.0.2.1"}),
    "hostname": Samples({"name": "www.example.com"}, {"space": "www example com"}),
    "byte": Samples({"padded": "AAE="}, {"words": "no base64!"}),
}
"""By name of the format. A format that is not here is an annotation to the oracle."""


def matching(pattern: str, low: int = 0, high: int | None = None) -> str | None:
    """A text that contains a match and has `low` to `high` characters, if one is found."""
    try:
        tree = _parser.parse(pattern)
        search = re.compile(pattern, re.ASCII).search
    except (re.error, OverflowError):
        return None
    for text in _candidates(tree):
        padded = text
        if len(text) < low and search(text + "a" * (low - len(text))):
            padded = text + "a" * (low - len(text))
        fits = len(padded) >= low and (high is None or len(padded) <= high)
        if fits and search(padded):
            return padded
    return None


def _candidates(tree: Any) -> Iterator[str]:
    usual = [samples.good for samples in FORMATS.values()]
    for repeats in (1, 0, 2, 3, 5, 8, 12, 16, 24, 32, 40, 63, 64):
        for branch in (0, 1, 2):
            yield _Walk(repeats, branch).text(tree)
    for texts in usual:
        yield from texts.values()
    yield from ("a", "A", "1", "a1", "aa", "Aa1!")


class _Walk:
    """Writes one text for a parsed pattern; assertions are left to the caller's check."""

    def __init__(self, repeats: int, branch: int) -> None:
        self._repeats, self._branch = repeats, branch
        self._groups: dict[int, str] = {}

    def text(self, tree: Any) -> str:
        return "".join(self._piece(code, value) for code, value in tree)

    def _piece(self, code: Any, value: Any) -> str:
        if code is op.LITERAL:
            return chr(value)
        if code is op.ANY:
            return "a"
        if code is op.NOT_LITERAL:
            return "a" if value != ord("a") else "b"
        if code is op.IN:
            return _one_of(value)
        if code is op.BRANCH:
            branches = value[1]
            return self.text(branches[self._branch % len(branches)])
        if code in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
            low, high, inner = value
            times = min(
                max(self._repeats, low), high if high is not op.MAXREPEAT else 99
            )
            return "".join(self.text(inner) for _ in range(times))
        if code is op.SUBPATTERN:
            group, _, _, inner = value
            self._groups[group] = self.text(inner)
            return self._groups[group]
        if code is op.ATOMIC_GROUP:
            return self.text(value)
        if code is op.GROUPREF:
            return self._groups.get(value, "")
        return ""


def _one_of(items: Any) -> str:
    """A character of a class: a letter or digit where it has one."""
    negated = items[0][0] is op.NEGATE
    alphabet = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    rest = "".join(map(chr, range(32, 127))) + "\n\té"
    for char in alphabet + rest:
        if any(_has(item, char) for item in items) != negated:
            return char
    first = next((value for code, value in items if code is op.LITERAL), None)
    return chr(first) if first is not None else ""


_CATEGORIES: dict[str, Callable[[str], bool]] = {
    "DIGIT": str.isdigit,
    "SPACE": str.isspace,
    "WORD": lambda char: char.isalnum() or char == "_",
}


def _has(item: Any, char: str) -> bool:
    code, value = item
    if code is op.LITERAL:
        return bool(ord(char) == value)
    if code is op.RANGE:
        return bool(value[0] <= ord(char) <= value[1])
    if code is op.CATEGORY:
        name = str(value).removeprefix("CATEGORY_")
        plain = name.removeprefix("NOT_")
        return _CATEGORIES[plain](char) is (name == plain)
    return False
