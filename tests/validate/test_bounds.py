"""Validation is bounded, and says the same whatever optional packages there are."""

import pytest
from openapi_schema_validator import OAS31Validator
from openapi_spec_validator.schemas import backend

from specloom.diagnostics import Diagnostics
from specloom.document import Json, read
from specloom.source import SourceFile
from specloom.validate import bounds, validate


def test_formats_need_no_optional_package() -> None:
    known = bounds.formats().checkers
    assert {"date-time", "byte", "regex"} <= known.keys()
    # These come and go with rfc3987, fqdn, isoduration, webcolors and jsonpointer.
    assert known.keys().isdisjoint(
        {"uri", "hostname", "duration", "color", "json-pointer"}
    )


@pytest.mark.parametrize(
    ("pattern", "fits"),
    [("([a", False), ("^a+$", True), (r"^\p{Lu}$", True), (7, True)],
)
def test_expressions_are_judged_here(pattern: object, fits: bool) -> None:
    assert bounds.formats().conforms(pattern, "regex") is fits


def test_another_engine_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> object:
        raise AssertionError("another engine than jsonschema is asked")

    monkeypatch.setattr(backend, "_use_jsonschema_rs", refuse)
    assert said("openapi: 3.0.3\ninfo: {}\npaths: {}\n") == [
        "'title' is a required property",
        "'version' is a required property",
    ]


def test_a_text_that_is_no_bytes_stops_nothing() -> None:
    found = said(
        "openapi: 3.0.3\n"
        "info: {title: A, version: '1'}\n"
        "paths: {}\n"
        "components: {schemas: {\n"
        "  A: {type: string, format: byte, default: ü},\n"
        "  B: {type: integer, default: x}}}\n"
    )
    assert found == ["'ü' is not a 'byte'", "'x' is not of type 'integer'"]


@pytest.mark.parametrize(
    ("value", "fits"),
    [
        ([1, 2], True),
        ([{"a": 1}, {"a": 1}], False),
        ([1, True, "1"], True),
        ([[1], [1.0]], False),
        ([[1], [True]], True),
        ("aa", True),
    ],
)
def test_distinct_items(value: Json, fits: bool) -> None:
    judge = bounds.of_values(OAS31Validator, steps())({"uniqueItems": True})
    assert judge.is_valid(value) is fits


def test_patterns_are_not_matched() -> None:
    schema = {
        "propertyNames": {"pattern": "^b$"},
        "patternProperties": {"^(a+)+$": {"type": "integer"}},
        "additionalProperties": False,
        "unevaluatedProperties": False,
    }
    judge = bounds.of_values(OAS31Validator, steps())(schema)
    assert judge.is_valid({"a" * 60 + "!": "text"})


def test_steps_end() -> None:
    judge = bounds.of_values(OAS31Validator, steps())
    with pytest.raises(bounds.TooInvolved):
        judge({"items": {"type": "integer"}}).is_valid([1] * 30_000)


def steps() -> bounds.Steps:
    found = bounds.Steps()
    found.begin()
    return found


def said(text: str) -> list[str]:
    diagnostics = Diagnostics()

    def opener(name: str) -> Json:
        raise LookupError(name)

    document = read(SourceFile("api.yaml", text.encode()))
    validate(document, opener, diagnostics)
    return [it.message for it in diagnostics]


@pytest.mark.parametrize("wrong", ["type: 5", "type: texts", "minimum: low"])
def test_a_default_of_an_ill_formed_parameter_stops_nothing(wrong: str) -> None:
    found = said(
        'swagger: "2.0"\n'
        "info: {title: A, version: '1'}\n"
        "paths:\n"
        "  /a:\n"
        "    get:\n"
        f"      parameters: [{{name: b, in: query, {wrong}, default: 1}}]\n"
        "      responses: {'200': {description: Done.}}\n"
        "definitions: {B: {type: integer, default: x}}\n"
        "tags: [{name: a}, {name: a, description: b}]\n"
    )
    assert "Duplicate tag name 'a'" in found
    assert not any("could be tried" in it for it in found)


def test_nodes_of_another_kind_are_no_crash() -> None:
    text = "openapi: 3.1.0\ninfo: {title: A, version: '1'}\npaths: {/a: {get: {responses: [1]}}}\n"
    assert any("is not of type 'object'" in it for it in said(text))
