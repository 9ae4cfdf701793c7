"""A case is a directory `tests/cases/overlay/NAME/`: inputs, overlays, what they make.

`expected.txt` is how the canonical text of the API differs with the overlays from that
without them, and what there is to say of the overlays alone.
"""

from collections.abc import Callable
from difflib import unified_diff
from pathlib import Path

import pytest

from specloom.diagnostics import Diagnostic, Diagnostics
from specloom.ir.dump import dump
from specloom.ir.proofs import proofs
from specloom.pipeline import given, stages

CASES = Path(__file__).parents[1] / "cases" / "overlay"


@pytest.mark.parametrize("case", sorted(CASES.iterdir()), ids=lambda case: case.name)
def test_case(case: Path, expect: Callable[[Path, str], None]) -> None:
    before, after = Diagnostics(), Diagnostics()
    plain = stages.published(given(["input*"], case, root="."), before)
    job = given(["input*"], case, root=".", overlays=["overlay*"])
    made = stages.published(job, after)
    if made.error is not None:
        after.append(made.error)
    lines = unified_diff(
        dump(plain.api).splitlines(), dump(made.api).splitlines(), n=1, lineterm=""
    )
    text = "".join(f"{line.rstrip()}\n" for line in [*lines][2:])
    remarks = [_line(it) for it in after]
    for known in map(_line, before):
        if known in remarks:
            remarks.remove(known)
        else:
            text += f"no longer said: {known}"
    expect(case / "expected.txt", text + ("\n" if remarks else "") + "".join(remarks))
    assert "canonical document" not in dump(made.api, spans=True)
    for proof in proofs(made.api):
        assert proof.span is None or proof.span.position()


def _line(it: Diagnostic) -> str:
    place = ""
    if it.span is not None:
        line, column = it.span.position()
        place = f"{it.span.path}:{line}:{column}: "
    hint = f"\n    hint: {it.hint}" if it.hint else ""
    return f"{it.severity} {it.code} {place}{it.message}{hint}\n"
