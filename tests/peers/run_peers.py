"""`make test-peers`: generated code against software that others wrote.

Installs the peers beside the tests, runs the tests of this folder against them, and
prints a table of what passed and how long it took. Exits 1 where a test fails, and where
one is skipped for another reason than that this machine cannot have what it needs.

    python -m tests.peers.run_peers [--write]
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

from benchmarks.measure import commit, run
from tests.peers.install import (
    HERE,
    PEERS,
    ROOT,
    CannotInstall,
    has_node,
    install,
    listed,
)

NO_CORPUS = "the corpus, which has LangGraph's OpenAPI document, is not there"
NO_NODE = "there is no node, or no npm, on this machine"
CANNOT = {NO_CORPUS, NO_NODE}
"""Why a test may be skipped."""

HEADER = ("what", "passed", "failed", "skipped", "seconds")


@dataclass(slots=True)
class Row:
    """The tests of one module."""

    module: str
    passed: int = 0
    failed: int = 0
    skipped: list[str] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def holds(self) -> bool:
        """Whether nothing failed, and nothing was skipped that could have run."""
        return not self.failed and CANNOT.issuperset(self.skipped)

    def cells(self) -> tuple[str, ...]:
        """The row of the table; the module's own first line says what it is."""
        said = importlib.import_module(self.module).__doc__ or self.module
        title = said.strip().partition("\n")[0].rstrip(".:")
        counts = (self.passed, self.failed, len(self.skipped))
        return (title, *map(str, counts), f"{self.seconds:.1f}")


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="run_peers")
    parser.add_argument("--write", action="store_true", help="keep the table")
    options = parser.parse_args(arguments)
    started = time.perf_counter()
    try:
        install()
    except (CannotInstall, OSError) as error:
        print(f"the peers cannot be installed: {error}", file=sys.stderr)
        return 1
    installed = time.perf_counter() - started
    report = PEERS / "report.xml"
    report.unlink(missing_ok=True)
    status = subprocess.run(
        [sys.executable, "-m", "pytest", HERE, "--junit-xml", report],
        cwd=ROOT,
        env={**os.environ, "SPECLOOM_PEERS": str(PEERS)},
    ).returncode
    if not report.is_file():
        return status or 1
    rows = read(report.read_text("utf-8"))
    lines = table(rows)
    print("\n".join(["", *lines, "", f"installed in {installed:.1f} seconds"]))
    if options.write:
        page = ROOT / "docs" / "status" / "peers.md"
        page.write_text(markdown(lines), "utf-8")
        print(f"wrote {page.relative_to(ROOT)}")
    return 0 if status == 0 and rows and all(row.holds for row in rows) else 1


def read(report: str) -> list[Row]:
    """The rows of a report that pytest wrote as JUnit's XML."""
    rows: dict[str, Row] = {}
    for case in ElementTree.fromstring(report).iter("testcase"):
        module = case.attrib["classname"]
        row = rows.setdefault(module, Row(module))
        row.seconds += float(case.attrib["time"])
        skipped = case.find("skipped")
        if skipped is not None:
            row.skipped.append(skipped.attrib.get("message", ""))
        elif case.find("failure") is None and case.find("error") is None:
            row.passed += 1
        else:
            row.failed += 1
    return list(rows.values())


def table(rows: Sequence[Row]) -> list[str]:
    """The rows in markdown, then why tests were skipped."""
    lines = [HEADER, *(row.cells() for row in rows)]
    why = dict.fromkeys(reason for row in rows for reason in row.skipped)
    return [
        *("| " + " | ".join(cells) + " |" for cells in lines[:1]),
        "|---|" + "--:|" * (len(HEADER) - 1),
        *("| " + " | ".join(cells) + " |" for cells in lines[1:]),
        *([""] if why else []),
        *(f"- skipped: {reason}" for reason in why),
    ]


def markdown(lines: Sequence[str]) -> str:
    """The page that is kept."""
    text = [
        "# Peers",
        "",
        f"Written by `make test-peers WRITE=1` on commit {commit()}, Python"
        f" {platform.python_version()}, with {', '.join(versions())}.",
        "",
        *lines,
    ]
    return "\n".join(text) + "\n"


def versions() -> list[str]:
    """The peers by name and version."""
    found: list[str] = []
    for path in listed():
        lines = path.read_text().partition("\n\n")[0].splitlines()
        found += [it.replace("==", " ") for it in lines if not it.startswith("#")]
    node = json.loads((HERE / "package.json").read_text())["dependencies"]
    found += [f"`{name}` {version}" for name, version in node.items()]
    if has_node():
        found.append(f"Node {run(['node', '--version'], directory=Path.cwd()).stdout}")
    return [it.strip() for it in found]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
