"""What generated models accept and refuse, held against JSON Schema itself.

One package is generated from all schemas of the table. An instance that stands under
`beyond` is invalid, and accepted, because no model checks that: it must be listed as a
gap.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from tests.views.packages import Package, build, schemas

CASES: dict[str, dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("acceptance.yaml").read_text("utf-8")
)


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Package:
    """All schemas of the table, in one package."""
    declared = {name: case["schema"] for name, case in CASES.items()}
    # Null is said where a schema is used, so the schema itself is not to be asked.
    for name in CASES:
        declared[f"Use{name}"] = {
            "type": "object",
            "required": ["value"],
            "properties": {"value": {"$ref": f"#/components/schemas/{name}"}},
        }
    text = yaml.safe_dump(declared)
    return build(schemas(text), tmp_path_factory.mktemp("acceptance"))


def valid(schema: object, value: object) -> bool:
    """What JSON Schema says, with references between the schemas of the table."""
    document = {
        "allOf": [schema],
        "components": {
            "schemas": {name: case["schema"] for name, case in CASES.items()}
        },
    }
    validator = jsonschema.Draft202012Validator(
        document, format_checker=jsonschema.FormatChecker(["date", "uuid"])
    )
    return bool(validator.is_valid(value))


@pytest.mark.parametrize("name", CASES)
def test_acceptance(name: str, package: Package) -> None:
    case = CASES[name]
    for value in case.get("takes", ()):
        assert valid(case["schema"], value), f"JSON Schema refuses {value}"
        assert package.takes(f"Use{name}", {"value": value}), f"refused: {value}"
    for value in case.get("refuses", ()):
        assert not valid(case["schema"], value), f"JSON Schema takes {value}"
        assert not package.takes(f"Use{name}", {"value": value}), f"taken: {value}"
    for value in case.get("beyond", ()):
        assert not valid(case["schema"], value), f"JSON Schema takes {value}"
        assert package.takes(
            f"Use{name}", {"value": value}
        ), f"refused after all: {value}"


def test_what_is_beyond_the_models_is_listed(package: Package) -> None:
    listed = "\n".join(
        item.message for item in package.said if item.code in ("SL601", "SL602")
    )
    for name, case in CASES.items():
        assert ("beyond" in case) == (f"schemas/{name}`" in listed), name
