"""The instruments that score pages, on an invented vendor."""

from pathlib import Path
from typing import Any

import pytest

from tests.corpus.pages import facts, floors, mentions, merged, run_on
from tests.corpus.pages.compare import Comparison, Score, same_base, same_type
from tests.corpus.pages.facts import Fact, Key, Place
from tests.corpus.pages.mentions import Line
from tests.corpus.pages.said import Said
from tests.corpus.pages.vendors import Pair
from tests.corpus.pages.words import bases as said_bases

PAGE = """\
# Nests

## POST /nests/{id}

### Request

| Field | Type | Required | Description |
|---|---|---|---|
| `twigs` | array of strings | Yes | What it is built of |
| > size | integer | No | |

```sh
curl -X POST 'https://birds.example/v1/nests/7?loud=true' -d '{"mood": {"now": 1}}'
```

### Response

```json
{ // an item, or more
  "eggs": [{"id": 1, ...}],
  "name": "a: b"
}
```

#### Response: `404 Not Found`

```json
{"why": "gone"}
```

## GET /nests

<ParamField query="kind" type="string" required>
</ParamField>

<ResponseField name="nest" type="object">
  <ResponseField name="age" type="int" />
</ResponseField>

# The egg object

- `colour`: what it is
"""


def document(schema: dict[str, Any], **more: Any) -> dict[str, Any]:
    answer = {"content": {"application/json": {"schema": schema}}}
    get = {"responses": {"200": answer}}
    return {"openapi": "3.1.0", "paths": {"/eggs/{id}/": {"get": get}}, **more}


def fields(schema: dict[str, Any], **more: Any) -> dict[str, Fact]:
    (operation,) = facts.operations(document(schema, **more)).values()
    return {place.path: fact for place, fact in operation.fields.items()}


def test_facts_of_composed_schemas() -> None:
    part = {"required": ["b"], "properties": {"b": {"$ref": "#/components/schemas/B"}}}
    found = fields(
        {
            "allOf": [part, {"required": ["a"]}],
            "properties": {
                "a": {"type": ["string", "null"]},
                "c": {"oneOf": [{"type": "null"}, {"type": "integer", "enum": [1]}]},
                "m": {"type": "object", "additionalProperties": {"type": "string"}},
                "n": {"type": "string", "nullable": True},
            },
        },
        components={
            "schemas": {
                "B": {"type": "array", "items": {"$ref": "#/components/schemas/B2"}},
                "B2": {"properties": {"next": {"$ref": "#/components/schemas/B2"}}},
            }
        },
    )
    assert {path: fact.type for path, fact in found.items()} == {
        "b": "array<object>",
        "b[]": "object",
        "b[].next": "object",
        "a": "string",
        "c": "integer",
        "m": "map",
        "m.{}": "string",
        "n": "string",
    }
    assert [found[path].required for path in "abcmn"] == [True, True, *[False] * 3]
    assert [found[path].nullable for path in "abcmn"] == [
        True,
        False,
        True,
        False,
        True,
    ]
    assert found["b[].next"].cut


def test_a_union_of_an_object_and_an_array_shares_the_place() -> None:
    one = {"type": "object", "required": ["id"], "properties": {"id": {}}}
    found = fields({"oneOf": [one, {"type": "array", "items": one}]})
    assert {*found} == {"id", "[]", "[].id"}


@pytest.mark.parametrize(
    ("path", "shape"),
    [
        ("/a/{b}/c/", "/a/{}/c"),
        ("/a/:b?x=1#y", "/a/{}"),
        ("https://x.example/a/<B>", "/a/{}"),
    ],
)
def test_shapes(path: str, shape: str) -> None:
    assert facts.shape(path) == shape


@pytest.fixture
def page(tmp_path: Path) -> mentions.Page:
    path = tmp_path / "nests.md"
    path.write_text(PAGE)
    return mentions.scan(path)


def test_mentions(page: mentions.Page) -> None:
    post, get = Key("POST", "/nests/{}"), Key("GET", "/nests")
    assert list(page.heads) == [post, get]
    assert [*page.calls] == [Key("POST", "/v1/nests/7")]
    found = [
        (m.key, m.side, m.status, m.path, m.source, m.required) for m in page.mentions
    ]
    called = Key("POST", "/v1/nests/7")
    assert found == [
        (post, "request", "", "id", "path", True),
        (post, "request", "", "twigs", "table", True),
        (post, "request", "", "twigs.size", "table", False),
        (called, "parameter", "", "loud", "example", None),
        (called, "body", "", "mood", "example", None),
        (called, "body", "", "mood.now", "example", None),
        (post, "response", "", "eggs", "example", None),
        (post, "response", "", "eggs.id", "example", None),
        (post, "response", "", "name", "example", None),
        (post, "response", "404", "why", "example", None),
        (get, "parameter", "", "kind", "component", True),
        (get, "response", "", "nest", "component", False),
        (get, "response", "", "nest.age", "component", False),
        (None, "", "", "colour", "list", None),
    ]


