"""The words of a page about an operation: its title, and which lines are sentences.

In: the sections of a page. Out: the words of the heading without the signature in it, and
whether lines are prose. Used by `operations`.
"""

from __future__ import annotations

import re
from functools import cache

from specloom.read.pages.endpoint.outline import Section, heading
from specloom.read.pages.endpoint.signatures import METHOD_LABELS, PATH_LABELS
from specloom.read.pages.words.security import is_label


def top(root: Section) -> Section | None:
    """The only section of the first level, if there is one."""
    first = [it for it in root.children if it.level == 1] or root.children
    return first[0] if len(first) == 1 else None


def title(root: Section, section: Section) -> str | None:
    """The words of the heading, where they are not the signature itself."""
    at: Section | None = section
    if section.level == 0:
        at = top(root)
    if at is None or not at.text:
        return None
    words = heading(at)
    if is_signature_line(words):
        return None
    words = _behind().sub("", words)
    number = _number().match(words)
    return (words if number is None else words[number.end() :]) or None


@cache
def _signed() -> re.Pattern[str]:
    return re.compile(
        r"(?:[\w ]{2,20}:)?[\s`*_]*(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|QUERY|TRACE)[\s`*_]+\S*/\S*[\s`*_]*"
    )


@cache
def _behind() -> re.Pattern[str]:
    """A signature behind the words of a heading: "Get a thing: GET /things/:id"."""
    return re.compile(r"\s*[:(–—|%-]\s*(?:GET|POST|PUT|PATCH|DELETE|HEAD)\s+/\S*\)?$")


@cache
def _label_line() -> re.Pattern[str]:
    name = r"(?P<name>[\w ]{2,20}?)"
    return re.compile(
        rf"(?:\*\*|__){name}\s*(?:[:：]\s*(?:\*\*|__)|(?:\*\*|__)\s*[:：]).*"
    )


def _is_label(line: str) -> bool:
    """Whether a line is a label with its value that is read elsewhere."""
    found = _label_line().fullmatch(line.strip())
    if found is None:
        return False
    name = found["name"].lower()
    return name in METHOD_LABELS or name in PATH_LABELS or is_label(name)


def is_no_sentence(text: str) -> bool:
    """Whether lines are a signature, labels with their values, or lead to a table."""
    lines = text.strip().split("\n")
    if all(map(_is_label, lines)):
        return True
    leads = len(lines) == 1 and lines[0].endswith(":") and without_lead(text) == text
    return is_signature_line(text) or leads


def without_lead(text: str) -> str:
    """Sentences without the last one, where that leads to what is below: "Body:"."""
    if not text.rstrip().endswith(":"):
        return text
    found = _last_sentence().search(text)
    return text if found is None else text[: found.start() + 1]


@cache
def _last_sentence() -> re.Pattern[str]:
    return re.compile(r"[.!?]\s+[^.!?\n]{1,120}:\s*$")


@cache
def _number() -> re.Pattern[str]:
    return re.compile(r"\d+(?:\.\d+)*[.)]?\s+(?=\D)")


def is_signature_line(text: str) -> bool:
    return _signed().fullmatch(text) is not None


@cache
def _deprecated() -> re.Pattern[str]:
    return re.compile(
        r"[-–—(\[:~]\s*deprecated\b|^deprecated\b|\bdeprecated[)\]~]", re.I
    )


def is_deprecated(text: str) -> bool:
    """Whether a heading says that its operation is deprecated."""
    return _deprecated().search(text) is not None
