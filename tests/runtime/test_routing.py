"""Paths of requests against path templates."""

from __future__ import annotations

import itertools
import time

import pytest

from templates.runtime.routing import Routes, path_parts

TEMPLATES = (
    "/",
    "/ships",
    "/ships/",
    "/ships/{id}",
    "/ships/new",
    "/ships/{id}:sail",
    "/ships/{id}:sail-away",
    "/ships/{name}.{ext}",
    "/ships/{z}/crew",
    "/ships/{b}/{d}",
    "/ships/{b}/{d}/x",
    "/{any}/new/crew",
    "/twice/{a}/{b}/{a}",
    "/odd words/<é>",
    "/odd words/<{a}>",
    "/levels:append",
    "/{a/b}/end",
    "/both/{a}{b}",
    "/old#one",
    "/beta",
    "/beta?on=true",
    "/beta?on=true&more=",
    "/bare?",
)


@pytest.fixture(params=[False, True])
def routes(request: pytest.FixtureRequest) -> Routes[str]:
    made: Routes[str] = Routes(["", "/api/v1", "/api/v1"])
    templates = reversed(TEMPLATES) if request.param else TEMPLATES
    for template in templates:
        made.add("GET", template, template)
    return made


@pytest.mark.parametrize(
    ("path", "template", "values"),
    [
        ("/", "/", {}),
        ("/ships", "/ships", {}),
        ("/ships/", "/ships/", {}),
        ("/ships/new", "/ships/new", {}),
        ("/ships/n%65w", "/ships/new", {}),
        ("/ships/x", "/ships/{id}", {"id": "x"}),
        ("/ships/a%2Fb", "/ships/{id}", {"id": "a%2Fb"}),
        ("/ships/x:sail", "/ships/{id}:sail", {"id": "x"}),
        ("/ships/:sail", "/ships/{id}", {"id": ":sail"}),
        ("/ships/x:sail-away", "/ships/{id}:sail-away", {"id": "x"}),
        ("/ships/a.tar.gz", "/ships/{name}.{ext}", {"name": "a.tar", "ext": "gz"}),
        ("/ships/a.", "/ships/{id}", {"id": "a."}),
        ("/ships/.a", "/ships/{id}", {"id": ".a"}),
        ("/ships/x/crew", "/ships/{z}/crew", {"z": "x"}),
        ("/ships/new/crew", "/ships/{z}/crew", {"z": "new"}),
        ("/boats/new/crew", "/{any}/new/crew", {"any": "boats"}),
        ("/ships/x/y", "/ships/{b}/{d}", {"b": "x", "d": "y"}),
        ("/ships/x/crew/x", "/ships/{b}/{d}/x", {"b": "x", "d": "crew"}),
        ("/twice/1/2/1", "/twice/{a}/{b}/{a}", {"a": "1", "b": "2"}),
        ("/odd%20words/%3C%C3%A9%3E", "/odd words/<é>", {}),
        ("/odd%20words/<%c3%a9>", "/odd words/<é>", {}),
        ("/odd%20words/%3Cx%3E", "/odd words/<{a}>", {"a": "x"}),
        ("/levels%3aappend", "/levels:append", {}),
        ("/x/end", "/{a/b}/end", {"a/b": "x"}),
        ("/both/xyz", "/both/{a}{b}", {"a": "xy", "b": "z"}),
        ("/old", "/old#one", {}),
        ("/beta", "/beta", {}),
        ("/beta?on=false", "/beta", {}),
        ("/beta?x=1&on=true", "/beta?on=true", {}),
        ("/beta?on=true&more=", "/beta?on=true&more=", {}),
        ("/bare", "/bare?", {}),
        ("/bare?x", "/bare?", {}),
        ("/api/v1/ships/x", "/ships/{id}", {"id": "x"}),
        ("/api/v1/", "/", {}),
    ],
)
def test_the_best_template_is_found(
    routes: Routes[str], path: str, template: str, values: dict[str, str]
) -> None:
    raw, _, query = path.partition("?")
    assert routes.find("GET", raw, query) == (template, values)


@pytest.mark.parametrize(
    "path",
    ["", "/boats", "/ships//crew", "/twice/1/2/3", "/both/x", "//", "/api/v1", "ships"],
)
def test_what_matches_nothing(routes: Routes[str], path: str) -> None:
    assert routes.find("GET", path, "") == []


def test_other_methods_are_told() -> None:
    routes: Routes[int] = Routes()
    for number, (method, path) in enumerate(
        itertools.product(("GET", "PUT"), ("/a/{b}", "/{a}/b"))
    ):
        routes.add(method, path, number)
    routes.add("POST", "/a/{c}", 9)
    routes.add("POST", "/a/{d}", 10)
    assert routes.find("POST", "/a/b", "") == (9, {"c": "b"})
    assert routes.find("DELETE", "/a/b", "") == ["GET", "PUT", "POST"]
    assert routes.find("DELETE", "/x/b", "") == ["GET", "PUT"]


def test_a_long_segment_costs_linear_time() -> None:
    routes: Routes[int] = Routes()
    routes.add("GET", "/{a}-{b}-{c}-{d}:end", 1)
    begun = time.process_time()
    assert routes.find("GET", "/" + "-x" * 50_000, "") == []
    assert time.process_time() - begun < 0.5


def test_parts_of_a_template() -> None:
    assert path_parts("/a/{b}/c") == ("/a/", "b", "/c")
    assert path_parts("/a?b=c#d{e}") == ("/a?b=c",)
