"""The canonical text says everything: different types have different texts."""

import json
from dataclasses import fields, is_dataclass, replace
from typing import Any

from hypothesis import given, settings

from specloom.ir import api as a
from specloom.ir import types as t
from specloom.ir.dump import dump, dump_type
from specloom.ir.dump_json import to_json
from specloom.ir.evidence import Claim, Evidence, Grade
from specloom.source import SourceFile, Span, Stretch
from tests.ir.strategies import TYPES

PLACE = Span(Stretch(SourceFile("page.md", b"one\ntwo\n"), 4, 7))
NODE = Span(PLACE.origin, "/a~1b")


@given(TYPES, TYPES)
@settings(max_examples=40, deadline=None)
def test_different_types_have_different_texts(first: t.Type, second: t.Type) -> None:
    if exactly(first) != exactly(second):
        assert dump_type(first) != dump_type(second)
    else:
        assert dump_type(first) == dump_type(second)


def exactly(value: Any) -> Any:
    """A record as nested tuples in which 1 and True are not equal."""
    if is_dataclass(value):
        members = [exactly(getattr(value, f.name)) for f in fields(value) if f.compare]
        return (type(value).__name__, *members)
    if isinstance(value, tuple | list):
        return (type(value).__name__, *map(exactly, value))
    if isinstance(value, dict):
        return tuple((key, exactly(item)) for key, item in value.items())
    return (type(value).__name__, value)


@given(TYPES)
@settings(max_examples=40, deadline=None)
def test_every_line_is_plain_and_begins_with_a_word(type_: t.Type) -> None:
    text = dump_type(type_)
    assert text.endswith("\n")
    assert all(line.isprintable() for line in text.splitlines())
    assert len(text.splitlines()) == text.count("\n")


def _api() -> a.Api:
    error = a.Response(
        "404",
        "Not there.",
        headers=(a.Header("X-A", t.Primitive("string"), component="A"),),
        contents=(a.Content("application/json", t.Ref("schemas/Error")),),
        component="Missing",
    )
    call = a.Operation(
        "POST /pets/{}",
        "POST",
        "/pets/{id}",
        "addPet",
        parameters=(
            a.Parameter("id", "path", t.Primitive("string"), True, "simple", False),
            a.Parameter("q", "query", t.Primitive("string"), style="deepObject"),
        ),
        body=a.Body((a.Content("text/plain", item=t.Ref("schemas/Error")),), True),
        responses=(error, replace(error, status="default")),
        security=((("login", ("read",)), ("key", ())), ()),
        evidence={"method": Evidence(PLACE, Grade.STATED, "table")},
        conflicts=(Claim("method", "PUT", Evidence(NODE, Grade.GUESSED, "prose")),),
        span=NODE,
    )
    declaration = a.Declaration("schemas/Error", "Error", t.Object(()), span=NODE)
    return a.Api("Kennel", "1", operations=(call,), declarations=(declaration,))


def test_an_api_in_text() -> None:
    assert dump(_api()).splitlines() == [
        'api "Kennel" version "1"',
        "operation POST /pets/{}",
        "  path /pets/{id}",
        "  operation-id addPet",
        "  security login(read) & key",
        "  security anonymous",
        "  parameter path id required: string",
        "  parameter query q style=deepObject explode=true: string",
        "  body required",
        "    content text/plain",
        "      each ref schemas/Error",
        "  response 404 component Missing",
        "  response default component Missing",
        "  evidence method stated by table at page.md:2:1",
        '  conflict method "PUT" guessed by prose at page.md#/a~1b',
        "component response Missing",
        '  description "Not there."',
        "  header X-A component A",
        "  content application/json: ref schemas/Error",
        "component header A: string",
        "declaration schemas/Error: object",
    ]


def test_places_on_demand() -> None:
    lines = dump(_api(), spans=True).splitlines()
    assert "operation POST /pets/{} @ page.md#/a~1b" in lines
    assert "declaration schemas/Error: object @ page.md#/a~1b" in lines


def test_a_use_that_differs_from_its_component_is_shown_in_full() -> None:
    api = _api()
    (call,) = api.operations
    other = replace(call.responses[0], status="410", description="Gone.")
    api = replace(api, operations=(replace(call, responses=(*call.responses, other)),))
    assert "  response 410 unlike component Missing" in dump(api).splitlines()


@given(TYPES, TYPES)
@settings(max_examples=40, deadline=None)
def test_the_json_form_says_the_same(first: t.Type, second: t.Type) -> None:
    def form(type_: t.Type) -> str:
        api = a.Api("K", "1", declarations=(a.Declaration("schemas/X", "X", type_),))
        return json.dumps(to_json(api))

    assert (form(first) == form(second)) == (exactly(first) == exactly(second))


def test_the_json_form_of_an_api() -> None:
    form: Any = to_json(_api())
    assert form["version"] == 1
    call = form["api"]["operations"][0]
    assert call["evidence"] == {
        "method": {
            "span": {"path": "page.md", "pointer": ""},
            "grade": "stated",
            "rule": "table",
        }
    }
    assert "span" not in call
    placed: Any = to_json(_api(), spans=True)
    assert "span" in placed["api"]["operations"][0]
