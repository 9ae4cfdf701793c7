"""Hand-written pages of endpoints: headings, tables, lists, samples and calls.

In: a page that names an operation by a signature (see `signatures`). Out: its `Api`; see
`operations`.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from specloom.document.markdown import blocks
from specloom.ir.api import Api
from specloom.read.input import Input
from specloom.read.pages.endpoint.cut_page import refuse_cut
from specloom.read.pages.endpoint.operations import PageOperations
from specloom.read.pages.endpoint.outline import Section
from specloom.read.pages.endpoint.sections import sections
from specloom.read.pages.endpoint.signatures import Signature, signatures
from specloom.read.pages.endpoint.sole_calls import called_sections, sole_calls
from specloom.read.signature import is_page
from specloom.source import SourceFile


@cache
def _quick() -> re.Pattern[str]:
    """What every signature has; most pages without one are told by this."""
    return re.compile(
        r"""\b(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|QUERY|TRACE)\b[`*_\s:]*"""
        r"""(?:https?://|[{<$/]|[a-z])|\bmethod\s*="""
        r"""|(?:\b(?:method|verb|m[ée]thode|m[ée]todo)\b|метод|请求方[式法]|メソッド|메서드)\W{1,20}(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\b""",
        re.IGNORECASE,
    )


def detect(given: Input) -> str | None:
    """The first signature of the page, if there is one."""
    if not is_page(given.source) or not _quick().search(given.source.text):
        return None
    found = _signatures(given.source)[1]
    if not found:
        return None
    first = found[0]
    return f"it names the operation `{first.method} {first.path}`"


def detect_called(given: Input) -> str | None:
    """The first call, of a page whose sections describe what their calls send and get."""
    if not is_page(given.source) or "curl" not in given.source.text:
        return None
    root, stated = _signatures(given.source)
    found = [] if stated else called_sections(given.source, root)
    if not found:
        return None
    first = found[0]
    return f"its sections describe calls, the first of `{first.method} {first.path}`"


def read_called(given: Input) -> Api:
    """The API of the operations that sections of the page call. Raises SpecError."""
    refuse_cut(given.source, blocks(given.source))
    root, _ = _signatures(given.source)
    return PageOperations(given, root, called_sections(given.source, root)).api()


def read(given: Input) -> Api:
    """The API of the page's operations. Raises SpecError where they run together, and
    for a page that was cut."""
    refuse_cut(given.source, blocks(given.source))
    root, stated = _signatures(given.source)
    shown = sole_calls(given.source, root, stated)
    return PageOperations(given, root, [*stated, *shown]).api()


@lru_cache(maxsize=2)
def _signatures(source: SourceFile) -> tuple[Section, list[Signature]]:
    root = sections(source, blocks(source))
    return root, signatures(source, root)
