"""How a list comes in pages, as people say it where a specification does not.

A leaf: `config` makes rules, `views` follow them.
"""

from __future__ import annotations

from typing import Final

from specloom.records import record
from specloom.source import Span

STYLES: Final = ("cursor", "last", "offset", "page", "url", "link")


@record(frozen=True, slots=True)
class PageRule:
    """How the pages of an operation follow each other; without a style, it has none.

    `operation` is its method and path, or its operationId. `argument` is a wire name;
    `items`, `next` and `more` are wire names that lead into the answer, for the style
    `last` into an item.
    """

    operation: str
    span: Span
    style: str | None = None
    argument: str | None = None
    items: tuple[str, ...] = ()
    next: tuple[str, ...] = ()
    more: tuple[str, ...] = ()
    start: int | None = None
