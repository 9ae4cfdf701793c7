"""Generated models: how they read, and what they do beside accepting and refusing."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from pydantic import ValidationError

from tests.views.packages import Package, build, schemas, subject

HERE = Path(__file__).parent

LIBRARY = """
openapi: 3.1.0
info: {title: The library, version: '1'}
paths:
  /books:
    post:
      operationId: createBook
      tags: [Books]
      requestBody:
        content: {application/json: {schema: {$ref: '#/components/schemas/Book'}}}
      responses:
        '201':
          description: ok
          content: {application/json: {schema: {$ref: '#/components/schemas/Book'}}}
  /events:
    get:
      operationId: listEvents
      tags: [Events]
      responses:
        '200':
          description: ok
          content: {application/json: {schema: {$ref: '#/components/schemas/Event'}}}
components:
  schemas:
    Book:
      type: object
      required: [id, title, secret]
      properties:
        id: {type: string, format: uuid, readOnly: true}
        title: {type: string}
        secret: {type: string, minLength: 3, writeOnly: true}
        createdAt: {type: string, format: date-time, readOnly: true}
    Event:
      type: object
      required: [id]
      properties:
        id: {type: string, readOnly: true}
        book: {$ref: '#/components/schemas/Book'}
    Unused: {type: array, items: {$ref: '#/components/schemas/Event'}}
