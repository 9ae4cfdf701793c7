"""Each directory of tests/cases/document: an input, and what is read and said of it."""

import json
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path

import pytest

from specloom import report
from specloom.diagnostics import Diagnostic, SpecError
from specloom.document import Document, Json, as_text, check, read
from specloom.document.markdown import fences
from specloom.source import SourceFile

CASES = Path(__file__).resolve().parent.parent / "cases" / "document"


@pytest.mark.parametrize("case", sorted(path.name for path in CASES.iterdir()))
def test_document(case: str, expect: Callable[[Path, str], None]) -> None:
    (file,) = (CASES / case).glob("input.*")
    found: list[Diagnostic] = []
    trees: list[str] = []
    source = SourceFile(file.name, file.read_bytes())
    try:
        for document in documents(source):
            found += document.diagnostics
            trees.append(shown(document.root))
    except SpecError as error:
        found.append(error.diagnostic)
    stream = StringIO()
    report.print_text(found, stream)
    expect(CASES / case / "expected.txt", stream.getvalue() + "".join(trees))


def documents(source: SourceFile) -> Iterator[Document]:
    if not source.path.endswith(".md"):
        yield read(source)
        return
    check(source)
    for fence in fences(source):
        start, end = fence.content_start, fence.content_end
        yield read(source, start=start, end=end, indent=fence.indent)


def shown(root: Json) -> str:
    """A tree as JSON, with numbers as their source wrote them."""
    return json.dumps(spelt(root), indent=2, ensure_ascii=False) + "\n"


def spelt(node: Json) -> Json:
    if isinstance(node, dict):
        return {key: spelt(item) for key, item in node.items()}
    if isinstance(node, list):
        return [spelt(item) for item in node]
    if isinstance(node, int | float) and not isinstance(node, bool):
        return f"{type(node).__name__} {as_text(node)} = {float(node)!r}"
    return node
