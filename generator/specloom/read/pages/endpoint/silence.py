"""Whether a section says something, for when nothing of it could be read.

In: a section. Out: yes or no: a remark in a line or two, and that there are no fields, is
nothing that would be missed. Used by `collected`.
"""

from __future__ import annotations

import re
from functools import cache

from specloom.document.tables import Table
from specloom.read.pages.endpoint.outline import Items, Prose, Section


@cache
def _nothing() -> re.Pattern[str]:
    """Words that say that there are no fields."""
    return re.compile(
        r"\b(?:none|no (?:request )?(?:body|parameters?|params|arguments|fields)|n/?a|empty"
        r"|not (?:require|accept|take|have|need)|does(?:n't| not)|without|nothing)\b|无",
        re.IGNORECASE,
    )


def says_something(section: Section) -> bool:
    """Whether there is more in a section than a remark, or that there is nothing."""
    text = ""
    below = [it for it in section.children if it.title.role is None]
    for part in [*section.parts, *(part for it in below for part in it.parts)]:
        if isinstance(part, Table):
            return bool(part.rows)
        if isinstance(part, Items):
            return len(part.items) > 1
        if isinstance(part, Prose):
            text += part.text + "\n"
    lines = [it for it in text.split("\n") if it.strip()]
    return len(lines) > 3 and _nothing().search(text) is None
