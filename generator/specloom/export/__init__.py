"""The canonical document: an `Api` as OpenAPI 3.1, or 3.2 where the API needs it.

In: an `Api` as published (merged and resolved, not composed). Out: a document that
openapi-spec-validator accepts and that says everything the IR holds: reading it gives an
equal `Api`. Two things are spelt in extensions because no document may say them:

- names that components may not have are spelt in the letters that they may;
- a default that its own schema refuses is `x-specloom-default`, a pattern that is no
  regular expression `x-specloom-pattern`.

Where a fact was not declared, `x-specloom-evidence` says how strong it is and where it
comes from. Keys have a fixed order, parts the order of the IR: equal APIs give equal text.
"""

from __future__ import annotations

from specloom.export.document import export
from specloom.export.text import json_text, yaml_text
from specloom.ir.api import Api

__all__ = ["export", "export_json", "export_yaml"]


def export_json(api: Api) -> bytes:
    """The canonical document as JSON: a line for each operation and component.

    In UTF-8, as it stands in a file: it is by far the largest that a package has.
    """
    return json_text(export(api))


def export_yaml(api: Api) -> str:
    """The canonical document as YAML, in blocks."""
    return yaml_text(export(api))
