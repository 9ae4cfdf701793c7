"""Parameter styles: the strings of the OpenAPI specification, and there and back."""

from __future__ import annotations

from typing import Any

import pytest

from templates.runtime import params
from templates.runtime.codec import codec
from templates.runtime.plan import Location, Parameter, Shape, Style

ARRAY = ["blue", "black", "brown"]
OBJECT = {"R": 100, "G": 200, "B": 150}

# OpenAPI 3.1.1, section 4.8.12.4 "Style Examples", for a parameter named `color`.
TABLE: list[tuple[Location, Style, bool, Any, str]] = [
    ("path", "matrix", False, "", ";color"),
    ("path", "matrix", False, "blue", ";color=blue"),
    ("path", "matrix", False, ARRAY, ";color=blue,black,brown"),
    ("path", "matrix", False, OBJECT, ";color=R,100,G,200,B,150"),
    ("path", "matrix", True, ARRAY, ";color=blue;color=black;color=brown"),
    ("path", "matrix", True, OBJECT, ";R=100;G=200;B=150"),
    ("path", "label", False, "", "."),
    ("path", "label", False, "blue", ".blue"),
    ("path", "label", False, ARRAY, ".blue,black,brown"),
    ("path", "label", False, OBJECT, ".R,100,G,200,B,150"),
    ("path", "label", True, ARRAY, ".blue.black.brown"),
    ("path", "label", True, OBJECT, ".R=100.G=200.B=150"),
    ("path", "simple", False, "blue", "blue"),
    ("path", "simple", False, ARRAY, "blue,black,brown"),
    ("path", "simple", False, OBJECT, "R,100,G,200,B,150"),
    ("path", "simple", True, ARRAY, "blue,black,brown"),
    ("path", "simple", True, OBJECT, "R=100,G=200,B=150"),
    ("header", "simple", False, "blue", "blue"),
    ("header", "simple", False, ARRAY, "blue,black,brown"),
    ("header", "simple", False, OBJECT, "R,100,G,200,B,150"),
    ("header", "simple", True, OBJECT, "R=100,G=200,B=150"),
    ("query", "form", False, "", "color="),
    ("query", "form", False, "blue", "color=blue"),
    ("query", "form", False, ARRAY, "color=blue,black,brown"),
    ("query", "form", False, OBJECT, "color=R,100,G,200,B,150"),
    ("query", "form", True, ARRAY, "color=blue&color=black&color=brown"),
    ("query", "form", True, OBJECT, "R=100&G=200&B=150"),
    ("query", "spaceDelimited", False, ARRAY, "color=blue%20black%20brown"),
    ("query", "spaceDelimited", False, OBJECT, "color=R%20100%20G%20200%20B%20150"),
    ("query", "pipeDelimited", False, ARRAY, "color=blue%7Cblack%7Cbrown"),
    ("query", "pipeDelimited", False, OBJECT, "color=R%7C100%7CG%7C200%7CB%7C150"),
    (
        "query",
        "deepObject",
        True,
        OBJECT,
        "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150",
    ),
    ("cookie", "form", False, "blue", "color=blue"),
    ("cookie", "form", False, ARRAY, "color=blue,black,brown"),
    ("cookie", "cookie", False, "a b%", "color=a b%"),
]


def shape_of(value: Any) -> Shape:
    if isinstance(value, list):
        return "array"
    return "object" if isinstance(value, dict) else "scalar"


def parameter(location: Location, value: Any, **more: Any) -> Parameter:
    types: dict[Shape, Any] = {
        "scalar": lambda: str | int | float | bool | None,
        "array": lambda: list[str],
        "object": lambda: dict[str, Any],
    }
    if value == OBJECT:
        types["object"] = lambda: dict[str, int]
    shape = shape_of(value)
    return Parameter(location, "color", "color", types[shape], shape=shape, **more)


def write(spec: Parameter, value: Any) -> str:
    writers = {
        "path": params.write_path,
        "query": params.write_query,
        "header": params.write_header,
        "cookie": params.write_cookie,
    }
    return writers[spec.location](spec, value)


def read(spec: Parameter, text: str) -> Any:
    match spec.location:
        case "path":
            found: params.Text | None = params.read_path(spec, text)
        case "query":
            found = params.read_query(spec, params.query_pairs(text))
        case "header":
            found = params.read_header(spec, text)
        case "cookie":
            found = params.read_cookie(spec, text.partition("=")[2])
    return None if found is None else codec(spec.type).read_text(found)


