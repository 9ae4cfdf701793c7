"""The words of a page about an operation: its title, and which lines are sentences.

In: the sections of a page. Out: the words of the heading without the signature in it, and
whether lines are prose. Used by `operations`.
"""

from __future__ import annotations

import re
from functools import cache

from specloom.read.pages.endpoint.sections import Section, heading


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
    return _behind().sub("", words) or None


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
    return re.compile(r"(?:\*\*|__)[\w ]{2,20}?:?\s*(?:\*\*|__)\s*:.*")


def is_no_sentence(text: str) -> bool:
    """Whether lines are a signature, labels with their values, or lead to a table."""
    lines = text.strip().split("\n")
    if all(_label_line().fullmatch(it.strip()) for it in lines):
        return True
    return is_signature_line(text) or (len(lines) == 1 and lines[0].endswith(":"))


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
