"""Operations that pages only show by example: listed, joined with others, or taken in."""

from pathlib import Path

import pytest

from specloom.cli import run
from specloom.diagnostics import Diagnostics
from specloom.ir import types as t
from specloom.ir.api import Api
from specloom.passes.merge import merge
from specloom.passes.shown import take_shown
from specloom.read.loader import NoFiles
from specloom.read.registry import read_source
from specloom.source import SourceFile

NETS = """\
# POST /nets

Make a net.

| Field | Type | Required | Description |
|-------|------|----------|-------------|
| mesh | integer | Yes | Its mesh |

## Make one, and mend it

```python
requests.post("https://nets.example/nets", json={"mesh": 3})
requests.post(f"https://nets.example/nets/{net['id']}/holes", json={"size": 2})
requests.post("https://nets.example/nets/7/holes?force=true", json={"note": "x"})
```
"""
HOLES = """\
# POST /nets/{netId}/holes

Mend a hole.

| Field | Type | Required | Description |
|-------|------|----------|-------------|
| size | number | No | In centimetres |
"""


def read(*pages: str) -> Api:
    sources = [
        SourceFile(f"nets/{number}.md", page.encode())
        for number, page in enumerate(pages)
    ]
    return merge(
        [read_source(it, NoFiles(), Diagnostics()).api for it in sources], Diagnostics()
    )


def test_what_nobody_describes_is_listed() -> None:
    said = Diagnostics()
    api = take_shown(read(NETS), said)
    assert [it.id for it in api.operations] == ["POST /nets"]
    assert api.shown == ()
    (listed,) = said
    assert listed.code == "SL329"
    assert "`POST /nets/{id}/holes`" in listed.message
    assert listed.span is not None and listed.span.position()[0] == 13


def test_what_nobody_describes_is_taken_in_if_asked_for() -> None:
    said = Diagnostics()
    api = take_shown(read(NETS), said, include=True)
    assert list(said) == []
    assert api.counts.operations == 2
    holes = api.operations[1]
    assert [(it.name, it.location) for it in holes.parameters] == [
        ("force", "query"),
        ("id", "path"),
    ]
    assert holes.body is not None
    assert fields(holes.body.contents[0].type) == ["size", "note"]
    assert [it.status for it in holes.responses] == ["200", "default"]


@pytest.mark.parametrize("pages", [(NETS, HOLES), (HOLES, NETS)])
@pytest.mark.parametrize("include", [True, False])
def test_what_another_page_describes_has_one_more_example(
    pages: tuple[str, ...], include: bool
) -> None:
    said = Diagnostics()
    api = take_shown(read(*pages), said, include=include)
    assert list(said) == []
    (holes,) = [it for it in api.operations if it.id == "POST /nets/{}/holes"]
    assert holes.path == "/nets/{netId}/holes"
    assert holes.body is not None
    (content,) = holes.body.contents
    assert fields(content.type) == ["size", "note"]
    assert [it.value for it in content.examples] == [{"size": 2}, {"note": "x"}]


def fields(type_: t.Type | None) -> list[str]:
    assert isinstance(type_, t.Object)
    return [it.name for it in type_.fields]


def test_the_list_of_gaps_and_the_configuration(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "nets.md").write_text(NETS)
    config = '[apis.nets]\nsources = ["nets.md"]\n'
    (tmp_path / "specloom.toml").write_text(config)
    assert run(["generate"]) == 0
    gaps = (tmp_path / "generated/nets/GAPS.md").read_text()
    assert "SL329" in gaps and "nets.md:13" in gaps and "/holes" in gaps
    assert "/holes" not in (tmp_path / "generated/nets/openapi.json").read_text()
    (tmp_path / "specloom.toml").write_text(config + "operations_from_examples = true")
    assert run(["generate"]) == 0
    assert "SL329" not in (tmp_path / "generated/nets/GAPS.md").read_text()
    assert "/holes" in (tmp_path / "generated/nets/openapi.json").read_text()
