"""Parameters in calls: several of them, none of them, and whole queries."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import MISSING

from templates.runtime.errors import RequestInvalid
from templates.runtime.model import Model
from templates.runtime.plan import ApiKey, Location, Parameter
from tests.runtime.echo import Echo


class Page(Model):
    offset: int | MISSING = MISSING

    limit: int | MISSING = MISSING


def query(name: str, type_: Any, **more: Any) -> Parameter:
    more = {"style": "form", "explode": True, **more}
    return Parameter("query", name, name, lambda: type_, **more)


def spread(name: str, type_: Any, **more: Any) -> Parameter:
    return query(name, type_, shape="object", **more)


def test_a_spread_object_leaves_alone_what_belongs_to_others() -> None:
    echo = Echo(
        spread("free", dict[str, str]),
        query("sort", str),
        spread("deep", dict[str, str], style="deepObject"),
        schemes={"key": ApiKey("query", "key")},
    )
    seen = echo.call(
        held={"key": "k"}, free={"a": "1", "b[c]": "2"}, sort="up", deep={"x": "y"}
    )
    assert echo.query == "a=1&b%5Bc%5D=2&sort=up&deep%5Bx%5D=y&key=k"
    assert (seen.free, seen.sort) == ({"a": "1", "b[c]": "2"}, "up")
    assert seen.deep == {"x": "y"}
    for key in ("sort", "key", "deep[z]"):
        with pytest.raises(RequestInvalid, match="is the name of another value"):
            echo.call(held={"key": "k"}, free={key: "1"})


def test_two_spread_objects_share_a_query_by_their_names() -> None:
    echo = Echo(spread("page", Page), spread("free", dict[str, str]))
    seen = echo.call(page=Page(limit=5), free={"a": "1"})
    assert echo.query == "limit=5&a=1"
    assert (seen.page, seen.free) == (Page(limit=5), {"a": "1"})
    with pytest.raises(RequestInvalid, match="is the name of another value"):
        echo.call(free={"limit": "1"})
    with pytest.raises(RequestInvalid, match="is the name of another value"):
        echo.call(page=Page.model_validate({"more": 1}))


def test_a_deep_object_leaves_alone_what_only_looks_like_its_own() -> None:
    echo = Echo(
        spread("filter", dict[str, str], style="deepObject"), query("filter[a]", str)
    )
    given: dict[str, Any] = {"filter": {"b": "1"}, "filter[a]": "2"}
    seen = echo.call(**given)
    assert seen.filter == {"b": "1"}
    with pytest.raises(RequestInvalid, match="is the name of another value"):
        echo.call(filter={"a": "1"})


def test_cookies_are_shared_too() -> None:
    echo = Echo(
        Parameter("cookie", "theme", "theme", lambda: str, style="cookie"),
        Parameter(
            "cookie",
            "rest",
            "rest",
            lambda: dict[str, str],
            shape="object",
            style="cookie",
            explode=True,
        ),
        schemes={"crumb": ApiKey("cookie", "crumb")},
    )
    seen = echo.call(held={"crumb": "k"}, theme="dark", rest={"a": "1", "b": "2"})
    assert (seen.theme, seen.rest) == ("dark", {"a": "1", "b": "2"})
    with pytest.raises(RequestInvalid, match="escape it first"):
        echo.call(theme="dark; crumb=stolen")


@pytest.mark.parametrize("location", ["query", "header", "cookie"])
def test_a_required_null_is_no_text_where_there_is_no_empty_text(
    location: Location,
) -> None:
    def null(type_: Any) -> Echo:
        return Echo(
            Parameter(location, "a", "a", lambda: type_, required=True, style="form")
        )

    assert null(int | None).call(a=None).a is None
    with pytest.raises(RequestInvalid, match="a: null has no text"):
        null(str | None).call(a=None)


def test_an_empty_list_is_left_out_and_refused_where_required() -> None:
    for explode in (False, True):
        echo = Echo(query("a", list[int], shape="array", explode=explode))
        assert echo.call(a=[]).a is MISSING
        assert echo.query == ""
        response = echo.http().put("/echo?a=")  # as other writers have it
        assert (response.status_code, echo.seen.a) == (204, [])
        required = Echo(
            query("a", list[int], shape="array", explode=explode, required=True)
        )
        with pytest.raises(RequestInvalid, match="a is empty, which has no text"):
            required.call(a=[])


def test_an_empty_value_is_an_unused_parameter_where_that_is_allowed() -> None:
    echo = Echo(query("deep", bool, allow_empty=True), query("name", str))
    assert echo.call(deep="").deep is MISSING
    assert echo.query == "deep="
    assert echo.call(deep=True, name="").deep is True
    assert echo.seen.name == ""
    with pytest.raises(RequestInvalid):
        echo.call(deep="x")
    assert Echo(query("a", str, allow_empty=True)).call(a="").a == ""
    required = Echo(query("a", int, allow_empty=True, required=True))
    assert required.http().put("/echo?a=").status_code == 400


def test_what_stands_between_two_placeholders_is_in_neither() -> None:
    def path(name: str) -> Parameter:
        return Parameter("path", name, name, lambda: str, required=True)

    echo = Echo(path("name"), path("ending"), path("x"), path="/f/{name}.{ending}/{x}")
    seen = echo.call("a.b", "txt", "c.d")
    assert (seen.name, seen.ending, seen.x) == ("a.b", "txt", "c.d")
    with pytest.raises(RequestInvalid, match="holds the text that ends it"):
        echo.call("a", "tar.gz", "c")


FORM = "application/x-www-form-urlencoded"
CONTENT: list[tuple[Location, str, Any, Any, str | None]] = [
    ("query", "application/json", object, {"a": [1, None, "ä&"]}, None),
    ("query", "text/plain", str, "a b&c+ä", "p=a%20b%26c%2B%C3%A4"),
    ("query", "text/csv", str, '"1"', "p=%221%22"),
    ("query", FORM, dict[str, str], {"a": "b c&"}, "p=a%3Db%2Bc%2526"),
    ("header", "application/json", object, {"a": [1, None, "ä"]}, None),
    ("header", "text/plain", str, '"quoted, text"', None),
    ("cookie", "application/json", object, {"a": "; ,"}, None),
    ("cookie", "text/plain", str, "a%20b", None),
    ("path", "application/json", object, {"a": "/?"}, None),
    ("path", "text/plain", str, "a/b%2F", None),
    ("querystring", "application/json", object, {"a": [1, "&="]}, None),
    ("querystring", "text/plain", str, "a=b&c=+ %", "a%3Db%26c%3D%2B%20%25"),
    ("querystring", FORM, Page, Page(limit=3), "limit=3"),
    ("querystring", FORM, dict[str, list[str]], {"a": ["x"], "b": ["y", "+ "]}, None),
    ("querystring", FORM, dict[str, dict[str, list[int]]], {"a": {"b": [1]}}, None),
]


@pytest.mark.parametrize(("location", "media", "type_", "value", "text"), CONTENT)
def test_a_parameter_with_content_is_a_value_of_that_media_type(
    location: Location, media: str, type_: Any, value: Any, text: str | None
) -> None:
    shape: Any = "object" if isinstance(value, dict | Model) else "scalar"
    spec = Parameter(
        location,
        "p",
        "p",
        lambda: type_,
        required=location == "path",
        shape=shape,
        media_type=media,
    )
    echo = Echo(spec, path="/echo/{p}" if location == "path" else "/echo")
    arguments = (value,) if location == "path" else ()
    named = {} if location == "path" else {"p": value}
    assert echo.call(*arguments, **named).p == value
    if text is not None:
        assert echo.query == text


def test_a_whole_query_leaves_out_the_key() -> None:
    spec = Parameter(
        "querystring", "q", "q", lambda: dict[str, int], media_type="application/json"
    )
    echo = Echo(spec, schemes={"key": ApiKey("query", "key")})
    assert echo.call(held={"key": "k"}, q={"a": 1}).q == {"a": 1}
    assert echo.query == "%7B%22a%22%3A1%7D&key=k"
    assert echo.call(held={"key": "k"}).q is MISSING


@pytest.mark.parametrize(
    ("spec", "sent"),
    [
        (spread("a", dict[str, str], explode=False), "a=x,y,z"),
        (spread("a", dict[str, str], style="deepObject"), "a[b]=1&a[b][c]=2"),
        (query("a", int, media_type="application/json"), "a={"),
        (
            Parameter("querystring", "a", "a", lambda: dict[str, str], media_type=FORM),
            "&".join(["a=1"] * 10_002),
        ),
    ],
)
def test_what_nobody_writes_is_a_bad_request(spec: Parameter, sent: str) -> None:
    assert Echo(spec).http().put(f"/echo?{sent}").status_code == 400


@pytest.mark.parametrize("explode", [False, True])
@pytest.mark.parametrize(
    ("location", "style"),
    [
        ("path", "simple"),
        ("path", "label"),
        ("path", "matrix"),
        ("query", "form"),
        ("query", "pipeDelimited"),
        ("cookie", "form"),
    ],
)
@pytest.mark.parametrize(
    ("type_", "value"),
    [
        (list[list[int]], [[1, 2], [3]]),
        (list[dict[str, str]], [{"a": "b, c"}, {"d": "&"}]),
        (dict[str, list[str]], {"a": ["b", "c,d"], "e": ["f"]}),
        (dict[str, dict[str, int]], {"a": {"b": 1}}),
    ],
)
def test_what_is_nested_is_json_inside(
    location: Location, style: Any, explode: bool, type_: Any, value: Any
) -> None:
    spec = Parameter(
        location,
        "p",
        "p",
        lambda: type_,
        required=location == "path",
        shape="object" if isinstance(value, dict) else "array",
        style=style,
        explode=explode,
    )
    echo = Echo(spec, path="/echo/{p}" if location == "path" else "/echo")
    if location == "path":
        assert echo.call(value).p == value
    else:
        assert echo.call(p=value).p == value


def test_a_list_on_several_lines_is_one() -> None:
    spec = Parameter("header", "X-A", "a", lambda: list[str], shape="array")
    echo = Echo(spec)
    headers = [("X-A", "1, 2"), ("X-A", "3")]
    assert echo.http().put("/echo", headers=headers).status_code == 204
    assert echo.seen.a == ["1", "2", "3"]
