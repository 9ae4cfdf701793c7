"""A schema while it is read: its keys, sorted by what they do.

Made by `schema`, and handed to the modules that read parts of what a schema says.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeAlias

from specloom.document import Json
from specloom.ir.types import Constraints, Notes, Type
from specloom.read.openapi.keywords import GROUPS
from specloom.read.openapi.state import Doc
from specloom.records import record
from specloom.source import Span

REFERENCES: Final = ("$ref", "$dynamicRef", "$recursiveRef")
COMBINING: Final = frozenset((*REFERENCES, "allOf", "oneOf", "anyOf", "discriminator"))
NULLS: Final = frozenset({"nullable", "x-nullable"})
LABELS: Final = frozenset(key for key in GROUPS if key[:2] == "x-") - {"x-nullable"}
SIDE: Final = COMBINING | NULLS | LABELS
"""Keywords that shape a value together with others, and not alone."""


@record(slots=True)
class Parsed:
    """The shaping and bounding keywords of a schema (see `keywords`), and its place."""

    doc: Doc
    shape: dict[str, Json]
    bounds: dict[str, Json] | None
    constraints: Constraints
    span: Span


Read: TypeAlias = Callable[[Doc, Json, str, bool], Type]
"""`schema.schema`: document, node, pointer, and whether it is a member's."""
General: TypeAlias = Callable[[Parsed, Notes], Type]
"""`schema.general`: what keywords without references and combinations mean."""
