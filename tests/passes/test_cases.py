"""A case is a directory `tests/cases/passes/PASS-NAME/`: inputs, and what a pass makes.

The inputs are the files `input*.yaml`, each a fragment. `expected.txt` is the canonical
text of the API after the pass that the name begins with and all before it, and what the
passes had to say.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from specloom.diagnostics import Diagnostic, Diagnostics
from specloom.document import load
from specloom.ir.api import Api
from specloom.ir.dump import dump
from specloom.passes.compose import compose
from specloom.passes.hoist import hoist
from specloom.passes.merge import merge
from specloom.passes.order import order
from specloom.passes.resolve import resolve
from specloom.read.loader import FolderLoader
from specloom.read.registry import read_source

CASES = Path(__file__).parents[1] / "cases" / "passes"


@pytest.mark.parametrize("case", sorted(CASES.iterdir()), ids=lambda case: case.name)
def test_case(case: Path, expect: Callable[[Path, str], None]) -> None:
    diagnostics = Diagnostics()
    apis = [
        read_source(load(path, path.name), FolderLoader(case), Diagnostics()).api
        for path in sorted(case.glob("input*.yaml"))
    ]
    api = passed(apis, case.name.partition("-")[0], diagnostics)
    remarks = "".join(map(_line, diagnostics))
    expect(case / "expected.txt", dump(api) + ("\n" + remarks if remarks else ""))


def passed(apis: list[Api], last: str, diagnostics: Diagnostics) -> Api:
    """The API after the pass `last` and all before it."""
    api = merge(apis, diagnostics)
    if last == "merge":
        return api
    api = resolve(api, diagnostics)
    if last == "resolve":
        return api
    api = compose(api, diagnostics)
    if last == "compose":
        return api
    api = hoist(api, diagnostics)
    if last == "hoist":
        return api
    assert last == "order"
    return order(api)


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
