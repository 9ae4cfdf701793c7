"""The titles of operations: the line above a call, or above what leads to it.

In: the lines of a page, and where its calls and snippets are. Out: for each call the line
with its title. Between a title and its call may stand sentences, a label ("HTTP request")
and samples; where a page has one operation, its title may also be the first line of all.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from specloom.read.pages.flattened.run_on import Line, header
from specloom.read.pages.words.titles import title

_NO_TITLES = frozenset(
    {"request", "example", "example-request", "example-response", "security", None}
)
_NEAR = 3  # lines between a title and its call that are not sentences


def title_lines(
    lines: Sequence[Line],
    calls: Sequence[int],
    snippets: Mapping[int, int],
    first: Collection[int],
) -> dict[int, int]:
    """The titles of calls by line. `snippets` are their ends by their last lines;
    `first` are the calls that name another operation than those before them."""
    found: dict[int, int] = {}
    for call in calls:
        at = _above(lines, call, set(calls), snippets)
        if at is not None:
            found[call] = at
    if len(first) == 1:
        (call,) = first
        if call not in found:
            at = next((it for it, line in enumerate(lines) if line.text.strip()), call)
            text = lines[at].text.strip()
            short = len(text.split()) <= 8 and "," not in text and ":" not in text
            if at < call and at not in calls and short and is_title(text):
                found[call] = at
    return found


def is_title(text: str) -> bool:
    """Whether a line may be a title."""
    number = text.partition(" ")[0].replace(".", "").isdigit()
    return (
        (
            text[:1].isupper()
            or (number and " " in text)
            or ord(text[:1] or "\0") > 0x2E7F
        )
        and text[-1] not in ".:,;{}[]。"
        and len(text) < 90
        and ". " not in text.lstrip("0123456789. ")
        and header(text) is None
        and title(text).role is None
    )


def _above(
    lines: Sequence[Line],
    call: int,
    calls: Collection[int],
    snippets: Mapping[int, int],
) -> int | None:
    """The title above a call; None where something else stands in between."""
    seen = 0
    at = call - 1
    far = False
    while at >= 0 and call - at < 80:
        text = lines[at].text.strip()
        if at in calls:
            return None
        if at in snippets:
            at, far = snippets[at] - 1, True
            continue
        if not text:
            at -= 1
            continue
        if header(text):
            return None
        role = title(text).role
        if role == "request" and at == _before(lines, call):
            at, far = at - 1, True
            continue
        if role not in _NO_TITLES and _stands_above(lines, at, call):
            return at
        if role is not None and not (far and text[-1] in ".:"):
            return _far_above(lines, call, calls)
        if is_title(text) and (not far or _begins(lines, at, snippets)):
            return _numbered(lines, at, calls)
        seen += 1
        if seen == _NEAR and not far:
            break
        at -= 1
    return _far_above(lines, call, calls)


def _far_above(lines: Sequence[Line], call: int, calls: Collection[int]) -> int | None:
    """A title right above a heading of parameters, where the call stands behind them."""
    for at in range(call - 1, max(call - 400, 0), -1):
        if at - 1 in calls or at in calls:
            return None
        role = title(lines[at].text.strip()).role if lines[at].text.strip() else None
        before = _before(lines, at)
        if role in _PARTS and leads(lines, before):
            return before
    return None


def leads(lines: Sequence[Line], at: int) -> bool:
    """Whether a line is a title with a heading of parameters right below it."""
    if at < 0 or at + 1 >= len(lines):
        return False
    text = lines[at].text.strip()
    below = next(
        (it.text.strip() for it in lines[at + 1 : at + 3] if it.text.strip()), ""
    )
    alone = at == 0 or not lines[at - 1].text.strip()
    if not (alone and text and below and is_title(text)):
        return False
    return 1 < len(text.split()) <= 8 and title(below).role in _PARTS


_PARTS = frozenset({"parameters", "path", "query", "body", "header"})


def _numbered(lines: Sequence[Line], at: int, calls: Collection[int]) -> int:
    """The numbered title right above a line (`5.1. Retrieve account`), else the line."""
    for above in range(at, max(at - 4, -1), -1):
        text = lines[above].text.strip()
        if above in calls:
            break
        if re.match(r"\d+(?:\.\d+)*\.? [A-Z]", text) and is_title(text):
            return above
    return at


def _stands_above(lines: Sequence[Line], at: int, call: int) -> bool:
    """Whether a line of several words stands by itself right above a call."""
    text = lines[at].text.strip()
    alone = at == 0 or not lines[at - 1].text.strip()
    above = at == _before(lines, call) and at > call - 3
    words = text[:1].isalnum() and not text[0].islower()
    words = words and text[-1] not in ".:,;" and " " in text
    return alone and above and words


def _before(lines: Sequence[Line], at: int) -> int:
    return next((it for it in range(at - 1, -1, -1) if lines[it].text.strip()), -1)


def _begins(lines: Sequence[Line], at: int, snippets: Mapping[int, int]) -> bool:
    """Whether what a line leads to begins as what belongs to a title does: far from its
    call, a title stands at the top, behind a sentence, or right above a snippet."""
    text = lines[at].text.strip()
    if not 1 < len(text.split()) <= 8 or "," in text or ":" in text:
        return False
    before = _before(lines, at)
    above = lines[before].text.strip() if before >= 0 else ""
    starts = set(snippets.values())
    return before < 0 or above[-1:] in ".!:" or at + 1 in starts or before in snippets
