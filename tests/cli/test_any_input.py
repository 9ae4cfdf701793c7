"""Never a traceback, always Python: documents with anything anywhere, and cut ones."""

import copy
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from specloom.cli import run

CASES = Path(__file__).parents[1] / "cases"
SEEDS = sorted(
    [
        *CASES.glob("emit/*/input/*.yaml"),
        *CASES.glob("read/*/input.yaml"),
        *CASES.glob("diagnostics/SL6*/api.yaml"),
    ]
)
JUNK: list[Any] = [
    None,
    True,
    -1,
    1.5,
    "",
    "x",
    "#",
    [],
    [None],
    [{}],
    {},
    {"$ref": "#"},
    {"$ref": "#/paths"},
    {"$ref": 3},
    {"": ""},
    {"type": "object", "properties": []},
    {"allOf": [{"$ref": "#/components/schemas"}]},
]


def places(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if path:
        yield path
    if isinstance(node, dict | list):
        items = node.items() if isinstance(node, dict) else enumerate(node)
        for key, value in items:
            yield from places(value, (*path, key))


def damaged(document: Any, chance: random.Random) -> Any:
    """The document with another value in a few places, or a key less."""
    document = copy.deepcopy(document)
    for _ in range(chance.randint(1, 3)):
        *parents, last = chance.choice(list(places(document)))
        owner = document
        for key in parents:
            owner = owner[key]
        if isinstance(owner, dict) and chance.random() < 0.2:
            del owner[last]
        else:
            owner[last] = copy.deepcopy(chance.choice(JUNK))
        if not list(places(document)):
            break
    return document


def check(path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    code = run(["generate", str(path), "-o", "out", "--package", "x", "--force"])
    said = capfd.readouterr().err
    assert code in (0, 2), f"{said}\n{path.read_text()}"
    assert "SL8" not in said and "Traceback" not in said, path.read_text()
    if code == 0:
        for module in Path("out/x").rglob("*.py"):
            if "_runtime" not in module.parts:
                compile(module.read_bytes(), str(module), "exec")


@pytest.mark.parametrize("seed", SEEDS, ids=lambda it: f"{it.parent.name}-{it.stem}")
def test_damaged_documents(
    seed: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SPECLOOM_DEBUG", raising=False)
    monkeypatch.setattr("os.fsync", lambda descriptor: None)
    document = yaml.safe_load(seed.read_text())
    chance = random.Random(seed.as_posix().rpartition("cases/")[2])
    path = tmp_path / "api.json"
    for _ in range(8):
        path.write_text(json.dumps(damaged(document, chance), default=str))
        check(path, capfd)
    text = seed.read_text()
    for _ in range(2):
        path.write_text(text[: chance.randrange(len(text))])
        check(path, capfd)
