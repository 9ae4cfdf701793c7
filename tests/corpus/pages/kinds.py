"""All pages of the corpus, by kind: which are read, which refused and why.

In: the folder of the corpus. Out: a :class:`Kind` for each folder of pages, and the
:class:`~tests.corpus.pages.recovered.Reading` of each page, each read by itself.

Not every page should be read. Some document no operation (:data:`NOTHING`); some were
cut in the middle (:data:`CUT`). Both have to be refused; what is neither *should be read*.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path

from tests.corpus.pages import vendors
from tests.corpus.pages.recovered import Reading, read

KINDS = (
    ("export", "mintlify/export/*", ""),
    ("export, emulated", "mintlify/emulated/*", ""),
    ("MDX source", "mintlify/mdx/*", "mintlify/mdx"),
    ("hand-written", "endpoint-md/*", ""),
    ("flattened", "flattened/*", ""),
    ("tutorial", "mkdocs-tabs/*", ""),
    ("ReadMe", "others/readme-io/*", ""),
    ("Apidog", "others/apidog/*", ""),
    ("Fern", "others/fern/*", ""),
    ("Docusaurus", "others/docusaurus-openapi/*", ""),
    ("Redoc HTML", "others/redoc-html/*", ""),
    ("widdershins", "others/widdershins/*", ""),
)
"""Name, pages, and the folder that references in them do not leave."""

NOTHING = (
    ("mintlify/mdx/upstash-snippets/*", "a snippet that pages include"),
    ("endpoint-md/binance-spot/demo-mode__general-info.md", "no endpoint"),
    ("endpoint-md/binance-spot/enums.md", "no endpoint"),
    ("endpoint-md/binance-spot/errors.md", "no endpoint"),
    ("endpoint-md/binance-spot/user-data-stream.md", "events only"),
    ("endpoint-md/langgraph-skill/SKILL.md", "an index of other pages"),
    ("endpoint-md/meilisearch/overview.mdx", "no endpoint"),
    ("flattened/derived/langgraph-skill/SKILL.txt", "an index of other pages"),
    ("mkdocs-tabs/*/how-tos__enqueue_concurrent.md", "calls of an SDK only"),
    ("mkdocs-tabs/*/how-tos__interrupt_concurrent.md", "calls of an SDK only"),
    ("mkdocs-tabs/*/how-tos__reject_concurrent.md", "calls of an SDK only"),
    ("mkdocs-tabs/*/how-tos__rollback_concurrent.md", "calls of an SDK only"),
    ("mkdocs-tabs/*/how-tos__stream_debug.md", "calls of an SDK only"),
    ("mkdocs-tabs/*/*_review_tool_calls.md", "calls of an SDK only"),
    ("others/docusaurus-openapi/*/*.tag.mdx", "the head of a group"),
    ("others/docusaurus-openapi/*/*.info.mdx", "the head of an API"),
    ("others/docusaurus-openapi/*/*.schema.mdx", "a schema without an operation"),
    ("others/widdershins/widdershins-readme/*", "about a tool"),
)
"""Pages that document no operation, and what they are."""

CUT = (
    "flattened/acp/computers__create-computer.flat.trunc.txt",
    "flattened/acp/documentation-api__environments.*.trunc.txt",
    "flattened/acp/tasks__*.trunc.txt",
    "flattened/acp/threads__*.trunc.txt",
)
"""Pages cut in the middle of a row or of a section. Others were cut behind a whole one."""


@dataclass(slots=True)
class Kind:
    """The pages of one kind; `nothing` and `cut` are those that are to be refused."""

    name: str
    readings: list[Reading] = field(default_factory=list)
    nothing: list[Reading] = field(default_factory=list)
    cut: list[Reading] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def all(self) -> list[Reading]:
        return [*self.readings, *self.nothing, *self.cut]

    @property
    def read(self) -> int:
        """How many of those that should be read are."""
        return sum(reading.outcome == "read" for reading in self.readings)

    @property
    def share(self) -> float:
        """In percent."""
        return 100 * self.read / len(self.readings) if self.readings else 0.0


def examine() -> list[Kind]:
    """Read every page."""
    top = vendors.root()
    result: list[Kind] = []
    left = {path for path in top.rglob("*") if path.is_file() and is_page(path, top)}
    for name, pattern, root in KINDS:
        kind = Kind(name)
        pages = [page for page in sorted(left) if _below(page, top, pattern)]
        started = time.process_time()
        for page in pages:
            reading = read([page], top, root)
            place = page.relative_to(top).as_posix()
            if why_nothing(page):
                kind.nothing.append(reading)
            elif any(fnmatchcase(place, glob) for glob in CUT):
                kind.cut.append(reading)
            else:
                kind.readings.append(reading)
        kind.seconds = time.process_time() - started
        left -= set(pages)
        result.append(kind)
    if left:
        raise LookupError(f"pages of no kind: {sorted(left)}")
    return result


def why_nothing(page: Path) -> str:
    """What a page is that documents no operation; nothing for one that does."""
    place = page.relative_to(vendors.root()).as_posix()
    return next((why for glob, why in NOTHING if fnmatchcase(place, glob)), "")


def is_page(path: Path, top: Path) -> bool:
    """Whether a file of the corpus is a page, and not what is true of one."""
    published = path.relative_to(top).parts[0] == "_published"
    return not published and not path.name.endswith(".truth.json")


def _below(page: Path, top: Path, pattern: str) -> bool:
    return fnmatchcase(page.relative_to(top).as_posix(), pattern)
