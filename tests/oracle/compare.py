"""One document, all judges: their verdicts on every instance of every body."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from .document import Body, Document
from .instances import Instance, Instances
from .judges import STRICTEST, Codegen, Package, Schemas, accepts

JUDGES = (
    "JSON Schema",
    "with formats",
    "codegen",
    "codegen, strictest",
    "specloom",
)
"""Whose verdicts there are, in their order."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the judges say of an instance: `+` accepts, `-` refuses, one a judge."""

    body: Body
    instance: Instance
    marks: str

    @property
    def alike(self) -> bool:
        """Whether the models do what the schema says, its formats asserted."""
        return len(set(self.marks[1:])) == 1

    def __str__(self) -> str:
        return f"{self.marks} {self.body}: {self.instance.label}"


class Comparison:
    """The judges of a generated package's canonical document.

    `folder` is for datamodel-code-generator's output; `openapi` lies in the package.
    """

    def __init__(self, name: str, openapi: Path, folder: Path) -> None:
        tree = json.loads(openapi.read_text(encoding="utf-8"))
        self.document = Document(tree)
        self.bodies = list(self.document.bodies())
        self._plain = Schemas(self.document, formats=False)
        self._formats = Schemas(self.document, formats=True)
        self._models = (
            Codegen(self.document, self.bodies, folder / "usual"),
            Codegen(self.document, self.bodies, folder / "strictest", STRICTEST),
            Package(name),
        )

    def verdicts(
        self, bodies: Sequence[Body], most: int | None = None
    ) -> Iterator[Verdict]:
        """The verdicts on (at most so many) instances of each body."""
        instances = Instances(self.document, self._plain.holds)
        for body in bodies:
            readers = [model.reader(body) for model in self._models]
            for instance in islice(instances.of(body.schema), most):
                value = instance.value
                found = [
                    self._plain.holds(body.schema, value),
                    self._formats.holds(body.schema, value),
                    *(accepts(read, value) for read in readers),
                ]
                marks = "".join("+" if accepted else "-" for accepted in found)
                yield Verdict(body, instance, marks)
