"""What the oracle's instances claim, held against jsonschema on a document of all sorts."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import pytest

from .document import Document
from .instances import Instance, Instances
from .judges import Schemas
from .texts import FORMATS, matching

SCHEMAS: dict[str, Any] = {
    "Ship": {
        "type": "object",
        "required": ["fullName", "hull"],
        "properties": {
            "fullName": {"type": "string", "minLength": 2, "maxLength": 9},
            "hull": {"$ref": "#/components/schemas/Hull"},
            "id": {"type": "string", "format": "uuid", "readOnly": True},
            "builtAt": {"type": "string", "format": "date-time"},
            "code": {"type": "string", "pattern": "^[A-Z]{2}[0-9]+$", "maxLength": 6},
            "flag": {"type": ["string", "null"], "enum": ["red", "blue", None]},
            "kind": {"const": "ship"},
            "decks": {"type": "integer", "minimum": 1, "maximum": 3},
            "draught": {"type": "number", "exclusiveMinimum": 0, "multipleOf": 0.5},
            "afloat": {"type": "boolean"},
            "note": {},
            "escort": {"$ref": "#/components/schemas/Ship"},
            "crew": {
                "type": "array",
                "items": {"$ref": "#/components/schemas/Sailor"},
                "minItems": 1,
                "maxItems": 2,
            },
            "marks": {
                "type": "array",
                "items": {"type": "string"},
                "uniqueItems": True,
                "maxItems": 3,
            },
            "position": {
                "type": "array",
                "prefixItems": [{"type": "number"}, {"type": "number"}],
                "items": False,
                "minItems": 2,
            },
            "cargo": {
                "type": "object",
                "additionalProperties": {"type": "integer"},
                "minProperties": 1,
                "maxProperties": 2,
            },
        },
    },
    "Hull": {
        "type": "object",
        "required": ["material"],
        "properties": {"material": {"type": "string", "enum": ["wood", "steel"]}},
        "additionalProperties": False,
    },
    "Sailor": {
        "oneOf": [
            {"$ref": "#/components/schemas/Mate"},
            {"$ref": "#/components/schemas/Cook"},
        ],
        "discriminator": {"propertyName": "job", "mapping": {"mate": "Mate"}},
    },
    "Mate": {
        "allOf": [
            {"$ref": "#/components/schemas/Person"},
            {"required": ["watch"], "properties": {"watch": {"type": "integer"}}},
        ]
    },
    "Cook": {
        "allOf": [
            {"$ref": "#/components/schemas/Person"},
            {"required": ["dish"], "properties": {"dish": {"type": "string"}}},
        ]
    },
    "Person": {
        "type": "object",
        "required": ["job"],
        "properties": {"job": {"type": "string"}, "chief": {"type": "boolean"}},
    },
    "Chain": {
        "type": "object",
        "required": ["next"],
        "properties": {"next": {"$ref": "#/components/schemas/Chain"}},
    },
}
DOCUMENT = Document({"openapi": "3.1.0", "components": {"schemas": SCHEMAS}})
PLAIN = Schemas(DOCUMENT, formats=False)


def instances(name: str) -> list[Instance]:
    found = Instances(DOCUMENT, PLAIN.holds)
    return list(found.of({"$ref": f"#/components/schemas/{name}"}))


def test_valid_ones_are_valid_and_faults_are_faults() -> None:
    ship = {"$ref": "#/components/schemas/Ship"}
    wrong = [
        instance.label
        for instance in instances("Ship")
        if not instance.kind.startswith(("format:", "pattern:", "tag:"))
        and PLAIN.holds(ship, instance.value) != instance.claims_valid
    ]
    assert wrong == []


def test_every_sort_is_there() -> None:
    kinds = Counter(instance.kind for instance in instances("Ship"))
    sorts = {kind.partition(":")[0] for kind in kinds}
    assert sorts >= {"valid", "type", "enum", "length", "bound", "items", "properties"}
    assert sorts >= {"missing", "respelt", "extra", "format", "pattern", "tag"}
    assert kinds["bound:off-step"] == kinds["items:same"] == 1
    assert {"valid:branch-1-minimal", "valid:branch-1-maximal"} <= set(kinds)


def test_labels_name_the_place() -> None:
    by_label = {instance.label: instance.value for instance in instances("Ship")}
    least = {"fullName": "text", "hull": {"material": "wood"}}
    assert by_label["valid:minimal for object at the root"] == least
    assert by_label["missing for string at /fullName"] == {"hull": {"material": "wood"}}
    assert by_label["type:numeral for optional integer at /decks"]["decks"] == "1"
    assert by_label["extra for closed object at /hull/key"]["hull"]["key"] == 1
    cooks = [value for label, value in by_label.items() if "branch-1-minimal" in label]
    assert cooks[0]["crew"] == [{"job": "Cook", "dish": "text"}]
    assert "format:words for read-only string:uuid at /id" in {
        label.replace("optional ", "") for label in by_label
    }


def test_the_order_is_fixed_and_no_two_are_alike() -> None:
    first, second = instances("Ship"), instances("Ship")
    assert first == second
    written = [json.dumps(instance.value, sort_keys=True) for instance in first]
    assert len(set(written)) == len(written)


def test_a_schema_without_finite_instances_has_faults_only() -> None:
    assert not any(instance.claims_valid for instance in instances("Chain"))


@pytest.mark.parametrize(
    ("pattern", "low", "high"),
    [
        (r"^rel_[a-f0-9]{40}$", 0, None),
        (r"^\d+(\.\d+)?$", 5, 5),
        (r"\w+-\S", 8, 20),
        (r"^[^a-z]{3,5}$", 0, 4),
        (r"^(a|b)\1$", 0, None),
        (r"^(?!x)y?$", 0, None),
        (r"^[^@\s]+@[^@\s]+$", 0, None),
    ],
)
def test_texts_match_patterns(pattern: str, low: int, high: int | None) -> None:
    text = matching(pattern, low, high)
    assert text is not None
    assert PLAIN.holds({"pattern": pattern, "minLength": low}, text)
    assert high is None or len(text) <= high


def test_texts_of_formats_are_what_they_say() -> None:
    asserted = Schemas(DOCUMENT, formats=True)
    known = set(FORMATS) - {"byte", "hostname", "time"}
    wrong = [
        (name, label)
        for name in sorted(known)
        for good, texts in ((True, FORMATS[name].good), (False, FORMATS[name].bad))
        for label, text in texts.items()
        if asserted.holds({"format": name}, text) != good
    ]
    # jsonschema takes whatever has an @, and no leap second.
    assert wrong == [
        ("date-time", "leap-second"),
        ("email", "no-domain"),
        ("email", "no-name"),
        ("email", "named"),
        ("email", "spaces"),
    ]
