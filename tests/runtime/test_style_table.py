"""The strings of the OpenAPI specification, one by one."""

from __future__ import annotations

from typing import Any

import pytest

from templates.runtime import params, parsing
from templates.runtime.codec import codec
from templates.runtime.plan import Location, Parameter, Shape, Style
from tests.runtime.style_encoder import expand

ARRAY = ["blue", "black", "brown"]
OBJECT = {"R": 100, "G": 200, "B": 150}

# OpenAPI 3.1.1, section 4.8.12.5 "Style Examples", its column "empty" first; and 3.2,
# section 4.12.6, which percent-encodes bars and brackets and adds the style `cookie`.
TABLE: list[tuple[Location, Style, bool, Any, str]] = [
    ("path", "matrix", False, "", ";color"),
    ("path", "matrix", False, "blue", ";color=blue"),
    ("path", "matrix", False, ARRAY, ";color=blue,black,brown"),
    ("path", "matrix", False, OBJECT, ";color=R,100,G,200,B,150"),
    ("path", "matrix", True, "", ";color"),
    ("path", "matrix", True, "blue", ";color=blue"),
    ("path", "matrix", True, ARRAY, ";color=blue;color=black;color=brown"),
    ("path", "matrix", True, OBJECT, ";R=100;G=200;B=150"),
    ("path", "label", False, "", "."),
    ("path", "label", False, "blue", ".blue"),
    ("path", "label", False, ARRAY, ".blue,black,brown"),
    ("path", "label", False, OBJECT, ".R,100,G,200,B,150"),
    ("path", "label", True, "", "."),
    ("path", "label", True, "blue", ".blue"),
    ("path", "label", True, ARRAY, ".blue.black.brown"),
    ("path", "label", True, OBJECT, ".R=100.G=200.B=150"),
    ("path", "simple", False, "", ""),
    ("path", "simple", False, "blue", "blue"),
    ("path", "simple", False, ARRAY, "blue,black,brown"),
    ("path", "simple", False, OBJECT, "R,100,G,200,B,150"),
    ("path", "simple", True, "blue", "blue"),
    ("path", "simple", True, ARRAY, "blue,black,brown"),
    ("path", "simple", True, OBJECT, "R=100,G=200,B=150"),
    ("header", "simple", False, "", ""),
    ("header", "simple", False, "blue", "blue"),
    ("header", "simple", False, ARRAY, "blue,black,brown"),
    ("header", "simple", False, OBJECT, "R,100,G,200,B,150"),
    ("header", "simple", True, ARRAY, "blue,black,brown"),
    ("header", "simple", True, OBJECT, "R=100,G=200,B=150"),
    ("query", "form", False, "", "color="),
    ("query", "form", False, "blue", "color=blue"),
    ("query", "form", False, ARRAY, "color=blue,black,brown"),
    ("query", "form", False, OBJECT, "color=R,100,G,200,B,150"),
    ("query", "form", True, "", "color="),
    ("query", "form", True, "blue", "color=blue"),
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
    ("cookie", "form", False, "", "color="),
    ("cookie", "form", False, "blue", "color=blue"),
    ("cookie", "form", False, ARRAY, "color=blue,black,brown"),
    ("cookie", "form", False, OBJECT, "color=R,100,G,200,B,150"),
    ("cookie", "form", True, "blue", "color=blue"),
    ("cookie", "form", True, ARRAY, "color=blue&color=black&color=brown"),
    ("cookie", "form", True, OBJECT, "R=100&G=200&B=150"),
    ("cookie", "cookie", False, "", "color="),
    ("cookie", "cookie", False, "blue", "color=blue"),
    ("cookie", "cookie", True, "blue", "color=blue"),
    ("cookie", "cookie", True, ARRAY, "color=blue; color=black; color=brown"),
    ("cookie", "cookie", True, OBJECT, "R=100; G=200; B=150"),
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
    more.setdefault("name", "color")
    return Parameter(location, python="color", type=types[shape], shape=shape, **more)


def write(spec: Parameter, value: Any) -> str:
    writers = {
        "path": params.write_path,
        "query": params.write_query,
        "header": params.write_header,
        "cookie": params.write_cookie,
        "querystring": params.write_whole_query,
    }
    return writers[spec.location](spec, value)


def read(spec: Parameter, text: str) -> Any:
    found: parsing.Text | None
    match spec.location:
        case "path":
            found = parsing.read_path(spec, text)
        case "query":
            found = parsing.read_query(spec, parsing.query_pairs(text))
        case "querystring":
            found = parsing.read_whole_query(spec, text)
        case "header":
            found = parsing.read_header(spec, text)
        case "cookie":
            found = parsing.read_cookie(spec, parsing.cookie_pairs(text))
    return None if found is None else codec(spec.type).read_text(found)


@pytest.mark.parametrize(("location", "style", "explode", "value", "text"), TABLE)
def test_the_table_of_styles(
    location: Location, style: Style, explode: bool, value: Any, text: str
) -> None:
    spec = parameter(location, value, style=style, explode=explode)
    assert write(spec, value) == text
    assert read(spec, text) == value
    assert expand(location, style, explode, "color", value) == text


# The examples beside the table (3.2, sections 4.12.8 and C.4; RFC 6570, section 3.2.3).
EXAMPLES: list[tuple[Parameter, Any, str]] = [
    (
        parameter("header", [], name="X-Token"),
        [12345678, 90099],
        "12345678,90099",
    ),
    (
        parameter("cookie", {}, name="cookie", style="cookie", explode=True),
        {"greeting": "Hello%2C%20world!", "code": 42},
        "greeting=Hello%2C%20world!; code=42",
    ),
    (
        parameter("cookie", "", name="greeting", style="form", explode=True),
        "Hello, world!",
        "greeting=Hello%2C%20world%21",
    ),
    (parameter("path", ""), "edijkstra", "edijkstra"),
    (parameter("path", ""), "diṅnāga", "di%E1%B9%85n%C4%81ga"),
    (
        parameter("path", ""),
        "الخوارزميّ",
        "%D8%A7%D9%84%D8%AE%D9%88%D8%A7%D8%B1%D8%B2%D9%85%D9%8A%D9%91",
    ),
    (
        parameter("query", [], name="thing", style="form", explode=True),
        ["one thing", "another thing"],
        "thing=one%20thing&thing=another%20thing",
    ),
    (
        parameter("query", {}, name="freeForm", style="form", explode=True),
        {"page": 4, "pageSize": 50},
        "page=4&pageSize=50",
    ),
    (
        parameter("query", {}, name="coordinates", media_type="application/json"),
        {"lat": 40.6, "long": -73.9},
        "coordinates=%7B%22lat%22%3A40.6%2C%22long%22%3A-73.9%7D",
    ),
    (
        parameter("querystring", {}, media_type="application/x-www-form-urlencoded"),
        {"foo": "a + b", "bar": True},
        "foo=a+%2B+b&bar=true",
    ),
    (
        parameter("querystring", {}, media_type="application/json"),
        {"numbers": [1, 2], "flag": None},
        "%7B%22numbers%22%3A%5B1%2C2%5D%2C%22flag%22%3Anull%7D",
    ),
    (
        parameter("querystring", "", media_type="application/jsonpath"),
        "$.a.b[1:1]",
        "%24.a.b%5B1%3A1%5D",
    ),
    (
        parameter("query", {}, name="formulas", style="form", explode=True),
        {"a": "x+y", "b": "x/y", "c": "x^y"},
        "a=x%2By&b=x%2Fy&c=x%5Ey",
    ),
    (
        parameter(
            "query",
            {},
            name="formulas",
            style="form",
            explode=True,
            allow_reserved=True,
        ),
        {"a": "x+y", "b": "x/y", "c": "x^y"},
        "a=x%2By&b=x/y&c=x%5Ey",
    ),
    (
        parameter("query", [], name="words", style="spaceDelimited"),
        ["math", "is", "fun"],
        "words=math%20is%20fun",
    ),
    (
        parameter("query", "", name="❤️", style="form", explode=True),
        "love!",
        "%E2%9D%A4%EF%B8%8F=love%21",
    ),
    (parameter("query", "", style="form", allow_reserved=True), "50%", "color=50%25"),
]


@pytest.mark.parametrize(("spec", "value", "text"), EXAMPLES)
def test_the_examples_beside_the_table(spec: Parameter, value: Any, text: str) -> None:
    assert write(spec, value) == text


# RFC 6570, sections 3.2.2 to 3.2.8, where OpenAPI's styles are its operators.
COUNT = ["one", "two", "three"]
KEYS = {"semi": ";", "dot": ".", "comma": ","}
RFC: list[tuple[Location, Style, bool, str, Any, str]] = [
    ("path", "simple", False, "hello", "Hello World!", "Hello%20World%21"),
    ("path", "simple", False, "half", "50%", "50%25"),
    ("path", "simple", False, "empty", "", ""),
    ("path", "simple", False, "count", COUNT, "one,two,three"),
    ("path", "simple", False, "keys", KEYS, "semi,%3B,dot,.,comma,%2C"),
    ("path", "simple", True, "keys", KEYS, "semi=%3B,dot=.,comma=%2C"),
    ("path", "label", False, "who", "fred", ".fred"),
    ("path", "label", False, "half", "50%", ".50%25"),
    ("path", "label", True, "count", COUNT, ".one.two.three"),
    ("path", "label", False, "keys", KEYS, ".semi,%3B,dot,.,comma,%2C"),
    ("path", "matrix", False, "half", "50%", ";half=50%25"),
    ("path", "matrix", False, "empty", "", ";empty"),
    ("path", "matrix", False, "count", COUNT, ";count=one,two,three"),
    ("path", "matrix", True, "count", COUNT, ";count=one;count=two;count=three"),
    ("path", "matrix", False, "keys", KEYS, ";keys=semi,%3B,dot,.,comma,%2C"),
    ("path", "matrix", True, "keys", KEYS, ";semi=%3B;dot=.;comma=%2C"),
    ("query", "form", False, "half", "50%", "half=50%25"),
    ("query", "form", False, "empty", "", "empty="),
    ("query", "form", False, "count", COUNT, "count=one,two,three"),
    ("query", "form", True, "count", COUNT, "count=one&count=two&count=three"),
    ("query", "form", False, "keys", KEYS, "keys=semi,%3B,dot,.,comma,%2C"),
    ("query", "form", True, "keys", KEYS, "semi=%3B&dot=.&comma=%2C"),
]


@pytest.mark.parametrize(("location", "style", "explode", "name", "value", "text"), RFC)
def test_the_examples_of_rfc_6570(
    location: Location, style: Style, explode: bool, name: str, value: Any, text: str
) -> None:
    spec = parameter(location, value, name=name, style=style, explode=explode)
    assert write(spec, value) == text
    assert read(spec, text) == value
    assert expand(location, style, explode, name, value) == text
