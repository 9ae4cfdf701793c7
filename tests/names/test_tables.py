"""The tables of names say to us what they say to a parser of TOML."""

import tomllib
from pathlib import Path

import pytest

import specloom.names
from specloom.names.tables import tables

FILES = sorted(Path(specloom.names.__file__).parent.glob("*.toml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_tables_are_what_a_parser_makes_of_them(path: Path) -> None:
    assert tables(path.name) == tomllib.loads(path.read_text("utf-8"))
