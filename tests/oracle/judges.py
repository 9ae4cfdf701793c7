"""Who says whether a JSON value is an instance of a body's schema, each by its lights.

`Schemas` is jsonschema, for Draft 2020-12, with formats asserted or not; `Codegen` is
what datamodel-code-generator makes of the document; `Package` is what specloom made of
it. The models get the value's JSON text, as they would from the wire.
"""

from __future__ import annotations

import importlib
import importlib.util
import json
import pkgutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from jsonschema import Draft202012Validator as Validator
from pydantic import BaseModel, ValidationError

from .document import Body, Document, Json, Schema

Read = Callable[[bytes], object]

OPTIONS = (
    "--output-model-type=pydantic_v2.BaseModel",
    "--use-annotated",
    "--field-constraints",
    "--disable-timestamp",
    "--disable-warnings",
    "--formatters=builtin",
    "--ignore-pyproject",
    "--target-python-version=3.11",
)
"""How its users run datamodel-code-generator, as far as models are concerned."""

STRICTEST = (
    "--target-pydantic-version=2.14",
    "--use-missing-sentinel",
    "--strict-types=str",
    "--strict-types=bytes",
    "--strict-types=int",
    "--strict-types=float",
    "--strict-types=bool",
)
"""What brings its models as near to the schema's types and nulls as they go."""


class Schemas:
    """JSON Schema itself. With `formats`, `format` is an assertion, else a note."""

    def __init__(self, document: Document, *, formats: bool) -> None:
        checker = Validator.FORMAT_CHECKER if formats else None
        self._validator = Validator(document.tree, format_checker=checker)

    def holds(self, schema: Json, value: Json) -> bool:
        """Whether a value is an instance of a schema of the document."""
        return self._validator.evolve(schema=schema).is_valid(value)


class Codegen:
    """The models that datamodel-code-generator writes into a folder."""

    def __init__(
        self,
        document: Document,
        bodies: Sequence[Body],
        folder: Path,
        options: Sequence[str] = (),
    ) -> None:
        """Run it on the document, the bodies named among its components."""
        self._names = {id(body): f"OracleBody{n}" for n, body in enumerate(bodies)}
        tree = document.tree
        components = tree.get("components", {})
        schemas = {**components.get("schemas", {})}
        schemas |= {self._names[id(body)]: body.schema for body in bodies}
        named = tree | {"components": components | {"schemas": schemas}}
        self._module = _generate(named, folder, options)

    def reader(self, body: Body) -> Read:
        """The validation of the body's model."""
        model: type[BaseModel] = getattr(self._module, self._names[id(body)])
        return model.model_validate_json


def _generate(tree: Schema, folder: Path, options: Sequence[str]) -> ModuleType:
    folder.mkdir(parents=True)
    source, target = folder / "openapi.json", folder / "models.py"
    source.write_text(json.dumps(tree), encoding="utf-8")
    command = [sys.executable, "-m", "datamodel_code_generator", *OPTIONS, *options]
    command += ["--input-file-type=openapi", f"--input={source}", f"--output={target}"]
    subprocess.run(command, check=True, cwd=folder)
    name = f"oracle_{folder.name}_{len(sys.modules)}"
    spec = importlib.util.spec_from_file_location(name, target)
    assert spec is not None and spec.loader is not None
    module = sys.modules[name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Package:
    """A package that specloom generated, by its import name."""

    def __init__(self, name: str) -> None:
        plans = importlib.import_module(f"{name}._plans")
        plan = importlib.import_module(f"{name}._runtime.plan").Plan
        self._codec = importlib.import_module(f"{name}._runtime.codec").codec
        self._plans: dict[tuple[str, str], Any] = {}
        for info in pkgutil.iter_modules(plans.__path__, f"{plans.__name__}."):
            for found in vars(importlib.import_module(info.name)).values():
                if isinstance(found, plan):
                    self._plans[found.method, found.path] = found

    def reader(self, body: Body) -> Read:
        """How a server reads the request, or checks the answer that it is to send.

        Raises LookupError if the package does not have the body.
        """
        plan = self._plans[body.method, body.path]
        if body.direction == "request":
            if plan.body is None:
                raise LookupError(str(body))
            request: Read = self._codec(plan.body.content[body.media]).read_request
            return request
        content = plan.answers[body.status].content
        answer: Read = self._codec(content[body.media]).read_strict
        return answer


def accepts(read: Read, value: Json) -> bool:
    """Whether a model takes the JSON text of a value."""
    try:
        read(json.dumps(value).encode())
    except ValidationError:
        return False
    return True
