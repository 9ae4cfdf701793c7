"""Where the sections of an operation begin and end.

In: the sections of a page, and the signatures of its operations. Out: the section that is
each operation's, and the sections after it that belong to it as well. Used by
`operations`.
"""

from __future__ import annotations

from collections.abc import Sequence, Set

from specloom.read.pages.endpoint.outline import BOLD, Section
from specloom.read.pages.endpoint.signatures import Signature
from specloom.read.pages.saying import normal_path, operation_id


def extents(
    root: Section, found: Sequence[Signature]
) -> list[tuple[Section, list[Signature]]]:
    """The sections of operations, each with its signatures."""
    by_section: dict[int, tuple[Section, list[Signature]]] = {}
    for signature in found:
        section = signature.section
        while section.parent is not None and (
            section.title.role in ("request", "fields") or section.level >= BOLD
        ):
            section = section.parent
        by_section.setdefault(id(section), (section, []))[1].append(signature)
    extents = list(by_section.values())
    if len(extents) == 1:
        section, signed = extents[0]
        # The only operation of a page has all of it.
        different = {operation_id(it.method, normal_path(it.path)) for it in signed}
        if len(different) == 1:
            return (
                [(root, signed)] if not _sections_of_others(root, section) else extents
            )
    return extents


def _sections_of_others(root: Section, section: Section) -> bool:
    """Whether the page has sections beside the operation's that are as large as it."""
    parent = section.parent
    return (
        section.level > 1
        and parent is not None
        and any(
            it is not section and it.level == section.level and it.title.role is None
            for it in parent.children
        )
    )


def following(section: Section, taken: Set[int]) -> list[Section]:
    """The sections after an operation's that are parts of it, though they are not below
    its heading: none of those below it is about a part, and these are."""
    parent = section.parent
    if parent is None or any(it.title.role is not None for it in section.children):
        return []
    found: list[Section] = []
    for sibling in parent.children[parent.children.index(section) + 1 :]:
        if id(sibling) in taken or sibling.level != section.level:
            break
        if sibling.title.role is None:
            break
        found.append(sibling)
    return found
