"""Tables of pages: cells, and where they stand."""

import pytest

from specloom.document.markdown import Paragraph, blocks
from specloom.document.tables import Table, tables
from specloom.source import SourceFile


def read(text: str) -> tuple[SourceFile, list[Table]]:
    source = SourceFile("page.md", text.encode())
    found = [it for it in blocks(source) if isinstance(it, Paragraph)]
    return source, [table for block in found for table in tables(block)]


def cells(text: str) -> list[list[str]]:
    (table,) = read(text)[1]
    return [[it.text for it in row.cells] for row in (table.header, *table.rows)]


TABLES: dict[str, tuple[str, list[list[str]]]] = {
    "outer pipes": (
        "| a | b |\n|---|---|\n| 1 | 2 |\n",
        [["a", "b"], ["1", "2"]],
    ),
    "no outer pipes": (
        "a | b\n--- | ---\n1 | 2\n3|4\n",
        [["a", "b"], ["1", "2"], ["3", "4"]],
    ),
    "some outer pipes": (
        "a | b |\n:-|-:\n| 1 | 2\n|3|4|\n",
        [["a", "b"], ["1", "2"], ["3", "4"]],
    ),
    "an escaped pipe": (
        "|a|b|\n|-|-|\n|x \\| y|2|\n",
        [["a", "b"], ["x | y", "2"]],
    ),
    "pipes in a code span": (
        "|a|b|\n|-|-|\n|`x | y`|2|\n",
        [["a", "b"], ["`x | y`", "2"]],
    ),
    "header only": ("| a | b |\n| - | - |\n", [["a", "b"]]),
    "empty cells": (
        "|a|b|c|\n|-|-|-|\n||2||\n",
        [["a", "b", "c"], ["", "2", ""]],
    ),
    "more cells than columns": (
        "|a|b|\n|-|-|\n|x|y | z|2|\n",
        [["a", "b"], ["x", "y", "z", "2"]],
    ),
    "fewer cells than columns": ("|a|b|\n|-|-|\n|x|\n", [["a", "b"], ["x"]]),
    "words before and after": (
        "Some words:\n|a|b|\n|-|-|\n|1|2|\nmore words\n",
        [["a", "b"], ["1", "2"]],
    ),
    "indented": (
        "    | a | b |\n    |---|---|\n    | 1 | 2 |\n",
        [["a", "b"], ["1", "2"]],
    ),
    "tabs": ("|a\t|b|\n|---|\t---|\n|1\t|2|\n", [["a", "b"], ["1", "2"]]),
    "one column": ("|a|\n|-|\n|1|\n", [["a"], ["1"]]),
}


@pytest.mark.parametrize("name", TABLES)
def test_the_cells_of_a_table(name: str) -> None:
    text, expected = TABLES[name]
    assert cells(text) == expected


@pytest.mark.parametrize("name", TABLES)
def test_every_cell_has_its_place(name: str) -> None:
    source, (table,) = read(TABLES[name][0])
    for row in (table.header, *table.rows):
        for cell in row.cells:
            written = source.text[cell.start : cell.end]
            assert written.replace("\\|", "|") == cell.text
            assert row.start <= cell.start <= cell.end <= row.end
    assert source.text[table.start : table.end].rstrip("\n").count("\n") + 1 == (
        len(table.rows) + 2
    )


@pytest.mark.parametrize(
    "text", ["a | b\nc | d\n", "a | b\n---\n", "|---|---|\n|1|2|\n"]
)
def test_what_is_no_table(text: str) -> None:
    assert read(text)[1] == []


def test_several_tables_in_a_paragraph() -> None:
    _, found = read("|a|b|\n|-|-|\n|1|2|\nwords\n|c|d|\n|-|-|\n")
    assert [it.header.cells[0].text for it in found] == ["a", "c"]
