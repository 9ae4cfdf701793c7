"""A case is a directory `tests/cases/read/NAME/`: an input, and what is read from it.

The input is the file `input.*`; files beside it are what it refers to. `expected.txt` is
the canonical text of the API, then the reader, then what was remarked upon.

A case `tests/cases/index/NAME/` has an index, `llms*.txt` or `pages.*`, and the texts of
all that it leads to, one after the other.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from specloom.diagnostics import Diagnostic, Diagnostics, SpecError
from specloom.document import load
from specloom.ir.dump import dump
from specloom.read.loader import FolderLoader
from specloom.read.registry import read_sources

CASES = Path(__file__).parents[1] / "cases"
NAMES = ("input.*", "llms*.txt", "pages.*")


@pytest.mark.parametrize(
    "case",
    [*sorted((CASES / "read").iterdir()), *sorted((CASES / "index").iterdir())],
    ids=lambda case: f"{case.parent.name}-{case.name}",
)
def test_case(case: Path, expect: Callable[[Path, str], None]) -> None:
    (path,) = (path for name in NAMES for path in case.glob(name))
    diagnostics = Diagnostics()
    source = load(path, path.name)
    try:
        fragments = read_sources(source, FolderLoader(case), diagnostics)
    except SpecError as refusal:
        text = f"refused\n{_line(refusal.diagnostic)}"
    else:
        texts = []
        for it in fragments:
            line, _ = it.source.position(0)
            head = f"from {it.source.path}:{line}\n" if it.source is not source else ""
            texts.append(f"{head}{dump(it.api)}\nread by {it.reader}: {it.why}\n")
        text = "\n".join(texts)
    remarks = "".join(map(_line, diagnostics))
    expect(case / "expected.txt", text + ("\n" + remarks if remarks else ""))


def _line(it: Diagnostic) -> str:
    place = ""
    if it.span is not None:
        line, column = it.span.position()
        place = f"{it.span.path}:{line}:{column}: "
    hint = f"\n    hint: {it.hint}" if it.hint else ""
    related = "".join(
        f"\n    {label}: {span.path}:{span.position()[0]}:{span.position()[1]}"
        for label, span in it.related
    )
    return f"{it.severity} {it.code} {place}{it.message}{hint}{related}\n"