"""


def text(schema_text: str, tmp_path: Path) -> str:
    """The classes and aliases of schemas, as they are written."""
    return build(schemas(schema_text), tmp_path).text()


def test_how_models_read(tmp_path: Path) -> None:
    assert text((HERE / "look.yaml").read_text("utf-8"), tmp_path) == (
        HERE / "look.py.txt"
    ).read_text("utf-8")


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Package:
    return build(subject(LIBRARY), tmp_path_factory.mktemp("library"))


def test_where_models_are(library: Package) -> None:
    assert {
        path: [
            line.partition("(")[0].removeprefix("class ")
            for line in text.splitlines()
            if line.startswith("class ")
        ]
        for path, text in library.files.items()
        if path.startswith("models/_") and "__" not in path
    } == {
        "models/_events.py": ["Event"],
        "models/_other.py": [],
        "models/_shared.py": ["Book"],
    }
    assert "Unused = list[Event]" in library.files["models/_other.py"]


def test_what_only_one_side_sends(library: Package) -> None:
    book = library.models.Book
    codec = library.codec("Book")
    given = codec.read_request(b'{"title": "a", "secret": "xyz", "id": 7}')
    assert codec.dump_json(given, "request") == b'{"title":"a","secret":"xyz"}'
    got = book(id="12345678-1234-5678-1234-567812345678", title="a", secret="xyz")
    assert codec.dump_json(got, "request") == b'{"title":"a","secret":"xyz"}'
    assert json.loads(codec.dump_json(got, "answer")) == {
        "id": "12345678-1234-5678-1234-567812345678",
        "title": "a",
    }
    with pytest.raises(ValidationError):
        codec.read_request(b'{"title": "a", "secret": "x"}')


def test_what_one_side_must_send(library: Package) -> None:
    codec = library.codec("Book")
    assert "class Book(DirectedModel):" in library.files["models/_shared.py"]
    with pytest.raises(ValidationError, match="Field required"):
        codec.read_request(b'{"title": "a"}')
    with pytest.raises(ValidationError, match="Field required"):
        codec.read_strict(b'{"title": "a"}')
    given = b'{"id":"12345678-1234-5678-1234-567812345678","title":"a"}'
    assert codec.dump_json(codec.read_strict(given), "answer") == given
    assert json.loads(codec.dump_json(codec.read_answer(b'{"title":"a"}'), "answer"))


def test_what_is_only_got_is_plain(library: Package) -> None:
    assert "    id: str\n" in library.files["models/_events.py"]


def test_a_tag_that_variants_do_not_constrain_stays_plain_text(tmp_path: Path) -> None:
    package = build(
        schemas("""
            Cat: {type: object, required: [petKind], properties: {petKind: {type: string}}}
            Dog: {type: object, properties: {petKind: {type: string}, a: {type: string}}}
            Pet:
              oneOf:
                - {$ref: '#/components/schemas/Cat'}
                - {$ref: '#/components/schemas/Dog'}
              discriminator: {propertyName: petKind, mapping: {tom: Cat}}
            """),
        tmp_path,
    )
    assert 'pet_kind: Annotated[str, Field(alias="petKind")]\n' in package.text()
    by = 'By("petKind", {"tom": Cat, "Dog": Dog})'
    assert f"Pet = Annotated[Cat | Dog, {by}]" in package.text()
    for value, chosen in (
        ({"petKind": "tom", "a": 1}, "Cat"),
        ({"petKind": "Dog", "a": "x"}, "Dog"),
        ({"petKind": "new", "a": 1}, "Cat"),
        ({"a": "x"}, "Dog"),
    ):
        pet = package.codec("Pet").read_request(json.dumps(value).encode())
        assert type(pet).__name__ == chosen
        assert json.loads(package.codec("Pet").dump_json(pet, "request")) == value


def test_a_tag_that_variants_constrain_is_a_literal(tmp_path: Path) -> None:
    found = text(
        """
        Cat: {type: object, required: [kind], properties: {kind: {const: cat}}}
        Dog: {type: object, required: [kind], properties: {kind: {enum: [dog, hound]}}}
        Pet:
          oneOf:
            - {$ref: '#/components/schemas/Cat'}
            - {$ref: '#/components/schemas/Dog'}
            - {$ref: '#/components/schemas/Tiger'}
          discriminator: {propertyName: kind, mapping: {dog: Dog}}
        BigCat: {type: object, required: [kind], properties: {kind: {const: tiger}}}
        Tiger: {$ref: '#/components/schemas/BigCat'}
        """,
        tmp_path,
    )
    assert 'kind: Literal["dog", "hound"]' in found
    assert 'Pet = Annotated[Cat | Dog | Tiger, Field(discriminator="kind")]' in found


def test_a_value_of_a_base_is_a_known_child_or_the_base(tmp_path: Path) -> None:
    package = build(
        schemas("""
            Pet:
              type: object
              required: [kind]
              properties: {kind: {type: string}, name: {type: string}}
              discriminator: {propertyName: kind, mapping: {tom: Cat}}
            Cat:
              allOf:
                - {$ref: '#/components/schemas/Pet'}
                - {type: object, required: [lives], properties: {lives: {type: integer}}}
            """),
        tmp_path,
    )
    for value, chosen in (
        ({"kind": "tom", "lives": 9}, "Cat"),
        ({"kind": "other", "lives": 9}, "PetBase"),
        ({"kind": "Pet"}, "PetBase"),
    ):
        pet = package.codec("Pet").read_request(json.dumps(value).encode())
        assert type(pet).__name__ == chosen
    assert not package.takes("Pet", {"kind": "tom"})
    assert not package.takes("Pet", {})
    # What a child is itself asked for, no tag of a union changes.
    assert package.takes("Cat", {"kind": "other", "lives": 9})


def test_models_may_be_called_like_what_they_are_made_of(tmp_path: Path) -> None:
    package = build(
        schemas("""
            Model: {type: object, required: [a], properties: {a: {enum: [x]}}}
            Field: {type: object, properties: {a: {type: string, minLength: 2, pattern: a}}}
            Literal: {type: string, enum: [a, b, c, d]}
            MISSING: {type: object, properties: {Literal: {$ref: '#/components/schemas/Literal'}}}
            Pattern: {type: object, properties: {B: {$ref: '#/components/schemas/Model'}}}
            """),
        tmp_path,
    )
    assert package.takes("Model", {"a": "x"}) and not package.takes("Model", {"a": 1})
    assert not package.takes("Field", {"a": "a"})
    assert not package.takes("Field", {"a": "bb"})
    assert not package.takes("MISSING", {"Literal": "z"})
    assert not package.takes("Pattern", {"B": {}})


def test_names_of_fields_do_not_hide_types(tmp_path: Path) -> None:
    package = build(
        schemas("""
            A:
              type: object
              properties:
                object: {type: string}
                str: {type: integer}
                free: {type: object}
                any: {}
                texts: {type: array, items: {type: string}}
            """),
        tmp_path,
    )
    assert "free: dict[str, Any] | MISSING" in package.text()
    made = package.models.A(object="a", str_=1, free={"a": 1}, any=2, texts=["a"])
    assert json.loads(made.model_dump_json()) == {
        "object": "a",
        "str": 1,
        "free": {"a": 1},
        "any": 2,
        "texts": ["a"],
    }


def test_hostile_text_is_inert(tmp_path: Path) -> None:
    evil = "\"\"\"\nimport os; os.abort()\n'''\\"
    field = {
        "description": evil,
        "enum": [evil, "\u2028", "{{ x }}"],
        "default": evil,
        "x-enum-descriptions": [evil, evil, evil],
    }
    record = {"type": "object", "description": evil, "properties": {evil: field}}
    package = build(schemas(yaml.safe_dump({evil: record})), tmp_path)
    record_name, enum_name = package.models.__all__
    made = getattr(package.models, record_name)()
    assert made.__doc__.startswith('"""\n') and made.__doc__.rstrip().endswith("\\")
    assert package.takes(enum_name, evil) and not package.takes(enum_name, "x")


