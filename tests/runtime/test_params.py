"""Parameters: what the matrix of styles does not ask."""

from __future__ import annotations

from typing import Any

import pytest

from templates.runtime import params, parsing
from templates.runtime.codec import codec
from templates.runtime.plan import Location, Style
from tests.runtime.test_style_table import parameter, read, write


def test_what_is_not_encoded_may_hold_no_delimiter() -> None:
    for explode, value in (
        (False, ["a,b", "c"]),
        (True, ["a,b"]),
        (False, {"k,l": "a"}),
        (True, {"k=l": "a"}),
    ):
        spec = parameter("header", value, explode=explode)
        with pytest.raises(params.Ambiguous, match=r"holds '[,=]'"):
            write(spec, value)
    pair = parameter("header", {"k": "v=w"}, explode=True)
    assert read(pair, write(pair, {"k": "v=w"})) == {"k": "v=w"}


def test_deep_objects_nest_and_repeat() -> None:
    value = {"a": {"b": "1,2"}, "c": ["x", "y"], "d": "e&f"}
    spec = parameter("query", value, style="deepObject", explode=True)
    text = write(spec, value)
    assert text == (
        "color%5Ba%5D%5Bb%5D=1%2C2&color%5Bc%5D=x&color%5Bc%5D=y&color%5Bd%5D=e%26f"
    )
    assert read(spec, text) == value
    assert read(spec, "other=1") is None


@pytest.mark.parametrize(
    "text", ["color[a]=1&color[a][b]=2", "color[a][b]=2&color[a]=1"]
)
def test_deep_objects_are_no_value_and_object_at_once(text: str) -> None:
    spec = parameter("query", {}, style="deepObject", explode=True)
    with pytest.raises(parsing.Malformed):
        read(spec, text)


@pytest.mark.parametrize("value", [{"a": [[1]]}, {"a": [{"b": 1}]}, {"a": {}}])
def test_what_brackets_cannot_say_is_refused(value: Any) -> None:
    spec = parameter("query", value, style="deepObject", explode=True)
    with pytest.raises(params.Ambiguous):
        write(spec, value)


def test_an_odd_number_of_parts_is_no_object() -> None:
    spec = parameter("query", {}, style="form")
    with pytest.raises(parsing.Malformed, match="the last key has no value"):
        read(spec, "color=R,100,G")


def test_absence_is_seen() -> None:
    exploded = parameter("query", [], style="form", explode=True)
    assert read(exploded, "") is None
    free = parameter("query", {}, style="form", explode=True)
    assert parsing.read_query(free, parsing.query_pairs("b=1&x=2"), ["x"]) == {"b": "1"}
    cookie = parameter("cookie", "", style="form")
    assert read(cookie, "colors=1; b") is None


def test_cookies_of_another_writer_are_read() -> None:
    plain = parameter("cookie", "", style="form")
    assert read(plain, 'a=1;color="b%20c"; d=2') == "b c"
    several = parameter("cookie", [], style="form", explode=True)
    assert read(several, "color=a; x=y; color=b%26c") == ["a", "b&c"]


def test_text_is_text_where_the_type_allows_and_else_what_it_spells() -> None:
    def text(type_: Any, value: Any) -> Any:
        return codec(lambda: type_).read_text(value)

    assert text(str, "1") == "1"
    assert text(int, "1") == 1
    assert text(int, "1.0") == 1
    assert text(float, "1e3") == 1000
    assert text(bool, "true") is True
    assert text(int | None, "null") is None
    assert text(list[int], ["1", "2"]) == [1, 2]
    assert text(dict[str, bool | str], {"a": "true", "b": "x"}) == {
        "a": "true",
        "b": "x",
    }
    for type_, value in (
        (int, "x"),
        (int, "true"),
        (bool, "1"),
        (list[int], ["1", "x"]),
    ):
        with pytest.raises(ValueError):
            text(type_, value)


# What stays, and what is encoded all the same because it means something there.
@pytest.mark.parametrize(
    ("location", "style", "kept", "encoded"),
    [
        ("query", "form", ":/?@!$'()*,;", "#[]&=+ ^"),
        ("path", "simple", ":@!$&'()*+,;=", "/?#[] ^"),
        ("path", "label", ":@!$&'()*+;", "/?#[] ^"),
        ("cookie", "form", ":/?#[]@!$&'()*+=", ",; ^"),
    ],
)
def test_reserved_characters_stay_where_they_can(
    location: Location, style: Style, kept: str, encoded: str
) -> None:
    spec = parameter(location, "", style=style, allow_reserved=True)
    text = write(spec, kept + encoded)
    assert kept in text
    assert not any(char in text.removeprefix(f"color={kept}") for char in encoded)
    assert read(spec, text) == kept + encoded
    for explode in (False, True):
        for value in ([kept, encoded], {"k&=": kept, encoded: "v,;|"}):
            spec = parameter(
                location, value, style=style, explode=explode, allow_reserved=True
            )
            assert read(spec, write(spec, value)) == value


def test_what_is_encoded_already_is_refused_where_it_would_be_decoded() -> None:
    spec = parameter("query", "", style="form", allow_reserved=True)
    with pytest.raises(params.Ambiguous, match="'%2B', which is sent as it is"):
        write(spec, "x%2By")
    assert write(spec, "100%, 5%a") == "color=100%25,%205%25a"


@pytest.mark.parametrize(
    "location", ["path", "query", "header", "cookie", "querystring"]
)
def test_content_parameters_are_one_json_value(location: Location) -> None:
    spec = parameter(location, {}, media_type="application/json")
    value = {"a": [1, "b,c"], "d": None}
    text = write(spec, value)
    match location:
        case "path":
            raw = parsing.read_path(spec, text)
        case "query":
            found = parsing.read_query(spec, parsing.query_pairs(text))
            assert found is not None
            raw = found
        case "querystring":
            found = parsing.read_whole_query(spec, text)
            assert found is not None
            raw = found
        case "header":
            raw = parsing.read_header(spec, text)
        case "cookie":
            found = parsing.read_cookie(spec, parsing.cookie_pairs(text))
            assert found is not None
            raw = found
    assert codec(lambda: object).read_request(str(raw).encode()) == value
