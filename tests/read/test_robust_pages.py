"""Whatever stands in a place of what a page embeds, reading it raises only SpecError.

Each node of the trees in the cases' pages is replaced in turn by values of another kind.
What comes out must print, and every place must be one of the page.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from specloom.diagnostics import Diagnostics, SpecError
from specloom.document import load, read
from specloom.document.markdown import fences, front_matter
from specloom.ir.dump import dump
from specloom.read.loader import NoFiles
from specloom.read.registry import read_source
from specloom.source import SourceFile
from tests.read.test_robust import _places, _replaced

CASES = Path(__file__).parents[1] / "cases" / "read"
OLDER = sorted(CASES.glob("page-export-older*/input.md"))
DOCUSAURUS = [CASES / "page-docusaurus-json" / "input.mdx"]
POSTMAN = sorted(CASES.glob("postman-*/input.collection"))
ODD: list[Any] = [None, True, -1, "odd", [], {}, ["odd"], {"odd": {}}, "circular(Bulb)"]


def _trees(path: Path) -> Iterator[tuple[str, Any]]:
    """A page with a gap for a tree, as JSON, and the tree that stands in it."""
    source = load(path, path.name)
    if path in POSTMAN:
        yield "{}", read(source).root
        return
    if path in OLDER:
        (fence,) = fences(source)
        start, end = fence.content_start, fence.content_end
        root: Any = read(source, start=start, end=end).root
    else:
        head = front_matter(source)
        assert head is not None
        matter = read(source, start=head.content_start, end=head.content_end).root
        assert isinstance(matter, dict)
        root = matter["api"]
        start = source.text.index("api: ") + len("api: ")
        end = source.text.index("\n", start)
    before = source.text[:start].replace("{", "{{").replace("}", "}}")
    after = source.text[end:].replace("{", "{{").replace("}", "}}")
    yield f"{before}{{}}\n{after}", root


@pytest.mark.parametrize(
    "path", [*OLDER, *DOCUSAURUS, *POSTMAN], ids=lambda path: path.parent.name
)
def test_any_value_anywhere(path: Path) -> None:
    for page, root in _trees(path):
        for place in _places(root):
            for odd in ODD:
                text = page.format(json.dumps(_replaced(root, place, odd)))
                diagnostics = Diagnostics()
                try:
                    source = SourceFile(path.name, text.encode())
                    dump(read_source(source, NoFiles(), diagnostics).api, True)
                except SpecError as refusal:
                    diagnostics.append(refusal.diagnostic)
                for it in diagnostics:
                    assert it.span is not None
                    assert it.span.position() >= (1, 1)
