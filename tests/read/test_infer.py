"""Instances to types: each directory of tests/cases/infer, whose fences are instances."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from specloom.document import Json
from specloom.document.loose import read_loose
from specloom.document.markdown import fences
from specloom.document.tree import Window
from specloom.export.fitting import Fitting
from specloom.ir.dump_types import TypePrinter
from specloom.ir.evidence import Evidence, Grade
from specloom.read.pages.snippets.infer import infer_all
from specloom.source import SourceFile, Span, Stretch
from tests.document.texts import file, trees

CASES = Path(__file__).resolve().parents[1] / "cases" / "infer"


@pytest.mark.parametrize("case", sorted(path.name for path in CASES.iterdir()))
def test_case(case: str, expect: Callable[[Path, str], None]) -> None:
    data = (CASES / case / "input.md").read_bytes()
    source = SourceFile("input.md", data)
    found = [
        read_loose(Window(source, it.content_start, it.content_end, it.indent))
        for it in fences(source)
    ]
    samples = [(it.value, Evidence(it.span, Grade.INFERRED, "answer")) for it in found]
    text = ""
    for formats in (True, False):
        printer = TypePrinter(spans=False)
        type_ = infer_all(samples, formats=formats)
        printer.type("answer" if formats else "request", type_, 0)
        text += printer.text()
    expect(CASES / case / "expected.txt", text)


@given(st.lists(trees, min_size=1, max_size=4), st.booleans())
def test_every_instance_fits(values: list[Json], formats: bool) -> None:
    why = Evidence(Span(Stretch(file(""))), Grade.INFERRED, "example")
    type_ = infer_all([(value, why) for value in values], formats=formats)
    assert all(Fitting({}).fits(type_, value) for value in values)