@pytest.mark.parametrize(("location", "style", "explode", "value", "text"), TABLE)
def test_the_specification_s_own_examples(
    location: Location, style: Style, explode: bool, value: Any, text: str
) -> None:
    spec = parameter(location, value, style=style, explode=explode)
    assert write(spec, value) == text
    assert read(spec, text) == value


HOSTILE = [
    "a,b",
    "a b",
    "ä",
    "a=b&c",
    "a|b",
    "a;b",
    "a.b",
    "%2C",
    "a/b",
    "+",
    "#?",
    '"',
]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize(
    ("location", "style", "explode", "delimiter"),
    [
        ("path", "simple", False, ","),
        ("path", "simple", True, ","),
        ("path", "label", False, ","),
        ("path", "label", True, "."),
        ("path", "matrix", False, ","),
        ("path", "matrix", True, ";"),
        ("query", "form", False, ","),
        ("query", "form", True, "&"),
        ("query", "spaceDelimited", False, " "),
        ("query", "pipeDelimited", False, "|"),
        ("cookie", "form", False, ","),
    ],
)
def test_hostile_characters_come_back(
    location: Location, style: Style, explode: bool, delimiter: str, text: str
) -> None:
    spec = parameter(location, text, style=style, explode=explode)
    assert read(spec, write(spec, text)) == text
    for value in ([text, "x"], {text: "x", "k": text}):
        spec = parameter(location, value, style=style, explode=explode)
        if delimiter in text and delimiter in ". |":
            # RFC 6570 does not encode dots; the other two are delimiters encoded.
            with pytest.raises(params.Ambiguous, match="which parts the items"):
                write(spec, value)
        else:
            assert read(spec, write(spec, value)) == value


@pytest.mark.parametrize(
    ("location", "style"), [("header", "simple"), ("cookie", "cookie")]
)
@pytest.mark.parametrize(
    ("explode", "value"),
    [
        (False, ["a,b", "c"]),
        (True, ["a,b"]),
        (False, {"k": "a,b"}),
        (False, {"k,l": "a"}),
        (True, {"k": "a,b"}),
        (True, {"k=l": "a"}),
    ],
)
def test_what_is_not_encoded_may_hold_no_delimiter(
    location: Location, style: Style, explode: bool, value: Any
) -> None:
    spec = parameter(location, value, style=style, explode=explode)
    with pytest.raises(params.Ambiguous, match=r"holds '[,=]'"):
        write(spec, value)
    plain = parameter(location, "a,b=c", style=style, explode=explode)
    assert read(plain, write(plain, "a,b=c")) == "a,b=c"
    pair = parameter(location, {"k": "v=w"}, style=style, explode=True)
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


def test_nulls_are_left_out_and_absence_is_seen() -> None:
    exploded = parameter("query", [], style="form", explode=True)
    assert write(exploded, ["a", None]) == "color=a"
    assert write(exploded, []) == ""
    assert write(exploded, None) == ""
    assert read(exploded, "") is None
    joined = parameter("query", [], style="form")
    assert write(joined, []) == "color="
    assert read(joined, "color=") == []
    free = parameter("query", {}, style="form", explode=True)
    assert write(free, {"a": None, "b": True}) == "b=true"
    assert params.read_query(free, params.query_pairs("b=1&x=2"), ["x"]) == {"b": "1"}


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


def test_reserved_characters_stay_where_allowed() -> None:
    spec = parameter("query", "", style="form", explode=True, allow_reserved=True)
    assert write(spec, "/a?b:c&d=e f#") == "color=/a?b:c%26d%3De%20f%23"
    assert read(spec, write(spec, "/a?b:c&d=e f#")) == "/a?b:c&d=e f#"
    spec = parameter("query", [], style="form", allow_reserved=True)
    assert write(spec, ["a,b", "c/d"]) == "color=a%2Cb,c/d"
    assert read(spec, write(spec, ["a,b", "c/d"])) == ["a,b", "c/d"]
    spec = parameter("query", "", style="form", allow_reserved=True)
    assert write(spec, "a,b") == "color=a,b"


@pytest.mark.parametrize("location", ["path", "query", "header", "cookie"])
def test_content_parameters_are_one_json_value(location: Location) -> None:
    spec = parameter(location, {}, media_type="application/json")
    value = {"a": [1, "b,c"], "d": None}
    text = write(spec, value)
    match location:
        case "path":
            raw = params.read_path(spec, text)
        case "query":
            found = params.read_query(spec, params.query_pairs(text))
            assert found is not None
            raw = found
        case "header":
            raw = params.read_header(spec, text)
        case "cookie":
            raw = params.read_cookie(spec, text.partition("=")[2])
    assert codec(lambda: object).read_request(str(raw).encode()) == value