def test_patterns_that_cannot_be_checked_are_listed(tmp_path: Path) -> None:
    package = build(
        schemas(r"Name: {type: string, pattern: '^\p{L}+$', maxLength: 3}"), tmp_path
    )
    assert "Pattern" not in package.text()
    assert package.takes("Name", "1") and not package.takes("Name", "long")
    (gap,) = [item for item in package.said if item.code == "SL602"]
    assert gap.message == r"`^\p{L}+$` of `schemas/Name` is not checked"
    assert gap.span is not None and gap.span.pointer == "/components/schemas/Name"


def test_one_of_is_listed_once_where_variants_may_overlap(tmp_path: Path) -> None:
    declared = """
        Cat: {type: object, required: [kind], properties: {kind: {const: cat}}}
        Dog: {type: object, required: [kind], properties: {kind: {const: dog}}}
        A: {type: object, properties: {a: {type: string}}}
        B: {type: object, properties: {b: {type: string}}}
        Tagged: {oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]}
        Kinds: {oneOf: [{type: string}, {type: integer}, {type: 'null'}, {$ref: '#/components/schemas/A'}]}
        Values: {oneOf: [{enum: [a, 1]}, {enum: [b, 2, 'null']}, {type: boolean}, {type: array, items: {}}]}
        Any: {anyOf: [{type: integer}, {type: number}]}
        """
    package = build(schemas(declared), tmp_path)
    assert not [item for item in package.said if item.code == "SL603"]
    declared += """
        Numbers: {oneOf: [{type: integer}, {type: number}]}
        Texts: {type: object, properties: {a: {oneOf: [{enum: [a]}, {type: string, maxLength: 3}]}}}
        Objects: {oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}]}
        """
    package = build(schemas(declared), tmp_path)
    (gap,) = [item for item in package.said if item.code == "SL603"]
    assert gap.message.endswith("is not checked, nor elsewhere (2 more)")
    assert gap.message in package.files["GAPS.md"].replace("\\", "")


def test_an_api_without_models(tmp_path: Path) -> None:
    package = build(schemas("{}"), tmp_path)
    assert package.models.__all__ == []


@pytest.fixture(scope="module")
def hard(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A package of all that is hard, written to a folder of its own."""
    declared = yaml.safe_load((HERE / "look.yaml").read_text("utf-8"))
    cases = yaml.safe_load((HERE / "acceptance.yaml").read_text("utf-8"))
    declared.update({name: case["schema"] for name, case in cases.items()})
    for at in range(110):
        fields = {"kind": {"const": f"v{at}"}}
        declared[f"V{at}"] = {
            "type": "object",
            "required": ["kind"],
            "properties": fields,
        }
    declared["Wide"] = {
        "oneOf": [{"$ref": f"#/components/schemas/V{at}"} for at in range(110)]
    }
    folder = tmp_path_factory.mktemp("hard")
    return folder / build(schemas(yaml.safe_dump(declared)), folder).name


@pytest.mark.parametrize(
    "command",
    [
        ["black", "--check", "-q"],
        ["ruff", "check", "-q", "--isolated", "--target-version=py311"],
        ["mypy", "--strict", "--no-error-summary", "--cache-dir=/dev/null"],
    ],
    ids=lambda command: str(command[0]),
)
def test_tools_have_nothing_to_say(command: list[str], hard: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", *command, "models"],
        cwd=hard,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout + done.stderr == ""
    assert done.returncode == 0
