"""Configuration: what it may say, where its keys stand, which file holds."""

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from specloom import config
from specloom.config.places import TomlText
from specloom.diagnostics import Diagnostics
from specloom.source import SourceFile, Span, unescape

ROOT = Path(__file__).resolve().parents[2]
TEXT = """\
a.b."c d" = 1
x = \"\"\"multi
[not.a.table]
\"\"\"
[[f]]
name = 'q' # c
[f.sub]
z = {a=1, b.c = [1,2, {d="}"}]}
[[f]]
name = 2
[[f.v]]
k = 1979-05-27 07:32:00
[[f.v]]
k = [
  "a", # x ]
  'b',
]
"""


def pointers(value: object, span: Span) -> Iterator[tuple[Span, object]]:
    yield span, value
    if isinstance(value, dict):
        for key, item in value.items():
            yield from pointers(item, span.at(key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from pointers(item, span.at(index))


@pytest.mark.parametrize("text", [TEXT, (ROOT / "pyproject.toml").read_text(), ""])
def test_every_key_has_a_place(text: str) -> None:
    origin = TomlText(SourceFile("x.toml", text.encode()))
    for span, value in pointers(tomllib.loads(text), Span(origin)):
        start, end = origin.locate(span.pointer)
        last = span.pointer.rpartition("/")[2]
        if last and not last.isdigit():
            assert unescape(last) in text[start:end]
        elif isinstance(value, str):
            assert value in text[start:end]


keys = st.text(st.characters(codec="utf-8", exclude_characters="\x7f"), max_size=6)
tables = st.recursive(
    st.integers() | st.text("ab]}#\"'\\", max_size=5),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(keys, inner, max_size=3),
    max_leaves=12,
)


@given(st.dictionaries(keys, tables, max_size=4))
def test_places_of_any_table(table: dict[str, object]) -> None:
    def quoted(text: object) -> str:
        return json.dumps(text, ensure_ascii=False)

    def toml(value: object) -> str:
        if isinstance(value, dict):
            pairs = (f"{quoted(k)} = {toml(v)}" for k, v in value.items())
            return "{" + ", ".join(pairs) + "}"
        if isinstance(value, list):
            return "[" + ", # ]\n".join(map(toml, value)) + "\n]"
        return quoted(value)

    lines = [f"{quoted(key)} = {toml(value)}\n" for key, value in table.items()]
    text = "# start\n" + "\n".join(lines)
    assert tomllib.loads(text) == table
    origin = TomlText(SourceFile("x.toml", text.encode()))
    for span, _ in pointers(table, Span(origin)):
        start, end = origin.locate(span.pointer)
        assert (start < end) == bool(span.pointer)


def load(path: Path, text: str) -> tuple[config.Config | None, list[str]]:
    path.write_text(text)
    diagnostics = Diagnostics()
    return config.load(path, path.name, diagnostics), [it.code for it in diagnostics]


def test_all_keys(tmp_path: Path) -> None:
    text = """
    output = "out"
    [apis.Pets]
    sources = ["a.yaml", "b/"]
    package = "pets"
    root = ".."
    base_url = "https://pets.example"
    max_gaps = 0
    operations_from_examples = true
    overlays = ["c/*.yaml"]
    """
    found, codes = load(tmp_path / "specloom.toml", text)
    assert found is not None and codes == []
    (api,) = found.apis
    assert (found.folder, found.output) == (tmp_path, "out")
    assert (api.name, api.sources, api.package) == ("Pets", ("a.yaml", "b/"), "pets")
    assert (api.root, api.base_url, api.max_gaps) == ("..", "https://pets.example", 0)
    assert api.operations_from_examples
    assert api.overlays == ("c/*.yaml",)


def test_defaults(tmp_path: Path) -> None:
    text = '[tool.specloom.apis.pets]\nsources = ["a.yaml"]\n'
    found, codes = load(tmp_path / "pyproject.toml", text)
    assert found is not None and codes == []
    assert (found.output, found.apis[0].package) == ("generated", "pets")
    assert not found.apis[0].operations_from_examples


def test_our_own_configuration() -> None:
    diagnostics = Diagnostics()
    found = config.load(ROOT / "pyproject.toml", "pyproject.toml", diagnostics)
    assert found is not None and len(diagnostics) == 0


def test_the_nearest_file_holds(tmp_path: Path) -> None:
    below = tmp_path / "a/b"
    below.mkdir(parents=True)
    assert config.find(below) is None
    (tmp_path / "pyproject.toml").write_text("[tool.specloom]\n")
    (tmp_path / "a/pyproject.toml").write_text("[tool.other]\nspecloom = 1\n")
    assert config.find(below) == tmp_path / "pyproject.toml"
    (tmp_path / "specloom.toml").write_text("")
    assert config.find(below) == tmp_path / "specloom.toml"
    (tmp_path / "a/pyproject.toml").write_text("[tool.specloom\n")
    assert config.find(below) == tmp_path / "a/pyproject.toml"


@pytest.mark.parametrize("name", ["a", "_a", "a_1", "pets2", "x" * 64])
def test_package_names(name: str) -> None:
    assert config.why_no_package(name) is None


@pytest.mark.parametrize(
    "name",
    [
        "",
        "A",
        "1a",
        "a-b",
        "a.b",
        "../a",
        "a\n",
        "é",
        "class",
        "__a",
        "x" * 129,
        "pydantic",
        "nul",
    ],
)
def test_names_that_are_none(name: str) -> None:
    assert config.why_no_package(name)


@pytest.mark.parametrize("text", ["Pydantic", "con", "Import", "é", "x " * 64])
def test_a_name_that_is_taken_gets_another(text: str) -> None:
    assert config.why_no_package(config.package_from(text)) is None


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("https://pets.example", True),
        ("http://localhost:8000/v1", True),
        ("https://{region}.pets.example/", True),
        ("", False),
        ("pets.example", False),
        ("https://", False),
        ("https:///v1", False),
        ("https://pets.example?key=1", False),
        ("https://pets .example", False),
        ("ftp://pets.example", False),
    ],
)
def test_base_urls(text: str, is_one: bool) -> None:
    assert config.is_base_url(text) is is_one


@given(st.text(max_size=100))
def test_every_text_has_a_package_name(text: str) -> None:
    assert config.why_no_package(config.package_from(text)) is None
