"""Whether a text is a page or a document, before anybody parses it.

In: a source file. Out: yes or no. A page may hold a document, and a document may hold
pieces of pages in its descriptions, so what counts is which of them is outermost.
"""

from __future__ import annotations

import posixpath
import re
from typing import Final

from specloom.source import Section, SourceFile

_PAGES: Final = frozenset({".md", ".mdx", ".markdown", ".html", ".htm"})
_DOCUMENTS: Final = frozenset({".json", ".yaml", ".yml"})
_ROOT: Final = re.compile(
    r"""^["']?(?:openapi|swagger|info|paths|components|definitions|webhooks|/[^\s"':]*)"""
    r"""["']?[ \t]*:""",
    re.MULTILINE,
)


def is_page(source: SourceFile) -> bool:
    """Whether the outermost thing in a file is a page. A section is one of several."""
    if isinstance(source, Section):
        return True
    suffix = posixpath.splitext(source.path)[1].lower()
    if suffix in _PAGES or suffix in _DOCUMENTS:
        return suffix in _PAGES
    text = source.text
    if text.lstrip()[:1] in ("{", "["):
        return False
    key = _ROOT.search(text)
    if key is None:
        return True
    fences = [at for at in (text.find("```"), text.find("~~~")) if at >= 0]
    return any(at < key.start() for at in fences)
