"""Source files and spans: lines and columns of any text, and pointers made of keys."""

from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

import specloom.source
from specloom.source import SourceFile, Span, Stretch, unescape

from .texts import file

texts = st.text(st.sampled_from("ab\n\r\u2028\x85\x0cé\U0001f600"), max_size=20)


@pytest.mark.parametrize("stretch", [1, 2, 3, 1 << 14])
@given(text=texts)
def test_positions_and_lines(text: str, stretch: int) -> None:
    with mock.patch.object(specloom.source, "_STRETCH", stretch):
        hold_positions(text)


def hold_positions(text: str) -> None:
    source = file(text)
    lines = source.text.split("\n")
    line = column = 1
    for offset in range(len(source.text) + 1):
        assert source.position(offset) == (line, column)
        if offset < len(source.text) and source.text[offset] == "\n":
            line, column = line + 1, 1
        else:
            column += 1
    assert [source.line(number + 1) for number in range(len(lines))] == lines
    assert source.line(0) == source.line(len(lines) + 1) == ""
    assert "\r" not in source.text


@given(st.binary(max_size=20))
def test_the_first_byte_that_is_not_utf_8(data: bytes) -> None:
    source = SourceFile("a", data)
    try:
        data.decode()
    except UnicodeDecodeError as error:
        assert source.flaw == error.start
    else:
        assert source.flaw is None


@given(st.lists(st.text(max_size=4), max_size=4))
def test_pointers_of_keys(keys: list[str]) -> None:
    span = Span(Stretch(file(""))).at(*keys)
    assert [unescape(token) for token in span.pointer.split("/")[1:]] == keys


def test_equality_is_of_path_and_bytes() -> None:
    assert file("a") == file("a") and hash(file("a")) == hash(file("a"))
    assert file("a") != file("b") and file("a") != file("a", "b")
    assert file("a") != "a"
    assert repr(file("a")) == "SourceFile('input', 1 bytes)"
    assert file("a").digest.startswith("ca978112")
