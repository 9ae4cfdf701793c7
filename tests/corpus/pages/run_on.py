"""Run-on rows against their true cells: `FieldTypeRequired`, `idstringNoAn id.`

The corpus has pages whose tables were flattened, each row one line without any mark
between its cells, and beside them the true cells. In: a splitter. Out: of each row of
each table, whether it was split right, wrong, or refused. A row that the splitter did
not take for one is refused: nothing is made of it. What it makes a row of and is none is
wrong.

A table has a *closed* column where its header names one with a closed vocabulary
(required, location); *typed* ones have a type column only.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, TypeAlias

from tests.corpus.pages import examples, vendors

Cells: TypeAlias = tuple[str, ...]
Splitter: TypeAlias = Callable[[str], dict[int, Cells | None]]
"""The text of a page to the cells of each line (from 0) that is a row; None: refused."""

CLOSED = re.compile(r"^(required|mandatory|in|location)$", re.IGNORECASE)
KINDS = ("closed", "typed", "neither")


@dataclass(frozen=True, slots=True)
class Row:
    """One true row. `ours` is None where it was refused or not seen."""

    page: Path
    line: int
    kind: str
    header: Cells
    truth: Cells
    ours: Cells | None

    @property
    def outcome(self) -> str:
        """`right`, `wrong` or `refused`."""
        if self.ours is None:
            return "refused"
        return "right" if self.ours == self.truth else "wrong"


def splitter() -> Splitter | None:
    """Specloom's own, or None while there is none."""
    try:
        module = import_module("specloom.read.pages.flattened.run_on")
    except ModuleNotFoundError:
        return None
    run_on = module.run_on

    def split(text: str) -> dict[int, Cells | None]:
        lines = [*_lines(text, module.Line)]
        known = {
            path.rpartition(".")[2] for _, path, _ in examples.keys(text, "python")
        }
        found: dict[int, Cells | None] = {}
        for _ in range(2):  # names of the first round tell rows apart in the second
            found, names = {}, set(known)
            at = 0
            while at < len(lines):
                table = run_on(lines[at:], known)
                if table is None:
                    at += 1
                    continue
                _take(table, lines, found, names)
                at += table.lines
            known = names
        return found

    return split


def _lines(text: str, line: Any) -> Iterator[Any]:
    at = 0
    for each in text.split("\n"):
        yield line(each, at)
        at += len(each) + 1


def _take(
    table: Any, lines: list[Any], found: dict[int, Cells | None], names: set[str]
) -> None:
    """The rows of a table by their lines, and the names in those that are sure."""
    numbers = {line.start: number for number, line in enumerate(lines)}
    for row in table.table.rows:
        found[numbers[row.start]] = tuple(cell.text for cell in row.cells)
        if row not in table.guessed:
            name = row.cells[0].text.strip("> ")
            names.add(name.rpartition(".")[2].replace("[]", ""))
    for refused in table.refused:
        found[numbers[refused.line.start]] = None


def rows(split: Splitter | None) -> Iterator[Row]:
    """All rows of the corpus, with what the splitter made of them."""
    for file in sorted(vendors.root().glob("flattened/derived/*/*.truth.json")):
        page = file.with_name(file.name.removesuffix(".truth.json") + ".txt")
        text = page.read_text("utf-8")
        lines = text.split("\n")
        found = split(text) if split else {}
        at = 0
        true: set[int] = set()
        above: list[tuple[int, Cells]] = []
        for table in json.loads(file.read_bytes()):
            header = _cells(table[0])
            at = lines.index("".join(table[0]), at)
            above.append((at, header))
            for row in table[1:]:
                if not any(row):
                    continue
                at = lines.index("".join(row), at + 1)
                true.add(at)
                ours = found.get(at)
                cut = _cells(ours) if ours is not None else None
                yield Row(page, at + 1, kind(header), header, _cells(row), cut)
        for number, cells in found.items():
            if cells is not None and number not in true:
                header = max((it for it in above if it[0] < number), default=(0, ()))[1]
                yield Row(page, number + 1, kind(header), header, (), _cells(cells))


def kind(header: Cells) -> str:
    """Which columns a table has."""
    if any(CLOSED.match(title) for title in header):
        return "closed"
    return "typed" if any(title.lower() == "type" for title in header) else "neither"


def _cells(cells: list[str] | Cells) -> Cells:
    return tuple(" ".join(cell.split()) for cell in cells)
