"""A page lends an operation its heading; the same operation elsewhere is still the same."""

import pytest

from specloom.diagnostics import Diagnostics
from specloom.ir.api import Operation
from specloom.passes.merge import merge
from specloom.read.loader import NoFiles
from specloom.read.registry import read_source
from specloom.source import SourceFile

DOCUMENT = """openapi: 3.1.0
info: {title: Boats, version: "1"}
paths: {/boats: {get: {SAIDresponses: {'200': {description: All.}}}}}
"""


def _merged(*said: tuple[str, str]) -> tuple[Operation, list[str]]:
    """The operation of several sources: each with a heading, and what it declares."""
    diagnostics = Diagnostics()
    apis = []
    for heading, declared in said:
        text = DOCUMENT.replace("SAID", declared)
        name = "boats.yaml"
        if heading:
            name, text = "boats.md", f"# {heading}\n\n````yaml GET /boats\n{text}````\n"
        source = SourceFile(name, text.encode())
        apis.append(read_source(source, NoFiles(), diagnostics).api)
    api = merge(apis, diagnostics)
    (operation,) = api.operations
    return operation, [it.code for it in diagnostics]


@pytest.mark.parametrize("turned", [False, True])
def test_words_of_a_page_are_taken_where_the_document_has_none(turned: bool) -> None:
    sources = [("List boats", ""), ("", "")]
    operation, codes = _merged(*(sources[::-1] if turned else sources))
    assert operation.summary == "List boats"
    assert "summary" in operation.evidence
    assert codes == []


@pytest.mark.parametrize("turned", [False, True])
def test_declared_words_win(turned: bool) -> None:
    sources = [("List boats", ""), ("", "summary: All boats, ")]
    operation, codes = _merged(*(sources[::-1] if turned else sources))
    assert operation.summary == "All boats"
    assert "summary" not in operation.evidence
    assert codes == []


def test_of_two_pages_the_first_has_the_word() -> None:
    operation, codes = _merged(("List boats", ""), ("Boote auflisten", ""))
    assert operation.summary == "List boats"
    assert codes == []


def test_what_is_declared_differently_is_different() -> None:
    assert _merged(("", "summary: A, "), ("", "summary: B, "))[1] == ["SL412"]
    assert _merged(("A", ""), ("", "deprecated: true, "))[1] == ["SL412"]
