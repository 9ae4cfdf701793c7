"""What a page says of its operation above the document: its heading and first words.

In: an operation, and the blocks of the page that it stands in. Out: the operation, with
summary and description from the page where it has none of its own (grade stated). Used
by the readers of pages with embedded documents.
"""

from __future__ import annotations

import re
from typing import Final

from specloom.document.markdown import Block, Fence, Heading, Paragraph, Quote, place
from specloom.ir.api import Operation
from specloom.ir.evidence import Evidence, Grade
from specloom.records import replace
from specloom.source import SourceFile

_SOURCE: Final = re.compile(r"Source:[ \t]*https?://\S+\s*")
"""The line with which exporters say where a page came from."""


def with_lead(
    operation: Operation, source: SourceFile, page: list[Block], fence: Fence
) -> Operation:
    """The operation with the page's heading and lead where it has no text of its own."""
    evidence = dict(operation.evidence)
    summary, description = operation.summary, operation.description
    heading = next(
        (
            it
            for it in page
            if isinstance(it, Heading)
            and it.level == 1
            and it.start < fence.start
            and _SOURCE.fullmatch(it.text) is None
        ),
        None,
    )
    if heading is None:
        return operation
    if not summary and heading.text.strip():
        summary = heading.text.strip()
        where = place(source, heading)
        evidence["summary"] = Evidence(where, Grade.STATED, "heading of the page")
    lead = _lead(page, heading)
    if not description and lead:
        description = "\n\n".join(it.text.strip() for it in lead)
        where = place(source, lead[0])
        evidence["description"] = Evidence(where, Grade.STATED, "lead of the page")
    if evidence.keys() == operation.evidence.keys():
        return operation
    return replace(
        operation, summary=summary, description=description, evidence=evidence
    )


def _lead(page: list[Block], heading: Heading) -> list[Quote | Paragraph]:
    """The quote below the heading, and the paragraphs that go on after it."""
    found: list[Quote | Paragraph] = []
    for block in page[page.index(heading) + 1 :]:
        if isinstance(block, Quote | Paragraph) and _SOURCE.fullmatch(block.text):
            continue
        if (isinstance(block, Quote) and not found) or (
            isinstance(block, Paragraph) and found
        ):
            found.append(block)
        else:
            break
    return found
