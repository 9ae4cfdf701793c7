"""Tables whose cells stand on lines of their own, with their headers above them.

In: the lines of a page. Out: the same lines without the headers, in which what stands in
a column of marks is spelt out (`Yes` as `required`), so that the rows are fields as other
pages have them. Used by `page_lines`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from specloom.read.pages.flattened.run_on import Line
from specloom.read.pages.words.columns import columns, role
from specloom.read.pages.words.marks import required
from specloom.read.pages.words.titles import title

_FEWEST: Final = 3
_MARKS: Final = frozenset(
    "yes no true false y n ja nein oui non sí si sim não はい いいえ 是 否".split()  # noqa: SIM905
)


def without_headers(lines: Sequence[Line]) -> list[Line]:
    """The lines, with marks spelt out; see the module."""
    found = [*lines]
    at = 0
    marked = False
    while at < len(found):
        text = found[at].text.strip()
        taken = _headers(found, at) if text else []
        if taken:
            names = [found[it].text.strip() for it in taken]
            marked = "required" in columns(names).roles
            for it in taken:
                found[it] = Line("", found[it].start)
            at = taken[-1]
        elif marked and text.lower() in _MARKS:
            word = "required" if required(text) else "optional"
            found[at] = Line(word, found[at].start)
        elif text and title(text).role is not None:
            marked = False
        at += 1
    return found


def _headers(lines: Sequence[Line], at: int) -> list[int]:
    """The lines with the headers that begin with a line; none if it is no header."""
    if role(lines[at].text.strip()) != "name":
        return []
    found: list[int] = []
    gap = _gap(lines, at)
    while at < len(lines):
        text = lines[at].text.strip()
        if not text or role(text) is None or len(text) > 40:
            break
        found.append(at)
        if _gap(lines, at) != gap:
            break
        at += gap
    names = [lines[it].text.strip() for it in found]
    roles = columns(names).roles
    typed = "type" in roles and roles.count(None) == 0
    return found if len(found) >= _FEWEST and typed else []


def _gap(lines: Sequence[Line], at: int) -> int:
    """How far the next line is that is not blank: one or two lines."""
    below = lines[at + 1].text.strip() if at + 1 < len(lines) else "end"
    return 1 if below else 2
