"""Whatever happens to a page in words, reading it raises only SpecError.

The pages of the cases are cut, lines of them are lost, put elsewhere or torn, and odd ones
put in between. What comes out must print, and every place must be one of the page.
"""

import random
from pathlib import Path

import pytest

from specloom.diagnostics import Diagnostics, SpecError
from specloom.document import load
from specloom.ir.dump import dump
from specloom.ir.proofs import proofs
from specloom.read.loader import NoFiles
from specloom.read.registry import read_source
from specloom.source import SourceFile

CASES = Path(__file__).parents[1] / "cases" / "read"
PAGES = sorted(
    path for path in CASES.glob("*/input.*") if path.suffix in (".md", ".mdx", ".txt")
)
TIMES = 15
ODD = """\
```
```python
=== "Python"
| a | b |
|---|---|
    {'a': [
Output:
Response (200)
# GET /x
## POST /y/{z}
<Tabs>
<Tab title="x">
</Tab>
{
}
<ParamField body="x" type="string">
curl -X POST https://a.example/c -d '{
http_request(method="PUT", url="/q", body={
> x
---
- `a` (string): b
FieldTypeRequiredDescription
"""
ODD_TEXTS = ["\t", *"\"`{}[]|<>()'\\,:*#=$-", "“", "é", "&nbsp;", "{{", "/*"]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.parent.name)
def test_any_damage_anywhere(path: Path) -> None:
    chance = random.Random(path.parent.name)
    whole = load(path, path.name).text.split("\n")
    for _ in range(TIMES):
        lines = [*whole]
        for _ in range(chance.randint(1, 4)):
            lines = _damaged(lines, chance)
        _read(SourceFile(path.name, "\n".join(lines).encode()))


def _damaged(lines: list[str], chance: random.Random) -> list[str]:
    at = chance.randrange(len(lines)) if lines else 0
    before, after = lines[:at], lines[at + 1 :]
    line = lines[at] if lines else ""
    cut = chance.randint(0, len(line))
    other = chance.choice(lines) if lines else ""
    odd = chance.choice(ODD_TEXTS)
    return chance.choice(
        [
            before,
            [*before, *after],
            [*before, chance.choice(ODD.splitlines()), line, *after],
            [*before, line[:cut] + odd + line[cut:], *after],
            [*before, line[:cut], *after],
            [*before, other, *after],
        ]
    )


def _read(source: SourceFile) -> None:
    diagnostics = Diagnostics()
    try:
        api = read_source(source, NoFiles(), diagnostics).api
        dump(api, True)
        for proof in proofs(api):
            assert proof.span is None or proof.span.position() >= (1, 1)
    except SpecError as refusal:
        diagnostics.append(refusal.diagnostic)
    for it in diagnostics:
        assert it.span is None or it.span.position() >= (1, 1)