def test_places_on_the_page(page: mentions.Page) -> None:
    own = [m for m in page.mentions if m.key == Key("POST", "/nests/{}")]
    common = [m for m in page.mentions if m.key is None]
    said = Said(own, common)
    assert said.of(Place("response 201", "eggs[].id"))
    assert said.of(Place("response 201", "eggs[].colour"))  # of what is on the page
    assert said.of(Place("response 404", "why"))
    assert not said.of(Place("response 201", "colour"))
    assert not said.of(Place("response 201", "why"))
    assert not said.of(Place("request", "eggs"))


def operation(status: str, **properties: Any) -> facts.Operation:
    schema = {"type": "object", "properties": properties}
    tree = document(schema)
    responses = tree["paths"]["/eggs/{id}/"]["get"]["responses"]
    responses[status] = responses.pop("200")
    (found,) = facts.operations(tree).values()
    return found


def test_comparison(page: mentions.Page) -> None:
    own = [m for m in page.mentions if m.key == Key("POST", "/nests/{}")]
    score = Score(Pair("birds", "", ""))
    truth = operation(
        "201",
        eggs={"type": "array", "items": {"properties": {"id": {"type": "number"}}}},
        owner={"type": "string"},
        tags={"type": "object"},
    )
    ours = operation(
        "200",
        eggs={"type": "array", "items": {"properties": {"id": {"type": "integer"}}}},
        name={"type": "string"},
        song={"type": "string"},
        tags={"type": "object", "properties": {"of": {"type": "string"}}},
    )
    line = Line(page.path, 1, "")
    Comparison(score, line, truth, ours, Said(own, [])).run()
    assert (score.names.hits, score.names.of) == (2, 2)
    assert (score.strict.hits, score.strict.of) == (3, 4)
    assert (score.false, score.page_only, score.beyond) == (1, 1, 1)
    found = sorted((finding.kind, finding.place) for finding in score.findings)
    assert found == [
        ("BEYOND", "response 201: tags.of"),
        ("FALSE", "response 201: song"),
        ("FORM", "response 201: eggs[].id"),
        ("MISSING", "response 201: owner"),
        ("PAGE-ONLY", "response 201: name"),
        ("STATUS", ""),
    ]


@pytest.mark.parametrize(
    ("truth", "ours", "base", "exact"),
    [
        (Fact(frozenset({"integer"})), Fact(frozenset({"number"})), True, False),
        (Fact(frozenset({"map"})), Fact(frozenset({"object"})), True, False),
        (Fact(frozenset({"string"})), Fact(frozenset({"integer"})), False, False),
        (
            Fact(frozenset({"array"}), frozenset({"string"})),
            Fact(frozenset({"string"})),
            True,
            False,
        ),
        (
            Fact(frozenset({"array"}), frozenset({"string"})),
            Fact(frozenset({"array"})),
            True,
            True,
        ),
        (Fact(frozenset({"string"})), Fact(frozenset({"array"})), False, False),
        (Fact(frozenset({"string"})), Fact(), False, False),
    ],
)
def test_types(truth: Fact, ours: Fact, base: bool, exact: bool) -> None:
    assert (same_base(truth, ours), same_type(truth, ours)) == (base, exact)


@pytest.mark.parametrize(
    ("words", "bases"),
    [
        ("String/`null`", {"string"}),
        ("array[uuid]", {"string"}),
        ("Array of strings", {"string"}),
        ("object[]", {"object"}),
        ("Record<string, string[]>", {"object"}),
        ("?string", {"string"}),
        ("INT or array", {"number", "array"}),
        ("a linked Nest", None),
    ],
)
def test_words_for_types(words: str, bases: set[str] | None) -> None:
    assert said_bases(words) == bases


def test_differences_but_for_spelling() -> None:
    one = {"a": {"anyOf": [{"type": "string"}, {"type": "null"}], "x": 1.0}, "b": [1]}
    other = {"b": [2], "a": {"x": 1, "type": ["string", "null"]}}
    found = [*merged.differences(merged.settled(one), merged.settled(other))]
    assert found == ["/b/0: 1, published 2"]


def test_rows_that_a_splitter_leaves_out_are_refused() -> None:
    row = run_on.Row(Path("x"), 1, "closed", ("Field",), ("a", "string"), None)
    assert row.outcome == "refused"
    assert run_on.kind(("Field", "Type", "Required")) == "closed"
    assert run_on.kind(("Field", "Type", "Description")) == "typed"


def test_known_failures(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(floors, "known", lambda: {"a": "why", "b": "why", "d": "why"})
    found = [floors.Floor("a", True, "5"), floors.Floor("b", False, "2")]
    found.append(floors.Floor("c", False, "3"))
    assert floors.judge(found) == [
        "c: 3",
        "a: holds (5): take it out of below.toml",
        "d: there is no such floor",
    ]
