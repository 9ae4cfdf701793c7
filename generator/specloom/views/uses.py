"""What annotations use: the names that they are made of, and the declarations they name.

Filled by `types` while it spells; read by the views that write the imports of a module
and list what its annotations do not check.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Final

from specloom.ir import types as t
from specloom.records import record
from specloom.source import Span

TYPING: Final = "typing"
PYDANTIC: Final = "pydantic"
MODEL: Final = "_runtime.model"
RUNTIME: Final = "_runtime.types"
HOMES: Final[Mapping[str, str]] = {
    "Annotated": TYPING,
    "Any": TYPING,
    "Literal": TYPING,
    "TYPE_CHECKING": TYPING,
    "Union": TYPING,
    "Field": PYDANTIC,
    "MISSING": PYDANTIC,
    "TypeAlias": TYPING,
    "TypeAliasType": "typing_extensions",
    "ClosedModel": MODEL,
    "DirectedModel": MODEL,
    "Model": MODEL,
    "Base64": RUNTIME,
    "Binary": RUNTIME,
    "By": RUNTIME,
    "Date": RUNTIME,
    "DateTime": RUNTIME,
    "Nothing": RUNTIME,
    "OneOf": RUNTIME,
    "Pattern": RUNTIME,
    "ReadOnly": RUNTIME,
    "RequiredReadOnly": RUNTIME,
    "RequiredWriteOnly": RUNTIME,
    "Text": RUNTIME,
    "Time": RUNTIME,
    "UniqueItems": RUNTIME,
    "Uuid": RUNTIME,
    "WriteOnly": RUNTIME,
}
"""Where the names that annotations are made of come from."""


@record(slots=True)
class Uses:
    """What code uses.

    `unchecked` is what the annotations do not say of their types: the code of the gap,
    the keyword or the pattern, its place. `one_of` are unions of which they do not say
    that exactly one variant fits.
    """

    names: set[str] = field(default_factory=set)
    declarations: set[str] = field(default_factory=set)
    unchecked: list[tuple[str, str, Span | None]] = field(default_factory=list)
    one_of: list[t.Union] = field(default_factory=list)
