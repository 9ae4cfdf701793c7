"""JSON: as the standard library reads it, less what is refused; and always a place."""

import json
from random import Random
from typing import NoReturn

import pytest
from hypothesis import given
from hypothesis import strategies as st

from specloom.diagnostics import SpecError
from specloom.document import Json, Limits, as_text, read_json
from specloom.document.json_errors import flaw
from specloom.document.tree import Window

from .texts import file, pointers, spelt, trees

pieces = st.sampled_from(
    [
        *'{}[]:,"\\ \n\t-.0123e+nu',
        "true",
        "false",
        "null",
        "NaN",
        "Infinity",
        "-Infinity",
        '"a"',
        '"a":',
        '"b":',
        "1.10",
        "1e999",
        "01",
        '"\\u00e9"',
        '"\\ud83d"',
        '"\\x"',
        "{}",
        "[]",
        "é",
        "'",
    ]
)
texts = st.lists(pieces, max_size=14).map("".join)


@given(trees, st.sampled_from([None, 0, 2]), st.booleans())
def test_reads_what_was_written(tree: Json, indent: int | None, ascii: bool) -> None:
    text = json.dumps(tree, indent=indent, ensure_ascii=ascii)
    assert spelt(read_json(file(text)).root) == spelt(tree)


@given(trees, st.sampled_from([None, 1]), st.randoms(use_true_random=False))
def test_every_pointer_is_found(tree: Json, indent: int | None, random: Random) -> None:
    text = json.dumps(tree, indent=indent)
    document = read_json(file(text))
    found = list(pointers(tree))
    random.shuffle(found)
    for pointer, node, key in found:
        start, end = document.locate(pointer)
        token = text[start:end]
        if key is not None:
            assert json.loads(token) == key
        elif isinstance(node, dict | list):
            assert token == ("{" if isinstance(node, dict) else "[")
        else:
            assert spelt(json.loads(token)) == spelt(node)


@given(texts)
def test_the_scanner_for_flaws_agrees(text: str) -> None:
    """Whatever is refused is refused for a flaw that our own scanner finds as well."""
    window = Window(file(text))
    try:
        read_json(file(text))
    except SpecError as error:
        assert not error.diagnostic.message.startswith("not JSON")
        assert acceptable(text) is False
    else:
        assert acceptable(text) is True
        assert flaw(window, Limits(), None).diagnostic.message == "not JSON: None"


def acceptable(text: str) -> bool:
    """What the standard library takes, with unique keys and finite numbers."""

    def members(pairs: list[tuple[str, object]]) -> dict[str, object]:
        if len(dict(pairs)) != len(pairs):
            raise ValueError
        return dict(pairs)

    def number(text: str) -> float:
        if abs(float(text)) == float("inf"):
            raise ValueError
        return float(text)

    def constant(text: str) -> NoReturn:
        raise ValueError

    try:
        json.loads(
            text,
            object_pairs_hook=members,
            parse_float=number,
            parse_constant=constant,
        )
    except ValueError:
        return False
    return True


def test_numbers_keep_their_text() -> None:
    root = read_json(file("[1.10, 1e3, 1.0, 10, -0.0, 1E+2]")).root
    assert isinstance(root, list)
    assert root == [1.1, 1000, 1, 10, 0, 100]
    texts = [as_text(item) for item in root if isinstance(item, int | float)]
    assert texts == ["1.10", "1e3", "1.0", "10", "-0.0", "1E+2"]


@pytest.mark.parametrize("opener", ["[", '{"a":', '[{"a":'])
def test_depth(opener: str) -> None:
    def nested(depth: int) -> str:
        text = (opener * depth)[: 0 if not depth else None]
        closers = {"[": "]", "{": "}"}
        return text + "1" + "".join(closers[c] for c in reversed(text) if c in closers)

    levels = opener.count("[") + opener.count("{")
    limits = Limits(depth=6 * levels)
    read_json(file(nested(6)), limits=limits)
    for depth in (7, 200, 200_000):
        with pytest.raises(SpecError) as caught:
            read_json(file(nested(depth)), limits=limits)
        assert caught.value.diagnostic.code == "SL115"


def test_half_a_surrogate_pair_is_no_character() -> None:
    document = read_json(
        file('{"a": ["x\\udc00"], "\\ud800": {"b": "\\ud83d\\ude00"}}')
    )
    assert document.root == {"a": ["x\ufffd"], "\ufffd": {"b": "\U0001f600"}}
    places = [item.span.position() for item in document.diagnostics if item.span]
    assert places == [(1, 8), (1, 20)]
    assert document.span("/\ufffd/b").position() == (1, 31)
    with pytest.raises(SpecError) as caught:
        read_json(file('{"\\ud800": 1, "\\udfff": 2}'))
    assert caught.value.diagnostic.code == "SL105"


def test_a_stretch_of_a_page() -> None:
    page = 'See:\n\n    {\n      "a": [1, "two"]\n    }\n\nThat is all.\n'
    start, end = page.index("    {"), page.index("\nThat")
    source = file(page)
    document = read_json(source, start=start, end=end, indent=4)
    begin, stop = document.locate("/a/1")
    assert page[begin:stop] == '"two"'
    assert document.span("/a").position() == (4, 7)
    assert document.span("/a/7").position() == (4, 7)
    assert document.source is source
