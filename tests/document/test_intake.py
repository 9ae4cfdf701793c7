"""The door: which bytes are a document, and of which kind."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from specloom.diagnostics import SpecError
from specloom.document import Limits, load, read
from specloom.source import SourceFile

from .texts import file


def refused(data: bytes, name: str = "input.yaml") -> tuple[str, tuple[int, int]]:
    with pytest.raises(SpecError) as caught:
        read(SourceFile(name, data), limits=Limits(bytes=1000))
    span = caught.value.diagnostic.span
    assert span is not None
    return caught.value.diagnostic.code, span.position()


def test_what_is_no_text() -> None:
    assert refused(b"") == ("SL101", (1, 1))
    assert refused(b"\xef\xbb\xbf") == ("SL101", (1, 1))
    assert refused(b"a: 1\n\x00") == ("SL102", (2, 1))
    assert refused("a: é".encode("latin-1")) == ("SL103", (1, 4))
    assert refused(b"\xef\xbb\xbfa: 1\r\nb: \xff\n") == ("SL103", (2, 4))
    assert refused("a: 1".encode("utf-16")) == ("SL103", (1, 1))
    assert refused("a: 1".encode("utf-16-le")) == ("SL103", (1, 1))
    assert refused("a: 1".encode("utf-16-be")) == ("SL103", (1, 1))
    assert refused(b"<!doctype html>\n<p>404: Not Found</p>") == ("SL107", (1, 1))
    assert refused(b"\n <Error/>", "input.json") == ("SL107", (1, 1))
    assert refused(b"a" * 1001) == ("SL116", (1, 1))


@given(st.binary(max_size=40))
def test_any_bytes(data: bytes) -> None:
    try:
        read(SourceFile("input", data))
    except SpecError as error:
        assert error.diagnostic.span is not None
        error.diagnostic.span.position()


def test_the_text_decides_and_not_the_name() -> None:
    assert read(file('{"a": 1.0}', "a.yaml")).root == {"a": 1.0}
    assert read(file("a: no", "a.json")).root == {"a": "no"}
    assert read(file(" \n[1]", "a.txt")).root == [1]
    assert read(file("{a: [no, ]}", "a.yml")).root == {"a": ["no"]}
    assert read(file("\ufeff{}", "a.md")).root == {}


def test_the_name_decides_what_an_author_hears() -> None:
    assert refused(b'{"a" 1 "b"}', "a.json")[0] == "SL106"
    assert refused(b'{"a" 1 "b"}', "a.yaml")[0] == "SL107"
    assert refused(b'{"a" 1 "b"}', "a.md")[0] == "SL106"
    assert refused(b"{a: 1}", "a.json")[0] == "SL106"
    # What is refused for other reasons than its syntax is not tried again.
    assert refused(b'{"a": 1, "a": 1}', "a.yaml")[0] == "SL105"
    assert refused(b"[NaN]", "a.yaml")[0] == "SL110"


def test_load(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(b"{}\r\n")
    source = load(path, "specs/a.json")
    assert (source.path, source.data, source.text) == (
        "specs/a.json",
        b"{}\r\n",
        "{}\n",
    )
    assert load(path).path == path.as_posix()
    assert not_loaded(tmp_path) == "SL120"
    assert not_loaded(Path("/dev/null")) == "SL120"
    assert not_loaded(tmp_path / "b.json") == "SL121"
    assert not_loaded(path / "b.json") == "SL121"
    assert not_loaded(tmp_path / "a\0b") == "SL121"
    path.write_bytes(b"x" * 101)
    assert not_loaded(path) == "SL116"


def not_loaded(path: Path) -> str:
    with pytest.raises(SpecError) as caught:
        load(path, limits=Limits(bytes=100))
    return caught.value.diagnostic.code
