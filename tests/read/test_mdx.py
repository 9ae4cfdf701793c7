"""Pages written as components: whatever is left of one, reading raises only SpecError."""

import random
from itertools import pairwise
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from specloom.diagnostics import Diagnostics, SpecError
from specloom.ir.dump import dump
from specloom.read.loader import FolderLoader
from specloom.read.registry import read_source
from specloom.source import SourceFile

CASES = Path(__file__).parents[1] / "cases" / "read"
PAGES = sorted(CASES.glob("page-mdx-*/input.*"))
TEXTS = [path.read_text("utf-8") for path in PAGES]
LINES = [line + "\n" for text in TEXTS for line in text.split("\n")]
HOSTILE = (
    "<ParamField",
    '<ParamField query="a" type="',
    "<ResponseField name='b' type={",
    "</Expandable>",
    "<Expandable>",
    "```json 200\n",
    "{/*",
    "-->",
    "## Response\n",
    "## GET /other\n",
    "<Snippet file='input.mdx' />",
    "<Tab title='999'>",
    'type={[["a"], 1e999]}',
    "default={",
    "\\",
    "\x00",
    "\u2028",
)


def read(text: str, folder: Path) -> str:
    """What is made of a text, as text; every diagnostic has a place that exists."""
    diagnostics = Diagnostics()
    source = SourceFile("input.mdx", text.encode())
    try:
        fragment = read_source(source, FolderLoader(folder), diagnostics)
        made = dump(fragment.api)
    except SpecError as refusal:
        diagnostics.append(refusal.diagnostic)
        made = ""
    for it in diagnostics:
        assert it.span is None or it.span.position() >= (1, 1)
    return made


@settings(max_examples=150, deadline=None)
@given(st.integers(0, len(TEXTS) - 1), st.data())
def test_a_page_may_be_cut_and_shuffled(page: int, data: st.DataObject) -> None:
    text = TEXTS[page]
    cuts = data.draw(st.lists(st.integers(0, len(text)), max_size=6))
    ends = [0, *sorted(cuts), len(text)]
    pieces = [text[a:b] for a, b in pairwise(ends)]
    pieces += data.draw(st.lists(st.sampled_from((*LINES, *HOSTILE)), max_size=6))
    read("".join(data.draw(st.permutations(pieces))), PAGES[page].parent)


@pytest.mark.parametrize(
    "page", range(len(TEXTS)), ids=[it.parent.name for it in PAGES]
)
def test_a_page_may_end_anywhere(page: int) -> None:
    text, folder = TEXTS[page], PAGES[page].parent
    for end in range(0, len(text), 7):
        read(text[:end], folder)


@pytest.mark.parametrize(
    "page", range(len(TEXTS)), ids=[it.parent.name for it in PAGES]
)
def test_any_line_may_be_missing_or_elsewhere(page: int) -> None:
    lines, folder = TEXTS[page].splitlines(keepends=True), PAGES[page].parent
    chance = random.Random(page)
    for number in range(len(lines)):
        rest = [*lines[:number], *lines[number + 1 :]]
        read("".join(rest), folder)
        rest.insert(chance.randrange(len(rest) + 1), lines[number])
        read("".join(rest), folder)


FIELD = '<ResponseField name="x{}" type="object">'


@pytest.mark.parametrize(
    "text",
    [
        "".join(FIELD.format(n) for n in range(3000)),
        "".join(FIELD.format(n) for n in range(3000)) + "</ResponseField>" * 3000,
        "".join(FIELD.format(n) + "</ResponseField>\n" for n in range(3000)),
        "<Expandable>" * 3000 + FIELD.format(1),
        FIELD.format("." * 3000),
        FIELD.format(".a" * 3000),
        FIELD.format("[]" * 3000),
        '<ParamField query="a" type="' + "array of " * 3000 + '" />',
        '<ParamField query="a" type="' + "Object<" * 3000 + '" />',
        '<ParamField query="a" default="' + "[" * 3000 + '" type="array" />',
        "```json 200\n" + "[" * 3000,
        "# A\n## B\n" * 3000,
    ],
    ids=range(12),
)
def test_large_and_deep_pages_are_read_in_time(text: str, tmp_path: Path) -> None:
    start = process_time()
    read(f"---\napi: GET https://deep.example/a\n---\n## Response\n\n{text}", tmp_path)
    assert process_time() - start < 5


def test_parts_of_pages_are_passed_over_in_a_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from specloom.cli import run

    page = '---\napi: GET https://a.example/b\n---\n<Snippet file="part.mdx" />\n'
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "page.mdx").write_text(page)
    (tmp_path / "snippets").mkdir()
    part = '<ResponseField name="n" type="int" />\n'
    (tmp_path / "snippets" / "part.mdx").write_text(part)
    monkeypatch.chdir(tmp_path)
    for sources in (["."], ["**/*.mdx"], ["pages/page.mdx"]):
        assert run(["dump", *sources, "--root", "."]) == 0
        said = capsys.readouterr()
        assert "field n: integer" in said.out
        assert "SL348" not in said.err
    assert run(["dump", "snippets/part.mdx"]) == 2
    assert "SL348" in capsys.readouterr().err
