"""No file of ours is longer than 400 lines without a reason at its head."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parents[2]
FOLDERS = ("generator", "templates", "benchmarks", "tests")
SUFFIXES = {".py", ".j2", ".toml"}
MOST = 400
REASON = f"Longer than {MOST} lines: "


def test_long_files_say_why() -> None:
    silent = []
    for folder in FOLDERS:
        for path in (ROOT / folder).rglob("*.*"):
            inside = path.relative_to(ROOT).as_posix()
            if path.suffix not in SUFFIXES or inside.startswith("tests/cases/"):
                continue
            lines = path.read_text("utf-8").splitlines()
            if len(lines) > MOST and REASON not in "\n".join(lines[:20]):
                silent.append(f"{inside}: {len(lines)} lines")
    assert silent == []
