"""Which answer it is that lines below statuses belong to.

In: the section that is open. Out: whether several statuses stand right above, and which
of them is meant. Statuses on lines of their own are tabs, of which the first is open;
those with words are a list, and what follows it belongs to none of them. Used by `outline`.
"""

from __future__ import annotations

from typing import Final

from specloom.document.markdown import Fence
from specloom.read.pages.endpoint.outline import Section
from specloom.read.pages.words.titles import Title

STATUS: Final = 3
"""The level of sections of statuses."""


def below_statuses(here: Section) -> bool:
    """Whether several statuses, and nothing else, stand right above."""
    if here.level != STATUS or here.parts or here.children or here.parent is None:
        return False
    before = here.parent.children[-2:]
    return len(before) == 2 and _is_empty(before[0])


def open_tab(here: Section) -> Title | None:
    """The first of several statuses without words; None if they have some."""
    if not below_statuses(here) or here.text != here.title.status:
        return None
    assert here.parent is not None
    first = here.title
    for it in reversed(here.parent.children):
        if not _is_empty(it) or it.text != it.title.status:
            break
        first = it.title
    return first


def _is_empty(section: Section) -> bool:
    return section.level == STATUS and not (section.parts or section.children)


def behind_call(here: Section, page: str) -> bool:
    """Whether a command with a body of its own stands right above: what is below it is
    what comes back."""
    last = here.parts[-1] if here.parts else None
    if not isinstance(last, Fence) or last.language not in ("bash", "python"):
        return False
    asked = here.title.role in ("request", "example-request", "body", None)
    text = page[last.start : last.end]
    return asked and (" -d" in text or "--data" in text or "json=" in text)
