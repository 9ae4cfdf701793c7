"""Names of an API that meet names of generated modules: all of it still type-checks."""

from __future__ import annotations

import importlib
import subprocess
import sys
from pathlib import Path

import black
import httpx2
import pytest
from black.mode import TargetVersion

from tests.views.packages import Package, build, subject

DOCUMENT = """
openapi: 3.1.0
info: {title: "Names", version: "1"}
servers: [{url: https://names.test}]
tags: [{name: models}, {name: date}, {name: lists}, {name: client}, {name: annotations}]
components:
  schemas:
    Thing:
      type: object
      required: [list, body]
      properties:
        list: {type: array, items: {type: string}}
        body: {type: string}
        self: {type: string}
    Part: {type: object, required: [self, given], properties: {self: {type: string}, given: {type: integer}}}
    ATypeWhoseNameIsAboutAsLongAsTheLongestThatThereMayBeOfThem:
      type: object
      properties: {next: {$ref: "#/components/schemas/ATypeWhoseNameIsAboutAsLongAsTheLongestThatThereMayBeOfThem"}}
paths:
  /models:
    get:
      tags: [models]
      operationId: listModels
      parameters: [{name: models, in: query, schema: {$ref: "#/components/schemas/Thing"}}]
      responses:
        "200": {description: "", content: {application/json: {schema: {type: array, items: {$ref: "#/components/schemas/Thing"}}}}}
    post:
      tags: [models]
      operationId: createModels
      requestBody: {content: {application/json: {schema: {$ref: "#/components/schemas/Thing"}}}}
      responses: {"200": {description: "", content: {application/json: {schema: {type: object, additionalProperties: {type: integer}}}}}}
    put: {tags: [models], operationId: dict, responses: {"204": {description: ""}}}
  /dates/{given}/{self}:
    post:
      tags: [date]
      operationId: date
      parameters:
        - {name: given, in: path, required: true, schema: {type: string, format: date}}
        - {name: self, in: path, required: true, schema: {type: string, format: date-time}}
      requestBody: {required: true, content: {application/json: {schema: {$ref: "#/components/schemas/Part"}}}}
      responses: {"200": {description: "", content: {application/json: {schema: {type: string, format: date}}}}}
    get:
      tags: [date]
      operationId: time
      parameters:
        - {name: given, in: path, required: true, schema: {type: string, format: time}}
        - {name: self, in: path, required: true, schema: {type: string, format: date-time}}
        - {name: date, in: query, schema: {type: string, format: byte}}
      responses: {"200": {description: "", content: {application/json: {schema: {type: string, format: date-time}}}}}
  /lists:
    get:
      tags: [lists]
      operationId: getTheListOfThingsOfATypeWhoseNameIsAboutAsLong
      parameters: [{name: lists, in: query, required: true, schema: {type: array, items: {type: string}}}]
      responses:
        "200":
          description: ""
          content: {application/json: {schema: {$ref: "#/components/schemas/ATypeWhoseNameIsAboutAsLongAsTheLongestThatThereMayBeOfThem"}}}
    post:
      tags: [lists]
      operationId: overload
      responses:
        "200":
          description: ""
          content: {application/json: {schema: {type: array, items: {$ref: "#/components/schemas/ATypeWhoseNameIsAboutAsLongAsTheLongestThatThereMayBeOfThem"}}}}
        "202":
          description: ""
          content: {application/json: {schema: {$ref: "#/components/schemas/Thing"}}}
    put:
      tags: [lists]
      operationId: object
      responses: {"200": {description: "", content: {application/json: {schema: {type: object}}}}}
    delete:
      tags: [lists]
      operationId: str
      responses:
        "200":
          description: ""
          content: {application/json: {schema: {type: array, items: {$ref: "#/components/schemas/ATypeWhoseNameIsAboutAsLongAsTheLongestThatThereMayBeOfThem"}}}}
  /client:
    get: {tags: [client], operationId: call, responses: {"200": {description: ""}}}
  /annotations:
    get: {tags: [annotations], operationId: annotations, responses: {}}
  "/resource\\r\\nX: y":
    get:
      tags: [resource]
      operationId: resource
      parameters:
        - {name: kind, in: query, schema: {enum: ["date", "list", "UUID"]}}
        - {name: when, in: query, schema: {enum: ["time", null, 1]}}
      responses: {"200": {description: ""}}
"""


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Package:
    return build(subject(DOCUMENT), tmp_path_factory.mktemp("packages"))


def test_black_leaves_all_as_it_is(package: Package) -> None:
    mode = black.Mode(target_versions={TargetVersion.PY311})
    for path, text in package.files.items():
        if path.endswith(".py") and "_runtime" not in path:
            assert black.format_str(text, mode=mode) == text, path


def test_mypy_and_ruff_find_nothing(package: Package) -> None:
    module = importlib.import_module(package.name)
    assert module.__file__ is not None
    folder = Path(module.__file__).parent
    commands = (
        ["mypy", "--strict", "--cache-dir", str(folder.parent / ".mypy"), "-p"],
        ["ruff", "check", "--isolated", "--target-version", "py311", "--no-cache"],
    )
    for command in commands:
        done = subprocess.run(
            [sys.executable, "-m", *command, package.name],
            cwd=folder.parent,
            capture_output=True,
            text=True,
            env={"PATH": "", "PYTHONPATH": ""},
        )
        assert done.returncode == 0, done.stdout + done.stderr


def test_all_of_it_can_be_called(package: Package) -> None:
    asked: list[str] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        asked.append(f"{request.method} {request.url.raw_path.decode()}")
        made = request.url.path == "/models" and request.method == "POST"
        return httpx2.Response(200, content=b"{}" if made else b"[]")

    http = httpx2.Client(transport=httpx2.MockTransport(answer))
    client = importlib.import_module(package.name).Client(http_client=http)
    resources = {
        attribute: getattr(client, attribute)
        for attribute in dir(type(client))
        if hasattr(getattr(client, attribute), "_call")
    }
    assert len(resources) == 6
    thing = package.models.Thing(list=["a"], body="b")
    models = resources["models"]
    models.list(models_=None)
    models.create(body=thing)
    resources["lists"].overload_()
    (attribute,) = [it for it in resources if it.startswith("resource")]
    resources[attribute].resource(kind="date", when=1)
    assert asked == [
        "GET /models",
        "POST /models",
        "POST /lists",
        "GET /resource%0D%0AX:%20y?kind=date&when=1",
    ]
