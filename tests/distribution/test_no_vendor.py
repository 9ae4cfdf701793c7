"""No vendor's name occurs in what knows none: the generator and the templates."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
KNOWN = {
    "agent computers",
    "computer-agents",
    "langchain",
    "github",
    "stripe",
    "openai",
}
VENDORS = KNOWN | {path.name for path in (ROOT / "specs").iterdir() if path.is_dir()}
NAMED = re.compile(rf"\b({'|'.join(sorted(map(re.escape, VENDORS)))})\b", re.I)
SUFFIXES = {".py", ".j2", ".toml", ".json", ".md", ".typed"}


def test_no_vendor_is_named() -> None:
    said = []
    for folder in ("generator", "templates"):
        for path in (ROOT / folder).rglob("*.*"):
            if path.suffix in SUFFIXES and path.is_file():
                text = f"{path.relative_to(ROOT).as_posix()}\n{path.read_text()}"
                said += [f"{path}: {name}" for name in NAMED.findall(text)]
    assert said == []


def test_a_name_would_be_found() -> None:
    assert {"devic", "capy", "langgraph", "acp"} <= VENDORS
    assert NAMED.search("as Devic does it")
