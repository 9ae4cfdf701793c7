"""Error bodies that servers answer with: filled in, they are valid."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from specloom.diagnostics import Diagnostics
from specloom.views.error_roles import REASONS, Slot, Template
from specloom.views.failures import Failure, Failures, failures
from tests.views.packages import subject

CODE, MESSAGE, DETAILS, ERRORS, STATUS = Slot
FAULTS = [{"in": "body", "place": "a.0", "message": "no", "type": "missing"}]
TEXT: dict[str, Any] = {"type": "string"}
NUMBER: dict[str, Any] = {"type": "integer"}


def of(answers: Mapping[str, Any], schemas: Mapping[str, Any] = {}) -> Failures:
    """The failures of an API with one operation that has these answers."""
    return of_all([answers], schemas)


def of_all(
    operations: list[Mapping[str, Any]],
    schemas: Mapping[str, Any] = {},
    said: Diagnostics | None = None,
) -> Failures:
    paths = {
        f"/{index}": {
            "get": {"responses": {"200": {"description": ""}} | dict(answers)}
        }
        for index, answers in enumerate(operations)
    }
    document = {
        "openapi": "3.1.0",
        "info": {"title": "T", "version": "1"},
        "paths": paths,
        "components": {"schemas": dict(schemas)},
    }
    return failures(
        subject(json.dumps(document)).api, Diagnostics() if said is None else said
    )


def with_body(schema: Any, media_type: str = "application/json") -> dict[str, Any]:
    return {"description": "", "content": {media_type: {"schema": schema}}}


def ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}


def thing(required: str = "", **properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": required.split(),
        "additionalProperties": False,
    }


def filled(template: Template, reason: str, status: int, faults: list[Any]) -> Any:
    """What the runtime makes of a template."""
    match template:
        case Slot.CODE:
            return reason
        case Slot.MESSAGE:
            return "a.0: Field required"
        case Slot.DETAILS:
            return {"errors": faults}
        case Slot.ERRORS:
            return faults
        case Slot.STATUS:
            return status
        case list():
            return [filled(item, reason, status, faults) for item in template]
        case dict():
            return {k: filled(v, reason, status, faults) for k, v in template.items()}
        case _:
            return template


SHAPES = [
    (thing("error", error=TEXT), {"error": MESSAGE}),
    (thing("", error=TEXT, message=TEXT), {"error": CODE, "message": MESSAGE}),
    (thing("", code=NUMBER, msg=TEXT), {"code": STATUS, "msg": MESSAGE}),
    (
        thing("", error=thing("", code=TEXT, message=TEXT, details={}), id=TEXT),
        {"error": {"code": CODE, "message": MESSAGE, "details": DETAILS}},
    ),
    (
        thing("", errors={"type": "array", "items": thing("", code=TEXT, detail=TEXT)}),
        {"errors": [{"code": CODE, "detail": MESSAGE}]},
    ),
    (thing("", errors={"type": "array", "items": TEXT}), {"errors": [MESSAGE]}),
    (thing("", errors={"type": "array", "items": {}}), {"errors": ERRORS}),
    (
        thing("", details={"type": "object", "additionalProperties": {}}),
        {"details": DETAILS},
    ),
    (
        thing(
            "detail",
            detail={
                "type": "array",
                "items": thing(
                    "loc msg type",
                    loc={"type": "array", "items": {"anyOf": [TEXT, NUMBER]}},
                    msg=TEXT,
                    type=TEXT,
                ),
            },
        ),
        {"detail": [{"loc": [], "msg": MESSAGE, "type": CODE}]},
    ),
    (
        thing("type", type=TEXT | {"format": "uri"}, title=TEXT, status=NUMBER),
        {"type": "about:blank", "title": MESSAGE, "status": STATUS},
    ),
    (
        thing("ok id", ok={"type": "boolean"}, id=TEXT | {"format": "uuid"}),
        {"ok": False, "id": "00000000-0000-0000-0000-000000000000"},
    ),
    (
        thing("kind", kind={"const": "error"}, message={"type": ["string", "null"]}),
        {"kind": "error", "message": MESSAGE},
    ),
    (
        thing(
            "code n",
            code={"type": "string", "maxLength": 5},
            n={"minimum": 3, **NUMBER},
        ),
        {"code": "", "n": 3},
    ),
    (
        thing("code", code=TEXT | {"pattern": "^E[0-9]$", "examples": ["E1"]}),
        {"code": "E1"},
    ),
    ({"type": "object"}, {"code": CODE, "message": MESSAGE}),
    ({"type": "object", "additionalProperties": TEXT}, {"message": MESSAGE}),
    ({}, {"code": CODE, "message": MESSAGE}),
    (TEXT, MESSAGE),
    ({"type": "array", "items": thing("", message=TEXT)}, [{"message": MESSAGE}]),
    (
        {"oneOf": [thing("a", a=NUMBER), thing("message", message=TEXT)]},
        {"message": MESSAGE},
    ),
    (
        {"allOf": [thing("code", code=TEXT) | {"additionalProperties": True}]},
        {"code": CODE},
    ),
]


@pytest.mark.parametrize(("schema", "expected"), SHAPES)
def test_shape(schema: dict[str, Any], expected: Template) -> None:
    found = of({"400": with_body(schema)}).shared["invalid"]
    assert (found.status, found.body) == (400, expected)
    for faults in ([], FAULTS):
        body = filled(found.body, "invalid", 400, faults)
        Draft202012Validator(schema).validate(body)


@pytest.mark.parametrize(
    "schema",
    [
        thing("code", code=TEXT | {"pattern": "^E[0-9]{12}$"}),
        thing("code", code=TEXT | {"pattern": "^(a+)+$"}),
        thing("id", id=False),
        False,
    ],
)
def test_no_body_can_be_made(schema: Any) -> None:
    said = Diagnostics()
    found = of_all([{"400": with_body(schema)}], said=said).shared["invalid"]
    assert found == Failure(400)
    assert [it.code for it in said] == ["SL629"]


def test_a_body_is_of_a_sensible_size() -> None:
    schemas: dict[str, Any] = {
        f"L{level}": {"type": "array", "minItems": 2, "items": ref(f"L{level + 1}")}
        for level in range(40)
    }
    schemas["L40"] = TEXT
    many = {"type": "array", "minItems": 10**9, "items": TEXT}
    answers = {"400": with_body(ref("L0")), "404": with_body(many)}
    found = of(answers, schemas).shared
    assert found["invalid"] == Failure(400)
    assert found["not_found"] == Failure(404)
    four = {"400": with_body(ref("L38"))}
    assert of(four, schemas).shared["invalid"].body == [[MESSAGE] * 2] * 2


def test_a_cycle_ends() -> None:
    schemas = {
        "Error": thing(
            "message", message=TEXT, error=ref("Error"), errors=ref("Errors")
        ),
        "Errors": {"type": "array", "items": ref("Error")},
        "Endless": thing("next", next=ref("Endless")),
    }
    answers = {"400": with_body(ref("Error")), "500": with_body(ref("Endless"))}
    found = of(answers, schemas).shared
    assert found["invalid"].body == {"message": MESSAGE}
    assert found["internal"] == Failure(500)


def test_an_enumeration_of_codes() -> None:
    codes = ["Oops", "PERMISSION_DENIED", "validation-failed", "unauthorized"]
    schema = thing("code", code={"enum": codes})
    found = of({"default": with_body(schema)}).shared
    assert {reason: it.body for reason, it in found.items()} == {
        "invalid": {"code": "validation-failed"},
        "unauthorized": {"code": "unauthorized"},
        "forbidden": {"code": "PERMISSION_DENIED"},
        "not_found": {"code": "Oops"},
        "method_not_allowed": {"code": "Oops"},
        "too_large": {"code": "Oops"},
        "unsupported_media_type": {"code": "Oops"},
        "internal": {"code": "Oops"},
        "not_implemented": {"code": "Oops"},
    }


def test_a_discriminator_is_said() -> None:
    schemas = {
        "Bad": thing("kind message", kind=TEXT, message=TEXT),
        "Worse": thing("kind", kind=TEXT),
        "Error": {
            "oneOf": [ref("Worse"), ref("Bad")],
            "discriminator": {
                "propertyName": "kind",
                "mapping": {"bad": "#/components/schemas/Bad"},
            },
        },
    }
    found = of({"400": with_body(ref("Error"))}, schemas).shared["invalid"]
    assert found.body == {"kind": "bad", "message": MESSAGE}


def test_statuses() -> None:
    error = {"Error": thing("", message=TEXT)}
    body = with_body(ref("Error"))
    plain = {"description": ""}
    found = of({"400": body, "401": plain, "404": plain, "429": plain}, error).shared
    assert {
        reason: (it.status, it.body is not None) for reason, it in found.items()
    } == {
        "invalid": (400, True),
        "unauthorized": (401, False),
        "forbidden": (403, True),
        "not_found": (404, False),
        "method_not_allowed": (405, True),
        "too_large": (413, True),
        "internal": (500, True),
        "not_implemented": (501, True),
    }
    assert of({"400": body, "422": plain}, error).shared["invalid"].status == 400
    assert of({"400": plain, "422": body}, error).shared["invalid"].status == 422
    assert of({"400": body, "422": body}, error).shared["invalid"].status == 422
    assert of({"4XX": body}, error).shared["unauthorized"] == Failure(
        401, {"message": MESSAGE}, shape="schemas/Error"
    )
    assert "internal" not in of({"404": plain}).shared
    assert list(of({"400": body}, error).shared) == [
        it for it in REASONS if it != "unsupported_media_type"
    ]


def test_what_differs_is_the_operations_own() -> None:
    schemas = {"Error": thing("", message=TEXT), "Other": thing("", code=TEXT)}
    common = {"400": with_body(ref("Error")), "404": with_body(ref("Other"))}
    other = {"400": with_body(ref("Other")), "404": with_body(ref("Error"))}
    found = of_all([common, common, other, {}], schemas)
    assert found.shared["invalid"].body == {"message": MESSAGE}
    failure = Failure(400, {"code": CODE}, shape="schemas/Other")
    assert found.own == {"GET /2": {"invalid": failure}}


def test_other_media_types() -> None:
    found = of({"400": with_body(thing("", title=TEXT), "application/problem+json")})
    assert found.shared["invalid"].media_type == "application/problem+json"


@pytest.mark.parametrize("schema", [TEXT, {}, ref("Sentence")])
def test_plain_text_is_a_shape_as_json_is(schema: Any) -> None:
    said = Diagnostics()
    plain = {"404": with_body(schema, "text/plain; charset=utf-8")}
    json_ = {"404": with_body(thing("message", message=TEXT))}
    found = of_all([plain, plain, json_], {"Sentence": TEXT}, said)
    lost = found.shared["not_found"]
    assert (lost.status, lost.body) == (404, MESSAGE)
    assert lost.media_type == "text/plain; charset=utf-8"
    # The shape of the reasons that no operation documents, too.
    assert found.shared["internal"].body is MESSAGE
    assert not list(said)


def test_json_is_rather_answered_than_text() -> None:
    both = with_body(TEXT, "text/plain")
    both["content"] |= with_body(thing("message", message=TEXT))["content"]
    assert of({"400": both}).shared["invalid"].body == {"message": MESSAGE}


def test_text_that_says_nothing_freely_is_taken_as_it_is_described() -> None:
    fixed = with_body({"const": "gone"}, "text/plain")
    assert of({"404": fixed}).shared["not_found"].body == "gone"


def test_what_is_neither_json_nor_text_is_listed() -> None:
    said = Diagnostics()
    xml = {"400": with_body(TEXT, "application/xml")}
    assert of_all([xml], {}, said).shared["invalid"] == Failure(400)
    assert [it.code for it in said] == ["SL629"]


NAMES = ("code", "message", "details", "errors", "status", "error", "title", "x", "y")


def json_schemas() -> st.SearchStrategy[dict[str, Any]]:
    scalars = st.one_of(
        st.builds(
            lambda least, most: {
                "type": "string",
                "minLength": least,
                "maxLength": most,
            },
            st.integers(0, 12),
            st.integers(12, 2000),
        ),
        st.builds(
            lambda kind, least: {"type": kind, "minimum": least},
            st.sampled_from(("integer", "number")),
            st.integers(-5, 1000),
        ),
        st.sampled_from(
            ({"type": "boolean"}, TEXT, {}, {"const": 1}, {"enum": ["a", 2]})
        ),
        st.sampled_from(("uuid", "date-time", "uri", "email", "ipv4")).map(
            lambda it: {"type": "string", "format": it}
        ),
    )

    def objects(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
        properties = st.dictionaries(st.sampled_from(NAMES), inner, max_size=5)
        return st.one_of(
            st.builds(
                lambda given, closed, bits: {
                    "type": "object",
                    "properties": given,
                    "required": [n for i, n in enumerate(given) if bits >> i & 1],
                    **({"additionalProperties": False} if closed else {}),
                },
                properties,
                st.booleans(),
                st.integers(0, 31),
            ),
            st.builds(
                lambda items, least: {
                    "type": "array",
                    "items": items,
                    "minItems": least,
                },
                inner,
                st.integers(0, 2),
            ),
            inner.map(lambda it: {"type": "object", "additionalProperties": it}),
            st.lists(inner, min_size=1, max_size=3).map(lambda its: {"anyOf": its}),
        )

    return st.recursive(scalars, objects, max_leaves=8)


@settings(max_examples=200, deadline=None)
@given(schema=json_schemas())
def test_whatever_the_schema_the_body_is_valid(schema: dict[str, Any]) -> None:
    found = of({"default": with_body(schema)}).shared
    validator = Draft202012Validator(
        schema, format_checker=Draft202012Validator.FORMAT_CHECKER
    )
    for reason, failure in found.items():
        if failure.body is not None:
            for faults in ([], FAULTS):
                validator.validate(filled(failure.body, reason, failure.status, faults))
